#include <sdc/release/published.hpp>

#include <sdc/table/cells.hpp>

#include <optional>

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

published merge(std::shared_ptr<const sdc::cube> c, std::span<const published> parts) {
    published all(std::move(c), parts.front().measure_, parts.front().method_);
    const auto& whole = *all.cube_;
    all.cells_.assign(whole.size(), {.shows = public_cell::kind::unpublished});
    std::vector<bool> found(whole.size());
    for (const auto& part : parts) {
        const auto& own = part.cube();
        std::vector<std::vector<std::optional<code_index>>> codes;
        for (std::size_t d = 0; d < whole.dimensions().size(); ++d) {
            auto& of = codes.emplace_back();
            for (code_index i = 0; i < whole.codes(d).size(); ++i)
                of.push_back(own.codes(d).find(whole.codes(d)[i].id));
        }
        for (const auto& cell : cells(whole)) {
            cell_index at = 0;
            bool has = !found[cell.index()];
            for (std::size_t d = 0; d < codes.size() && has; ++d) {
                const auto code = codes[d][cell.at()[d]];
                has = code.has_value();
                if (has) at += *code * own.shape().stride(d);
            }
            if (!has) continue;
            found[cell.index()] = true;
            all.cells_[cell.index()] = part[at];
        }
    }
    return all;
}

} // namespace sdc::inline v0
