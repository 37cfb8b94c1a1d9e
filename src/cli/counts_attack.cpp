#include "counts_attack.hpp"

#include "inputs.hpp"
#include "words.hpp"

#include <sdc/attack/announced_knowledge.hpp>
#include <sdc/attack/audit.hpp>
#include <sdc/attack/bounds.hpp>
#include <sdc/detail/quoted.hpp>
#include <sdc/io/csv.hpp>
#include <sdc/knowledge/plan_view.hpp>
#include <sdc/table/display_name.hpp>

#include <algorithm>
#include <utility>

namespace sdc::cli {
namespace {

/// The star as the text of a rule: what it says of a flagged cell where no complement carries it.
std::int64_t star_maximum(std::span<const reason> reasons, const audit_setup& setup) {
    std::int64_t limit = 0;
    for (const auto& why : reasons) {
        if (why.rule == rule_id::group_disclosure) continue;
        // A hidden zero carries the star of the small counts, so that a reader cannot tell them
        // apart.
        limit = std::max(limit,
                         why.rule == rule_id::suppressed_zero ? setup.limit()->minimum : why.limit);
    }
    return limit == 0 ? unlimited : limit - 1;
}

std::vector<requirement> list_cell_requirements(const table& counts, const audit_setup& setup,
                                                const verdicts& v) {
    if (setup.bands)
        return list_banded_requirements(counts, v, setup.rules, *setup.bands, setup.protection);
    return list_requirements(counts, v, setup.rules, setup.protection);
}

/// The cells that are judged, and the hidden zeros: those need no protection, but what a reader can
/// work out of them is announced.
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
        text += (i == 0 ? "" : " and ") + printable(display_name(t.cube(), who.own[i].cell));
    return who.own.size() == 1 ? text : text + " together";
}

/// The narrowest that anybody inside learns of a cell.
void add_disclosure(finding& f, const disclosure& l, const std::string& who) {
    const internal_finding one{
        .who = who,
        .known = l.feasibility_interval,
        .outcome = l.feasibility == feasibility::infeasible ? verdict::known : verdict::undecided};
    const auto narrowness = [](const internal_finding& of) {
        return std::pair(of.outcome,
                         of.known.high == unlimited ? -unlimited : of.known.low - of.known.high);
    };
    if (!f.intruders || narrowness(one) > narrowness(*f.intruders)) f.intruders = one;
}

/// For each cell the narrowest lesson, and how many others learn of it. Lessons come in the order
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

counts_attack::counts_attack(const arguments& a, const audit_setup& setup,
                             const audit_sources& sources, std::shared_ptr<const table> counts,
                             verdicts found)
    : arguments_(a), setup_(setup), sources_(sources), counts_(std::move(counts)),
      verdicts_(std::move(found)),
      requirements_(list_cell_requirements(*counts_, setup_, verdicts_)) {}

/// As if the flagged cells were withheld and nothing else. Only they carry the marker then, so that
/// it bounds them above.
knowledge counts_attack::with_primary_only() const {
    const auto& v = verdicts_;
    plan p{.source = counts_, .rules = setup_.rules, .verdicts = v, .bands = setup_.bands};
    p.status.assign(counts_->size(), cell_status::published);
    for (std::size_t i = 0; i < v.cells().size(); ++i)
        p.status[v.cells()[i]] =
            is_unsafe(v.reasons_at(i)) ? cell_status::primary : cell_status::suppressed_zero;
    const auto announced = knowledge_of(p);
    auto public_knowledge = sources_.know_nothing();
    public_knowledge.set_source(input_source); // what would be shown is not public yet
    for (cell_index cell = 0; cell < counts_->size(); ++cell)
        public_knowledge.learn(cell, announced.low(cell), announced.high(cell));
    if (!sources_.are_linked()) {
        for (const auto& cases : announced.cases()) public_knowledge.learn(cases);
    }
    for (std::size_t i = 0; i < v.cells().size(); ++i)
        public_knowledge.learn(v.cells()[i], 0, star_maximum(v.reasons_at(i), setup_));
    return public_knowledge;
}

/// What the rules, the bands and the code lists tell of the cells of a table that was published.
result<void> counts_attack::learn_rules(public_table& what) const {
    const auto& counts = *counts_;
    const auto& v = verdicts_;
    std::vector<bool> suppressed(counts.size());
    for (const auto cell : what.suppressed) suppressed[cell] = true;
    // Where a flagged cell is shown rounded, the release does not keep to the rule, and 0 may be
    // shown of 1.
    const bool keeps_rule = std::ranges::none_of(
        v.cells(), [&](cell_index cell) { return what.listed[cell] && !suppressed[cell]; });
    const auto faces = setup_.bands ? std::optional<banded_preimages>(std::in_place, counts, v,
                                                                      setup_.rules, *setup_.bands)
                                    : std::nullopt;
    for (cell_index cell = 0; cell < counts.size(); ++cell) {
        const bool flagged = !v.reasons(cell).empty();
        if (counts.is_structural_zero(cell)) {
            what.known.learn_exact(cell, 0);
        } else if (suppressed[cell] && faces &&
                   (flagged ||
                    apply(*setup_.bands, counts.value(cell)).shows != band_value::kind::number)) {
            const auto values = faces->preimage(cell);
            const auto low = values.low, high = values.high;
            what.known.learn(cell, low, high);
        } else if (suppressed[cell] && faces) {
            what.known.learn(cell, v.minimum(cell), v.maximum(cell));
        } else if (faces && keeps_rule && !flagged && what.known.high(cell) != unlimited) {
            const auto values = faces->preimage(cell);
            const auto low = values.low, high = values.high;
            what.known.learn(cell, low, high);
        }
    }
    if (faces) return {};
    std::vector<cell_index> zeros;
    for (cell_index cell = 0; cell < counts.size(); ++cell) {
        if (counts.is_structural_zero(cell)) zeros.push_back(cell);
    }
    plan p{.source = counts_, .rules = setup_.rules};
    const plan_view codes(p);
    std::vector<bool> occur;
    for (std::size_t d = 0; d < counts.cube().dimensions().size(); ++d)
        occur.push_back(codes.codes_occur(d));
    const auto before = what.known;
    const auto minimum = learn_announced(
        what.known, published_view(before, what.suppressed, zeros, std::move(occur)), setup_.rules,
        {.flagged = !sources_.are_linked(), .truth = counts.values(), .threads = setup_.threads});
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
                         .wanted =
                             std::ranges::binary_search(absent_.suppressed, cell) ? or_empty : ""};
    }
    for (const auto& s : public_knowledge.statements()) {
        if (std::ranges::any_of(s.terms, [&](const auto& term) { return term.first >= c.size(); }))
            continue; // seen when a start is sought
        detail::wide_sum sum = 0;
        for (const auto& [cell, coefficient] : s.terms)
            sum += detail::wide_sum{counts.value(cell)} * coefficient;
        if (sum < s.low || sum > s.high)
            return error{.code = errc::contradiction,
                         .message = "a statement does not agree with the input",
                         .found = sdc::detail::quoted(s.text)};
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

result<knowledge> counts_attack::know(const left_out& without) {
    auto public_knowledge = with_primary_only();
    status_.assign(counts_->size(), cell_status::published);
    shown_.assign(counts_->size(), false);
    if (!sources_.files().empty()) {
        auto joined =
            sources_.join({.value = arguments_.value_column,
                           .suppressed_minimum = setup_.bands ? verdicts_.suppressed_minimum() : 0,
                           .markers = setup_.markers,
                           .bands = setup_.bands,
                           .perturbed = setup_.perturbed,
                           .flagged = interval{}},
                          without);
        if (!joined) return joined.error();
        if (auto ok = learn_rules(*joined); !ok) return ok.error();
        find_shown(*joined);
        // What no file shows is as good as withheld.
        for (cell_index cell = 0; cell < counts_->size(); ++cell) {
            if (joined->known.low(cell) < joined->known.high(cell))
                status_[cell] = cell_status::secondary;
        }
        public_knowledge = std::move(joined->known);
    }
    for (const auto cell : verdicts_.cells()) {
        if (sources_.files().empty() || status_[cell] != cell_status::published)
            status_[cell] = is_unsafe(verdicts_.reasons(cell)) ? cell_status::primary
                                                               : cell_status::suppressed_zero;
    }
    auto all = sources_.learn_others(public_knowledge, without);
    if (!all) return all.error();
    if (auto ok = check_true(*all); !ok) return ok.error();
    return all;
}

result<std::vector<intruder>> counts_attack::list_internal_intruders() const {
    auto holdings = read_holdings(arguments_, *counts_, arguments_.input, arguments_.count);
    if (!holdings) return holdings.error();
    auto intruders = sdc::list_internal_intruders(
        *counts_, {.coalition = setup_.coalition, .holdings = *holdings}, suppressed_of(status_));
    if (!intruders) return intruders;
    for (std::size_t i = 0; i + holdings->size() < intruders->size(); ++i)
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
    auto start = find_table(true_of_all, {.threads = setup_.threads});
    // Which of the counts clashes is private.
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
    const bounds_options options{.threads = setup_.threads, .start = *start};
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
    const auto find = [&](const requirement& n) {
        return std::ranges::lower_bound(found, protected_cell(n), {}, &finding::cell);
    };
    for (std::size_t i = 0; i < requirements_.size(); ++i) {
        const auto answer = outside->feasibility[i];
        const auto at = find(requirements_[i]);
        if (answer == feasibility::feasible) continue;
        at->outcome = answer == feasibility::infeasible ? verdict::known
                                                        : std::max(at->outcome, verdict::undecided);
        if (requirements_[i].minus != no_cell && answer == feasibility::infeasible)
            at->group = requirements_[i].cell;
    }
    outside_ = std::move(*outside);
    add_disclosures(found, *disclosures, requirements_, intruders);
    std::erase_if(found, [&](finding& f) {
        const auto reasons = verdicts_.reasons(f.cell);
        if (reasons.empty() || is_unsafe(reasons)) return false;
        f.outcome = verdict::zero;
        return !f.known.is_single_value();
    });
    for (auto& f : found) {
        if (sources_.is_already_published(f.cell))
            f.outcome = verdict::already_public, f.intruders.reset();
        else if (shown_[f.cell] && !verdicts_.reasons(f.cell).empty())
            f.outcome = verdict::published;
    }
    const auto suppressed = sources_.linked_suppressed({});
    if (suppressed.empty()) return found;
    const std::vector<cell_index> no_zeros;
    auto others = public_attack(setup_, no_zeros).judge_linked(public_knowledge, suppressed);
    if (!others) return others.error();
    found.insert(found.end(), others->begin(), others->end());
    return found;
}

result<audited> counts_attack::certify() const {
    plan p{.source = counts_,
           .rules = setup_.rules,
           .protection = setup_.protection,
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
    return audit(std::move(p), {.threads = setup_.threads});
}

} // namespace sdc::cli
