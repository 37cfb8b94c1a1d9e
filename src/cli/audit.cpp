#include "audit.hpp"

#include "commands.hpp"
#include "counts_attack.hpp"
#include "inputs.hpp"
#include "interrupts.hpp"
#include "outputs.hpp"
#include "places.hpp"
#include "public_attack.hpp"
#include "rules.hpp"
#include "sources.hpp"
#include "words.hpp"

#include <sdc/io/certificate.hpp>
#include <sdc/io/file.hpp>

#include <algorithm>
#include <optional>
#include <span>
#include <sstream>
#include <utility>

namespace sdc::cli {
namespace {

result<audit_setup> read_audit_setup(const arguments& a) {
    constexpr choices<bool, 2> formats{{{"text", false}, {"json", true}}};
    audit_setup made;
    if (auto ok = check_places(a); !ok) return ok.error();
    if (a.input.empty() && a.publics.empty())
        return error{.code = errc::bad_argument,
                     .message = "nothing to attack",
                     .wanted = "--public FILE, --input FILE or both"};
    if (auto ok = read_announced(a, made); !ok) return ok.error();
    if (!a.marker.empty()) {
        const auto m = read_marker(a, std::nullopt);
        if (!m) return m.error();
        made.markers.push_back(m->text);
    }
    const auto threads = read_threads(a);
    if (!threads) return threads.error();
    made.threads = *threads;
    const auto json = choose("--format", a.format.empty() ? "text" : a.format, formats);
    if (!json) return json.error();
    made.json = *json;
    const bool listed = !a.unsafe.empty() || !a.levels.empty();
    if (a.input.empty() && listed)
        return bad_option(a.unsafe.empty() ? "--levels" : "--unsafe",
                          a.unsafe.empty() ? a.levels : a.unsafe,
                          "--input with it: a level is a distance from the true count");
    if (!a.input.empty() && made.rules.empty() && !listed)
        return error{.code = errc::bad_argument,
                     .message = "no rule given",
                     .wanted = "--threshold N, --group-disclosure K, --min-total-for-breakdown N "
                               "or a --policy that suppresses, with --input"};
    if (a.input.empty() && (made.protection.width == protection::kind::percent ||
                            made.protection.width == protection::kind::absolute))
        return bad_option("--protect", a.protect,
                          "cover, reach or exact; other widths need the counts of --input");
    const auto coalition = read_coalition(a);
    if (!coalition) return coalition.error();
    made.coalition = *coalition;
    if (a.input.empty() && (made.coalition > 0 || !a.contributor.empty()))
        return bad_option(a.contributor.empty() ? "--intruder" : "--contributor",
                          a.contributor.empty() ? a.intruder : a.contributor,
                          "--input with it: public tables do not show who contributes to a cell");
    if (!a.certificate.empty() && (a.input.empty() || a.publics.empty() || made.bands))
        return bad_option("--certificate", a.certificate,
                          "--input and --public with it, and no rounding: it proves by true "
                          "counts that a release holds");
    return made;
}

/// Without which of the sources would the cells that are at risk be safe?
template <class Judge>
result<void> find_reasons(const audit_sources& sources, std::vector<finding>& found,
                          Judge&& judge) {
    const auto names = sources.names();
    for (std::size_t i = 0; i < names.size() && names.size() > 1; ++i) {
        if (!sources.can_leave_out(i)) continue;
        const result<std::vector<finding>> without = judge(i);
        if (!without) return without.error();
        for (auto& f : found) {
            const auto at = std::ranges::lower_bound(*without, f.cell, {}, &finding::cell);
            const bool safe =
                at == without->end() || at->cell != f.cell || at->outcome <= verdict::is_protected;
            if (f.outcome > verdict::is_protected && safe) f.because.push_back(names[i]);
        }
    }
    return {};
}

/// For cells that are known exactly: by what sum, if it takes no more than sums.
result<void> find_sums(const knowledge& public_knowledge, std::vector<finding>& found) {
    std::vector<cell_index> cells;
    for (const auto& f : found) {
        if (f.outcome == verdict::known && f.known.is_single_value()) cells.push_back(f.cell);
    }
    const auto feasibility_result = find_derivable(public_knowledge, cells);
    if (!feasibility_result) return feasibility_result.error();
    for (std::size_t i = 0, k = 0; i < found.size() && k < cells.size(); ++i) {
        if (found[i].cell != cells[k]) continue;
        const auto& answer = (*feasibility_result)[k++];
        if (answer.verdict == derivability::derivable)
            found[i].how = describe_sum(public_knowledge, answer.how);
    }
    return {};
}

std::string name_intruders(const arguments& a, const audit_setup& setup) {
    std::string text;
    if (setup.coalition == 1) text = "each sole contributor to a cell";
    if (setup.coalition > 1)
        text = "coalitions of at most " + std::to_string(setup.coalition) +
               " contributors who make up a cell, or the cells of one sum, without others";
    if (!a.contributor.empty())
        text += (text.empty() ? "" : ", and ") + std::string("each holding of ") + a.contributor;
    return text;
}

/// What the audit found out: the report, and the proof if it is asked for and there is one.
struct audit_outcome {
    audit_report report;
    std::string certificate = {};
};

/// What the files leave out, and how much is suppressed.
void describe_absent(const arguments& a, const absent_cells& absent, std::size_t suppressed,
                     audit_report& to) {
    to.leaves_out_empty = a.cells == "nonempty";
    to.left_out = absent.suppressed.size();
    to.not_published = absent.not_published.size();
    to.suppressed = suppressed;
}

/// An already published number counts among what an intruder has.
result<void> check_already_published(const arguments& a, const audit_sources& sources,
                                     const audit_report& report) {
    for (const auto& f : report.findings) {
        if (f.cell >= report.tables->cube(0).size() || f.is_rounded || f.known.is_single_value() ||
            !sources.is_already_published(f.cell))
            continue;
        return error{.code = errc::bad_argument,
                     .message = "--frozen: a cell whose number is in no file",
                     .where = {.file = a.frozen},
                     .cell = describe(report.tables->cube(0), f.cell),
                     .wanted = "an earlier public table with its number, or --input"};
    }
    return {};
}

result<audit_outcome> attack_with_counts(const arguments& a, audit_setup setup) {
    const auto counts = read_table(a);
    if (!counts) return counts.error();
    if (auto ok = read_listed(a, (*counts)->cube(), setup.rules, setup.protection); !ok)
        return ok.error();
    auto v = evaluate(**counts, setup.rules);
    if (!v) return v.error();
    if (setup.bands) {
        if (auto ok = check_banded(**counts, setup.rules, *setup.bands, setup.protection); !ok)
            return ok.error();
    }
    auto sources = audit_sources::read(a);
    if (!sources) return sources.error();
    if (auto ok = sources->complete(a, (*counts)->shared_cube(), &**counts); !ok) return ok.error();
    counts_attack attack(a, setup, *sources, *counts, std::move(*v));
    std::vector<intruder> intruders;
    const auto judge = [&](const left_out& without) -> result<std::vector<finding>> {
        const auto public_knowledge = attack.know(without);
        if (!public_knowledge) return public_knowledge.error();
        if (!without.any()) {
            auto found = attack.list_internal_intruders();
            if (!found) return found.error();
            intruders = std::move(*found);
        }
        auto found = attack.judge(*public_knowledge, intruders);
        if (!found || without.any()) return found;
        if (auto ok = find_sums(*public_knowledge, *found); !ok) return ok.error();
        return found;
    };
    auto found = judge({});
    if (!found) return found.error();
    audit_outcome outcome{{.tables = sources->tables(),
                           .sources = sources->names(),
                           .intruders = name_intruders(a, setup),
                           .findings = std::move(*found)}};
    outcome.report.has_counts = true;
    outcome.report.complements = attack.complements();
    describe_absent(a, attack.absent(), attack.complements(), outcome.report);
    const bool holds = count(outcome.report).at_risk == 0;
    if (!holds) {
        if (auto ok = find_reasons(*sources, outcome.report.findings, judge); !ok)
            return ok.error();
    } else if (!a.certificate.empty()) {
        const auto proof = attack.certify();
        if (!proof) return proof.error();
        std::ostringstream text;
        write_certificate(text, *proof);
        outcome.certificate = std::move(text).str();
    }
    return outcome;
}

/// The columns of the files say what the dimensions are.
result<audit_outcome> attack_public(const arguments& a, const audit_setup& setup) {
    auto sources = audit_sources::read(a);
    if (!sources) return sources.error();
    auto by = read_dimensions(a, sources->files());
    if (!by) return by.error();
    const auto c = cube::make(std::move(*by));
    if (!c) return c.error();
    const auto zeros = read_cell_file(a.structural_zeros, *c.value());
    if (!zeros) return zeros.error();
    if (auto ok = sources->complete(a, *c, nullptr); !ok) return ok.error();
    public_attack attack(setup, *zeros);
    audit_outcome outcome;
    const auto judge = [&](const left_out& without) -> result<std::vector<finding>> {
        const auto joined = attack.know(a, *sources, without);
        if (!joined) return joined.error();
        auto found = attack.judge(*joined, *sources);
        if (!found) return explain(joined->known, found.error());
        const auto linked = sources->linked_suppressed(without);
        auto others = attack.judge_linked(joined->known, linked);
        if (!others) return explain(joined->known, others.error());
        if (!without.any())
            describe_absent(a, joined->absent, joined->suppressed.size() + linked.size(),
                            outcome.report);
        found->insert(found->end(), others->begin(), others->end());
        if (auto ok = without.any() ? result<void>() : find_sums(joined->known, *found); !ok)
            return ok.error();
        return found;
    };
    auto found = judge({});
    if (!found) return found.error();
    auto& report = outcome.report;
    report.tables = sources->tables();
    report.sources = sources->names();
    report.findings = std::move(*found);
    if (report.not_published > most_not_published) report.too_many = report.not_published;
    if (auto ok = check_already_published(a, *sources, report); !ok) return ok.error();
    if (count(outcome.report).at_risk == 0) return outcome;
    if (auto ok = find_reasons(*sources, outcome.report.findings, judge); !ok) return ok.error();
    return outcome;
}

} // namespace

int run_audit(const arguments& a) {
    const auto setup = read_audit_setup(a);
    if (!setup) return tell(setup.error());
    auto outcome = a.input.empty() ? attack_public(a, *setup) : attack_with_counts(a, *setup);
    if (!outcome) return tell(outcome.error());
    // True counts follow from what internal intruders learn.
    const auto access =
        outcome->report.intruders.empty() ? file_access::ordinary : file_access::owner_only;
    ignore_interrupts();
    file_set files;
    if (auto ok = files.add(
            a.output, setup->json ? to_json(outcome->report) : to_text(outcome->report), access);
        !ok)
        return report_unwritten(ok.error());
    if (!outcome->certificate.empty()) {
        if (auto ok =
                files.add(a.certificate, std::move(outcome->certificate), file_access::owner_only);
            !ok)
            return report_unwritten(ok.error());
    }
    if (auto ok = files.commit(); !ok) return report_unwritten(ok.error());
    const auto ended = status(outcome->report);
    if (ended == refused && !a.certificate.empty())
        warn(a, a.certificate + " was not written: what is at risk is not proved");
    return ended;
}

} // namespace sdc::cli
