#include <sdc/plan/plan.hpp>

#include <span>
#include <vector>

namespace sdc::inline v0 {

std::vector<bool> unknown_of(std::span<const cell_status> status) {
    std::vector<bool> flags(status.size());
    for (std::size_t i = 0; i < status.size(); ++i) flags[i] = status[i] != cell_status::published;
    return flags;
}

std::vector<bool> unpublished_of(std::span<const cell_status> status) {
    std::vector<bool> flags;
    for (std::size_t i = 0; i < status.size(); ++i) {
        if (status[i] != cell_status::unpublished) continue;
        flags.resize(status.size());
        flags[i] = true;
    }
    return flags;
}

plan_counts count(const plan& p) {
    plan_counts n;
    for (cell_index cell = 0; cell < p.status.size(); ++cell) {
        n.cells += p.status[cell] != cell_status::unpublished;
        n.unsafe += p.status[cell] == cell_status::primary;
        n.suppressed_zeros += p.status[cell] == cell_status::suppressed_zero;
        if (p.status[cell] != cell_status::secondary) continue;
        ++n.complements;
        n.complement_value += p.source->value(cell);
    }
    return n;
}

} // namespace sdc::inline v0
