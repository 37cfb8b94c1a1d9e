#include <sdc/risk/release/joint.hpp>

#include <sdc/detail/stage.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace sdc::inline v0 {
namespace {

joint_risk nothing_certain(const knowledge& known) {
    joint_risk all;
    for (cell_index cell = 0; cell < known.size(); ++cell)
        all.cells.push_back({.count = {.low = 0, .high = known.high(cell)}});
    for (const auto& [part, whole] : known.tables().subsets())
        all.differences.push_back({.whole = whole, .part = part});
    return all;
}

void find_highest(joint_risk& all, std::int64_t coalition) {
    const auto offer = [&](linear_form what, const cell_risk& risk) {
        if (risk.one_in < all.highest.risk.one_in)
            all.highest = {.what = std::move(what), .risk = risk};
    };
    for (cell_index cell = 0; cell < all.cells.size(); ++cell)
        offer({{cell, 1}}, all.cells[cell].certain);
    for (const auto& d : all.differences) offer({{d.whole, 1}, {d.part, -1}}, d.highest());
    for (const auto& rest : all.residual_groups)
        offer(rest.what,
              detail::identity_among({.low = rest.people, .high = rest.people}, coalition));
}

} // namespace

result<joint_risk> score_joint(const knowledge& known, const joint_risk_options& options) {
    if (options.limit_one_in < 1)
        return error{.code = errc::bad_argument,
                     .message = "limit of a score, 1 / n",
                     .field = "joint_risk_options.limit_one_in",
                     .found = std::to_string(options.limit_one_in),
                     .wanted = "at least 1"};
    if (known.may_be_empty()) return nothing_certain(known);
    detail::stage s(options.scores.attack.run, "scores by everything public");
    auto cells = score_knowledge(known, options.scores);
    if (!cells) return cells.error();
    auto differences = score_differences(known, *cells, options.scores);
    if (!differences) return differences.error();
    joint_risk all{.cells = *std::move(cells), .differences = *std::move(differences)};
    std::vector<interval> counts;
    for (const auto& one : all.cells) {
        counts.push_back(one.count);
        all.exact = all.exact && one.exact;
    }
    for (const auto& d : all.differences) all.exact = all.exact && d.exact;
    // Of n people one in n less the coalition is known: at risk are at most the limit and the
    // coalition.
    constexpr std::int64_t most = 1'000'000'000'000;
    const auto fewer_than = std::min(options.limit_one_in, most) +
                            std::min(options.scores.channels.coalition, most) + 1;
    auto lines = find_residual_groups(known.tables(), counts, fewer_than);
    if (!lines) return lines.error();
    all.residual_groups = *std::move(lines);
    if (options.most_zones > 0) {
        const auto zones = find_zone_differences(
            known.tables(), counts,
            {.fewer_than = fewer_than, .most_zones = options.most_zones, .step_limit = 1'000'000});
        if (!zones) return zones.error();
        all.exact = all.exact && zones->complete;
        all.residual_groups.insert(all.residual_groups.end(), zones->found.begin(),
                                   zones->found.end());
    }
    std::ranges::stable_sort(all.residual_groups, {}, &residual_group::people);
    find_highest(all, options.scores.channels.coalition);
    s.note(all.cells.size(), " cells, ", all.differences.size(), " differences, ",
           all.residual_groups.size(), " residual groups");
    if (!all.exact)
        detail::write_log(options.scores.attack.run, log_level::warning,
                          "scores by everything public: a search limit came first");
    return all;
}

} // namespace sdc::inline v0
