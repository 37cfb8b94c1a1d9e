#include "fact_test.hpp"

#include <sdc/detail/integer.hpp>

#include <algorithm>
#include <numeric>
#include <set>

namespace sdc::inline v0::detail {
namespace {

using chain = std::vector<code_index>;

/// For each class of leaf codes that no mentioned code distinguishes: the mentioned codes above
/// them, themselves included.
std::vector<chain> find_chains(const hierarchy& codes, const std::set<code_index>& mentioned) {
    std::set<chain> chains;
    for (code_index leaf = 0; leaf < codes.size(); ++leaf) {
        if (!codes.is_leaf(leaf)) continue;
        chain above;
        for (auto i = leaf;; i = codes.parent(i)) {
            if (mentioned.contains(i)) above.push_back(i);
            if (i == 0) break;
        }
        if (!above.empty()) chains.insert(std::move(above));
    }
    return {chains.begin(), chains.end()};
}

/// Calls f(choice) for every way to choose one of extents[d] in each dimension.
template <class F>
void for_each_choice(std::span<const std::size_t> extents, F&& f) {
    if (std::ranges::find(extents, std::size_t{0}) != extents.end()) return;
    std::vector<std::size_t> choice(extents.size(), 0);
    for (;;) {
        f(choice);
        auto d = extents.size();
        while (d > 0 && ++choice[d - 1] == extents[d - 1]) choice[--d] = 0;
        if (d == 0) return;
    }
}

} // namespace

fact_test::fact_test(const knowledge& known, const bounds_options& options)
    : known_(known), options_(options) {
    options_.start = {};
    const auto& tables = known.tables();
    for (cell_index cell = 0; tables.tables().size() > 1 && cell < tables.size(); ++cell) {
        if (tables.variable_of(cell) != cell) same_.emplace_back(tables.variable_of(cell), cell);
    }
}

consistency fact_test::run(std::span<const stated_fact> facts) {
    columns_of_.clear();
    system_ = {};
    overflow_ = false;
    mention(facts);
    for (std::size_t k = 0; k < known_.tables().tables().size(); ++k) add_columns(k);
    const bool fits = add_rows(facts) && bound_columns();
    if (overflow_) return consistency::undecided;
    if (!fits) return consistency::contradictory;
    if (system_.rows() == 0) return consistency::consistent;
    system_.index_columns();
    const auto found = prepare(system_, {}, options_);
    return !found.point.empty() ? consistency::consistent
           : found.complete     ? consistency::contradictory
                                : consistency::undecided;
}

void fact_test::mention(std::span<const stated_fact> facts) {
    for (const auto& fact : facts) {
        if (fact.what != stated_fact::kind::statement)
            columns_of_[fact.cell];
        else
            for (const auto& [cell, coefficient] : known_.statements()[fact.statement].terms)
                columns_of_[cell];
    }
    for (const auto& [first, second] : same_) columns_of_[first], columns_of_[second];
}

/// One column for each set of mentioned cells that have a leaf in common.
void fact_test::add_columns(std::size_t table) {
    const auto& c = known_.tables().cube(table);
    const auto first = known_.tables().offset(table);
    const auto end = columns_of_.lower_bound(first + c.size());
    std::vector<std::set<code_index>> mentioned(c.dimensions().size());
    for (auto at = columns_of_.lower_bound(first); at != end; ++at) {
        for (std::size_t d = 0; d < mentioned.size(); ++d)
            mentioned[d].insert(c.shape().coordinate(at->first - first, d));
    }
    std::vector<std::vector<chain>> chains;
    std::vector<std::size_t> classes, lengths(mentioned.size());
    for (std::size_t d = 0; d < mentioned.size(); ++d)
        classes.push_back(chains.emplace_back(find_chains(c.codes(d), mentioned[d])).size());
    std::set<std::vector<cell_index>> seen;
    for_each_choice(classes, [&](const auto& of_class) {
        for (std::size_t d = 0; d < lengths.size(); ++d) lengths[d] = chains[d][of_class[d]].size();
        std::vector<cell_index> above;
        for_each_choice(lengths, [&](const auto& step) {
            auto cell = first;
            for (std::size_t d = 0; d < step.size(); ++d)
                cell += chains[d][of_class[d]][step[d]] * c.shape().stride(d);
            if (columns_of_.contains(cell)) above.push_back(cell);
        });
        if (above.empty() || !seen.insert(above).second) return;
        for (const auto cell : above) columns_of_[cell].push_back(system_.columns());
        system_.low.push_back(0);
        system_.high.push_back(unlimited);
    });
}

void fact_test::add_cell(sparse_row& row, cell_index cell, std::int64_t coefficient) {
    for (const auto column : columns_of_[cell]) {
        auto& own = row[column];
        const auto sum = add(own, coefficient);
        overflow_ = overflow_ || !sum;
        own = sum.value_or(0);
    }
}

bool fact_test::add_row(const sparse_row& row, std::int64_t low, std::int64_t high) {
    std::int64_t divisor = 0;
    for (const auto& [column, coefficient] : row) divisor = std::gcd(divisor, coefficient);
    if (divisor == 0) return low <= 0 && 0 <= high;
    // A sum of multiples is one: what branching on unlimited unknowns would never settle.
    if (low != -unlimited) low = low / divisor + (low % divisor > 0);
    if (high != unlimited) high = high / divisor - (high % divisor < 0);
    for (const auto& [column, coefficient] : row) {
        if (coefficient != 0)
            system_.row_entries.push_back({.at = column, .coefficient = coefficient / divisor});
    }
    system_.end_row(low, high);
    return low <= high;
}

bool fact_test::add_rows(std::span<const stated_fact> facts) {
    bool fits = true;
    std::map<cell_index, std::pair<std::int64_t, std::int64_t>> known;
    for (const auto& fact : facts) {
        if (fact.what == stated_fact::kind::statement) {
            const auto& s = known_.statements()[fact.statement];
            sparse_row row;
            for (const auto& [cell, coefficient] : s.terms) add_cell(row, cell, coefficient);
            fits = add_row(row, s.low, s.high) && fits;
            continue;
        }
        auto& [low, high] = known.try_emplace(fact.cell, 0, unlimited).first->second;
        low = std::max(low, fact.low);
        high = std::min(high, fact.high);
    }
    for (const auto& [cell, interval] : known) {
        sparse_row row;
        add_cell(row, cell, 1);
        fits = add_row(row, interval.first, interval.second) && fits;
    }
    for (const auto& [first, second] : same_) {
        sparse_row row;
        add_cell(row, first, 1);
        add_cell(row, second, -1);
        fits = add_row(row, 0, 0) && fits;
    }
    return fits;
}

/// No part is larger than a sum without negative parts; so most searches are in a finite space.
bool fact_test::bound_columns() {
    bool fits = true;
    for (std::uint32_t r = 0; r < system_.rows(); ++r) {
        const auto row = system_.row(r);
        if (system_.row_high[r] == unlimited ||
            std::ranges::any_of(row, [](const entry& e) { return e.coefficient < 0; }))
            continue;
        fits = fits && system_.row_high[r] >= 0;
        for (const auto& e : row)
            system_.high[e.at] = std::min(system_.high[e.at], system_.row_high[r] / e.coefficient);
    }
    return fits;
}

} // namespace sdc::inline v0::detail
