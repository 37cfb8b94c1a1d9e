#include <sdc/attack/assess_release.hpp>

#include <sdc/attack/counts_attack.hpp>
#include <sdc/attack/release_attack.hpp>
#include <sdc/detail/printable.hpp>
#include <sdc/table/display_name.hpp>

#include <algorithm>
#include <array>
#include <functional>
#include <span>
#include <utility>

namespace sdc::inline v0 {
namespace {

/// Why a cell is not judged, as a word of a list.
const char* name_reason(cell_verdict v) {
    switch (v) {
    case cell_verdict::zero: return "zeros that the rule does not protect";
    case cell_verdict::no_unsafe: return "no unsafe count";
    case cell_verdict::requirements_counts: return "only the counts say whether it is unsafe";
    case cell_verdict::no_threshold: return "no threshold";
    case cell_verdict::already_public: return "already published";
    default: return "";
    }
}

using attack_without = std::function<result<std::vector<finding>>(const left_out&)>;

/// Without which of the sources would the cells that are at risk be safe?
result<void> find_reasons(const public_sources& sources, std::vector<finding>& found,
                          const attack_without& attack) {
    const auto names = sources.names();
    for (std::size_t i = 0; i < names.size() && names.size() > 1; ++i) {
        if (!sources.can_leave_out(i)) continue;
        const auto without = attack(i);
        if (!without) return without.error();
        for (auto& f : found) {
            const auto at = std::ranges::lower_bound(*without, f.cell, {}, &finding::cell);
            const bool safe = at == without->end() || at->cell != f.cell ||
                              at->outcome <= cell_verdict::is_protected;
            if (f.outcome > cell_verdict::is_protected && safe) f.because.push_back(names[i]);
        }
    }
    return {};
}

/// For cells that are known exactly: by what sum, if it takes no more than sums.
result<void> find_sums(const knowledge& public_knowledge, std::vector<finding>& found) {
    std::vector<cell_index> cells;
    for (const auto& f : found) {
        if (f.outcome == cell_verdict::known && f.known.is_single_value()) cells.push_back(f.cell);
    }
    const auto answers = find_derivable(public_knowledge, cells);
    if (!answers) return answers.error();
    for (std::size_t i = 0, k = 0; i < found.size() && k < cells.size(); ++i) {
        if (found[i].cell != cells[k]) continue;
        const auto& answer = (*answers)[k++];
        if (answer.verdict == derivability::derivable)
            found[i].how = describe_sum(public_knowledge, answer.how);
    }
    return {};
}

/// What the files leave out, and how much is suppressed.
void describe_absent(const public_sources& sources, const absent_cells& absent,
                     std::size_t suppressed, release_assessment& to) {
    to.tables = sources.tables;
    to.sources = sources.names();
    to.leaves_out_empty = sources.leaves_out_empty;
    to.totals = sources.totals;
    to.left_out = absent.suppressed.size();
    to.not_published = absent.not_published.size();
    to.suppressed = suppressed;
}

/// The findings of an intruder who has all sources but those left out.
result<std::vector<finding>> attack_public(const release_attack& attack,
                                           const public_sources& sources, const left_out& without,
                                           release_assessment& to) {
    const auto joined = attack.know(without);
    if (!joined) return joined.error();
    auto found = attack.judge(*joined);
    if (!found) return explain(joined->known, found.error());
    const auto linked = sources.linked_suppressed(without);
    auto others = attack.judge_linked(joined->known, linked);
    if (!others) return explain(joined->known, others.error());
    found->insert(found->end(), others->begin(), others->end());
    if (without.any()) return found;
    describe_absent(sources, joined->absent, joined->suppressed.size() + linked.size(), to);
    if (to.not_published > most_not_published) to.too_many = to.not_published;
    if (auto ok = find_sums(joined->known, *found); !ok) return ok.error();
    return found;
}

result<void> check_already_published(const public_sources& sources,
                                     std::span<const finding> findings) {
    for (const auto& f : findings) {
        if (f.cell >= sources.cube().size() || f.is_rounded || f.known.is_single_value() ||
            !sources.is_already_published(f.cell))
            continue;
        return error{.code = errc::bad_argument,
                     .message = "an already published cell whose number is in no file",
                     .field = "already_published",
                     .where = {.file = sources.already_published.source},
                     .cell = describe(sources.cube(), f.cell),
                     .wanted = "an earlier public table with its number, or the counts"};
    }
    return {};
}

} // namespace

std::string describe_intruders(std::int64_t coalition, std::string_view holding) {
    std::string text;
    if (coalition == 1) text = "each sole contributor to a cell";
    if (coalition > 1)
        text = "coalitions of at most " + std::to_string(coalition) +
               " contributors who make up a cell, or the cells of one sum, without others";
    if (!holding.empty())
        text +=
            (text.empty() ? "" : ", and ") + std::string("each holding of ") + std::string(holding);
    return text;
}

std::string describe_sum(const knowledge& public_knowledge, const derivation& how) {
    constexpr std::size_t most_terms = 8;
    const auto is_plain = [](const auto& term) { return term.second == 1 || term.second == -1; };
    if (how.divisor != 1 || how.constant != 0 || how.known.empty() ||
        how.known.size() > most_terms || !std::ranges::all_of(how.known, is_plain))
        return "";
    std::string text;
    for (const bool added : {true, false}) {
        for (const auto& [cell, coefficient] : how.known) {
            if ((coefficient > 0) != added) continue;
            const auto name = detail::printable(display_name(public_knowledge.tables(), cell));
            text += text.empty() ? (added ? "" : "- ") : (added ? " + " : " - ");
            text += name.find(' ') == std::string::npos ? name : "(" + name + ")";
        }
    }
    return text;
}

assessment_counts count(const release_assessment& found) {
    std::array<std::size_t, static_cast<std::size_t>(cell_verdict::published) + 1> of{};
    for (const auto& f : found.findings) ++of[static_cast<std::size_t>(f.worst())];
    of[static_cast<std::size_t>(cell_verdict::no_unsafe)] += found.complements;
    assessment_counts n;
    for (std::size_t i = 0; i < of.size(); ++i) {
        const auto v = static_cast<cell_verdict>(i);
        if (v < cell_verdict::is_protected && of[i] > 0) n.why.emplace_back(name_reason(v), of[i]);
        if (v < cell_verdict::is_protected)
            n.not_judged += of[i];
        else
            (v > cell_verdict::is_protected ? n.at_risk : n.is_protected) += of[i];
    }
    if (found.too_many > 0) n.why.emplace_back("their level is not published", found.too_many);
    n.not_judged += found.too_many;
    n.judged = n.at_risk + n.is_protected;
    return n;
}

/// By the counts all is known of cells that are safe, so that only unsafe ones that are already
/// published cannot be judged.
assessment_result conclude(const release_assessment& found) {
    const auto n = count(found);
    if (n.at_risk > 0) return assessment_result::at_risk;
    if (n.judged > 0 || n.not_judged == 0) return assessment_result::holds;
    const bool open = std::ranges::any_of(
        found.findings, [](const finding& f) { return f.outcome == cell_verdict::already_public; });
    return found.has_counts && !open ? assessment_result::holds : assessment_result::not_judged;
}

result<release_assessment> assess_release(const announced_method& method,
                                          const public_sources& sources,
                                          const attack_options& options) {
    if (sources.tables == nullptr) return detail::none_given("tables");
    const release_attack attack(method, sources, options);
    release_assessment made;
    const auto attack_by = [&](const left_out& without) {
        return attack_public(attack, sources, without, made);
    };
    auto found = attack_by({});
    if (!found) return found.error();
    made.findings = *std::move(found);
    if (auto ok = check_already_published(sources, made.findings); !ok) return ok.error();
    if (count(made).at_risk == 0) return made;
    if (auto ok = find_reasons(sources, made.findings, attack_by); !ok) return ok.error();
    return made;
}

result<counts_assessment> assess_release(std::shared_ptr<const table> counts,
                                         const announced_method& method,
                                         const public_sources& sources,
                                         const internal_intruders& who, bool certify,
                                         const attack_options& options) {
    if (sources.tables == nullptr) return detail::none_given("tables");
    auto attack = counts_attack::make(method, sources, std::move(counts), options);
    if (!attack) return attack.error();
    std::vector<intruder> intruders;
    release_assessment made{.has_counts = true};
    const auto attack_by = [&](const left_out& without) -> result<std::vector<finding>> {
        const auto public_knowledge = attack->know(without);
        if (!public_knowledge) return public_knowledge.error();
        if (without.any()) return attack->judge(*public_knowledge, intruders);
        auto all = attack->list_internal_intruders(who);
        if (!all) return all.error();
        intruders = *std::move(all);
        made.complements = attack->complements();
        describe_absent(sources, attack->absent(), attack->complements(), made);
        auto found = attack->judge(*public_knowledge, intruders);
        if (!found) return found;
        if (auto ok = find_sums(*public_knowledge, *found); !ok) return ok.error();
        return found;
    };
    auto found = attack_by({});
    if (!found) return found.error();
    made.findings = *std::move(found);
    counts_assessment all{.found = std::move(made)};
    if (count(all.found).at_risk > 0) {
        if (auto ok = find_reasons(sources, all.found.findings, attack_by); !ok) return ok.error();
    } else if (certify) {
        auto proof = attack->certify();
        if (!proof) return proof.error();
        all.proof = *std::move(proof);
    }
    return all;
}

} // namespace sdc::inline v0
