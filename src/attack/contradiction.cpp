#include <sdc/attack/contradiction.hpp>

#include <sdc/detail/quoted.hpp>

#include "fact_test.hpp"
#include "open_system.hpp"
#include "propagation.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>

namespace sdc::inline v0 {
namespace {

using detail::consistency;
using kind = stated_fact::kind;

/// Facts of so many cells are tried first; then of `growth` times as many.
constexpr std::size_t first_cells = 64, growth = 4;

error nothing_to_explain() {
    return {.code = errc::bad_argument,
            .message = "nothing to explain: some table agrees with everything that is public"};
}

/// A cell where the attack meets the contradiction, or did not settle whether there is one.
result<cell_index> find_culprit(const knowledge& known, const bounds_options& options) {
    detail::cell_bounds limits;
    for (cell_index cell = 0; cell < known.size(); ++cell) {
        if (known.low(cell) > known.high(cell)) return known.tables().variable_of(cell);
        limits.low.push_back(known.low(cell));
        limits.high.push_back(known.high(cell));
    }
    const detail::row_source rows(known);
    detail::propagation pass(rows, limits);
    if (!pass.run()) return pass.culprit();
    const auto system = detail::open(known);
    if (!system) return system.error();
    auto suspect = no_cell;
    for (const auto& part : system->components) {
        const auto start = detail::prepare(part, {}, options);
        if (start.point.empty() && (start.complete || suspect == no_cell))
            suspect = part.cells.front();
        if (start.point.empty() && start.complete) break;
    }
    if (suspect != no_cell) return suspect;
    return nothing_to_explain();
}

/// Cells and statements in the order in which relations reach them from one cell.
class neighbourhood {
public:
    neighbourhood(const knowledge& known, cell_index from)
        : known_(known), rows_(known), seen_(known.size()), row_seen_(rows_.size()) {
        reach(from);
    }

    /// Until it has `n` cells; then also what no relation connects with the first.
    void grow(std::size_t n) {
        for (; next_ < cells_.size() && cells_.size() < n; ++next_) {
            rows_.for_each_row_of(cells_[next_], [&](std::uint64_t id) { follow(id); });
        }
        if (next_ < cells_.size()) return;
        for (cell_index cell = 0; cell < known_.size(); ++cell)
            reach(known_.tables().variable_of(cell));
    }
    [[nodiscard]] bool is_all() const noexcept { return next_ == cells_.size(); }
    [[nodiscard]] const std::vector<stated_fact>& facts() const noexcept { return facts_; }

private:
    void follow(std::uint64_t id) {
        if (row_seen_[id]) return;
        row_seen_[id] = true;
        const auto relations = rows_.size() - known_.statements().size();
        if (id >= relations)
            facts_.push_back(
                {.what = kind::statement, .statement = static_cast<std::size_t>(id - relations)});
        rows_.fill(id, row_);
        for (const auto& t : row_.terms) reach(t.cell);
    }
    void reach(cell_index cell) {
        if (seen_[cell]) return;
        seen_[cell] = true;
        cells_.push_back(cell);
        const auto low = known_.low(cell), high = known_.high(cell);
        const auto low_source = known_.source_of_low(cell),
                   high_source = known_.source_of_high(cell);
        // That it is not negative is nobody's word.
        if (low == high && (low == 0 || low_source == high_source)) {
            facts_.push_back({.what = kind::exactly,
                              .cell = cell,
                              .low = low,
                              .high = high,
                              .source = high_source});
            return;
        }
        if (low > 0)
            facts_.push_back(
                {.what = kind::at_least, .cell = cell, .low = low, .source = low_source});
        if (high < unlimited)
            facts_.push_back(
                {.what = kind::at_most, .cell = cell, .high = high, .source = high_source});
    }

    const knowledge& known_;
    detail::row_source rows_;
    detail::linear_row row_;
    std::vector<bool> seen_, row_seen_;
    std::vector<cell_index> cells_;
    std::vector<stated_fact> facts_;
    std::size_t next_ = 0;
};

std::vector<stated_fact> join(std::span<const stated_fact> a, std::span<const stated_fact> b) {
    std::vector<stated_fact> all(a.begin(), a.end());
    all.insert(all.end(), b.begin(), b.end());
    return all;
}

/// Of `rest`, what contradicts `given` and cannot be spared, earlier facts preferred. `given` and
/// `rest` together are contradictory.
std::vector<stated_fact> reduce(detail::fact_test& test, std::span<const stated_fact> given,
                                bool is_new, std::span<const stated_fact> rest) {
    if (is_new && test.run(given) == consistency::contradictory) return {};
    if (rest.size() == 1) return {rest.front()};
    const auto near = rest.first(rest.size() / 2), far = rest.subspan(rest.size() / 2);
    const auto of_far = reduce(test, join(given, near), true, far);
    const auto of_near = reduce(test, join(given, of_far), !of_far.empty(), near);
    return join(of_near, of_far);
}

/// Proves that none can be spared, or spares it. False if some test was not decided.
bool remove_spare(detail::fact_test& test, std::vector<stated_fact>& facts) {
    bool minimal = true;
    for (std::size_t i = 0; i < facts.size();) {
        auto others = facts;
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
        const auto found = test.run(others);
        minimal = minimal && found != consistency::undecided;
        if (found == consistency::contradictory)
            facts = std::move(others);
        else
            ++i;
    }
    return minimal;
}

/// True if all leaves under the second are under the first.
bool is_above(const linked_tables& tables, cell_index above, cell_index below) {
    const auto k = tables.table_of(above);
    if (above == below || tables.table_of(below) != k) return false;
    const auto& c = tables.cube(k);
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        const auto outer = c.shape().coordinate(above - tables.offset(k), d),
                   inner = c.shape().coordinate(below - tables.offset(k), d);
        if (!c.codes(d).contains(outer, inner)) return false;
    }
    return true;
}

std::vector<cell_index> find_margins(const knowledge& known, std::span<const stated_fact> facts) {
    std::set<cell_index> named;
    for (const auto& fact : facts) {
        if (fact.what != kind::statement)
            named.insert(fact.cell);
        else
            for (const auto& [cell, coefficient] : known.statements()[fact.statement].terms)
                named.insert(cell);
    }
    std::vector<cell_index> margins;
    std::ranges::copy_if(named, std::back_inserter(margins), [&](cell_index above) {
        return std::ranges::any_of(
            named, [&](cell_index below) { return is_above(known.tables(), above, below); });
    });
    return margins;
}

} // namespace

result<contradiction> explain_contradiction(const knowledge& known, const bounds_options& options) {
    const auto culprit = find_culprit(known, options);
    if (!culprit) return culprit.error();
    detail::fact_test test(known, options);
    neighbourhood near(known, *culprit);
    // The facts of the cell itself may do.
    auto outcome = test.run(near.facts());
    for (auto cells = first_cells; outcome != consistency::contradictory; cells *= growth) {
        if (near.is_all() && outcome == consistency::consistent) return nothing_to_explain();
        if (near.is_all())
            return error{.code = errc::not_proved,
                         .message =
                             "the search limit came before the facts were shown to agree or not"};
        near.grow(cells);
        outcome = test.run(near.facts());
    }
    contradiction found{.facts = reduce(test, {}, false, near.facts()), .margins = {}};
    found.minimal = remove_spare(test, found.facts);
    std::ranges::sort(found.facts, {},
                      [](const stated_fact& f) { return std::tuple(f.cell, f.statement, f.what); });
    found.margins = find_margins(known, found.facts);
    return found;
}

std::string to_string(const knowledge& known, const stated_fact& fact) {
    if (fact.what == kind::statement)
        return detail::quoted(known.statements()[fact.statement].text);
    const auto& source = known.sources()[fact.source];
    const auto what = fact.what == kind::at_least  ? "at least " + std::to_string(fact.low)
                      : fact.what == kind::at_most ? "at most " + std::to_string(fact.high)
                                                   : "exactly " + std::to_string(fact.high);
    return (source.empty() ? "" : source + " says ") + describe(known.tables(), fact.cell) +
           " is " + what;
}

std::string to_string(const knowledge& known, const contradiction& found) {
    std::string text = "These cannot all be true: ";
    for (std::size_t i = 0; i < found.facts.size(); ++i)
        text += (i == 0 ? "" : "; ") + to_string(known, found.facts[i]);
    return text;
}

knowledge knowledge_of(const knowledge& known, const std::vector<stated_fact>& facts) {
    knowledge made(known.shared_tables());
    for (const auto& fact : facts) {
        if (fact.what == kind::statement)
            made.learn(known.statements()[fact.statement]);
        else
            made.learn(fact.cell, fact.low, fact.high);
    }
    return made;
}

} // namespace sdc::inline v0
