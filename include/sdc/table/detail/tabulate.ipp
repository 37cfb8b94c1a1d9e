#include <sdc/table/tabulate.hpp>

#include <sdc/table/detail/column_texts.hpp>

#include <algorithm>
#include <cstdint>
#include <new>
#include <optional>
#include <set>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

result<void> check(const tabulate_options& options) {
    const auto refuse = [](const char* field, std::string found, const char* wanted) {
        return error{.code = errc::bad_argument,
                     .message = std::string("tabulate_options.") + field,
                     .field = std::string("tabulate_options.") + field,
                     .found = std::move(found),
                     .wanted = wanted};
    };
    if (options.decimals < 0 || options.decimals > 9)
        return refuse("decimals", std::to_string(options.decimals), "0 to 9");
    if (options.largest > 100)
        return refuse("largest", std::to_string(options.largest), "0 to 100");
    if (!options.count.empty() && !options.value.empty())
        return refuse("count", detail::quoted(options.count), "nothing together with `value`");
    if (!options.contributor.empty() && options.value.empty())
        return refuse("contributor", detail::quoted(options.contributor),
                      "nothing without `value`");
    return {};
}

result<void> check(const records& rows) {
    if (rows.names.empty() || rows.fields.size() % rows.names.size() == 0) return {};
    return error{.code = errc::bad_argument,
                 .message = "the last row is not complete",
                 .field = "records.fields",
                 .where = {.file = rows.source},
                 .found = std::to_string(rows.fields.size()) + " fields",
                 .wanted = "a multiple of " + std::to_string(rows.names.size())};
}

result<std::optional<std::size_t>> optional_column(const records& rows, const std::string& name) {
    if (name.empty()) return std::optional<std::size_t>();
    const auto column = require_column(rows, name);
    if (!column) return column.error();
    return std::optional(*column);
}

void add_margins(const cube& c, std::span<std::int64_t> values) {
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        const auto stride = c.shape().stride(d);
        const auto& codes = c.codes(d);
        for (cell_index block = 0; block < c.size(); block += stride * codes.size()) {
            for (auto i = codes.size(); i-- > 1;) {
                const auto* from = &values[block + i * stride];
                auto* to = &values[block + codes.parent(i) * stride];
                for (cell_index k = 0; k < stride; ++k) to[k] += from[k];
            }
        }
    }
}

namespace {

bool has_rows_of_parts(const cube& c, const records& rows, cell_index cell) {
    auto cells = cell_reader::make(c, rows);
    for (std::size_t row = 0; cells && row < rows.size(); ++row) {
        const auto part = cells->read(row);
        if (!part || cells->is_margin()) continue;
        bool inside = true;
        for (std::size_t d = 0; d < c.dimensions().size(); ++d)
            inside = inside && c.codes(d).contains(c.shape().coordinate(cell, d),
                                                   c.shape().coordinate(*part, d));
        if (inside) return true;
    }
    return false;
}

/// "area=CODE", or "DIM=CODE" where the cell is a total along several dimensions.
std::string name_code_of_total(const cube& c, cell_index cell) {
    std::string name;
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        if (c.codes(d).is_leaf(c.shape().coordinate(cell, d))) continue;
        name = name.empty() ? shorten(c.dimensions()[d].name) : "DIM";
    }
    return name + "=CODE";
}

error not_additive(const cube& c, const records& rows, cell_index cell, wide_sum found,
                   std::int64_t sum) {
    error e{.code = errc::not_additive,
            .message = "a margin differs from the sum of its parts",
            .cell = describe(c, cell),
            .found = to_string(found),
            .wanted = std::to_string(sum) + " (the sum of its parts)"};
    if (!has_rows_of_parts(c, rows, cell)) {
        e.message = "a margin without the rows of its parts";
        e.wanted = "a row for each combination of codes without parts; of tables that stand below "
                   "each other one at a time";
    } else if (found > sum) {
        e.explanation = "where people have no row, such as those not stated: residual_code " +
                        name_code_of_total(c, cell);
    } else {
        e.explanation = "where people of one group are in others, too: overlapping_code " +
                        name_code_of_total(c, cell);
    }
    return e;
}

} // namespace

result<void> check_margins(const cube& c, const records& rows, const std::string& count,
                           std::vector<given_margin> given, std::span<const std::int64_t> values) {
    std::ranges::stable_sort(given, {}, &given_margin::cell);
    for (std::size_t i = 0; i < given.size();) {
        const auto& first = given[i];
        wide_sum sum = 0;
        for (; i < given.size() && given[i].cell == first.cell; ++i) sum += given[i].value;
        if (sum == values[first.cell]) continue;
        auto e = not_additive(c, rows, first.cell, sum, values[first.cell]);
        e.where = rows.where(first.row, *rows.find_column(count));
        return e;
    }
    return {};
}

result<std::vector<cell_index>>
find_structural_zeros(const cube& c, const std::vector<std::vector<std::string>>& zeros) {
    std::vector<cell_index> found;
    for (const auto& ids : zeros) {
        if (ids.size() != c.dimensions().size())
            return error{.code = errc::bad_argument,
                         .message = "codes of a structural zero",
                         .field = "tabulate_options.structural_zeros",
                         .found = std::to_string(ids.size()),
                         .wanted = std::to_string(c.dimensions().size())};
        cell_index cell = 0;
        for (std::size_t d = 0; d < ids.size(); ++d) {
            const auto i = require_code(c.dimensions()[d], ids[d]);
            if (!i) return i.error();
            cell += *i * c.shape().stride(d);
        }
        found.push_back(cell);
    }
    return found;
}

result<table> tabulate_rows(const records& rows, const tabulate_options& options) {
    if (auto ok = check(options); !ok) return ok.error();
    if (auto ok = check(rows); !ok) return ok.error();
    const auto c = cube::make(options.by);
    if (!c) return c.error();
    auto read = row_adder::run(**c, rows, options);
    if (!read) return read.error();
    add_margins(**c, read->leaves);
    if (auto ok = check_margins(**c, rows, options.count, std::move(read->margins), read->leaves);
        !ok)
        return ok.error();
    auto zeros = find_structural_zeros(**c, options.structural_zeros);
    if (!zeros) return zeros.error();
    columns data{.values = std::move(read->leaves), .structural_zeros = std::move(*zeros)};
    if (options.value.empty()) return table::make(*c, std::move(data));
    data.largest_per_cell = options.largest;
    add_contributions(**c, std::move(read->contributions), data);
    return table::make(*c, std::move(data), {.name = options.value, .decimals = options.decimals});
}

sdc::error too_large() {
    return {.code = errc::overflow,
            .message = "memory does not hold the table",
            .wanted = "fewer dimensions, codes or rows"};
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

result<table> tabulate(const records& rows, const tabulate_options& options) {
    try {
        return detail::tabulate_rows(rows, options);
    } catch (const std::bad_alloc&) {
        return detail::too_large();
    } catch (const std::length_error&) {
        return detail::too_large();
    }
}

result<dimension> flat_dimension(const records& rows, std::string name, std::string total,
                                 sdc::role r) {
    const auto column = detail::require_column(rows, name);
    if (!column) return column.error();
    std::vector<std::string> ids;
    for (const auto& text : detail::find_texts(rows, *column)) {
        const auto& id = detail::text_of(rows, text);
        if (id.empty())
            return error{.code = errc::bad_syntax,
                         .message = "an empty code in column " + detail::quoted(name),
                         .where = rows.where(text.first_row, *column),
                         .found = "\"\"",
                         .wanted = "a code"};
        if (id != total) ids.push_back(id);
    }
    auto codes = hierarchy::flat(ids, total);
    if (!codes) return codes.error();
    return dimension{
        .name = std::move(name), .codes = std::move(*codes), .role = r, .codes_from_data = true};
}

} // namespace sdc::inline v0

namespace sdc::inline v0::detail {

result<row_data> row_adder::run(const cube& c, const records& rows,
                                const tabulate_options& options) {
    auto cells = cell_reader::make(c, rows);
    if (!cells) return cells.error();
    row_adder adder(c, rows, options, std::move(*cells));
    for (auto [column, name] : {std::pair(&adder.count_, &options.count),
                                {&adder.value_, &options.value},
                                {&adder.contributor_, &options.contributor}}) {
        const auto found = optional_column(rows, *name);
        if (!found) return found.error();
        *column = *found;
    }
    if (adder.count_) {
        auto counts = count_reader::make(rows, *adder.count_, options.counts);
        if (!counts) return counts.error();
        adder.counts_ = *std::move(counts);
    }
    adder.data_.leaves.assign(c.size(), 0);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (auto ok = adder.add(row); !ok) return ok.error();
    }
    return std::move(adder.data_);
}

result<void> row_adder::add(std::size_t row) {
    const auto cell = cells_.read(row);
    if (!cell) return cell.error();
    const auto value = number(row);
    if (!value) return value.error();
    if (cells_.is_margin()) {
        if (!count_) return cells_.not_a_leaf(row);
        data_.margins.push_back({.cell = *cell, .row = row, .value = *value});
        return {};
    }
    const auto sum = detail::add(absolute_sum_, *value < 0 ? -*value : *value);
    if (!sum) return overflow(row);
    absolute_sum_ = *sum;
    data_.leaves[*cell] += *value;
    return value_ ? add_contribution(row, *cell, *value) : result<void>();
}

result<std::int64_t> row_adder::number(std::size_t row) const {
    if (!count_ && !value_) return std::int64_t{1};
    const auto column = count_ ? *count_ : *value_;
    if (counts_) return counts_->read(row);
    auto n = parse_decimal(rows_.field(row, column), options_.decimals);
    if (n) return n;
    auto e = cells_.at(n.error(), row, column);
    e.message += " in column " + detail::quoted(rows_.names[column]);
    return e;
}

result<void> row_adder::add_contribution(std::size_t row, cell_index cell, std::int64_t value) {
    contribution c{.leaf = cell, .value = value};
    if (contributor_) {
        c.contributor = rows_.field(row, *contributor_);
        if (c.contributor.empty())
            return error{.code = errc::bad_syntax,
                         .message = "an empty contributor in column " +
                                    detail::quoted(options_.contributor),
                         .where = rows_.where(row, *contributor_),
                         .found = "\"\"",
                         .wanted = "an id"};
    }
    data_.contributions.push_back(c);
    return {};
}

sdc::error row_adder::overflow(std::size_t row) const {
    const auto column = count_ ? *count_ : *value_;
    return {.code = errc::overflow,
            .message = "the values add up to more than 64 bits hold",
            .where = rows_.where(row, column),
            .cell = describe(cube_, 0),
            .found = detail::quoted(rows_.field(row, column)) + " on top of the rows before",
            .wanted = "at most 9223372036854775807 in all"};
}

} // namespace sdc::inline v0::detail
