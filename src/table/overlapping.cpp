#include <sdc/table/overlapping.hpp>

#include <sdc/detail/quoted.hpp>

#include <algorithm>

namespace sdc::inline v0 {
namespace {

constexpr const char* overlapping_field = "overlapping_code";

error bad_group(std::string message, const overlapping_code& group, std::string wanted) {
    return {.code = errc::bad_argument,
            .message = std::move(message),
            .field = overlapping_field,
            .found = detail::quoted(group.first + "=" + group.second),
            .wanted = std::move(wanted)};
}

/// The position of its dimension.
result<std::size_t> find_group(const std::vector<dimension>& by, const overlapping_code& group) {
    const auto at = std::ranges::find(by, group.first, &dimension::name);
    if (at == by.end())
        return bad_group("no such dimension", group, "DIM=CODE of a dimension of the table");
    const auto code = at->codes.find(group.second);
    if (!code) return bad_group("no such code", group, detail::some_codes(at->codes));
    if (*code == 0 || !at->codes.is_leaf(*code))
        return bad_group("a code with others under it", group, "a code without parts");
    return static_cast<std::size_t>(at - by.begin());
}

hierarchy without_code(const hierarchy& codes, const std::string& id) {
    std::vector<code_parent> left;
    for (code_index i = 0; i < codes.size(); ++i) {
        if (codes[i].id == id) continue;
        left.push_back({.id = codes[i].id,
                        .parent = i == 0 ? "" : codes[codes.parent(i)].id,
                        .label = codes[i].label});
    }
    return hierarchy::from_parents(left).value();
}

/// Of another group, too: no table would have such a row.
result<void> check_one_group(const records& rows, std::span<const overlapping_code> groups) {
    std::vector<std::size_t> columns;
    for (const auto& group : groups) {
        const auto column = detail::require_column(rows, group.first);
        if (!column) return column.error();
        columns.push_back(*column);
    }
    for (std::size_t row = 0; row < rows.size(); ++row) {
        std::size_t met = 0;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (rows.field(row, columns[i]) != groups[i].second || ++met < 2) continue;
            auto e = bad_group("a row of two groups", groups[i], "rows of one group at a time");
            e.where = rows.where(row, columns[i]);
            return e;
        }
    }
    return {};
}

/// The rows for which `keeps(row)`.
template <class F>
records filter(const records& rows, F&& keeps) {
    records left{.source = rows.source, .names = rows.names, .separator = rows.separator};
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (!keeps(row)) continue;
        for (std::size_t i = 0; i < rows.names.size(); ++i)
            left.fields.push_back(rows.field(row, i));
        if (!rows.lines.empty()) left.lines.push_back(rows.lines[row]);
    }
    return left;
}

} // namespace

result<records> without_groups(const records& rows, std::span<const overlapping_code> groups) {
    std::vector<std::size_t> columns;
    for (const auto& [name, code] : groups) {
        const auto column = detail::require_column(rows, name);
        if (!column) return column.error();
        columns.push_back(*column);
    }
    return filter(rows, [&](std::size_t row) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (rows.field(row, columns[i]) == groups[i].second) return false;
        }
        return true;
    });
}

result<std::vector<dimension>> without_groups(std::vector<dimension> by,
                                              std::span<const overlapping_code> groups) {
    for (const auto& group : groups) {
        const auto d = find_group(by, group);
        if (!d) return d.error();
        by[*d].codes = without_code(by[*d].codes, group.second);
    }
    return by;
}

result<group_and_others> codes_of_group(std::vector<dimension> by, const overlapping_code& group,
                                        std::span<const overlapping_code> all) {
    const auto at = find_group(by, group);
    if (!at) return at.error();
    const auto whole = by[*at];
    std::vector<overlapping_code> others;
    std::ranges::copy_if(all, std::back_inserter(others),
                         [&](const overlapping_code& one) { return one.first != group.first; });
    auto left = without_groups(std::move(by), others);
    if (!left) return left.error();
    group_and_others made{.by = *std::move(left), .others = {group.first, "not " + group.second}};
    while (whole.codes.find(made.others.second)) made.others.second += '_';
    // Which codes occur is said of the table of those that add up.
    for (auto& d : made.by) d.codes_from_data = false;
    const std::vector<std::string> ids{group.second, made.others.second};
    auto codes = hierarchy::flat(ids, whole.codes[0].id);
    if (!codes) return codes.error();
    made.by[*at].codes = *std::move(codes);
    made.by[*at].codes_from_data = whole.codes_from_data;
    return made;
}

result<records> rows_of_group(const records& rows, const group_and_others& codes,
                              std::span<const overlapping_code> all) {
    if (auto ok = check_one_group(rows, all); !ok) return ok.error();
    const auto& name = codes.others.first;
    const auto column = detail::require_column(rows, name);
    if (!column) return column.error();
    const auto& own = std::ranges::find(codes.by, name, &dimension::name)->codes;
    std::vector<overlapping_code> others;
    std::ranges::copy_if(all, std::back_inserter(others),
                         [&](const overlapping_code& one) { return one.first != name; });
    auto left = without_groups(rows, others);
    if (!left) return left;
    return filter(*left, [&](std::size_t row) {
        const auto& id = left->field(row, *column);
        return id == own[0].id || id == own[1].id;
    });
}

result<table> tabulate_group(const records& rows, const tabulate_options& how,
                             const overlapping_code& group, std::span<const overlapping_code> all,
                             std::span<const residual_code> residuals) {
    const auto codes = codes_of_group(how.by, group, all);
    if (!codes) return codes.error();
    auto own = rows_of_group(rows, *codes, all);
    if (!own) return own.error();
    tabulate_options by{.by = codes->by, .count = how.count, .counts = how.counts};
    std::vector<residual_code> left;
    for (const auto& one : residuals) {
        if (one.first != group.first) left.push_back(one);
    }
    left.push_back(codes->others);
    auto added = add_residuals(*own, by, left);
    if (added) return tabulate(*own, by);
    auto e = added.error();
    e.field = overlapping_field;
    if (e.code == errc::not_additive && e.cell.find(group.first + "=") != std::string::npos) {
        e.message = detail::quoted(group.second) + " counts more people than the total";
        e.wanted = "a group of people who are in the total";
    }
    return e;
}

} // namespace sdc::inline v0
