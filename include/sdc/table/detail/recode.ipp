#include <sdc/table/recode.hpp>

#include <algorithm>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

code_index depth_of(const hierarchy& codes) noexcept {
    code_index deepest = 0;
    for (code_index i = 0; i < codes.size(); ++i) deepest = std::max(deepest, codes.depth(i));
    return deepest;
}

std::string describe_depths(const cube& c, std::span<const code_index> depths) {
    std::string text;
    for (std::size_t d = 0; d < depths.size(); ++d) {
        const auto& dim = c.dimensions()[d];
        const auto deepest = depth_of(dim.codes);
        text += (d == 0 ? "" : "; ") + dim.name;
        if (depths[d] == deepest)
            text += " in full";
        else if (depths[d] == 0)
            text += " dropped";
        else {
            code_index sample = 0;
            while (dim.codes.depth(sample) != depths[d]) ++sample;
            text += " to level " + std::to_string(depths[d]) + " of " + std::to_string(deepest) +
                    ", such as " + dim.codes[sample].text();
        }
    }
    return text;
}

} // namespace sdc::inline v0

namespace sdc::inline v0::detail {

std::vector<code_index> kept_codes(const hierarchy& codes, code_index depth, code_index at) {
    if (depth == 0) return {at};
    std::vector<code_index> kept;
    for (code_index i = 0; i < codes.size(); ++i) {
        if (codes.depth(i) <= depth) kept.push_back(i);
    }
    return kept;
}

hierarchy kept_hierarchy(const hierarchy& codes, std::span<const code_index> kept) {
    std::vector<code_parent> entries;
    for (const auto i : kept) {
        entries.push_back({.id = codes[i].id,
                           .parent = i == kept[0] ? "" : codes[codes.parent(i)].id,
                           .label = codes[i].label});
    }
    return hierarchy::from_parents(entries).value();
}

columns columns_at(const table& t, const cube& c, std::span<const cell_index> origin) {
    columns data{.largest_per_cell = t.largest(0).size()};
    for (cell_index cell = 0; cell < origin.size(); ++cell) {
        const auto from = origin[cell];
        data.values.push_back(t.value(from));
        if (!t.is_frequency()) data.contributors.push_back(t.contributors(from));
        data.largest.insert(data.largest.end(), t.largest(from).begin(), t.largest(from).end());
        if (!c.is_margin(cell) && t.is_structural_zero(from)) data.structural_zeros.push_back(cell);
    }
    return data;
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

result<recoded> recode(const table& t, std::span<const code_index> depths, const coordinates& at) {
    const auto dims = t.cube().dimensions();
    const auto refuse = [](const char* what, const char* field, std::uint64_t found,
                           std::uint64_t wanted) {
        return error{.code = errc::bad_argument,
                     .message = what,
                     .field = field,
                     .found = std::to_string(found),
                     .wanted = std::to_string(wanted)};
    };
    if (depths.size() != dims.size())
        return refuse("number of depths", "depths", depths.size(), dims.size());
    const bool none = std::ranges::all_of(depths, [](code_index depth) { return depth == 0; });
    cell_index base = 0;
    std::vector<dimension> kept;
    std::vector<std::vector<cell_index>>
        offsets; // for each kept dimension and code what it adds to the old cell
    for (std::size_t d = 0; d < dims.size(); ++d) {
        if (at[d] >= dims[d].codes.size())
            return refuse("a code outside its dimension", "at", at[d], dims[d].codes.size());
        const auto stride = t.cube().shape().stride(d);
        if (depths[d] == 0 && !(none && d == 0)) {
            base += at[d] * stride;
            continue;
        }
        const auto codes = detail::kept_codes(dims[d].codes, depths[d], at[d]);
        kept.push_back({.name = dims[d].name,
                        .codes = detail::kept_hierarchy(dims[d].codes, codes),
                        .role = dims[d].role,
                        .codes_from_data = dims[d].codes_from_data});
        auto& steps = offsets.emplace_back();
        for (const auto i : codes) steps.push_back(i * stride);
    }
    const auto c = cube::make(std::move(kept));
    if (!c) return c.error();
    recoded r;
    for (const auto& cell : cells(**c)) {
        auto from = base;
        for (std::size_t d = 0; d < offsets.size(); ++d) from += offsets[d][cell.at()[d]];
        r.origin.push_back(from);
    }
    auto made = table::make(*c, detail::columns_at(t, **c, r.origin), t.measure());
    if (!made) return made.error();
    r.table = std::make_shared<const table>(std::move(*made));
    return r;
}

} // namespace sdc::inline v0
