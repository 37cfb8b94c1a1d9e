#include <sdc/plan/published_value.hpp>

namespace sdc::inline v0 {

public_cell published_value(const plan& p, cell_index cell) {
    if (p.status[cell] == cell_status::unpublished)
        return {.shows = public_cell::kind::unpublished};
    if (is_suppressed(p.status[cell])) return {};
    const auto value = p.source->value(cell);
    if (!p.bands) return {.shows = public_cell::kind::number, .number = value};
    const auto shown = apply(*p.bands, value);
    switch (shown.shows) {
    case band_value::kind::number:
        return {.shows = public_cell::kind::number, .number = shown.number};
    case band_value::kind::label: return {.shows = public_cell::kind::label, .label = shown.band};
    case band_value::kind::suppressed: break;
    }
    return {};
}

} // namespace sdc::inline v0
