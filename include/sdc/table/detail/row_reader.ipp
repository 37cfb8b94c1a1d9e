#include <sdc/table/detail/row_reader.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace sdc::inline v0::detail {

result<std::size_t> require_column(const records& rows, std::string_view name) {
    const auto column = rows.find_column(name);
    if (!column) {
        std::string existing;
        for (const auto& n : rows.names)
            existing += (existing.empty() ? "" : ", ") + detail::quoted(n);
        return error{.code = errc::missing_column,
                     .message = "column not found",
                     .where = {.file = rows.source,
                               .line = rows.lines.empty() && rows.source.empty() ? 0U : 1U},
                     .found = existing.empty() ? "no columns" : existing,
                     .wanted = detail::quoted(name)};
    }
    if (std::ranges::count(rows.names, name) > 1)
        return error{.code = errc::duplicate,
                     .message = "column given twice",
                     .where = {.file = rows.source},
                     .found = detail::quoted(name)};
    return *column;
}

std::string some_codes(const hierarchy& codes) {
    constexpr code_index shown = 5;
    std::string text = "one of";
    for (code_index i = 0; i < std::min(shown, codes.size()); ++i)
        text += (i == 0 ? " " : ", ") + detail::quoted(codes[i].id);
    return codes.size() > shown ? text + ", ... (" + std::to_string(codes.size()) + " codes)"
                                : text;
}

result<code_index> require_code(const dimension& d, std::string_view id) {
    if (const auto i = d.codes.find(id)) return *i;
    return error{.code = errc::unknown_code,
                 .message = "code not in dimension " + detail::quoted(d.name),
                 .found = detail::quoted(id),
                 .wanted = some_codes(d.codes)};
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0::detail {

result<cell_reader> cell_reader::make(const cube& c, const records& rows) {
    cell_reader reader(c, rows);
    for (const auto& d : c.dimensions()) {
        const auto column = require_column(rows, d.name);
        if (!column) return column.error();
        reader.columns_.push_back(*column);
        reader.codes_.emplace_back(rows.fields.words().size(), 0);
    }
    return reader;
}

result<cell_index> cell_reader::read(std::size_t row) {
    cell_index cell = 0;
    margin_ = columns_.size();
    for (std::size_t d = 0; d < columns_.size(); ++d) {
        const auto place = row * rows_->names.size() + columns_[d];
        auto& code = codes_[d][rows_->fields.number(place)];
        if (code == 0) {
            const auto found = require_code(cube_->dimensions()[d], rows_->fields[place]);
            if (!found) return at(found.error(), row, columns_[d]);
            code = *found + 1;
        }
        if (margin_ == columns_.size() && !cube_->codes(d).is_leaf(code - 1)) margin_ = d;
        cell += (code - 1) * cube_->shape().stride(d);
    }
    return cell;
}

sdc::error cell_reader::not_a_leaf(std::size_t row) const {
    const auto& d = cube_->dimensions()[margin_];
    return at(
        {.code = errc::unknown_code,
         .message = "a record needs a code without parts in dimension " + detail::quoted(d.name),
         .found = detail::quoted(rows_->field(row, columns_[margin_])),
         .wanted = "a leaf of the hierarchy"},
        row, columns_[margin_]);
}

sdc::error cell_reader::at(sdc::error e, std::size_t row, std::size_t column) const {
    e.where = rows_->where(row, column);
    return e;
}

} // namespace sdc::inline v0::detail
