#include "case_file.hpp"

#include <sdc/attack/bounds.hpp>

#include <algorithm>
#include <utility>

namespace sdc::inline v0::foi {

namespace {

/// Every way to stop at a level of each dimension of the part, but for the total alone; most cells
/// first.
std::vector<levels> coarser(const case_file& file, const question& q) {
    std::vector<std::pair<std::uint64_t, levels>> found{{1, levels(q.depths.size())}};
    for (std::size_t d = 0; d < q.depths.size(); ++d) {
        const auto& codes = file.joint->cube().codes(d);
        const auto n = found.size();
        for (code_index depth = 1; depth <= q.depths[d]; ++depth) {
            std::uint64_t kept = 0;
            for (code_index i = 0; i < codes.size(); ++i) kept += codes.depth(i) <= depth;
            for (std::size_t i = 0; i < n; ++i) {
                auto next = found[i];
                next.first *= kept;
                next.second[d] = depth;
                found.push_back(std::move(next));
            }
        }
    }
    found.erase(found.begin());
    std::ranges::stable_sort(found, std::ranges::greater());
    std::vector<levels> order;
    for (auto& f : found) order.push_back(std::move(f.second));
    return order;
}

/// What is public anyway, over the cells of the part and of the side statements.
struct before_offer {
    recoded cells;
    knowledge known;
};

before_offer known_before(const case_file& file, const question& q) {
    levels depths(q.depths.size());
    file.include(depths, q, q.depths);
    file.include_statements(depths);
    auto cells = file.slice(depths);
    auto known = file.before(cells);
    return {.cells = std::move(cells), .known = std::move(known)};
}

std::vector<cell_index> find_cells(const recoded& s, std::span<const cell_index> joint_cells) {
    std::vector<cell_index> found;
    for (const auto cell : joint_cells) found.push_back(find_cell(s, cell));
    return found;
}

bool is_known(const interval& i) noexcept { return i.exact && i.is_single_value(); }

/// True if what is public anyway leaves one value for every cell: then giving the table implies
/// nothing.
bool follows(const case_file& file, const before_offer& before, const recoded& candidate) {
    if (!file.total_is_public && file.asked->statements.empty()) return false;
    const auto known = bounds(before.known, find_cells(before.cells, candidate.origin));
    return known && std::ranges::all_of(*known, is_known);
}

/// True if the table gives away a flagged cell of the part that was not known before.
bool tells(const case_file& file, const question& q, const before_offer& before,
           const recoded& candidate) {
    std::vector<cell_index> flagged;
    for (const auto cell : q.view.origin) {
        if (file.is_flagged(cell)) flagged.push_back(find_cell(before.cells, cell));
    }
    auto after = before.known;
    for (const auto cell : candidate.origin)
        after.learn_exact(find_cell(before.cells, cell), file.joint->value(cell));
    const auto known_before = bounds(before.known, flagged);
    const auto known_after = bounds(after, flagged);
    if (!known_before || !known_after) return true;
    for (std::size_t i = 0; i < flagged.size(); ++i) {
        if (!is_known((*known_before)[i]) && (*known_after)[i].is_single_value()) return true;
    }
    return false;
}

/// True if no rule flags a cell of it and the joint test holds with all its cells together with
/// what is given already.
bool passes(const case_file& file, const question& q, const levels& depths,
            const recoded& candidate, const std::optional<joint_release>& given) {
    if (std::ranges::any_of(candidate.origin,
                            [&](cell_index cell) { return file.is_flagged(cell); }))
        return false;
    levels together(depths.size());
    file.include(together, q, depths);
    auto kept = candidate.origin;
    if (given) {
        for (cell_index cell = 0; cell < given->of.origin.size(); ++cell) {
            if (is_suppressed(given->proof.plan().status[cell])) continue;
            kept.push_back(given->of.origin[cell]);
            file.include(together, given->of.origin[cell]);
        }
    }
    return file.try_release(together, kept).has_value();
}

} // namespace

std::string find_offer(const case_file& file, const question& q,
                       const std::optional<joint_release>& given) {
    const auto before = known_before(file, q);
    for (const auto& depths : coarser(file, q)) {
        const auto candidate = recode(*file.joint, depths, q.at).value();
        if (follows(file, before, candidate))
            return name_of_levels(file, depths) + " (it follows already from what is public)";
        if (passes(file, q, depths, candidate, given) && !tells(file, q, before, candidate))
            return name_of_levels(file, depths);
    }
    return {};
}

} // namespace sdc::inline v0::foi
