#include "score_words.hpp"
#include "words.hpp"

#include <sdc/io/svg.hpp>
#include <sdc/table/recode.hpp>

namespace sdc::inline v0 {
namespace {

/// At the mark of its method.
std::string name_point(const release_score& r, const release_candidate& c) {
    if (c.way == protection_method::suppressed)
        return detail::percent(c.suppressed_share) + " suppressed";
    if (c.way == protection_method::rounded) return "base " + std::to_string(c.base);
    if (c.way != protection_method::coarsened) return to_string(c.way);
    std::string text;
    for (std::size_t d = 0; d < c.depths.size(); ++d) {
        const auto& dim = r.tables->cube(0).dimensions()[d];
        detail::append(text, d == 0 ? "" : ", ", dim.name, " ", c.depths[d], "/",
                       depth_of(dim.codes));
    }
    return text;
}

} // namespace

result<std::string> draw_map(const release_score& r) {
    const auto map =
        map_scores(r.tables->cube(0), r.scores, 1 / static_cast<double>(r.limit_one_in),
                   "Scores of each cell; at risk from " + detail::as_fraction(r.limit_one_in) +
                       ", for sensitivity " + to_string(r.sensitivity));
    if (!map) return map.error();
    return to_svg(*map);
}

result<std::string> draw_curve(const release_score& r) {
    if (!r.advice)
        return error{.code = errc::bad_argument,
                     .message = "no choice to draw",
                     .wanted = "counts with a cell at risk, or score_options::recommend"};
    risk_utility_curve curve{.title = "Risk and loss of what could be released",
                             .loss_name = "information loss, 0 to 1",
                             .limit = 1 / static_cast<double>(r.limit_one_in)};
    for (const auto& c : r.advice->candidates) {
        if (c.exists || c.way == protection_method::nothing)
            curve.points.push_back({.name = name_point(r, c),
                                    .method = to_string(c.way),
                                    .loss = c.loss,
                                    .risk = c.highest.risk.score()});
    }
    return to_svg(curve);
}

} // namespace sdc::inline v0
