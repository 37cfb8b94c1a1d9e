#include <sdc/io/count_table.hpp>

#include <sdc/io/cell_list.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace sdc::inline v0 {
namespace {

/// The table knows a cell only; the user needs the line that says it.
error locate_zero(error e, const records& rows, const std::vector<cell_index>& zeros,
                  const cube& c) {
    if (!e.where.file.empty() || e.cell.empty()) return e;
    const auto is_named = [&](cell_index cell) { return describe(c, cell) == e.cell; };
    if (std::ranges::count_if(zeros, is_named) != 1)
        return e; // names are cut, so that two cells can have one
    const auto at = std::ranges::find_if(zeros, is_named);
    e.where = rows.where(static_cast<std::size_t>(at - zeros.begin()), 0);
    e.where.column = 0;
    return e;
}

} // namespace

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
    return locate_zero(made.error(), structural_zeros, *zeros, **c);
}

} // namespace sdc::inline v0
