#include <sdc/knowledge/public_table.hpp>

#include <sdc/knowledge/preimage.hpp>
#include <sdc/table/relations.hpp>

#include <utility>

namespace sdc::inline v0 {
namespace {

/// Of each code: 0 for a leaf, else its depth and one.
std::vector<std::size_t> find_levels(const hierarchy& codes) {
    std::vector<std::size_t> levels(codes.size());
    for (code_index i = 0; i < codes.size(); ++i)
        levels[i] = codes.is_leaf(i) ? 0 : codes.depth(i) + 1;
    return levels;
}

/// Of each cell a number for the levels of its codes.
std::vector<std::size_t> number_levels(const cube& c) {
    std::vector<std::size_t> numbers(c.size());
    std::size_t all = 1;
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        const auto levels = find_levels(c.codes(d));
        for (cell_index cell = 0; cell < c.size(); ++cell)
            numbers[cell] += all * levels[c.shape().coordinate(cell, d)];
        all *= *std::ranges::max_element(levels) + 1;
    }
    return numbers;
}

/// The cells that are shown, and those that are sums of such. Parts come after their sum.
std::vector<bool> add_sums(const cube& c, std::vector<bool> shown) {
    for (auto cell = c.size(); cell-- > 0;) {
        for (std::size_t d = 0; d < c.dimensions().size() && !shown[cell]; ++d) {
            if (c.codes(d).is_leaf(c.shape().coordinate(cell, d))) continue;
            bool all = true;
            relation(c, d, cell).for_each_part([&](cell_index part) { all = all && shown[part]; });
            shown[cell] = all;
        }
    }
    return shown;
}

} // namespace

interval suppressed_interval(const marker_meaning& marker, const std::optional<banding>& bands) {
    const auto by_rule = marker.flagged.value_or(interval{.low = marker.minimum});
    const auto by_bands =
        bands ? preimage(*bands, {.shows = band_value::kind::suppressed}) : no_number;
    if (by_bands.low > by_bands.high) return {.low = by_rule.low, .high = by_rule.high};
    if (!marker.flagged) return {.low = by_bands.low, .high = by_bands.high};
    return {.low = std::min(by_bands.low, by_rule.low),
            .high = std::max(by_bands.high, by_rule.high)};
}

absent_cells find_absent(const cube& c, const std::vector<bool>& listed,
                         const std::vector<bool>& shown) {
    absent_cells found;
    if (std::ranges::find(listed, false) == listed.end()) return found;
    const auto levels = number_levels(c);
    std::vector<std::size_t> published;
    for (cell_index cell = 0; cell < c.size(); ++cell) {
        if (listed[cell]) published.push_back(levels[cell]);
    }
    std::ranges::sort(published);
    const auto repeated = std::ranges::unique(published);
    published.erase(repeated.begin(), repeated.end());
    const auto derived = add_sums(c, shown);
    for (cell_index cell = 0; cell < c.size(); ++cell) {
        if (listed[cell]) continue;
        if (std::ranges::binary_search(published, levels[cell]))
            found.suppressed.push_back(cell);
        else if (!derived[cell])
            found.not_published.push_back(cell);
    }
    return found;
}

result<void> learn_table(knowledge& known, std::size_t k, const public_table& facts) {
    const auto first = known.tables().offset(k);
    const auto& name = known.tables().tables()[k].name;
    if (!name.empty()) known.set_source(name);
    for (cell_index cell = 0; cell < facts.known.size(); ++cell) {
        known.learn(first + cell, facts.known.low(cell), facts.known.high(cell));
        if (known.low(first + cell) > known.high(first + cell))
            return error{.code = errc::contradiction,
                         .message = "public tables that cannot all be true",
                         .cell = describe(known.tables(), first + cell)};
    }
    for (auto s : facts.known.statements()) {
        for (auto& [cell, coefficient] : s.terms) cell += first;
        known.learn(std::move(s));
    }
    return {};
}

} // namespace sdc::inline v0
