#include "plan_summary.hpp"

#include <sdc/detail/integer.hpp>
#include <sdc/plan/published_value.hpp>

#include <fmt/core.h>

#include <cstdint>

namespace sdc::cli {
namespace {

/// "63.2%", rounded down, so that it says 100% only of all.
std::string percent_of_whole(std::uint64_t part, std::uint64_t whole) {
    const auto thousandths =
        whole == 0 ? 1000 : static_cast<std::int64_t>(sdc::detail::wide_sum{part} * 1000 / whole);
    return fmt::format("{}.{}%", thousandths / 10, thousandths % 10);
}

std::string describe_level(const level_report& level) {
    auto text = fmt::format("{} of {} ({})", level.published, level.cells,
                            percent_of_whole(level.published, level.cells));
    // With a single suppressed cell the rest would be its value.
    if (level.cells - level.published >= 2 && level.value > 0)
        text += fmt::format(" with {} of the value",
                            percent_of_whole(static_cast<std::uint64_t>(level.published_value),
                                             static_cast<std::uint64_t>(level.value)));
    return text;
}

} // namespace

std::string describe_cost(const plan_report& r) {
    if (r.counts.complements == 0) return "no complement was needed\n";
    const auto text = fmt::format("complements {} at cost {}", r.counts.complements, r.cost);
    const auto gap = r.gap();
    if (!gap) return text + "; how far from the least is not known\n";
    if (*gap == 0) return text + ", which is the least\n";
    return fmt::format(
        "{}; no plan costs less than {} (gap {})\n", text, r.lower_bound,
        percent_of_whole(static_cast<std::uint64_t>(*gap), static_cast<std::uint64_t>(r.cost)));
}

std::string to_text(const plan_report& r) {
    level_report all;
    for (const auto& level : r.levels) {
        all.cells += level.cells;
        all.published += level.published;
    }
    auto text = fmt::format("published cells {}; at the lowest level {}\n", describe_level(all),
                            describe_level(r.leaves));
    for (const auto& level : r.levels) {
        if (level.published < level.cells)
            text += fmt::format("  {} below the total: {}\n", level.level, describe_level(level));
    }
    text += describe_cost(r);
    text += r.all_by_witness()
                ? "each protection requirement is proved by a complete table that agrees with "
                  "everything public\n"
                : fmt::format("protection requirements proved by a complete table: {} of {}, the "
                              "others by the attack\n",
                              r.by_witness, r.requirements);
    if (r.stopped_early) text += cut_notice;
    return text;
}

} // namespace sdc::cli
