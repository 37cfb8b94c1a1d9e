#include <sdc/attack/unsafe_bounds.hpp>

namespace sdc::inline v0 {

result<std::vector<std::pair<cell_index, interval>>>
bound_unsafe_cells(const knowledge& known, const plan& p, cell_index first,
                   const bounds_options& options) {
    const auto& v = p.verdicts;
    std::vector<cell_index> unsafe;
    for (std::size_t i = 0; i < v.cells().size(); ++i) {
        if (is_unsafe(v.reasons_at(i))) unsafe.push_back(first + v.cells()[i]);
    }
    const auto found = bounds(known, unsafe, options);
    if (!found) return found.error();
    std::vector<std::pair<cell_index, interval>> intervals;
    for (std::size_t i = 0; i < unsafe.size(); ++i)
        intervals.emplace_back(unsafe[i] - first, (*found)[i]);
    return intervals;
}

} // namespace sdc::inline v0
