#include "counts_attack.hpp"

#include "inputs.hpp"
#include "words.hpp"

#include <sdc/attack/announced_knowledge.hpp>
#include <sdc/attack/bounds.hpp>
#include <sdc/detail/quoted.hpp>
#include <sdc/io/csv.hpp>
#include <sdc/table/name_for_people.hpp>

#include <algorithm>
#include <utility>

namespace sdc::cli {
namespace {

/// The star as the text of a rule: what it says of a flagged cell where no complement carries it.
std::int64_t star_maximum(std::span<const reason> reasons, const audit_setup& setup) {
    std::int64_t limit = 0;
    for (const auto& why : reasons) {
        if (why.rule == rule_id::group_disclosure) continue;
        // A hidden zero carries the star of the small counts, so that a reader cannot tell them apart.
        limit = std::max(limit, why.rule == rule_id::hidden_zero ? setup.limit()->minimum : why.limit);
    }
    return limit == 0 ? unlimited : limit - 1;
}

std::vector<need> find_needs(const table& counts, const audit_setup& setup, const verdicts& v) {
    if (setup.bands) return banded_requirements(counts, v, setup.rules, *setup.bands, setup.protection);
    return requirements(counts, v, setup.rules, setup.protection);
}

/// The cells that are judged, and the hidden zeros: those need no protection, but what a reader can work out of them is told.
std::vector<cell_index> find_judged(const verdicts& v, const std::vector<need>& needs) {
    std::vector<cell_index> cells(v.cells().begin(), v.cells().end());
    for (const auto& n : needs) cells.push_back(protected_cell(n));
    std::ranges::sort(cells);
    const auto repeated = std::ranges::unique(cells);
    cells.erase(repeated.begin(), repeated.end());
    return cells;
}

/// "the one person in May 2024, Charge"
std::string name_people(const table& t, const intruder& who) {
    std::string text = who.own.size() == 1 && t.contributors(who.own.front().cell) == 1 ? "the one person in " : "all in ";
    for (std::size_t i = 0; i < who.own.size(); ++i) text += (i == 0 ? "" : " and ") + printable(name_for_people(t.cube(), who.own[i].cell));
    return who.own.size() == 1 ? text : text + " together";
}

/// The narrowest that anybody inside learns of a cell.
void add_lesson(finding& f, const lesson& l, const std::string& who) {
    const learner one{.who = who, .reader = l.reader, .outcome = l.reached == reach::impossible ? verdict::known : verdict::undecided};
    const auto narrowness = [](const learner& of) { return std::pair(of.outcome, of.reader.high == unlimited ? -unlimited : of.reader.low - of.reader.high); };
    if (!f.inside || narrowness(one) > narrowness(*f.inside)) f.inside = one;
}

/// For each cell the narrowest lesson, and how many others learn of it. Lessons come in the order of the intruders.
void add_lessons(std::vector<finding>& found, std::span<const lesson> lessons, std::span<const need> needs, std::span<const intruder> inside) {
    std::vector<std::size_t> learners(found.size()), last(found.size(), inside.size());
    for (const auto& l : lessons) {
        const auto at = static_cast<std::size_t>(std::ranges::lower_bound(found, protected_cell(needs[l.need]), {}, &finding::cell) - found.begin());
        learners[at] += last[at] != l.who;
        last[at] = l.who;
        add_lesson(found[at], l, inside[l.who].name);
        found[at].inside->others = learners[at] - 1;
    }
}

} // namespace

counts_attack::counts_attack(const arguments& a, const audit_setup& setup, const audit_sources& sources, std::shared_ptr<const table> counts, verdicts found)
    : arguments_(a), setup_(setup), sources_(sources), counts_(std::move(counts)), verdicts_(std::move(found)),
      needs_(find_needs(*counts_, setup_, verdicts_)) {}

/// As if the flagged cells were withheld and nothing else. Only they carry the marker then, so that it bounds them above.
knowledge counts_attack::with_stars_alone() const {
    const auto& v = verdicts_;
    plan p{.source = counts_, .rules = setup_.rules, .verdicts = v, .bands = setup_.bands};
    p.status.assign(counts_->size(), cell_status::published);
    for (std::size_t i = 0; i < v.cells().size(); ++i) p.status[v.cells()[i]] = is_unsafe(v.reasons_at(i)) ? cell_status::unsafe : cell_status::hidden_zero;
    const auto told = knowledge_of(p);
    auto reader = sources_.know_nothing();
    reader.set_source(input_source); // what would be shown is not public yet
    for (cell_index cell = 0; cell < counts_->size(); ++cell) reader.learn(cell, told.low(cell), told.high(cell));
    if (!sources_.are_linked()) {
        for (const auto& cases : told.cases()) reader.learn(cases);
    }
    for (std::size_t i = 0; i < v.cells().size(); ++i) reader.learn(v.cells()[i], 0, star_maximum(v.reasons_at(i), setup_));
    return reader;
}

/// What the rules, the bands and the code lists tell of the cells of a table that was published.
result<void> counts_attack::learn_rules(public_table& what) const {
    const auto& counts = *counts_;
    const auto& v = verdicts_;
    std::vector<bool> withheld(counts.size());
    for (const auto cell : what.withheld) withheld[cell] = true;
    // Where a flagged cell is shown rounded, the release does not keep to the rule, and 0 may be shown of 1.
    const bool keeps_rule = std::ranges::none_of(v.cells(), [&](cell_index cell) { return what.listed[cell] && !withheld[cell]; });
    const auto faces = setup_.bands ? std::optional<banded_faces>(std::in_place, counts, v, setup_.rules, *setup_.bands) : std::nullopt;
    for (cell_index cell = 0; cell < counts.size(); ++cell) {
        const bool flagged = !v.reasons(cell).empty();
        if (counts.is_structural_zero(cell)) {
            what.reader.learn_exact(cell, 0);
        } else if (withheld[cell] && faces && (flagged || apply(*setup_.bands, counts.value(cell)).shows != band_value::kind::number)) {
            const auto [low, high] = faces->told(cell);
            what.reader.learn(cell, low, high);
        } else if (withheld[cell] && faces) {
            what.reader.learn(cell, v.minimum(cell), v.maximum(cell));
        } else if (faces && keeps_rule && !flagged && what.reader.high(cell) != unlimited) {
            const auto [low, high] = faces->told(cell);
            what.reader.learn(cell, low, high);
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
    for (std::size_t d = 0; d < counts.cube().dimensions().size(); ++d) occur.push_back(codes.codes_occur(d));
    const auto before = what.reader;
    const auto minimum = learn_announced(what.reader, published_view(before, what.withheld, zeros, std::move(occur)), setup_.rules,
                                         {.flagged = !sources_.are_linked(), .truth = counts.values(), .threads = setup_.threads});
    return minimum ? result<void>() : minimum.error();
}

/// What is said to be public must be true, else the attack proves nothing. The error names the cell, not its value.
result<void> counts_attack::check_true(const knowledge& reader) const {
    const auto& counts = *counts_;
    const auto& c = reader.cube();
    for (cell_index cell = 0; cell < c.size(); ++cell) {
        if (reader.low(cell) > counts.value(cell) || counts.value(cell) > reader.high(cell))
            return error{.code = errc::contradiction,
                         .message = "what is public does not agree with the input",
                         .cell = describe(c, cell),
                         .wanted = std::ranges::binary_search(absent_.suppressed, cell) ? or_empty : ""};
    }
    for (const auto& s : reader.statements()) {
        if (std::ranges::any_of(s.terms, [&](const auto& term) { return term.first >= c.size(); })) continue; // seen when a start is sought
        detail::wide_sum sum = 0;
        for (const auto& [cell, coefficient] : s.terms) sum += detail::wide_sum{counts.value(cell)} * coefficient;
        if (sum < s.low || sum > s.high)
            return error{.code = errc::contradiction, .message = "a statement does not agree with the input", .found = sdc::detail::quoted(s.text)};
    }
    return {};
}

void counts_attack::find_shown(const joined_tables& what) {
    absent_ = what.absent;
    for (cell_index cell = 0; cell < counts_->size(); ++cell) shown_[cell] = what.shows(cell);
    complements_ = static_cast<std::size_t>(
        std::ranges::count_if(what.withheld, [&](cell_index cell) { return verdicts_.reasons(cell).empty() && !counts_->is_structural_zero(cell); }));
}

result<knowledge> counts_attack::know(const left_out& without) {
    auto reader = with_stars_alone();
    status_.assign(counts_->size(), cell_status::published);
    shown_.assign(counts_->size(), false);
    if (!sources_.files().empty()) {
        auto joined = sources_.join({.value = arguments_.value_column,
                                     .withheld_minimum = setup_.bands ? verdicts_.withheld_minimum() : 0,
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
            if (joined->reader.low(cell) < joined->reader.high(cell)) status_[cell] = cell_status::complement;
        }
        reader = std::move(joined->reader);
    }
    for (const auto cell : verdicts_.cells()) {
        if (sources_.files().empty() || status_[cell] != cell_status::published)
            status_[cell] = is_unsafe(verdicts_.reasons(cell)) ? cell_status::unsafe : cell_status::hidden_zero;
    }
    auto all = sources_.learn_others(reader, without);
    if (!all) return all.error();
    if (auto ok = check_true(*all); !ok) return ok.error();
    return all;
}

result<std::vector<intruder>> counts_attack::find_inside() const {
    auto holdings = read_holdings(arguments_, *counts_, arguments_.input, arguments_.count);
    if (!holdings) return holdings.error();
    auto inside = sdc::find_inside(*counts_, {.coalition = setup_.coalition, .holdings = *holdings}, withheld_of(status_));
    if (!inside) return inside;
    for (std::size_t i = 0; i + holdings->size() < inside->size(); ++i) (*inside)[i].name = name_people(*counts_, (*inside)[i]);
    return inside;
}

/// The counts, and for linked tables what agrees with them.
result<std::vector<std::int64_t>> counts_attack::find_start(const knowledge& reader) const {
    if (!sources_.are_linked()) return std::vector<std::int64_t>(counts_->values().begin(), counts_->values().end());
    auto true_of_all = reader;
    true_of_all.set_source(input_source);
    for (cell_index cell = 0; cell < counts_->size(); ++cell) true_of_all.learn_exact(cell, counts_->value(cell));
    auto start = find_table(true_of_all, {.threads = setup_.threads});
    // Which of the counts clashes is private.
    if (!start && start.error().code == errc::contradiction)
        return error{.code = errc::contradiction,
                     .message = "what is public of linked tables, or said of them, does not agree with the input",
                     .cell = start.error().cell};
    return start;
}

result<std::vector<finding>> counts_attack::judge(const knowledge& reader, std::span<const intruder> inside) {
    const auto cells = find_judged(verdicts_, needs_);
    const auto start = find_start(reader);
    if (!start) return start.error();
    const bounds_options options{.threads = setup_.threads, .start = *start};
    const auto intervals = bounds(reader, cells, options);
    if (!intervals) return intervals.error();
    auto outside = find_witnesses(reader, needs_, options);
    if (!outside) return outside.error();
    const auto lessons = attack_from_inside(reader, needs_, inside, *outside, options);
    if (!lessons) return lessons.error();
    std::vector<finding> found;
    for (std::size_t i = 0; i < cells.size(); ++i) found.push_back({.cell = cells[i], .reader = (*intervals)[i]});
    const auto find = [&](const need& n) { return std::ranges::lower_bound(found, protected_cell(n), {}, &finding::cell); };
    for (std::size_t i = 0; i < needs_.size(); ++i) {
        const auto answer = outside->reached[i];
        const auto at = find(needs_[i]);
        if (answer == reach::possible) continue;
        at->outcome = answer == reach::impossible ? verdict::known : std::max(at->outcome, verdict::undecided);
        if (needs_[i].minus != no_cell && answer == reach::impossible) at->group = needs_[i].cell;
    }
    outside_ = std::move(*outside);
    add_lessons(found, *lessons, needs_, inside);
    std::erase_if(found, [&](finding& f) {
        const auto reasons = verdicts_.reasons(f.cell);
        if (reasons.empty() || is_unsafe(reasons)) return false;
        f.outcome = verdict::zero;
        return !f.reader.is_single_value();
    });
    for (auto& f : found) {
        if (sources_.is_frozen(f.cell))
            f.outcome = verdict::already_public, f.inside.reset();
        else if (shown_[f.cell] && !verdicts_.reasons(f.cell).empty())
            f.outcome = verdict::published;
    }
    const auto withheld = sources_.linked_withheld({});
    if (withheld.empty()) return found;
    const std::vector<cell_index> no_zeros;
    auto others = public_attack(setup_, no_zeros).judge_linked(reader, withheld);
    if (!others) return others.error();
    found.insert(found.end(), others->begin(), others->end());
    return found;
}

result<audited> counts_attack::certify() const {
    plan p{.source = counts_, .rules = setup_.rules, .protection = setup_.protection, .verdicts = verdicts_, .status = status_, .needs = needs_};
    // Witnesses of linked tables change cells of those, too.
    for (const auto& w : outside_.witnesses) {
        p.witnesses.push_back({});
        for (const auto& change : w.move) {
            if (change.first < counts_->size()) p.witnesses.back().move.push_back(change);
        }
    }
    p.witness_of = outside_.witness_of;
    return audit(std::move(p), {.threads = setup_.threads});
}

} // namespace sdc::cli
