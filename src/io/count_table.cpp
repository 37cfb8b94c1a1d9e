#include <sdc/io/count_table.hpp>

#include <sdc/io/cell_list.hpp>

namespace sdc::inline v0 {
namespace {

/// The table knows which of the structural zeros; the user needs the line that says it.
error locate_zero(error e, const records& rows) {
    if (e.field != "columns.structural_zeros" || e.element == 0) return e;
    e.where = rows.where(static_cast<std::size_t>(e.element - 1), 0);
    e.where.column = 0;
    return e;
}

} // namespace

result<dimension> flat_dimension(std::span<const records> files, const std::string& name,
                                 const std::string& total) {
    if (files.size() == 1) return flat_dimension(files.front(), name, total);
    records all{.names = {name}};
    for (const auto& rows : files) {
        const auto one = flat_dimension(rows, name); // for its errors
        if (!one) return one.error();
        const auto column = *rows.find_column(name);
        for (std::size_t row = 0; row < rows.size(); ++row)
            all.fields.push_back(rows.field(row, column));
    }
    return flat_dimension(all, name, total);
}

result<table> tabulate_with_zeros(const records& rows, tabulate_options options,
                                  const records& structural_zeros) {
    if (structural_zeros.names.empty()) return tabulate(rows, options);
    const auto c = cube::make(options.by);
    if (!c) return c.error();
    const auto zeros = read_cells(structural_zeros, **c);
    if (!zeros) return zeros.error();
    for (const auto cell : *zeros) {
        auto& ids = options.structural_zeros.emplace_back();
        for (std::size_t d = 0; d < options.by.size(); ++d)
            ids.push_back((*c)->codes(d)[(*c)->shape().coordinate(cell, d)].id);
    }
    auto made = tabulate(rows, options);
    if (made) return made;
    return locate_zero(made.error(), structural_zeros);
}

} // namespace sdc::inline v0
