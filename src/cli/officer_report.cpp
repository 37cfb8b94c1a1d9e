#include "officer_report.hpp"

#include "inputs.hpp"
#include "outputs.hpp"

#include <sdc/io/html_report.hpp>
#include <sdc/release/score_release.hpp>

#include <memory>
#include <optional>
#include <sstream>
#include <utility>
#include <vector>

namespace sdc::cli {
namespace {

/// Beyond this, what could be released instead takes longer than the release.
constexpr cell_index most_scored_cells = 500;

/// What plans do not hold.
std::vector<std::pair<std::string, std::string>> list_asked(const arguments& a) {
    std::vector<std::pair<std::string, std::string>> asked{
        {"Input", a.input == "-" ? "standard input" : a.input}};
    for (const auto& file : a.linked) asked.emplace_back("Linked tables", file);
    if (a.rules.policy) {
        const auto& p = *a.rules.policy;
        asked.emplace_back("Policy", std::string(p.id) + ": " + std::string(p.authority) + " (" +
                                         std::string(p.date) + ")");
        asked.emplace_back("Its source", p.source);
    }
    if (a.optimal) asked.emplace_back("Search", "the cheapest plan (optimal)");
    if (a.seconds)
        asked.emplace_back("Search", "stopped after " + std::to_string(*a.seconds) + " seconds");
    return asked;
}

/// The counts by themselves; nothing of a large table, or where scores cannot be made.
std::optional<release_score> score_counts(const arguments& a, const table& counts) {
    if (counts.size() > most_scored_cells || !counts.is_frequency()) return std::nullopt;
    const auto tables = std::make_shared<const linked_tables>(counts.shared_cube());
    auto scored = score_release({.tables = tables, .counts = std::make_shared<const table>(counts)},
                                {.run = logged(a), .threads = count_threads(a)});
    if (!scored) return std::nullopt;
    return *std::move(scored);
}

} // namespace

std::string make_report(const arguments& a, std::span<const private_table> tables, const marker& m,
                        const std::string& made_by) {
    std::vector<std::optional<release_score>> scores;
    for (const auto& t : tables) scores.push_back(score_counts(a, *t.proof->plan().source));
    std::vector<reported_table> reported;
    for (std::size_t k = 0; k < tables.size(); ++k)
        reported.push_back({.name = tables[k].name,
                            .proof = tables[k].proof,
                            .intervals = tables[k].intervals,
                            .score = scores[k] ? &*scores[k] : nullptr});
    std::ostringstream text;
    write_html_report(text, reported, {.marker = m, .made_by = made_by, .asked = list_asked(a)});
    return std::move(text).str();
}

} // namespace sdc::cli
