#include "plan_summary.hpp"

#include <sdc/detail/integer.hpp>
#include <sdc/plan/published_value.hpp>

#include <cstdint>

namespace sdc::cli {
namespace {

/// "63.2%", rounded down, so that it says 100% only of all.
std::string percent_of_whole(std::uint64_t part, std::uint64_t whole) {
    const auto thousandths =
        whole == 0 ? 1000 : static_cast<std::int64_t>(sdc::detail::wide_sum{part} * 1000 / whole);
    return std::to_string(thousandths / 10) + "." + std::to_string(thousandths % 10) + "%";
}

std::string describe_level(const level_report& level) {
    auto text = std::to_string(level.published) + " of " + std::to_string(level.cells) + " (" +
                percent_of_whole(level.published, level.cells) + ")";
    // With a single suppressed cell the rest would be its value.
    if (level.cells - level.published >= 2 && level.value > 0)
        text += " with " +
                percent_of_whole(static_cast<std::uint64_t>(level.published_value),
                                 static_cast<std::uint64_t>(level.value)) +
                " of the value";
    return text;
}

} // namespace

std::string describe_cost(const plan_report& r) {
    if (r.counts.complements == 0) return "no complement was needed\n";
    auto text = "complements " + std::to_string(r.counts.complements) + " at cost " +
                std::to_string(r.cost);
    const auto gap = r.gap();
    if (!gap) return text + "; how far from the least is not known\n";
    if (*gap == 0) return text + ", which is the least\n";
    return text + "; no plan costs less than " + std::to_string(r.lower_bound) + " (gap " +
           percent_of_whole(static_cast<std::uint64_t>(*gap), static_cast<std::uint64_t>(r.cost)) +
           ")\n";
}

std::string to_text(const plan_report& r) {
    level_report all;
    for (const auto& level : r.levels) {
        all.cells += level.cells;
        all.published += level.published;
    }
    auto text = "published cells " + describe_level(all) + "; at the lowest level " +
                describe_level(r.leaves) + "\n";
    for (const auto& level : r.levels) {
        if (level.published < level.cells)
            text += "  " + std::to_string(level.level) +
                    " below the total: " + describe_level(level) + "\n";
    }
    text += describe_cost(r);
    text += r.all_by_witness()
                ? "each protection requirement is proved by a complete table that agrees with "
                  "everything public\n"
                : "protection requirements proved by a complete table: " +
                      std::to_string(r.by_witness) + " of " + std::to_string(r.requirements) +
                      ", the others by the attack\n";
    if (r.stopped_early) text += cut_notice;
    return text;
}

} // namespace sdc::cli
