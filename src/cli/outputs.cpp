#include "outputs.hpp"

#include "fields.hpp"
#include "inputs.hpp"
#include "interrupts.hpp"
#include "officer_report.hpp"
#include "places.hpp"
#include "words.hpp"

#include <sdc/attack/unsafe_bounds.hpp>
#include <sdc/io/as_read.hpp>
#include <sdc/io/certificate.hpp>
#include <sdc/io/file.hpp>
#include <sdc/io/plan_summary.hpp>
#include <sdc/io/private_record.hpp>
#include <sdc/io/release_file.hpp>
#include <sdc/io/spdlog_log.hpp>

#include <array>
#include <iostream>
#include <optional>
#include <sstream>
#include <vector>

#include <unistd.h>

namespace sdc::cli {
namespace {

/// Its title is its name if it is one of several tables.
result<void> add_release(file_set& files, const arguments& a, const published& safe,
                         const std::string& file, const marker& m, const std::string& name = {}) {
    auto to = output_of(a, file);
    to.how.marker = m;
    if (a.as_read != nullptr) {
        if (const auto ending = find_release_format(file).value_or(release_format::csv);
            a.format.value_or(ending) != release_format::csv)
            return bad_option("--as-read", file, "CSV, the format of that shape");
        std::ostringstream text;
        const read_columns columns{
            .count = a.count, .wide = wide_dimensions_of(a), .residuals = a.residuals};
        if (auto ok = write_as_read(text, safe, *a.as_read, columns, to.how); !ok) return ok;
        return files.add(file, std::move(text).str());
    }
    const auto format = to.format.value_or(find_release_format(file).value_or(release_format::csv));
    if (!a.overlapping.empty() &&
        (format == release_format::json || format == release_format::json_stat))
        return bad_option("--overlapping", a.overlapping.front().second,
                          "--format csv, or another one that does not say which codes add up to a "
                          "total: the group is not among them");
    if (!name.empty()) to.how.title = name;
    auto made = write_release(safe, to);
    if (!made) return made.error();
    for (auto& one : *made) {
        if (auto ok = files.add(one.name, std::move(one.content)); !ok) return ok;
    }
    return {};
}

/// What only the disclosure officer may see; empty if it is not asked for.
struct officer_files {
    std::string record = {}, report = {};
};

/// `all`: what is known where the tables are linked; nullptr: each by itself.
result<officer_files> make_officer_files(const arguments& a, std::span<const outgoing> tables,
                                         const linked_plan* all, const marker& m, unsigned threads,
                                         const std::string& made_by) {
    officer_files made;
    if (a.private_file.empty() && a.report.empty()) return made;
    std::vector<private_table> records;
    std::optional<knowledge> known;
    if (all != nullptr) known = knowledge_of(*all);
    for (const auto& t : tables) {
        const auto& p = t.proof->plan();
        if (all == nullptr) known = knowledge_of(p);
        auto intervals =
            bound_unsafe_cells(*known, p, t.first, {.run = logged(a), .threads = threads});
        if (!intervals) return intervals.error();
        records.push_back({t.name, t.proof, *std::move(intervals)});
    }
    if (!a.report.empty()) made.report = make_report(a, records, m, made_by);
    if (a.private_file.empty()) return made;
    std::ostringstream text;
    if (all == nullptr && records.front().name.empty())
        write_private(text, *records.front().proof, records.front().intervals, made_by);
    else
        write_private(text, records, made_by);
    made.record = std::move(text).str();
    return made;
}

std::string make_certificate(const arguments& a, const audited& proof) {
    if (a.certificate.empty()) return "";
    std::ostringstream text;
    write_certificate(text, proof);
    return std::move(text).str();
}

/// What is asked for.
result<void> add_owned(file_set& files, const std::string& file, std::string content) {
    return file.empty() ? result<void>()
                        : files.add(file, std::move(content), file_access::owner_only);
}

result<void> add_officer_files(file_set& files, const arguments& a, officer_files made) {
    if (auto ok = add_owned(files, a.private_file, std::move(made.record)); !ok) return ok;
    return add_owned(files, a.report, std::move(made.report));
}

/// The first table with the rows of its groups.
published merge_groups(std::span<const outgoing> tables, const std::shared_ptr<const cube>& whole) {
    std::vector<published> parts{publish(*tables.front().proof)};
    for (const auto& t : tables) {
        if (t.is_group) parts.push_back(publish(*t.proof));
    }
    return merge(whole, parts);
}

} // namespace

int tell(const error& e) {
    std::cerr << "sdckit: error: " << printable(to_string(by_option(e))) << '\n';
    return e.code == errc::not_protectable || e.code == errc::not_proved ? refused : bad_input;
}

int report_unwritten(const error& e) {
    const auto status = tell(e);
    return e.code == errc::io_failure ? internal_failure : status;
}

void warn(const arguments& a, std::string_view text) {
    if (!a.quiet)
        std::cerr << "sdckit: warning: " << printable(name_options(std::string(text))) << '\n';
}

result<std::unique_ptr<checked_log>> open_log(const arguments& a) {
    if (!a.log && a.log_file.empty()) return std::unique_ptr<checked_log>();
    if (a.log_file == "-")
        return bad_option("--log-file", a.log_file,
                          "a file; without --log-file the log is on standard error");
    if (!a.log_file.empty()) {
        if (auto ok = check_places(a); !ok) return ok.error();
    }
    auto opened = open_log(a.log.value_or(log_level::info), a.log_file);
    if (opened) return opened;
    auto e = opened.error();
    e.message = "--log-file: " + e.message;
    return e;
}

run_control logged(const arguments& a) { return {.log = a.logger}; }

audit_options audit_of(const arguments& a, unsigned threads) {
    return {.run = logged(a), .attack = a.attack, .threads = threads};
}

int release(const arguments& a, const audited& proof, const marker& m, unsigned threads,
            const std::string& made_by) {
    const auto safe = publish(proof);
    const std::array<outgoing, 1> alone{{{.name = {}, .file = a.output, .proof = &proof}}};
    auto of_officer = make_officer_files(a, alone, nullptr, m, threads, made_by);
    if (!of_officer) return report_unwritten(of_officer.error());
    auto certificate = make_certificate(a, proof);
    ignore_interrupts();
    file_set files;
    if (auto ok = add_release(files, a, safe, a.output, m); !ok)
        return report_unwritten(ok.error());
    if (auto ok = add_officer_files(files, a, *std::move(of_officer)); !ok)
        return report_unwritten(ok.error());
    if (auto ok = add_owned(files, a.certificate, std::move(certificate)); !ok)
        return report_unwritten(ok.error());
    if (auto ok = files.commit(); !ok) return report_unwritten(ok.error());
    if (!a.quiet) write_plan_summary(std::cerr, proof, safe);
    return done;
}

int release(const arguments& a, std::span<const outgoing> tables, const linked_plan& all,
            const std::shared_ptr<const cube>& whole, const marker& m, unsigned threads,
            const std::string& made_by) {
    auto of_officer = make_officer_files(a, tables, &all, m, threads, made_by);
    if (!of_officer) return report_unwritten(of_officer.error());
    ignore_interrupts();
    file_set files;
    for (const auto& t : tables) {
        if (t.is_group) continue;
        const bool with_groups = whole != nullptr && &t == tables.data();
        const auto safe = with_groups ? merge_groups(tables, whole) : publish(*t.proof);
        if (auto ok = add_release(files, a, safe, t.file, m, t.name); !ok)
            return report_unwritten(ok.error());
    }
    if (auto ok = add_officer_files(files, a, *std::move(of_officer)); !ok)
        return report_unwritten(ok.error());
    if (auto ok = files.commit(); !ok) return report_unwritten(ok.error());
    if (a.quiet) return done;
    std::vector<summarised_table> released;
    for (const auto& t : tables) released.push_back({t.name, t.proof});
    write_plan_summary(std::cerr, released, all);
    return done;
}

int release(const arguments& a, std::span<const outgoing> tables, std::string text, const marker& m,
            unsigned threads, const std::string& made_by) {
    auto of_officer = make_officer_files(a, tables, nullptr, m, threads, made_by);
    if (!of_officer) return report_unwritten(of_officer.error());
    ignore_interrupts();
    file_set files;
    if (auto ok = files.add(a.output, std::move(text)); !ok) return report_unwritten(ok.error());
    if (auto ok = add_officer_files(files, a, *std::move(of_officer)); !ok)
        return report_unwritten(ok.error());
    if (auto ok = files.commit(); !ok) return report_unwritten(ok.error());
    if (a.quiet) return done;
    std::vector<summarised_table> released;
    for (const auto& t : tables) released.push_back({t.name, t.proof});
    write_plan_summary(std::cerr, released);
    return done;
}

result<void> check_one_csv(const arguments& a, const std::string& option,
                           const std::string& value) {
    const auto ending = find_release_format(a.output).value_or(release_format::csv);
    if (a.format.value_or(ending) == release_format::csv) return {};
    return bad_option(option, value, "--format csv with it: the tables are one file");
}

std::function<void(std::uint64_t, std::uint64_t)> make_progress(const arguments& a) {
    if (!a.progress || a.quiet || ::isatty(STDERR_FILENO) == 0) return {};
    return [last = std::uint64_t{101}](std::uint64_t met, std::uint64_t all) mutable {
        const auto percent = all == 0 ? 100 : met * 100 / all;
        if (percent == last) return;
        last = percent;
        constexpr std::uint64_t width = 40;
        const auto filled = static_cast<std::size_t>(percent * width / 100);
        std::cerr << "\r[" << std::string(filled, '#') << std::string(width - filled, ' ') << "] "
                  << percent << '%' << (percent == 100 ? "\n" : "") << std::flush;
    };
}

} // namespace sdc::cli
