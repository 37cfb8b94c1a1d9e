#include <sdc/io/plan_summary.hpp>

#include <sdc/detail/integer.hpp>
#include <sdc/detail/printable.hpp>
#include <sdc/protect/plan_report.hpp>

#include <algorithm>
#include <cstdint>
#include <ostream>
#include <vector>

namespace sdc::inline v0 {
namespace {

/// "63.2%", rounded down, so that it says 100% only of all.
std::string percent_of_whole(std::uint64_t part, std::uint64_t whole) {
    const auto thousandths =
        whole == 0 ? 1000 : static_cast<std::int64_t>(detail::wide_sum{part} * 1000 / whole);
    return std::to_string(thousandths / 10) + "." + std::to_string(thousandths % 10) + "%";
}

std::string describe_published(const level_report& level) {
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

constexpr const char* stopped_notice =
    "the search for a cheaper plan was cut by --seconds: another run may suppress other cells\n";

/// The line on what complements cost, and how far that is from the least.
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

/// "published cells 30 of 36 (83.3%) with ...", and what is published of each level that is not
/// published whole.
std::string describe_levels(const plan_report& r) {
    level_report all;
    for (const auto& level : r.levels) {
        all.cells += level.cells;
        all.published += level.published;
    }
    auto text = "published cells " + describe_published(all) +
                (r.leaves.cells == 0 ? "" // none of them is published
                                     : "; at the lowest level " + describe_published(r.leaves)) +
                "\n";
    for (const auto& level : r.levels) {
        if (level.published < level.cells)
            text += "  " + std::to_string(level.level) +
                    " below the total: " + describe_published(level) + "\n";
    }
    return text;
}

std::string describe_proof(const plan_report& r) {
    return r.all_by_witness()
               ? "each protection requirement is proved by a complete table that agrees with "
                 "everything public\n"
               : "protection requirements proved by a complete table: " +
                     std::to_string(r.by_witness) + " of " + std::to_string(r.requirements) +
                     ", the others by the attack\n";
}

/// Rounding suppresses by bands, so there the cells at risk are those that need protection.
std::uint64_t count_unsafe(const plan& p) {
    if (!p.bands) return count(p).unsafe;
    std::vector<cell_index> cells;
    for (const auto& n : p.requirements) cells.push_back(protected_cell(n));
    std::ranges::sort(cells);
    return static_cast<std::uint64_t>(std::ranges::unique(cells).begin() - cells.begin());
}

/// Against whom it was proved, if not against outsiders alone.
std::string describe_internal_intruders(const internal_intruders& intruders) {
    std::string text;
    if (intruders.coalition == 1) text += ", each contributor of a count of one";
    if (intruders.coalition > 1)
        text += ", each coalition of " + std::to_string(intruders.coalition);
    if (!intruders.holdings.empty()) text += ", each holding";
    return text.empty() ? text : " against outsiders" + text;
}

/// Of several tables together.
struct summed_plans {
    std::int64_t cost = 0, lower_bound = 0;
    std::size_t requirements = 0;
    bool stopped_early = false;
};

void write_summary(std::ostream& out, std::span<const summarised_table> tables,
                   const summed_plans& all) {
    plan_counts sum;
    for (const auto& t : tables) {
        const auto n = count(t.proof->plan());
        sum.cells += n.cells;
        sum.unsafe += n.unsafe;
        sum.suppressed_zeros += n.suppressed_zeros;
        sum.complements += n.complements;
        out << (t.name.empty() ? "first table" : "table " + detail::printable(t.name)) << ": "
            << describe_levels(report(t.proof->plan()));
    }
    if (all.stopped_early) out << stopped_notice;
    internal_intruders intruders; // the same in all
    if (!tables.empty()) intruders = tables.front().proof->plan().intruders;
    if (all.lower_bound > 0)
        out << describe_cost({.counts = sum, .cost = all.cost, .lower_bound = all.lower_bound});
    out << "tables " << tables.size() << ", cells " << sum.cells << ", unsafe " << sum.unsafe
        << ", withheld " << sum.suppressed() << ", secondary " << sum.complements << ", cost "
        << all.cost << ", proved " << all.requirements << " of " << all.requirements
        << describe_internal_intruders(intruders) << '\n';
}

} // namespace

void write_plan_summary(std::ostream& out, const audited& proof, const published& release) {
    const auto& p = proof.plan();
    const auto n = count(p);
    std::uint64_t suppressed = 0;
    for (cell_index cell = 0; cell < p.status.size(); ++cell)
        suppressed += release[cell].shows == public_cell::kind::suppressed;
    const auto requirements = proof.summary().requirements;
    if (!p.bands) {
        const auto r = report(p);
        out << describe_levels(r) << describe_cost(r) << describe_proof(r)
            << (r.stopped_early ? stopped_notice : "");
    }
    out << "cells " << n.cells << ", unsafe " << count_unsafe(p) << ", withheld " << suppressed
        << ", secondary " << n.complements << ", cost " << p.cost << ", proved " << requirements
        << " of " << requirements << describe_internal_intruders(p.intruders) << '\n';
}

void write_plan_summary(std::ostream& out, std::span<const summarised_table> tables,
                        const linked_plan& all) {
    summed_plans sum{.cost = all.cost, .lower_bound = all.lower_bound};
    for (const auto& part : all.parts) sum.requirements += part.requirements.size();
    sum.stopped_early = all.stopped_early;
    write_summary(out, tables, sum);
}

void write_plan_summary(std::ostream& out, std::span<const summarised_table> tables) {
    summed_plans sum;
    bool bounded = true; // a bound of all is one of each
    for (const auto& t : tables) {
        const auto& p = t.proof->plan();
        sum.cost = detail::add(sum.cost, p.cost).value_or(unlimited);
        sum.lower_bound = detail::add(sum.lower_bound, p.lower_bound).value_or(unlimited);
        sum.requirements += p.requirements.size();
        sum.stopped_early = sum.stopped_early || p.stopped_early;
        bounded = bounded && (p.lower_bound > 0 || p.cost == 0);
    }
    if (!bounded) sum.lower_bound = 0;
    write_summary(out, tables, sum);
}

} // namespace sdc::inline v0
