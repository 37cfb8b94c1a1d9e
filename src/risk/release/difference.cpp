#include <sdc/risk/release/difference.hpp>

#include <sdc/risk/table/detail/learned.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace sdc::inline v0 {
namespace {

/// What the counts of the cells leave for the sum, of people who are somewhere, so at least 0. It
/// is exact where one of them at most is open.
interval outer_of(std::span<const interval_risk> scores, const linear_form& what) {
    interval all{.low = 0, .high = 0};
    for (const auto& [cell, times] : what) {
        const auto& n = scores[cell].count;
        const auto& [least, most] = times > 0 ? std::pair(n.low, n.high) : std::pair(n.high, n.low);
        all.low =
            all.low == -unlimited || least == unlimited ? -unlimited : all.low + times * least;
        all.high = all.high == unlimited || most == unlimited ? unlimited : all.high + times * most;
        all.exact = all.exact && n.exact;
    }
    all.low = std::max<std::int64_t>(0, all.low);
    return all;
}

/// The people of a difference and those of the groups above it.
class differences {
public:
    differences(const knowledge& known, std::span<const interval_risk> scores,
                const interval_risk_options& options)
        : known_(known), tables_(known.tables()), scores_(scores), options_(options) {}

    result<std::vector<difference_risk>> score() {
        const auto pairs = tables_.subsets();
        std::vector<linear_form> remainders;
        for (const auto& [part, whole] : pairs) {
            remainders.push_back({{whole, 1}, {part, -1}});
            first_.push_back(groups_.size());
            find_groups(part, whole);
        }
        first_.push_back(groups_.size());
        std::vector<bool> asked;
        for (std::size_t i = 0; i < pairs.size(); ++i)
            asked.push_back(may_matter(i, pairs[i].first, pairs[i].second));
        const auto counts = attack(remainders, asked);
        if (!counts) return counts.error();
        std::vector<linear_form> sums;
        asked.clear();
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            for (auto g = first_[i]; g < first_[i + 1]; ++g) {
                sums.push_back({{groups_[g].whole, 1},
                                {groups_[g].part, -1},
                                {pairs[i].second, -1},
                                {pairs[i].first, 1}});
                asked.push_back(matters((*counts)[i], outer_of(scores_, sums.back())));
            }
        }
        const auto others = attack(sums, asked);
        if (!others) return others.error();
        std::vector<difference_risk> found;
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            difference_risk d{.whole = pairs[i].second,
                              .part = pairs[i].first,
                              .count = (*counts)[i],
                              .exact = (*counts)[i].exact};
            if (const auto identity = detail::identity_among(d.count, options_.channels.coalition);
                identity.channel != risk_channel::none)
                d.reasons.push_back({identity});
            for (auto g = first_[i]; g < first_[i + 1]; ++g) within(d, groups_[g], (*others)[g]);
            std::ranges::stable_sort(d.reasons, [](const auto& a, const auto& b) {
                return a.risk.one_in < b.risk.one_in;
            });
            found.push_back(std::move(d));
        }
        return found;
    }

private:
    /// People from whom the difference takes one category: all of `whole` who are not in `part`.
    struct group {
        cell_index whole, part;
    };

    /// The possible values of the sums; those that follow from the counts of the cells, or are not
    /// asked for, without an attack.
    result<std::vector<interval>> attack(const std::vector<linear_form>& sums,
                                         const std::vector<bool>& asked) const {
        std::vector<interval> values;
        std::vector<linear_form> open;
        std::vector<std::size_t> at;
        for (std::size_t i = 0; i < sums.size(); ++i) {
            values.push_back(outer_of(scores_, sums[i]));
            const auto unknown = std::ranges::count_if(sums[i], [&](const auto& term) {
                return !scores_[term.first].count.is_single_value();
            });
            if (unknown < 2 || !asked[i]) continue;
            at.push_back(i);
            open.push_back(sums[i]);
        }
        const auto found = bounds(known_, open, options_.attack);
        if (!found) return found.error();
        for (std::size_t i = 0; i < at.size(); ++i) {
            values[at[i]] = (*found)[i];
            values[at[i]].low = std::max<std::int64_t>(0, (*found)[i].low);
        }
        return values;
    }

    /// Along each dimension that tells something the nearest groups of the whole and of the part of
    /// which one holds the other.
    void find_groups(cell_index part, cell_index whole) {
        for (const auto& name : learned_.named_by(whole)) {
            if (!learned_(name)) continue;
            const auto below = groups_along(name, part);
            for (const auto above : groups_along(name, whole)) {
                const auto met = std::ranges::find_if(below, [&](cell_index less) {
                    return std::ranges::binary_search(tables_.subsets(), std::pair(less, above));
                });
                if (met == below.end()) continue;
                groups_.push_back({.whole = above, .part = *met});
                break;
            }
        }
    }
    /// The unknowns of the groups above a cell along a dimension, the nearest first, in each table
    /// that holds it.
    [[nodiscard]] std::vector<cell_index> groups_along(const std::string& dimension,
                                                       cell_index cell) const {
        std::vector<cell_index> groups;
        tables_.for_each_same(cell, [&](cell_index same) {
            const auto k = tables_.table_of(same);
            const auto& c = tables_.cube(k);
            const auto d = c.find_dimension(dimension);
            if (!d) return;
            const auto is_impossible = [&](cell_index at) {
                return std::ranges::binary_search(options_.structural_zeros,
                                                  tables_.offset(k) + at);
            };
            auto at =
                detail::group_above(c, cell_view(c, same - tables_.offset(k)), *d, is_impossible);
            if (at == no_cell) return;
            const auto& codes = c.codes(*d);
            for (auto i = c.shape().coordinate(at, *d);; i = codes.parent(i)) {
                groups.push_back(tables_.variable_of(tables_.offset(k) + at));
                if (i == 0) return;
                at -= (i - codes.parent(i)) * c.shape().stride(*d);
            }
        });
        return groups;
    }

    /// Worth an attack: somebody may be certain to be there, and be hidden among few, or among few
    /// others of a group; or nobody, where that is to be learned. The least count is at most the
    /// difference of the least ones, the largest at least that of the largest ones.
    [[nodiscard]] bool may_matter(std::size_t i, cell_index part, cell_index whole) const {
        const auto k = options_.channels.coalition;
        const auto &n = scores_[whole].count, &less = scores_[part].count;
        const auto most = less.high == unlimited ? 0
                          : n.high == unlimited
                              ? unlimited
                              : n.high - less.high; // of two without a limit nothing is said
        if (options_.channels.zeros_are_disclosive && most < unlimited &&
            detail::contradicted_by(most, k) <= limit())
            return true;
        if (n.low <= less.low) return false;
        if (most < unlimited && detail::hidden_among(most, k) <= limit()) return true;
        for (auto g = first_[i]; g < first_[i + 1]; ++g) {
            const auto others = outer_of(
                scores_, {{groups_[g].whole, 1}, {groups_[g].part, -1}, {whole, -1}, {part, 1}});
            if (detail::contradicted_by(others.low, k) <= limit()) return true;
        }
        return false;
    }
    [[nodiscard]] bool matters(const interval& n, const interval& others) const {
        const auto k = options_.channels.coalition;
        return (n.low > 0 && detail::contradicted_by(others.low, k) <= limit()) ||
               (options_.channels.zeros_are_disclosive &&
                detail::contradicted_by(n.high, k) <= limit());
    }
    [[nodiscard]] std::int64_t limit() const {
        return options_.at_least_one_in == 0 ? unlimited - 1 : options_.at_least_one_in;
    }

    void within(difference_risk& d, const group& g, const interval& others) const {
        d.exact = d.exact && others.exact;
        const auto k = options_.channels.coalition;
        if (d.count.low > 0 && d.count.high <= options_.channels.upper_bound &&
            others.high < unlimited)
            d.reasons.push_back({{.one_in = detail::contradicted_by(others.high, k),
                                  .channel = risk_channel::attribute,
                                  .group = g.whole},
                                 g.part});
        if (options_.channels.zeros_are_disclosive && others.low > 0 && d.count.high < unlimited)
            d.reasons.push_back({{.one_in = detail::contradicted_by(d.count.high, k),
                                  .channel = risk_channel::negative_attribute,
                                  .group = g.whole},
                                 g.part});
    }

    const knowledge& known_;
    const linked_tables& tables_;
    std::span<const interval_risk> scores_;
    const interval_risk_options& options_;
    detail::learned_dimensions learned_{tables_};
    std::vector<group> groups_;
    std::vector<std::size_t> first_; // of each pair
};

} // namespace

result<std::vector<difference_risk>> score_differences(const knowledge& known,
                                                       std::span<const interval_risk> scores,
                                                       const interval_risk_options& options) {
    if (scores.size() != known.size())
        return error{.code = errc::bad_argument,
                     .message = "scores of other tables",
                     .field = "scores",
                     .found = std::to_string(scores.size()) + " cells",
                     .wanted = std::to_string(known.size()) + " cells"};
    if (auto ok = detail::check(options.channels); !ok) return ok.error();
    return differences(known, scores, options).score();
}

} // namespace sdc::inline v0
