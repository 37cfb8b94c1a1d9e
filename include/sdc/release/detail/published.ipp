#include <sdc/release/published.hpp>

namespace sdc::inline v0 {

published publish(const audited& proof) {
    const auto& p = proof.plan();
    published release(p.source->shared_cube(), p.source->measure(), note_of(p));
    release.cells_.reserve(p.status.size());
    for (cell_index cell = 0; cell < p.status.size(); ++cell)
        release.cells_.push_back(published_value(p, cell));
    if (p.bands) {
        for (const auto& b : p.bands->bands) release.labels_.push_back(b.label);
    }
    return release;
}

} // namespace sdc::inline v0
