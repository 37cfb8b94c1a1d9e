#include <sdc/table/noted_totals.hpp>

#include <sdc/detail/trim.hpp>

namespace sdc::inline v0 {

std::size_t
name_noted_totals(records& rows, std::span<const std::pair<std::string, std::string>> dimensions) {
    const auto notes = rows.find_column("Notes");
    std::size_t named = 0;
    for (std::size_t row = 0; notes && row < rows.size(); ++row) {
        if (detail::trim(rows.field(row, *notes)) != "Total") continue;
        bool any = false;
        for (const auto& [name, total] : dimensions) {
            const auto column = rows.find_column(name);
            if (!column || !detail::trim(rows.field(row, *column)).empty()) continue;
            rows.fields.set(row * rows.names.size() + *column, total);
            any = true;
        }
        if (any) rows.fields.set(row * rows.names.size() + *notes, ""); // it is told
        named += any ? 1 : 0;
    }
    return named;
}

} // namespace sdc::inline v0
