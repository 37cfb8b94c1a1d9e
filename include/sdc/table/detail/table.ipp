#include <sdc/table/table.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

result<void> check_additive(const cube& c, std::span<const std::int64_t> values) {
    result<void> outcome;
    for_each_relation(c, [&](const relation& r) {
        if (!outcome) return;
        detail::wide_sum sum = 0;
        r.for_each_part([&](cell_index part) { sum += values[part]; });
        if (sum == values[r.total()]) return;
        outcome = error{.code = errc::not_additive,
                        .message = "not additive along " +
                                   detail::shorten(c.dimensions()[r.dimension()].name),
                        .cell = describe(c, r.total()),
                        .found = std::to_string(values[r.total()]),
                        .wanted = detail::to_string(sum) + " (the sum of its parts)"};
    });
    return outcome;
}

} // namespace sdc::inline v0

namespace sdc::inline v0::detail {

result<void> check_lengths(const cube& c, const columns& data) {
    const auto check = [&](const char* name, std::size_t length,
                           std::size_t per_cell) -> result<void> {
        if (per_cell == 0 ? length == 0 : length / per_cell == c.size() && length % per_cell == 0)
            return {};
        return error{.code = errc::bad_argument,
                     .message = std::string("length of column ") + name,
                     .field = std::string("columns.") + name,
                     .found = std::to_string(length),
                     .wanted = std::to_string(c.size() * per_cell)};
    };
    if (auto ok = check("values", data.values.size(), 1); !ok) return ok;
    if (auto ok = check("largest", data.largest.size(), data.largest_per_cell); !ok) return ok;
    return check("contributors", data.contributors.size(), data.contributors.empty() ? 0 : 1);
}

result<void> check_counts(const cube& c, const columns& data) {
    const auto& counts = data.contributors.empty() ? data.values : data.contributors;
    const auto negative = std::ranges::find_if(counts, [](std::int64_t n) { return n < 0; });
    if (negative == counts.end()) return {};
    const auto cell = static_cast<cell_index>(negative - counts.begin());
    return error{.code = errc::bad_argument,
                 .message = "a negative count",
                 .cell = describe(c, cell),
                 .found = std::to_string(*negative),
                 .wanted = "0 or more"};
}

result<void> complete_structural_zeros(const cube& c, columns& data) {
    if (data.structural_zeros.empty()) return {};
    std::vector<bool> structural(c.size());
    for (std::size_t i = 0; i < data.structural_zeros.size(); ++i) {
        const auto cell = data.structural_zeros[i];
        if (cell >= c.size() || c.is_margin(cell) || data.values[cell] != 0 ||
            (!data.contributors.empty() && data.contributors[cell] != 0))
            return error{.code = errc::bad_argument,
                         .message = "a structural zero that is not an empty leaf",
                         .field = "columns.structural_zeros",
                         .element = i + 1,
                         .cell = cell < c.size() ? describe(c, cell) : std::to_string(cell)};
        structural[cell] = true;
    }
    // From the last cell backwards every part precedes its total in at least one dimension, so one
    // pass a dimension is enough.
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        for (cell_index cell = c.size(); cell-- > 0;) {
            if (c.codes(d).is_leaf(c.shape().coordinate(cell, d))) continue;
            bool all = true;
            relation(c, d, cell).for_each_part([&](cell_index part) {
                all = all && structural[part];
            });
            if (all) structural[cell] = true;
        }
    }
    data.structural_zeros.clear();
    for (cell_index cell = 0; cell < c.size(); ++cell) {
        if (structural[cell]) data.structural_zeros.push_back(cell);
    }
    return {};
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

result<table> table::make(std::shared_ptr<const sdc::cube> c, columns data, sdc::measure m) {
    if (c == nullptr) return detail::none_given("cube");
    if (auto ok = detail::check_lengths(*c, data); !ok) return ok.error();
    if (auto ok = detail::check_counts(*c, data); !ok) return ok.error();
    if (auto ok = check_additive(*c, data.values); !ok) return ok.error();
    if (auto ok = detail::complete_structural_zeros(*c, data); !ok) return ok.error();
    return table(std::move(c), std::move(data), std::move(m));
}

} // namespace sdc::inline v0

namespace sdc::inline v0 {

std::span<const std::int64_t> table::largest(cell_index cell) const noexcept {
    return std::span(data_.largest)
        .subspan(static_cast<std::size_t>(cell) * data_.largest_per_cell, data_.largest_per_cell);
}

} // namespace sdc::inline v0
