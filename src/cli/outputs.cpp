#include "outputs.hpp"

#include "interrupts.hpp"
#include "places.hpp"
#include "plan_summary.hpp"
#include "words.hpp"

#include <sdc/attack/bounds.hpp>
#include <sdc/detail/quoted.hpp>
#include <sdc/io/certificate.hpp>
#include <sdc/io/csv.hpp>
#include <sdc/io/file.hpp>
#include <sdc/io/json.hpp>
#include <sdc/io/markdown.hpp>
#include <sdc/io/private_record.hpp>
#include <sdc/io/spdlog_log.hpp>
#include <sdc/plan/published_value.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <sstream>
#include <vector>

#include <unistd.h>

namespace sdc::cli {
namespace {

enum class format : unsigned char { csv, json, markdown };

result<format> read_format(const arguments& a) {
    constexpr choices<format, 3> formats{
        {{"csv", format::csv}, {"json", format::json}, {"markdown", format::markdown}}};
    return choose("--format", a.format.empty() ? "csv" : a.format, formats);
}

std::string write(const arguments& a, format how, const published& safe, const marker& m) {
    std::ostringstream text;
    switch (how) {
    case format::csv:
        write_csv(text, safe, {.marker = m, .escape_formulas = a.escape_formulas});
        break;
    case format::json: write_json(text, safe, {.marker = m}); break;
    case format::markdown: write_markdown(text, safe, {.marker = m}); break;
    }
    return std::move(text).str();
}

/// What a reader can work out of each unsafe cell of the table, whose first cell is `first` of the
/// reader's.
result<std::vector<std::pair<cell_index, interval>>> attack_unsafe(const arguments& a,
                                                                   const knowledge& known,
                                                                   const plan& p, cell_index first,
                                                                   unsigned threads) {
    const auto& v = p.verdicts;
    std::vector<cell_index> unsafe;
    for (std::size_t i = 0; i < v.cells().size(); ++i) {
        if (is_unsafe(v.reasons_at(i))) unsafe.push_back(first + v.cells()[i]);
    }
    const auto found = bounds(known, unsafe, {.run = logged(a), .threads = threads});
    if (!found) return found.error();
    std::vector<std::pair<cell_index, interval>> intervals;
    for (std::size_t i = 0; i < unsafe.size(); ++i)
        intervals.emplace_back(unsafe[i] - first, (*found)[i]);
    return intervals;
}

/// {"tables": [{"name": ..., "record": ...}]}; empty if it is not asked for.
result<std::string> make_record(const arguments& a, std::span<const outgoing> tables,
                                const linked_plan& all, unsigned threads,
                                const std::string& made_by) {
    if (a.private_file.empty()) return std::string();
    const auto known = knowledge_of(all);
    std::ostringstream text;
    text << "{\"tables\": [";
    for (const auto& t : tables) {
        const auto intervals = attack_unsafe(a, known, t.proof->plan(), t.first, threads);
        if (!intervals) return intervals.error();
        text << (&t == tables.data() ? "" : ",") << "\n{\"name\": "
             << nlohmann::json(t.name).dump(-1, ' ', false,
                                            nlohmann::json::error_handler_t::replace)
             << ", \"record\": ";
        write_private(text, *t.proof, *intervals, made_by);
        text << "}";
    }
    text << "]}\n";
    return std::move(text).str();
}

result<std::string> make_record(const arguments& a, const audited& proof, unsigned threads,
                                const std::string& made_by) {
    if (a.private_file.empty()) return std::string();
    const auto intervals = attack_unsafe(a, knowledge_of(proof.plan()), proof.plan(), 0, threads);
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

/// The dimensions and the measure are columns of one table.
result<void> check_names(const published& release) {
    if (!release.cube().find_dimension(release.column_name())) return {};
    return error{.code = errc::duplicate,
                 .message = "a dimension has the name of the column of numbers",
                 .found = sdc::detail::quoted(release.column_name()),
                 .wanted = "another name for the column in the input"};
}

/// Rounding withholds by bands, so there the cells at risk are those that need protection.
std::uint64_t count_unsafe(const plan& p) {
    if (!p.bands) return count(p).unsafe;
    std::vector<cell_index> cells;
    for (const auto& n : p.requirements) cells.push_back(protected_cell(n));
    std::ranges::sort(cells);
    return static_cast<std::uint64_t>(std::ranges::unique(cells).begin() - cells.begin());
}

/// Against whom it was proved, if not against outsiders alone.
std::string describe_internal_intruders(const internal_intruders& intruders) {
    std::string text;
    if (intruders.coalition == 1) text += ", each contributor of a count of one";
    if (intruders.coalition > 1)
        text += ", each coalition of " + std::to_string(intruders.coalition);
    if (!intruders.holdings.empty()) text += ", each holding";
    return text.empty() ? text : " against outsiders" + text;
}

void summarise(const audited& proof, const published& release) {
    const auto& p = proof.plan();
    const auto n = count(p);
    std::uint64_t suppressed = 0;
    for (cell_index cell = 0; cell < p.status.size(); ++cell)
        suppressed += release[cell].shows == public_cell::kind::suppressed;
    const auto requirements = proof.summary().requirements;
    if (!p.bands) std::cerr << to_text(report(p));
    std::cerr << "cells " << n.cells << ", unsafe " << count_unsafe(p) << ", withheld "
              << suppressed << ", secondary " << n.complements << ", cost " << p.cost << ", proved "
              << requirements << " of " << requirements << describe_internal_intruders(p.intruders)
              << '\n';
}

/// Of all released tables; needs are those of earlier releases, too.
void summarise(std::span<const outgoing> tables, const linked_plan& all) {
    plan_counts sum;
    for (const auto& t : tables) {
        const auto n = count(t.proof->plan());
        sum.cells += n.cells;
        sum.unsafe += n.unsafe;
        sum.suppressed_zeros += n.suppressed_zeros;
        sum.complements += n.complements;
    }
    std::size_t requirements = 0;
    for (const auto& part : all.parts) requirements += part.requirements.size();
    if (all.stopped_early) std::cerr << cut_notice;
    internal_intruders intruders; // the same in all
    if (!tables.empty()) intruders = tables.front().proof->plan().intruders;
    if (all.lower_bound > 0)
        std::cerr << describe_cost(
            {.counts = sum, .cost = all.cost, .lower_bound = all.lower_bound});
    std::cerr << "tables " << tables.size() << ", cells " << sum.cells << ", unsafe " << sum.unsafe
              << ", withheld " << sum.suppressed() << ", secondary " << sum.complements << ", cost "
              << all.cost << ", proved " << requirements << " of " << requirements
              << describe_internal_intruders(intruders) << '\n';
}

} // namespace

int tell(const error& e) {
    std::cerr << "sdckit: error: " << printable(to_string(e)) << '\n';
    return e.code == errc::not_protectable || e.code == errc::not_proved ? refused : bad_input;
}

int report_unwritten(const error& e) {
    const auto status = tell(e);
    return e.code == errc::io_failure ? internal_failure : status;
}

void warn(const arguments& a, std::string_view text) {
    if (!a.quiet) std::cerr << "sdckit: warning: " << printable(text) << '\n';
}

result<std::unique_ptr<log>> open_log(const arguments& a) {
    constexpr choices<log_level, 4> levels{{{"debug", log_level::debug},
                                            {"info", log_level::info},
                                            {"warning", log_level::warning},
                                            {"error", log_level::error}}};
    if (a.log.empty() && a.log_file.empty()) return std::unique_ptr<log>();
    const auto level = choose("--log", a.log.empty() ? "info" : a.log, levels);
    if (!level) return level.error();
    if (a.log_file == "-")
        return bad_option("--log-file", a.log_file,
                          "a file; without --log-file the log is on standard error");
    if (!a.log_file.empty()) {
        if (auto ok = check_places(a); !ok) return ok.error();
    }
    auto opened = open_log(*level, a.log_file);
    if (opened) return opened;
    auto e = opened.error();
    e.message = "--log-file: " + e.message;
    return e;
}

run_control logged(const arguments& a) { return {.log = a.logger}; }

result<void> check_outputs(const arguments& a) {
    if (const auto format = read_format(a); !format) return format.error();
    return check_places(a);
}

int release(const arguments& a, const audited& proof, const marker& m, unsigned threads,
            const std::string& made_by) {
    const auto safe = publish(proof);
    if (auto ok = check_names(safe); !ok) return tell(ok.error());
    const auto how = read_format(a);
    if (!how) return tell(how.error());
    auto record = make_record(a, proof, threads, made_by);
    if (!record) return report_unwritten(record.error());
    auto certificate = make_certificate(a, proof);
    ignore_interrupts();
    file_set files;
    if (auto ok = files.add(a.output, write(a, *how, safe, m)); !ok)
        return report_unwritten(ok.error());
    if (auto ok = add_owned(files, a.private_file, *std::move(record)); !ok)
        return report_unwritten(ok.error());
    if (auto ok = add_owned(files, a.certificate, std::move(certificate)); !ok)
        return report_unwritten(ok.error());
    if (auto ok = files.commit(); !ok) return report_unwritten(ok.error());
    if (!a.quiet) summarise(proof, safe);
    return done;
}

int release(const arguments& a, std::span<const outgoing> tables, const linked_plan& all,
            const marker& m, unsigned threads, const std::string& made_by) {
    const auto how = read_format(a);
    if (!how) return tell(how.error());
    auto record = make_record(a, tables, all, threads, made_by);
    if (!record) return report_unwritten(record.error());
    ignore_interrupts();
    file_set files;
    for (const auto& t : tables) {
        const auto safe = publish(*t.proof);
        if (auto ok = check_names(safe); !ok) return tell(ok.error());
        if (auto ok = files.add(t.file, write(a, *how, safe, m)); !ok)
            return report_unwritten(ok.error());
    }
    if (auto ok = add_owned(files, a.private_file, *std::move(record)); !ok)
        return report_unwritten(ok.error());
    if (auto ok = files.commit(); !ok) return report_unwritten(ok.error());
    if (!a.quiet) summarise(tables, all);
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
