#include "outputs.hpp"

#include "fields.hpp"
#include "interrupts.hpp"
#include "places.hpp"
#include "words.hpp"

#include <sdc/attack/unsafe_bounds.hpp>
#include <sdc/io/certificate.hpp>
#include <sdc/io/file.hpp>
#include <sdc/io/plan_summary.hpp>
#include <sdc/io/private_record.hpp>
#include <sdc/io/release_file.hpp>
#include <sdc/io/spdlog_log.hpp>

#include <iostream>
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
    if (!name.empty()) to.how.title = name;
    auto made = write_release(safe, to);
    if (!made) return made.error();
    for (auto& one : *made) {
        if (auto ok = files.add(one.name, std::move(one.content)); !ok) return ok;
    }
    return {};
}

/// Empty if it is not asked for.
result<std::string> make_record(const arguments& a, std::span<const outgoing> tables,
                                const linked_plan& all, unsigned threads,
                                const std::string& made_by) {
    if (a.private_file.empty()) return std::string();
    const auto known = knowledge_of(all);
    std::vector<private_table> records;
    for (const auto& t : tables) {
        auto intervals = bound_unsafe_cells(known, t.proof->plan(), t.first,
                                            {.run = logged(a), .threads = threads});
        if (!intervals) return intervals.error();
        records.push_back({t.name, t.proof, *std::move(intervals)});
    }
    std::ostringstream text;
    write_private(text, records, made_by);
    return std::move(text).str();
}

result<std::string> make_record(const arguments& a, const audited& proof, unsigned threads,
                                const std::string& made_by) {
    if (a.private_file.empty()) return std::string();
    const auto& p = proof.plan();
    const auto intervals =
        bound_unsafe_cells(knowledge_of(p), p, 0, {.run = logged(a), .threads = threads});
    if (!intervals) return intervals.error();
    std::ostringstream text;
    write_private(text, proof, *intervals, made_by);
    return std::move(text).str();
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

int release(const arguments& a, const audited& proof, const marker& m, unsigned threads,
            const std::string& made_by) {
    const auto safe = publish(proof);
    auto record = make_record(a, proof, threads, made_by);
    if (!record) return report_unwritten(record.error());
    auto certificate = make_certificate(a, proof);
    ignore_interrupts();
    file_set files;
    if (auto ok = add_release(files, a, safe, a.output, m); !ok)
        return report_unwritten(ok.error());
    if (auto ok = add_owned(files, a.private_file, *std::move(record)); !ok)
        return report_unwritten(ok.error());
    if (auto ok = add_owned(files, a.certificate, std::move(certificate)); !ok)
        return report_unwritten(ok.error());
    if (auto ok = files.commit(); !ok) return report_unwritten(ok.error());
    if (!a.quiet) write_plan_summary(std::cerr, proof, safe);
    return done;
}

int release(const arguments& a, std::span<const outgoing> tables, const linked_plan& all,
            const marker& m, unsigned threads, const std::string& made_by) {
    auto record = make_record(a, tables, all, threads, made_by);
    if (!record) return report_unwritten(record.error());
    ignore_interrupts();
    file_set files;
    for (const auto& t : tables) {
        const auto safe = publish(*t.proof);
        if (auto ok = add_release(files, a, safe, t.file, m, t.name); !ok)
            return report_unwritten(ok.error());
    }
    if (auto ok = add_owned(files, a.private_file, *std::move(record)); !ok)
        return report_unwritten(ok.error());
    if (auto ok = files.commit(); !ok) return report_unwritten(ok.error());
    if (a.quiet) return done;
    std::vector<summarised_table> released;
    for (const auto& t : tables) released.push_back({t.name, t.proof});
    write_plan_summary(std::cerr, released, all);
    return done;
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
