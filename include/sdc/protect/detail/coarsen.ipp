#include <sdc/detail/stage.hpp>
#include <sdc/protect/coarsen.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

namespace sdc::inline v0 {

result<std::vector<double>> spread_over_leaves(const table& t, std::span<const code_index> depths) {
    const auto dims = t.cube().dimensions();
    if (depths.size() != dims.size())
        return error{.code = errc::bad_argument,
                     .message = "number of depths",
                     .field = "depths",
                     .found = std::to_string(depths.size()),
                     .wanted = std::to_string(dims.size())};
    std::vector<std::vector<cell_index>> above(
        dims.size()); // of each code what the code that stands for it adds to the cell
    for (std::size_t d = 0; d < dims.size(); ++d) {
        const auto& codes = dims[d].codes;
        for (code_index i = 0; i < codes.size(); ++i)
            above[d].push_back(codes.depth(i) <= depths[d] ? i * t.cube().shape().stride(d)
                                                           : above[d][codes.parent(i)]);
    }
    std::vector<cell_index> shown; // of each leaf the cell of the coarser table that it is in
    std::vector<std::int64_t> leaves(t.size());
    for (const auto& cell : cells(t)) {
        if (cell.is_margin() || t.is_structural_zero(cell.index())) continue;
        cell_index in = 0;
        for (std::size_t d = 0; d < dims.size(); ++d) in += above[d][cell.at()[d]];
        shown.push_back(in);
        ++leaves[in];
    }
    std::vector<double> spread;
    spread.reserve(shown.size());
    for (const auto in : shown)
        spread.push_back(static_cast<double>(t.contributors(in)) / static_cast<double>(leaves[in]));
    return spread;
}

} // namespace sdc::inline v0

namespace sdc::inline v0::detail {

bool drops_all_sensitive(const table& t, std::span<const code_index> depths) {
    bool any = false, kept = false;
    for (std::size_t d = 0; d < depths.size(); ++d) {
        if (t.cube().dimensions()[d].role != role::sensitive) continue;
        any = true;
        kept = kept || depths[d] > 0;
    }
    return any && !kept;
}

dimension sensitive_total(const table& t) {
    const auto dims = t.cube().dimensions();
    const auto& first = *std::ranges::find(dims, role::sensitive, &dimension::role);
    return {.name = first.name,
            .codes = kept_hierarchy(first.codes, std::array{code_index{0}}),
            .role = role::sensitive};
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

result<recoded> recode_to_judge(const table& t, std::span<const code_index> depths) {
    auto r = recode(t, depths);
    if (!r || !detail::drops_all_sensitive(t, depths) || detail::any_sensitive(r->table->cube()))
        return r;
    const auto shown = r->table->cube().dimensions();
    std::vector<dimension> dims(shown.begin(), shown.end());
    dims.push_back(detail::sensitive_total(t));
    const auto c = cube::make(std::move(dims));
    if (!c) return c.error();
    auto made = table::make(*c, detail::columns_at(t, **c, r->origin), t.measure());
    if (!made) return made.error();
    r->table = std::make_shared<const table>(std::move(*made));
    return r;
}

} // namespace sdc::inline v0

namespace sdc::inline v0::detail {

result<std::vector<bool>> unsafe_nodes(const table& t, const depth_grid& grid,
                                       std::span<const cell_index> cells) {
    const auto& nodes = grid.shape();
    std::vector<bool> unsafe(nodes.size());
    for (const auto cell : cells) {
        if (cell >= t.size())
            return error{.code = errc::bad_argument,
                         .message = "coarsen_options.unsafe",
                         .field = "coarsen_options.unsafe",
                         .found = "cell " + std::to_string(cell),
                         .wanted = "a cell of the table"};
        coordinates at{};
        bool shown = true; // by some combination
        for (std::size_t d = 0; d < nodes.dimensions(); ++d) {
            at[d] = t.cube().codes(d).depth(t.cube().shape().coordinate(cell, d));
            shown = shown && at[d] < nodes.extent(d);
        }
        if (shown) unsafe[nodes.index(at)] = true;
    }
    for (std::size_t d = 0; d < nodes.dimensions(); ++d) {
        for (cell_index node = 0; node < nodes.size(); ++node) {
            if (nodes.coordinate(node, d) > 0 && unsafe[node - nodes.stride(d)])
                unsafe[node] = true;
        }
    }
    return unsafe;
}

result<bool> judge(const table& t, const depth_grid& grid, const coordinates& at,
                   const coarsen_options& options, coarsenings& found) {
    if (auto ok = check_cancelled(options.run); !ok) return ok.error();
    const auto r = recode_to_judge(t, grid.depths(at));
    if (!r) return r.error();
    ++found.judged;
    return options.is_safe(*r);
}

result<void> refuse_upwards(const table& t, const depth_grid& grid, const coarsen_options& options,
                            std::vector<bool>& unsafe, coarsenings& found) {
    for (cell_index node = 0; node < unsafe.size(); ++node) {
        const auto at = grid.shape().at(node);
        if (unsafe[node] || !grid.is_candidate(at)) continue;
        if (!grid.any_coarser(node, at, unsafe)) {
            const auto safe = judge(t, grid, at, options, found);
            if (!safe) return safe.error();
            if (*safe) continue;
        }
        unsafe[node] = true;
    }
    return {};
}

result<std::vector<coordinates>> most_detailed(const table& t, const depth_grid& grid,
                                               const coarsen_options& options,
                                               const std::vector<bool>& unsafe,
                                               coarsenings& found) {
    const bool ask = options.is_safe && !options.monotone;
    std::vector<bool> reached(unsafe.size()); // safe, or coarser than that
    std::vector<coordinates> safe;
    for (auto node = grid.shape().size(); node-- > 0;) {
        const auto at = grid.shape().at(node);
        if (!grid.is_candidate(at)) continue;
        reached[node] = grid.any_finer(node, at, reached);
        if (reached[node] || unsafe[node]) continue;
        if (ask) {
            const auto says = judge(t, grid, at, options, found);
            if (!says) return says.error();
            if (!*says) continue;
        }
        reached[node] = true;
        safe.push_back(at);
    }
    return safe;
}

cell_index cells_at(const table& t, std::span<const code_index> depths) {
    cell_index n = 1;
    for (std::size_t d = 0; d < depths.size(); ++d) {
        const auto& codes = t.cube().codes(d);
        cell_index kept = 0;
        for (code_index i = 0; i < codes.size(); ++i) kept += codes.depth(i) <= depths[d] ? 1U : 0U;
        n *= kept;
    }
    return n;
}

std::vector<code_index> depths_by_name(const table& t, std::span<const code_index> depths) {
    const auto dims = t.cube().dimensions();
    std::vector<std::pair<std::string_view, code_index>> named;
    for (std::size_t d = 0; d < depths.size(); ++d) named.emplace_back(dims[d].name, depths[d]);
    std::ranges::sort(named);
    std::vector<code_index> sorted;
    for (const auto& [name, depth] : named) sorted.push_back(depth);
    return sorted;
}

result<void> add_losses(const table& t, std::vector<coarsening>& to) {
    const std::vector<code_index> all(t.cube().dimensions().size(), static_cast<code_index>(-1));
    const auto truth = spread_over_leaves(t, all);
    if (!truth) return truth.error();
    for (auto& c : to) {
        c.cells = cells_at(t, c.depths);
        if (truth->empty()) continue; // nothing but structural zeros: nothing to lose
        const auto spread = spread_over_leaves(t, c.depths);
        c.average_distance = average_distance(*truth, *spread).value();
        c.hellinger = hellinger_distance(*truth, *spread).value();
    }
    std::ranges::sort(to, [&t](const coarsening& a, const coarsening& b) {
        constexpr double nine_decimals = 1e9;
        const auto key = [](const coarsening& c) {
            return std::round(c.average_distance * nine_decimals);
        };
        return std::tuple(key(a), b.cells, depths_by_name(t, b.depths)) <
               std::tuple(key(b), a.cells, depths_by_name(t, a.depths));
    });
    return {};
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

result<coarsenings> coarsen(const table& t, const coarsen_options& options) {
    if (options.monotone && !options.is_safe)
        return error{.code = errc::bad_argument,
                     .message = "coarsen_options.monotone",
                     .field = "coarsen_options.monotone",
                     .found = "no is_safe",
                     .wanted = "a judgement that it is said of"};
    detail::stage s(options.run, "coarsen");
    const auto grid = detail::depth_grid::make(t, options);
    if (!grid) return grid.error();
    auto unsafe = detail::unsafe_nodes(t, *grid, options.unsafe);
    if (!unsafe) return unsafe.error();
    coarsenings found{.candidates = grid->candidates()};
    if (options.is_safe && options.monotone) {
        if (auto ok = detail::refuse_upwards(t, *grid, options, *unsafe, found); !ok)
            return ok.error();
    }
    const auto safe = detail::most_detailed(t, *grid, options, *unsafe, found);
    if (!safe) return safe.error();
    s.note(found.candidates, " coarser tables, ", found.judged, " judged, ", safe->size(),
           " most detailed and safe");
    if (safe->empty())
        return error{.code = errc::not_protectable,
                     .message = options.drop_allowed
                                    ? "no coarser table is safe, not even the total alone"
                                    : "no coarser table that keeps every dimension is safe"};
    for (const auto& at : *safe) found.safe.push_back({.depths = grid->depths(at)});
    if (auto ok = detail::add_losses(t, found.safe); !ok) return ok.error();
    return found;
}

} // namespace sdc::inline v0

namespace sdc::inline v0::detail {

result<void> check_whole(const table& t, std::span<const code_index> depths,
                         std::span<const rule> rules) {
    const auto coarser = recode_to_judge(t, depths);
    if (!coarser) return coarser.error();
    const auto refuse = [&](cell_index cell, rule_id by) {
        return error{.code = errc::not_proved,
                     .message = "the coarser table has an unsafe cell",
                     .cell = describe(t, coarser->origin[cell]),
                     .rule = to_string(by)};
    };
    std::vector<rule> general;
    for (const auto& r : rules) {
        const auto* listed = std::get_if<listed_cells>(&r); // numbers of cells of the finer table
        if (listed == nullptr) general.push_back(r);
        for (cell_index cell = 0; listed != nullptr && cell < coarser->origin.size(); ++cell) {
            if (std::ranges::binary_search(listed->cells, coarser->origin[cell]))
                return refuse(cell, rule_id::listed);
        }
    }
    if (general.empty()) return {};
    const auto found = evaluate(*coarser->table, general);
    if (!found) return found.error();
    if (!found->cells().empty())
        return refuse(found->cells().front(), found->reasons_at(0).front().rule);
    return {};
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

result<plan> plan_coarser(const table& t, std::span<const code_index> depths,
                          std::span<const rule> rules) {
    if (auto ok = detail::check_whole(t, depths, rules); !ok) return ok.error();
    const auto coarser = recode(t, depths);
    if (!coarser) return coarser.error();
    round_options whole{
        .bands = {.name = "coarsening", .bands = {band{.low = 0, .action = band_action::keep}}}};
    for (const auto& r : rules) {
        if (t.is_frequency() && std::holds_alternative<threshold>(r)) whole.rules.push_back(r);
    }
    return round(coarser->table, whole);
}

} // namespace sdc::inline v0

namespace sdc::inline v0::detail {

result<depth_grid> depth_grid::make(const table& t, const coarsen_options& options) {
    const auto dims = t.cube().dimensions().size();
    if (!options.deepest.empty() && options.deepest.size() != dims)
        return error{.code = errc::bad_argument,
                     .message = "coarsen_options.deepest",
                     .field = "coarsen_options.deepest",
                     .found = std::to_string(options.deepest.size()) + " depths",
                     .wanted = std::to_string(dims)};
    std::vector<code_index> levels;
    coordinates least{};
    for (std::size_t d = 0; d < dims; ++d) {
        const auto all = depth_of(t.cube().codes(d)),
                   deepest = options.deepest.empty() ? all : std::min(all, options.deepest[d]);
        levels.push_back(deepest + 1);
        least[d] = options.drop_allowed ? 0 : std::min<code_index>(1, deepest);
    }
    auto grid = sdc::shape::make(levels);
    if (!grid) return grid.error();
    return depth_grid(*grid, least);
}

bool depth_grid::is_candidate(const coordinates& at) const noexcept {
    for (std::size_t d = 0; d < shape_.dimensions(); ++d) {
        if (at[d] < least_[d]) return false;
    }
    return true;
}

std::uint64_t depth_grid::candidates() const noexcept {
    std::uint64_t n = 1;
    for (std::size_t d = 0; d < shape_.dimensions(); ++d) n *= shape_.extent(d) - least_[d];
    return n;
}

bool depth_grid::any_finer(cell_index node, const coordinates& at,
                           const std::vector<bool>& of) const {
    for (std::size_t d = 0; d < shape_.dimensions(); ++d) {
        if (at[d] + 1 < shape_.extent(d) && of[node + shape_.stride(d)]) return true;
    }
    return false;
}

bool depth_grid::any_coarser(cell_index node, const coordinates& at,
                             const std::vector<bool>& of) const {
    for (std::size_t d = 0; d < shape_.dimensions(); ++d) {
        if (at[d] > least_[d] && of[node - shape_.stride(d)]) return true;
    }
    return false;
}

} // namespace sdc::inline v0::detail
