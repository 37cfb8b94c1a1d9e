/// What the text, the JSON and the pictures of a score have in common.
#pragma once

#include <sdc/io/score_report.hpp>
#include <sdc/policy/calhhs.hpp>
#include <sdc/release/risk_sentence.hpp>
#include <sdc/release/score_release.hpp>
#include <sdc/risk/record/score_records.hpp>

#include <string>
#include <vector>

namespace sdc::inline v0::detail {

/// "1", "1/3", "0"
[[nodiscard]] std::string as_fraction(std::int64_t one_in);

/// The sentences of a report, on one line each.
class score_sentences {
public:
    explicit score_sentences(const release_score& r);
    [[nodiscard]] std::string operator()(const scored_cell& cell, const cell_risk& why) const;
    [[nodiscard]] std::string operator()(const difference_risk& difference,
                                         const difference_reason& why) const;
    [[nodiscard]] std::string operator()(const residual_group& rest) const;

private:
    scored_tables of_;
};

/// The names of those of the releases.
[[nodiscard]] std::vector<std::string> names_of(const scored_sequence& s,
                                                const std::vector<std::size_t>& releases);

/// The command that makes the candidate, without the options of the table itself; empty if there is
/// none.
[[nodiscard]] std::string command_for(const score_report& r, const release_candidate& c);

} // namespace sdc::inline v0::detail
