/// Tables of counts that a program has in memory: all margins from the leaf cells.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/table/table.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <memory>
#include <ranges>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// One count for each leaf cell: the codes without parts of each dimension in their order, those of
/// the last dimension running fastest. Errors: those of `cube::make`; no cube; bad_argument for
/// another number of counts, or a negative one; overflow. Complexity: O(dimensions x cells).
[[nodiscard]] SDCKIT_API result<table>
make_table(std::vector<dimension> by, std::span<const std::int64_t> leaves, measure m = {});
[[nodiscard]] SDCKIT_API result<table>
make_table(std::shared_ptr<const cube> c, std::span<const std::int64_t> leaves, measure m = {});

/// Rows as columns of numbers: the position of a code in its hierarchy, and the count.
struct index_columns {
    std::vector<std::span<const code_index>> codes = {}; ///< One for each dimension.
    std::span<const std::int64_t> counts = {};           ///< Empty: each row is one record.
};

/// Rows of one cell are added. Errors: those of `cube::make`; bad_argument for columns that are not
/// one a dimension or not of one length, a code that has parts, a negative count; unknown_code;
/// overflow. `error::element` is the row, from 1. Complexity: O(rows x dimensions + dimensions x
/// cells).
[[nodiscard]] SDCKIT_API result<table> make_table(std::vector<dimension> by,
                                                  const index_columns& rows, measure m = {});

/// How a row names its cell: for each dimension what gives the code as text, a member or anything
/// else that can be called with the row. `code_projections(&incident::month, &incident::outcome)`
template <class... Projections>
struct code_projections {
    explicit code_projections(Projections... projections) : of(std::move(projections)...) {}

    std::tuple<Projections...> of;
};

namespace detail {

/// What is added up, row by row. The sum of all counts bounds every cell, so it alone is checked
/// for overflow, whatever the order of the rows.
class SDCKIT_API leaf_counts {
public:
    [[nodiscard]] static result<leaf_counts> make(std::vector<dimension> by, std::size_t columns);

    [[nodiscard]] result<void> add(std::span<const std::string_view> codes, std::int64_t count);
    [[nodiscard]] result<void> add(std::span<const code_index> codes, std::int64_t count);
    [[nodiscard]] sdc::error too_many() const;
    [[nodiscard]] result<table> finish(measure m) &&;

private:
    explicit leaf_counts(std::shared_ptr<const cube> c);
    [[nodiscard]] sdc::error refuse_code(errc why, std::size_t d, std::string_view found) const;
    [[nodiscard]] result<void> add_to(cell_index cell, std::int64_t count);

    std::shared_ptr<const cube> cube_;
    std::vector<std::int64_t> values_;
    std::uint64_t row_ = 0;
    std::int64_t sum_ = 0;
};

/// Texts that a projection makes live until the row has been added.
template <class Row, class... Projections, class Count>
[[nodiscard]] result<void> add_row(leaf_counts& to, Row&& row,
                                   const code_projections<Projections...>& codes, Count&& count) {
    const auto add = [&](const auto& of) {
        return std::apply(
            [&](const auto&... projection) {
                const auto texts = [&](const auto&... made) {
                    return to.add(std::array<std::string_view, sizeof...(made)>{made...}, of);
                };
                return texts(std::invoke(projection, row)...);
            },
            codes.of);
    };
    const std::integral auto n = std::invoke(count, row);
    if (!std::in_range<std::int64_t>(n)) return to.too_many();
    return add(static_cast<std::int64_t>(n));
}

} // namespace detail

/// A row for each cell, or several, which are added. `count`: a member or anything else that can be
/// called with the row, and gives a whole number. Errors: as of columns of numbers, unknown_code
/// for a code that is not in its hierarchy. Complexity: O(rows x (dimensions + log codes) +
/// dimensions x cells).
template <std::ranges::input_range Rows, class... Projections, class Count>
[[nodiscard]] result<table> make_table(std::vector<dimension> by, Rows&& rows,
                                       const code_projections<Projections...>& codes, Count count,
                                       measure m = {}) {
    auto counts = detail::leaf_counts::make(std::move(by), sizeof...(Projections));
    if (!counts) return counts.error();
    for (auto&& row : rows) {
        if (auto ok = detail::add_row(*counts, row, codes, count); !ok) return ok.error();
    }
    return std::move(*counts).finish(std::move(m));
}

/// The same where each row is one record.
template <std::ranges::input_range Rows, class... Projections>
[[nodiscard]] result<table> make_table(std::vector<dimension> by, Rows&& rows,
                                       const code_projections<Projections...>& codes) {
    return make_table(std::move(by), std::forward<Rows>(rows), codes,
                      [](const auto&) { return std::int64_t{1}; });
}

} // namespace sdc::inline v0
