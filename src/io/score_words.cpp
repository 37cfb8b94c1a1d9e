#include "score_words.hpp"

#include "words.hpp"

#include <sdc/release/risk_sentence.hpp>
#include <sdc/table/recode.hpp>

#include <span>
#include <variant>

namespace sdc::inline v0::detail {

std::string as_fraction(std::int64_t one_in) {
    return one_in == 1 ? "1" : one_in == unlimited ? "0" : "1/" + std::to_string(one_in);
}

score_sentences::score_sentences(const release_score& r)
    : of_{.tables = r.tables.get(),
          .count = [&r](cell_index cell) { return r.counts[cell]; },
          .coalition = r.coalition} {}
std::string score_sentences::operator()(const scored_cell& cell, const cell_risk& why) const {
    return printable(explain_risk(of_, cell.cell, why));
}
std::string score_sentences::operator()(const difference_risk& difference,
                                        const difference_reason& why) const {
    return printable(explain_risk(of_, difference, why));
}
std::string score_sentences::operator()(const residual_group& rest) const {
    return printable(explain_risk(of_, rest));
}

std::vector<std::string> names_of(const scored_sequence& s,
                                  const std::vector<std::size_t>& releases) {
    std::vector<std::string> names;
    for (const auto i : releases) names.push_back(s.releases[i]);
    return names;
}

namespace {

/// Thresholds and group disclosure as `suppress` takes them.
std::string options_of(std::span<const rule> rules) {
    std::string words;
    for (const auto& one : rules) {
        if (const auto* group = std::get_if<group_disclosure>(&one))
            append(words, " --group-disclosure ", group->coalition);
        if (const auto* small = std::get_if<threshold>(&one))
            append(words, " --threshold ", small->minimum,
                   small->zeros == zero_policy::unsafe ? " --zeros unsafe" : "",
                   small->publish_total ? " --publish-total" : "");
    }
    return words;
}

/// Jointly with others the table by itself may be at risk already: a rule that flags nothing takes
/// the depths as they are.
std::string coarsen_command(const score_report& r, const release_candidate& c) {
    auto words = "sdckit coarsen --drop-allowed" +
                 (r.score.advice->jointly ? " --threshold 1" : r.same_limit);
    for (std::size_t d = 0; d < c.depths.size(); ++d) {
        const auto& dim = r.score.tables->cube(0).dimensions()[d];
        if (c.depths[d] < depth_of(dim.codes))
            append(words, " --depth ", as_word(dim.name + '=' + std::to_string(c.depths[d])));
    }
    return words;
}

} // namespace

std::string command_for(const score_report& r, const release_candidate& c) {
    switch (c.way) {
    case protection_method::coarsened:
    case protection_method::total: return coarsen_command(r, c);
    case protection_method::suppressed:
        return "sdckit suppress" + options_of(c.rules) + " --protect reach" +
               (r.score.advice->must_publish.empty() ? "" : " --keep FILE");
    case protection_method::rounded: return "sdckit round --base " + std::to_string(c.base);
    case protection_method::whole:
    case protection_method::nothing: break;
    }
    return "";
}

} // namespace sdc::inline v0::detail
