#include <sdc/io/measures.hpp>

#include <sdc/io/csv_escapes.hpp>
#include <sdc/io/detail/text.hpp>
#include <sdc/table/cells.hpp>

#include <ostream>

namespace sdc::inline v0 {

void write_csv(std::ostream& out, std::span<const released_measure> measures,
               const write_options& options) {
    const auto& c = measures.front().release->cube();
    const auto field = [&](const std::string& text) {
        return detail::quote_csv(options.escape_formulas ? escape_csv_text(text) : text);
    };
    std::string header;
    for (const auto& d : c.dimensions()) header += field(d.name) + ',';
    for (const auto& m : measures)
        header += (&m == &measures.front() ? "" : ",") + field(m.column_name());
    if (options.header) out << header << '\n';
    for (const auto& cell : cells(c)) {
        const auto i = cell.index();
        if (!measures.front().release->has(i)) continue;
        for (std::size_t d = 0; d < c.dimensions().size(); ++d)
            out << field(c.codes(d)[cell.at()[d]].id) << ',';
        for (const auto& m : measures) {
            const auto shown = detail::format_cell(*m.release, i, options.marker.text);
            const bool is_label = (*m.release)[i].shows == public_cell::kind::label;
            out << (&m == &measures.front() ? "" : ",")
                << (is_label ? field(shown) : detail::quote_csv(shown));
        }
        out << '\n';
    }
}

} // namespace sdc::inline v0
