#include <sdc/io/group_release.hpp>

#include <sdc/knowledge/public_table.hpp>

#include <algorithm>
#include <utility>

namespace sdc::inline v0 {
namespace {

result<void> check_method(const announced_method& method) {
    const auto is_group_rule = [](const rule& r) {
        return std::holds_alternative<group_disclosure>(r);
    };
    const bool rounded = method.bands || method.perturbed;
    if (!rounded && std::ranges::none_of(method.rules, is_group_rule)) return {};
    return error{.code = errc::not_available,
                 .message = "groups that overlap in a table of such a method",
                 .field = "overlapping_code",
                 .found = rounded ? "rounded numbers" : "a rule of group disclosure",
                 .wanted = "exact numbers and a threshold"};
}

/// What a marker implies, whatever the total is.
std::int64_t least_suppressed(const announced_method& method) {
    const auto* limit = method.limit();
    return limit != nullptr && limit->zeros == zero_policy::show &&
                   limit->hide_zeros_below_total == 0 && limit->min_total_for_breakdown == 0
               ? 1
               : 0;
}

bool is_unsafe(const announced_method& method, std::int64_t n) {
    const auto* limit = method.limit();
    return limit != nullptr && (n == 0 ? limit->zeros == zero_policy::unsafe : n < limit->minimum);
}

/// Those of the group and of all others; what the table of those that add up has is judged there.
void list_judged(public_table& facts, std::size_t d, const group_reading& how,
                 const announced_method& method) {
    const auto& c = facts.known.cube();
    std::vector<bool> numbers(c.size());
    for (cell_index cell = 0; cell < c.size(); ++cell)
        numbers[cell] = facts.listed[cell] && facts.known.low(cell) == facts.known.high(cell);
    if (how.leaves_out_empty) {
        for (const auto cell : find_absent(c, facts.listed, numbers).suppressed) {
            if (c.shape().coordinate(cell, d) == 1) facts.known.learn_exact(cell, 0);
        }
    }
    std::vector<cell_index> judged;
    for (cell_index cell = 0; cell < c.size(); ++cell) {
        if (c.shape().coordinate(cell, d) == 0) continue;
        if (!numbers[cell] || is_unsafe(method, facts.known.low(cell))) judged.push_back(cell);
    }
    facts.suppressed = std::move(judged);
}

} // namespace

result<std::vector<linked_release>> read_overlapping_groups(std::span<const records> files,
                                                            const group_reading& how,
                                                            const announced_method& method) {
    std::vector<linked_release> all;
    if (how.groups.empty()) return all;
    if (auto ok = check_method(method); !ok) return ok.error();
    for (const auto& group : how.groups) {
        const auto codes = codes_of_group(how.by, group, how.groups);
        if (!codes) return codes.error();
        const auto c = cube::make(codes->by);
        if (!c) return c.error();
        for (const auto& rows : files) {
            const auto own = rows_of_group(rows, *codes, how.groups);
            if (!own) return own.error();
            auto facts = read_public(*own, *c,
                                     {.value = how.value,
                                      .suppressed_minimum = least_suppressed(method),
                                      .markers = how.markers});
            if (!facts) return facts.error();
            list_judged(*facts, *(*c)->find_dimension(group.first), how, method);
            linked_release one{.table = {.name = group.second + " of " + rows.source, .cube = *c},
                               .facts = *std::move(facts),
                               .is_public = true};
            all.push_back(std::move(one));
        }
    }
    return all;
}

} // namespace sdc::inline v0
