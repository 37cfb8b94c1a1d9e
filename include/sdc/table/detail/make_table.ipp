#include <sdc/table/make_table.hpp>

#include <sdc/detail/quoted.hpp>
#include <sdc/table/tabulate.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {
namespace {

/// Calls `make`; what memory does not hold is an error, as that of `tabulate`.
template <class F>
auto within_memory(F&& make) -> decltype(make()) {
    try {
        return make();
    } catch (const std::bad_alloc&) {
        return too_large();
    } catch (const std::length_error&) {
        return too_large();
    }
}

sdc::error wrong_number(const char* field, const char* message, std::size_t found,
                        std::uint64_t wanted) {
    return {.code = errc::bad_argument,
            .message = message,
            .field = field,
            .found = std::to_string(found),
            .wanted = std::to_string(wanted)};
}

std::uint64_t count_leaf_cells(const cube& c) {
    std::uint64_t all = 1; // fits: no more than the cells of the cube
    for (const auto& d : c.dimensions()) {
        std::uint64_t leaves = 0;
        for (code_index i = 0; i < d.codes.size(); ++i) leaves += d.codes.is_leaf(i) ? 1 : 0;
        all *= leaves;
    }
    return all;
}

result<table> add_up(std::shared_ptr<const cube> c, std::vector<std::int64_t> values, measure m) {
    add_margins(*c, values);
    return table::make(std::move(c), {.values = std::move(values)}, std::move(m));
}

/// Counts below 0, and sums that do not fit, before any margin is made of them.
result<std::int64_t> add_count(const cube& c, cell_index cell, std::int64_t sum,
                               std::int64_t count) {
    if (count < 0)
        return error{.code = errc::bad_argument,
                     .message = "a negative count",
                     .cell = describe(c, cell),
                     .found = std::to_string(count),
                     .wanted = "0 or more"};
    if (const auto more = add(sum, count)) return *more;
    return error{.code = errc::overflow,
                 .message = "the counts add up to more than 64 bits hold",
                 .cell = describe(c, cell),
                 .wanted = "at most 9223372036854775807 in all"};
}

result<table> make_of_leaves(std::shared_ptr<const cube> c, std::span<const std::int64_t> leaves,
                             measure m) {
    if (const auto wanted = count_leaf_cells(*c); leaves.size() != wanted)
        return wrong_number("leaves", "number of leaf counts", leaves.size(), wanted);
    std::vector<std::int64_t> values(c->size());
    std::int64_t sum = 0;
    std::size_t next = 0;
    for (const auto& cell : cells(*c)) {
        if (cell.is_margin()) continue;
        const auto more = add_count(*c, cell.index(), sum, leaves[next]);
        if (!more) {
            auto e = more.error();
            e.field = "leaves";
            e.element = next + 1;
            return e;
        }
        sum = *more;
        values[cell.index()] = leaves[next++];
    }
    return add_up(std::move(c), std::move(values), std::move(m));
}

result<void> check_columns(const index_columns& rows) {
    const auto wanted = rows.codes.empty() ? rows.counts.size() : rows.codes.front().size();
    for (std::size_t d = 0; d < rows.codes.size(); ++d) {
        if (rows.codes[d].size() == wanted) continue;
        auto e = wrong_number("index_columns.codes", "length of a column of codes",
                              rows.codes[d].size(), wanted);
        e.element = d + 1;
        return e;
    }
    if (rows.counts.empty() || rows.counts.size() == wanted) return {};
    return wrong_number("index_columns.counts", "length of the column of counts",
                        rows.counts.size(), wanted);
}

} // namespace

leaf_counts::leaf_counts(std::shared_ptr<const cube> c)
    : cube_(std::move(c)), values_(cube_->size()) {}

result<leaf_counts> leaf_counts::make(std::vector<dimension> by, std::size_t columns) {
    return within_memory([&]() -> result<leaf_counts> {
        auto c = cube::make(std::move(by));
        if (!c) return c.error();
        if (columns != (*c)->dimensions().size())
            return wrong_number("codes", "columns of codes", columns, (*c)->dimensions().size());
        return leaf_counts(*std::move(c));
    });
}

sdc::error leaf_counts::refuse_code(errc why, std::size_t d, std::string_view found) const {
    const bool has_parts = why == errc::bad_argument;
    return {.code = why,
            .message = "row " + std::to_string(row_) + ": a code that " +
                       (has_parts ? "has parts" : "is not") + " in dimension " +
                       quoted(cube_->dimensions()[d].name),
            .field = "codes",
            .element = row_,
            .found = std::string(found),
            .wanted = has_parts ? "a code without parts: margins are computed"
                                : "a code of its hierarchy"};
}

result<void> leaf_counts::add(std::span<const std::string_view> codes, std::int64_t count) {
    ++row_;
    cell_index cell = 0;
    for (std::size_t d = 0; d < codes.size(); ++d) {
        const auto i = cube_->codes(d).find(codes[d]);
        if (!i) return refuse_code(errc::unknown_code, d, quoted(codes[d]));
        if (!cube_->codes(d).is_leaf(*i))
            return refuse_code(errc::bad_argument, d, quoted(codes[d]));
        cell += *i * cube_->shape().stride(d);
    }
    return add_to(cell, count);
}

result<void> leaf_counts::add(std::span<const code_index> codes, std::int64_t count) {
    ++row_;
    cell_index cell = 0;
    for (std::size_t d = 0; d < codes.size(); ++d) {
        if (codes[d] >= cube_->codes(d).size())
            return refuse_code(errc::unknown_code, d, std::to_string(codes[d]));
        if (!cube_->codes(d).is_leaf(codes[d]))
            return refuse_code(errc::bad_argument, d, std::to_string(codes[d]));
        cell += codes[d] * cube_->shape().stride(d);
    }
    return add_to(cell, count);
}

result<void> leaf_counts::add_to(cell_index cell, std::int64_t count) {
    const auto more = add_count(*cube_, cell, sum_, count);
    if (!more) {
        auto e = more.error();
        e.message = "row " + std::to_string(row_) + ": " + e.message;
        e.field = "count";
        e.element = row_;
        return e;
    }
    sum_ = *more;
    values_[cell] += count;
    return {};
}

sdc::error leaf_counts::too_many() const {
    return {.code = errc::overflow,
            .message = "row " + std::to_string(row_ + 1) + ": a count of more than 64 bits",
            .field = "count",
            .element = row_ + 1,
            .wanted = "at most 9223372036854775807"};
}

result<table> leaf_counts::finish(measure m) && {
    return add_up(std::move(cube_), std::move(values_), std::move(m));
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

result<table> make_table(std::shared_ptr<const cube> c, std::span<const std::int64_t> leaves,
                         measure m) {
    if (c == nullptr) return detail::none_given("cube");
    return detail::within_memory(
        [&] { return detail::make_of_leaves(std::move(c), leaves, std::move(m)); });
}

result<table> make_table(std::vector<dimension> by, std::span<const std::int64_t> leaves,
                         measure m) {
    auto c = cube::make(std::move(by));
    if (!c) return c.error();
    return make_table(*std::move(c), leaves, std::move(m));
}

result<table> make_table(std::vector<dimension> by, const index_columns& rows, measure m) {
    if (auto ok = detail::check_columns(rows); !ok) return ok.error();
    auto counts = detail::leaf_counts::make(std::move(by), rows.codes.size());
    if (!counts) return counts.error();
    const auto length = rows.codes.empty() ? 0 : rows.codes.front().size();
    std::vector<code_index> at(rows.codes.size());
    for (std::size_t row = 0; row < length; ++row) {
        std::ranges::transform(rows.codes, at.begin(), [&](const auto& c) { return c[row]; });
        const auto count = rows.counts.empty() ? std::int64_t{1} : rows.counts[row];
        if (auto ok = counts->add(at, count); !ok) return ok.error();
    }
    return std::move(*counts).finish(std::move(m));
}

} // namespace sdc::inline v0
