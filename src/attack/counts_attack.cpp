#include <sdc/attack/counts_attack.hpp>

#include <sdc/attack/announced_knowledge.hpp>
#include <sdc/attack/audit.hpp>
#include <sdc/attack/internal_attack.hpp>
#include <sdc/attack/release_attack.hpp>
#include <sdc/detail/printable.hpp>
#include <sdc/detail/quoted.hpp>
#include <sdc/knowledge/plan_view.hpp>
#include <sdc/rule/banded_requirement.hpp>
#include <sdc/table/display_name.hpp>

#include <algorithm>
#include <utility>

namespace sdc::inline v0 {
namespace {

/// What the marker implies where primary suppression only is applied: the cell is below the limit
/// of its rules.
std::int64_t marker_maximum(std::span<const reason> reasons, const announced_method& method) {
    std::int64_t limit = 0;
    for (const auto& why : reasons) {
        if (why.rule == rule_id::group_disclosure) continue;
        // A suppressed zero carries the marker of the small counts, so that nobody can tell them
        // apart.
        limit = std::max(limit, why.rule == rule_id::suppressed_zero ? method.limit()->minimum
                                                                     : why.limit);
    }
    return limit == 0 ? unlimited : limit - 1;
}

std::vector<requirement> list_cell_requirements(const table& counts, const announced_method& method,
                                                const verdicts& v) {
    if (method.bands)
        return list_banded_requirements(counts, v, method.rules, *method.bands, method.protection);
    return list_requirements(counts, v, method.rules, method.protection);
}

/// The cells that are judged, and the suppressed zeros: those need no protection, but what an
/// intruder can infer of them is reported.
std::vector<cell_index> find_judged(const verdicts& v,
                                    const std::vector<requirement>& requirements) {
    std::vector<cell_index> cells(v.cells().begin(), v.cells().end());
    for (const auto& n : requirements) cells.push_back(protected_cell(n));
    std::ranges::sort(cells);
    const auto repeated = std::ranges::unique(cells);
    cells.erase(repeated.begin(), repeated.end());
    return cells;
}

/// "the one person in May 2024, Charge"
std::string describe_people(const table& t, const intruder& who) {
    std::string text = who.own.size() == 1 && t.contributors(who.own.front().cell) == 1
                           ? "the one person in "
                           : "all in ";
    for (std::size_t i = 0; i < who.own.size(); ++i)
        text +=
            (i == 0 ? "" : " and ") + detail::printable(display_name(t.cube(), who.own[i].cell));
    return who.own.size() == 1 ? text : text + " together";
}

void add_answers(std::vector<finding>& found, std::span<const requirement> requirements,
                 std::span<const feasibility> reached) {
    for (std::size_t i = 0; i < requirements.size(); ++i) {
        if (reached[i] == feasibility::feasible) continue;
        const auto at =
            std::ranges::lower_bound(found, protected_cell(requirements[i]), {}, &finding::cell);
        const bool is_known = reached[i] == feasibility::infeasible;
        at->outcome =
            is_known ? cell_verdict::known : std::max(at->outcome, cell_verdict::undecided);
        if (requirements[i].minus != no_cell && is_known) at->group = requirements[i].cell;
    }
}

/// The narrowest that any internal intruder learns of a cell.
void add_disclosure(finding& f, const disclosure& l, const std::string& who) {
    const internal_finding one{.who = who,
                               .known = l.feasibility_interval,
                               .outcome = l.feasibility == feasibility::infeasible
                                              ? cell_verdict::known
                                              : cell_verdict::undecided};
    const auto narrowness = [](const internal_finding& of) {
        return std::pair(of.outcome,
                         of.known.high == unlimited ? -unlimited : of.known.low - of.known.high);
    };
    if (!f.intruders || narrowness(one) > narrowness(*f.intruders)) f.intruders = one;
}

/// For each cell the narrowest disclosure, and how many others learn of it. They come in the order
/// of the intruders.
void add_disclosures(std::vector<finding>& found, std::span<const disclosure> disclosures,
                     std::span<const requirement> requirements,
                     std::span<const intruder> intruders) {
    std::vector<std::size_t> learners(found.size()), last(found.size(), intruders.size());
    for (const auto& l : disclosures) {
        const auto at = static_cast<std::size_t>(
            std::ranges::lower_bound(found, protected_cell(requirements[l.requirement]), {},
                                     &finding::cell) -
            found.begin());
        learners[at] += last[at] != l.who;
        last[at] = l.who;
        add_disclosure(found[at], l, intruders[l.who].name);
        found[at].intruders->others = learners[at] - 1;
    }
}

} // namespace

counts_attack::counts_attack(const announced_method& method, const public_sources& sources,
                             std::shared_ptr<const table> counts, verdicts found,
                             const attack_options& options)
    : method_(method), sources_(sources), counts_(std::move(counts)), verdicts_(std::move(found)),
      requirements_(list_cell_requirements(*counts_, method_, verdicts_)), options_(options) {}

result<counts_attack> counts_attack::make(const announced_method& method,
                                          const public_sources& sources,
                                          std::shared_ptr<const table> counts,
                                          const attack_options& options) {
    if (counts == nullptr) return detail::none_given("table");
    auto found = evaluate(*counts, method.rules);
    if (!found) return found.error();
    if (method.bands) {
        if (auto ok = check_banded(*counts, method.rules, *method.bands, method.protection); !ok)
            return ok.error();
    }
    return counts_attack(method, sources, std::move(counts), *std::move(found), options);
}

/// As if the flagged cells were suppressed and nothing else. Only they carry the marker then, so
/// that it bounds them above.
knowledge counts_attack::with_primary_only() const {
    const auto& v = verdicts_;
    plan p{.source = counts_, .rules = method_.rules, .verdicts = v, .bands = method_.bands};
    p.status.assign(counts_->size(), cell_status::published);
    for (std::size_t i = 0; i < v.cells().size(); ++i)
        p.status[v.cells()[i]] =
            is_unsafe(v.reasons_at(i)) ? cell_status::primary : cell_status::suppressed_zero;
    const auto announced = knowledge_of(p);
    auto known = sources_.know_nothing();
    known.set_source(input_source); // what would be shown is not public yet
    for (cell_index cell = 0; cell < counts_->size(); ++cell)
        known.learn(cell, announced.low(cell), announced.high(cell));
    if (!sources_.are_linked()) {
        for (const auto& cases : announced.cases()) known.learn(cases);
    }
    for (std::size_t i = 0; i < v.cells().size(); ++i)
        known.learn(v.cells()[i], 0, marker_maximum(v.reasons_at(i), method_));
    return known;
}

/// What bands and structural zeros imply for the cells of a table that was published.
void counts_attack::learn_bands(public_table& what) const {
    const auto& counts = *counts_;
    const auto& v = verdicts_;
    std::vector<bool> suppressed(counts.size());
    for (const auto cell : what.suppressed) suppressed[cell] = true;
    for (cell_index cell = 0; cell < counts.size(); ++cell) {
        if (counts.is_structural_zero(cell)) what.known.learn_exact(cell, 0);
    }
    if (!method_.bands) return;
    what.known.set_source(input_source); // it follows from true counts, which no error names
    // Where a flagged cell is shown rounded, the release does not keep to the rule, and 0 may be
    // shown of 1.
    const bool keeps_rule = std::ranges::none_of(
        v.cells(), [&](cell_index cell) { return what.listed[cell] && !suppressed[cell]; });
    const banded_preimages preimages(counts, v, method_.rules, *method_.bands);
    for (cell_index cell = 0; cell < counts.size(); ++cell) {
        if (counts.is_structural_zero(cell)) continue;
        const bool flagged = !v.reasons(cell).empty();
        const auto by_band = [&] {
            return flagged ||
                   apply(*method_.bands, counts.value(cell)).shows != band_value::kind::number;
        };
        const bool is_rounded = keeps_rule && !flagged && what.known.high(cell) != unlimited;
        if (suppressed[cell] ? by_band() : is_rounded) {
            const auto values = preimages.preimage(cell);
            what.known.learn(cell, values.low, values.high);
        } else if (suppressed[cell]) {
            what.known.learn(cell, v.minimum(cell), v.maximum(cell));
        }
    }
}

/// What the rules and the code lists imply, as far as it is true.
result<void> counts_attack::learn_rules(public_table& what) const {
    learn_bands(what);
    what.known.set_source(sources_.files.back().name);
    if (method_.bands) return {};
    const auto& counts = *counts_;
    std::vector<cell_index> zeros;
    for (cell_index cell = 0; cell < counts.size(); ++cell) {
        if (counts.is_structural_zero(cell)) zeros.push_back(cell);
    }
    plan p{.source = counts_, .rules = method_.rules};
    const plan_view codes(p);
    std::vector<bool> occur;
    for (std::size_t d = 0; d < counts.cube().dimensions().size(); ++d)
        occur.push_back(codes.codes_occur(d));
    const auto before = what.known;
    const auto minimum = learn_announced(
        what.known, published_view(before, what.suppressed, zeros, std::move(occur)), method_.rules,
        {.run = options_.run,
         .flagged = !sources_.are_linked(),
         .truth = counts.values(),
         .threads = options_.threads});
    return minimum ? result<void>() : minimum.error();
}

/// What is said to be public must be true, else the attack proves nothing. The error names the
/// cell, not its value.
result<void> counts_attack::check_true(const knowledge& public_knowledge) const {
    const auto& counts = *counts_;
    const auto& c = public_knowledge.cube();
    for (cell_index cell = 0; cell < c.size(); ++cell) {
        if (public_knowledge.low(cell) > counts.value(cell) ||
            counts.value(cell) > public_knowledge.high(cell))
            return error{.code = errc::contradiction,
                         .message = "what is public does not agree with the input",
                         .cell = describe(c, cell),
                         .wanted = std::ranges::binary_search(absent_.suppressed, cell)
                                       ? empty_cells_wanted
                                       : ""};
    }
    return check_statements(public_knowledge);
}

result<void> counts_attack::check_statements(const knowledge& public_knowledge) const {
    const auto& counts = *counts_;
    for (const auto& s : public_knowledge.statements()) {
        if (std::ranges::any_of(s.terms,
                                [&](const auto& term) { return term.first >= counts.size(); }))
            continue; // seen when a start is sought
        detail::wide_sum sum = 0;
        for (const auto& [cell, coefficient] : s.terms)
            sum += detail::wide_sum{counts.value(cell)} * coefficient;
        if (sum < s.low || sum > s.high)
            return error{.code = errc::contradiction,
                         .message = "a statement does not agree with the input",
                         .found = detail::quoted(s.text)};
    }
    return {};
}

void counts_attack::find_shown(const joined_tables& what) {
    absent_ = what.absent;
    for (cell_index cell = 0; cell < counts_->size(); ++cell) shown_[cell] = what.shows(cell);
    complements_ =
        static_cast<std::size_t>(std::ranges::count_if(what.suppressed, [&](cell_index cell) {
            return verdicts_.reasons(cell).empty() && !counts_->is_structural_zero(cell);
        }));
}

/// What the files and the rules say of the first table; sets which cells they show and suppress.
result<knowledge> counts_attack::join(const left_out& without) {
    auto joined = sources_.join(
        {.minimum = method_.bands ? verdicts_.suppressed_minimum() : 0, .flagged = interval{}},
        without);
    if (!joined) return joined.error();
    if (auto ok = learn_rules(*joined); !ok) return ok.error();
    find_shown(*joined);
    // What no file shows is as good as suppressed.
    for (cell_index cell = 0; cell < counts_->size(); ++cell) {
        if (joined->known.low(cell) < joined->known.high(cell))
            status_[cell] = cell_status::secondary;
    }
    return std::move(joined->known);
}

result<knowledge> counts_attack::know(const left_out& without) {
    status_.assign(counts_->size(), cell_status::published);
    shown_.assign(counts_->size(), false);
    auto of_table = sources_.files.empty() ? result<knowledge>(with_primary_only()) : join(without);
    if (!of_table) return of_table;
    for (const auto cell : verdicts_.cells()) {
        if (sources_.files.empty() || status_[cell] != cell_status::published)
            status_[cell] = is_unsafe(verdicts_.reasons(cell)) ? cell_status::primary
                                                               : cell_status::suppressed_zero;
    }
    auto all = sources_.learn_others(*of_table, without);
    if (!all) return all.error();
    if (auto ok = check_true(*all); !ok) return ok.error();
    return all;
}

result<std::vector<intruder>>
counts_attack::list_internal_intruders(const internal_intruders& who) const {
    auto intruders = v0::list_internal_intruders(*counts_, who, unknown_of(status_));
    if (!intruders) return intruders;
    for (std::size_t i = 0; i + who.holdings.size() < intruders->size(); ++i)
        (*intruders)[i].name = describe_people(*counts_, (*intruders)[i]);
    return intruders;
}

/// The counts, and for linked tables what agrees with them.
result<std::vector<std::int64_t>>
counts_attack::find_start(const knowledge& public_knowledge) const {
    if (!sources_.are_linked())
        return std::vector<std::int64_t>(counts_->values().begin(), counts_->values().end());
    auto true_of_all = public_knowledge;
    true_of_all.set_source(input_source);
    for (cell_index cell = 0; cell < counts_->size(); ++cell)
        true_of_all.learn_exact(cell, counts_->value(cell));
    auto start = find_table(true_of_all, {.run = options_.run, .threads = options_.threads});
    // It names a cell, and none of the facts about it: those of the input are private.
    if (!start && start.error().code == errc::contradiction)
        return error{
            .code = errc::contradiction,
            .message =
                "a public linked table, or a statement about it, does not agree with the input",
            .cell = start.error().cell};
    return start;
}

result<std::vector<finding>> counts_attack::judge(const knowledge& public_knowledge,
                                                  std::span<const intruder> intruders) {
    const auto cells = find_judged(verdicts_, requirements_);
    const auto start = find_start(public_knowledge);
    if (!start) return start.error();
    const bounds_options options{.run = options_.run, .threads = options_.threads, .start = *start};
    const auto intervals = bounds(public_knowledge, cells, options);
    if (!intervals) return intervals.error();
    auto outside = find_witnesses(public_knowledge, requirements_, options);
    if (!outside) return outside.error();
    const auto disclosures =
        attack_by_internal_intruders(public_knowledge, requirements_, intruders, *outside, options);
    if (!disclosures) return disclosures.error();
    std::vector<finding> found;
    for (std::size_t i = 0; i < cells.size(); ++i)
        found.push_back({.cell = cells[i], .known = (*intervals)[i]});
    add_answers(found, requirements_, outside->feasibility);
    outside_ = std::move(*outside);
    add_disclosures(found, *disclosures, requirements_, intruders);
    find_status(found);
    const auto suppressed = sources_.linked_suppressed();
    if (suppressed.empty()) return found;
    auto others =
        release_attack(method_, sources_, options_).judge_linked(public_knowledge, suppressed);
    if (!others) return others.error();
    found.insert(found.end(), others->begin(), others->end());
    return found;
}

/// What is published or needs no protection is judged by that, not by what an intruder can infer.
void counts_attack::find_status(std::vector<finding>& found) const {
    std::erase_if(found, [&](finding& f) {
        const auto reasons = verdicts_.reasons(f.cell);
        if (reasons.empty() || is_unsafe(reasons)) return false;
        f.outcome = cell_verdict::zero;
        return !f.known.is_single_value();
    });
    for (auto& f : found) {
        if (sources_.is_already_published(f.cell))
            f.outcome = cell_verdict::already_public, f.intruders.reset();
        else if (shown_[f.cell] && !verdicts_.reasons(f.cell).empty())
            f.outcome = cell_verdict::published;
    }
}

result<audited> counts_attack::certify() const {
    plan p{.source = counts_,
           .rules = method_.rules,
           .protection = method_.protection,
           .verdicts = verdicts_,
           .status = status_,
           .requirements = requirements_};
    // Witnesses of linked tables change cells of those, too.
    for (const auto& w : outside_.witnesses) {
        p.witnesses.push_back({});
        for (const auto& change : w.move) {
            if (change.first < counts_->size()) p.witnesses.back().move.push_back(change);
        }
    }
    for (std::uint32_t i = 0; i < requirements_.size(); ++i)
        p.proofs.push_back({.requirement = i, .witness = outside_.witness_of[i]});
    return audit(std::move(p), {.run = options_.run, .threads = options_.threads});
}

} // namespace sdc::inline v0
