#include <sdc/table/wide.hpp>

#include <sdc/detail/quoted.hpp>
#include <sdc/table/detail/row_reader.hpp>

#include <algorithm>
#include <vector>

namespace sdc::inline v0 {

result<records> rows_of_wide_table(const records& wide, std::span<const std::string> kept,
                                   const std::string& dimension, const std::string& count) {
    const auto refuse = [&](std::string message, std::string found, std::string wanted) {
        return error{.code = errc::bad_argument,
                     .message = std::move(message),
                     .field = "wide",
                     .where = {.file = wide.source},
                     .found = std::move(found),
                     .wanted = std::move(wanted)};
    };
    std::vector<std::size_t> keys, numbers;
    for (const auto& name : kept) {
        const auto column = detail::require_column(wide, name);
        if (!column) return column.error();
        keys.push_back(*column);
    }
    for (const auto& name : {dimension, count}) {
        if (std::ranges::find(kept, name) != kept.end() ||
            (std::ranges::find(wide.names, name) != wide.names.end()))
            return refuse("a column of this name is in the file", detail::quoted(name),
                          "a name of its own for the columns together");
    }
    for (std::size_t i = 0; i < wide.names.size(); ++i) {
        if (std::ranges::find(keys, i) == keys.end()) numbers.push_back(i);
    }
    if (numbers.empty())
        return refuse("no column is left for " + detail::quoted(dimension), "",
                      "columns of counts");
    records rows{.source = wide.source, .separator = wide.separator, .notes = wide.notes};
    rows.names.assign(kept.begin(), kept.end());
    rows.names.insert(rows.names.end(), {dimension, count});
    rows.fields.reserve(wide.size() * numbers.size() * rows.names.size());
    for (std::size_t row = 0; row < wide.size(); ++row) {
        for (const auto number : numbers) {
            for (const auto key : keys) rows.fields.push_back(wide.field(row, key));
            rows.fields.push_back(wide.names[number]);
            rows.fields.push_back(wide.field(row, number));
            rows.lines.push_back(wide.where(row, 0).line);
        }
    }
    return rows;
}

} // namespace sdc::inline v0
