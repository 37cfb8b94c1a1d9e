#include <sdc/io/coarsening_summary.hpp>

#include <sdc/policy/rule_options.hpp>

#include "words.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <span>

namespace sdc::inline v0 {
namespace {

constexpr std::size_t most_others = 10;

/// "month in full: loss 0.650, average distance 0.444"
std::string describe_coarsening(const table& t, const coarsening& c, const char* between) {
    const auto people = static_cast<double>(std::max<std::int64_t>(1, t.contributors(0)));
    return detail::printable(describe_depths(t.cube(), c.depths)) + between + "loss " +
           detail::fixed(c.hellinger / std::sqrt(people), 3) + ", average distance " +
           detail::fixed(c.average_distance, 3);
}

} // namespace

std::string describe_judgement(const coarsen_release_options& by, std::string_view policy,
                               std::string_view population) {
    auto text = describe_rules(policy, by.rules);
    if (!by.score) return text;
    const auto& s = *by.score;
    return text + (text.empty() ? "" : ", ") + "score below 1/" + std::to_string(s.one_in()) +
           " (sensitivity " + to_string(s.sensitivity) + ", coalition " +
           std::to_string(s.coalition) +
           (population.empty() ? "" : ", population " + std::string(population)) +
           (s.zeros_are_disclosive ? ", zeros are disclosive" : "") + ")";
}

void write_coarsening_summary(std::ostream& out, const table& t, const coarser_release& made) {
    const auto& safe = made.found.safe;
    out << "levels: " << describe_coarsening(t, safe.front(), "\n") << "; choices "
        << made.found.candidates << ", unsafe cells of the full table " << made.unsafe << '\n';
    const auto others = std::span(safe).subspan(1);
    for (const auto& one : others.first(std::min(others.size(), most_others)))
        out << "also safe: " << describe_coarsening(t, one, ": ") << '\n';
    if (others.size() > most_others) out << "and " << others.size() - most_others << " more\n";
}

} // namespace sdc::inline v0
