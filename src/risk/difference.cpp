#include <sdc/risk/difference.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace sdc::inline v0 {
namespace {

/// The people of a difference and those of the groups above it.
class differences {
public:
    differences(const knowledge& reader, std::span<const interval_risk> scores, const interval_risk_options& options) : reader_(reader), tables_(reader.tables()), scores_(scores), options_(options) {}

    result<std::vector<difference_risk>> score() {
        const auto pairs = tables_.contained();
        std::vector<cell_sum> rests;
        for (const auto& [part, whole] : pairs) rests.push_back({{whole, 1}, {part, -1}});
        auto counts = attack(rests, std::vector<bool>(rests.size(), true));
        if (!counts) return counts.error();
        for (std::size_t i = 0; i < pairs.size(); ++i) find_groups(i, pairs[i].first, pairs[i].second, (*counts)[i]);
        const auto others = attack(others_, matters_);
        if (!others) return others.error();
        std::vector<difference_risk> found;
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            found.push_back({.whole = pairs[i].second, .part = pairs[i].first, .count = (*counts)[i], .exact = (*counts)[i].exact});
            if (const auto& n = found.back().count; n.low > 0 && n.high < unlimited) found.back().reasons.push_back({detail::identity_of(n.high, options_.channels)});
        }
        for (std::size_t g = 0; g < groups_.size(); ++g) within(found[groups_[g].of], groups_[g], (*others)[g]);
        for (auto& one : found) std::ranges::stable_sort(one.reasons, [](const auto& a, const auto& b) { return a.risk.one_in < b.risk.one_in; });
        return found;
    }

private:
    /// Of a difference the groups from which it takes one category.
    struct group {
        std::size_t of;
        cell_index whole, part;
    };

    /// The possible values of the sums; those that are public, or not asked for, without an attack.
    result<std::vector<interval>> attack(const std::vector<cell_sum>& sums, const std::vector<bool>& asked) const {
        std::vector<interval> values;
        std::vector<cell_sum> open;
        std::vector<std::size_t> at;
        for (std::size_t i = 0; i < sums.size(); ++i) {
            values.push_back(outer_of(sums[i]));
            if (values.back().is_single_value() || !asked[i]) continue;
            at.push_back(i);
            open.push_back(sums[i]);
        }
        const auto found = bounds(reader_, open, options_.attack);
        if (!found) return found.error();
        for (std::size_t i = 0; i < at.size(); ++i) {
            values[at[i]] = (*found)[i];
            values[at[i]].low = std::max<std::int64_t>(0, (*found)[i].low);
        }
        return values;
    }
    /// What the counts of the cells leave: of people who are somewhere, so at least 0.
    [[nodiscard]] interval outer_of(const cell_sum& what) const {
        interval all{.low = 0, .high = 0};
        for (const auto& [cell, times] : what) {
            const auto& n = scores_[cell].count;
            const auto& [least, most] = times > 0 ? std::pair(n.low, n.high) : std::pair(n.high, n.low);
            all.low = all.low == -unlimited || least == unlimited ? -unlimited : all.low + times * least;
            all.high = all.high == unlimited || most == unlimited ? unlimited : all.high + times * most;
        }
        all.low = std::max<std::int64_t>(0, all.low);
        return all;
    }

    /// The groups of the whole along each dimension, with those of the part along the same.
    void find_groups(std::size_t of, cell_index part, cell_index whole, const interval& n) {
        const auto first = groups_.size();
        tables_.for_each_same(whole, [&](cell_index named) {
            const auto k = tables_.table_of(named);
            const cell_view view(tables_.cube(k), named - tables_.first(k));
            for (std::size_t d = 0; d < tables_.cube(k).dimensions().size(); ++d) {
                const auto& dim = tables_.cube(k).dimensions()[d];
                if (detail::any_sensitive(tables_.cube(k)) && dim.role != role::sensitive) continue;
                const auto above = group_of(k, view, d);
                if (above == no_cell) continue;
                tables_.for_each_same(part, [&](cell_index other) {
                    const auto j = tables_.table_of(other);
                    const auto same = tables_.cube(j).find_dimension(dim.name);
                    if (!same) return;
                    const auto less = group_of(j, cell_view(tables_.cube(j), other - tables_.first(j)), *same);
                    if (less == no_cell || !std::ranges::binary_search(tables_.contained(), std::pair(less, above))) return;
                    if (std::any_of(groups_.begin() + static_cast<std::ptrdiff_t>(first), groups_.end(), [&](const group& g) { return g.whole == above && g.part == less; })) return;
                    groups_.push_back({.of = of, .whole = above, .part = less});
                    others_.push_back({{above, 1}, {less, -1}, {whole, -1}, {part, 1}});
                    matters_.push_back(matters(n, outer_of(others_.back())));
                });
            }
        });
    }
    /// The unknown of the group above; `no_cell` if there is none.
    [[nodiscard]] cell_index group_of(std::size_t k, const cell_view& cell, std::size_t d) const {
        const auto is_impossible = [&](cell_index at) { return std::ranges::binary_search(options_.structural_zeros, tables_.first(k) + at); };
        const auto above = detail::group_above(tables_.cube(k), cell, d, is_impossible);
        return above == no_cell ? no_cell : tables_.unknown(tables_.first(k) + above);
    }
    /// Something may be certain, and as much as is asked for.
    [[nodiscard]] bool matters(const interval& n, const interval& others) const {
        const auto limit = options_.at_least_one_in == 0 ? unlimited - 1 : options_.at_least_one_in, k = options_.channels.coalition;
        return (n.low > 0 && detail::contradicted_by(others.low, k) <= limit) || (options_.channels.zeros_disclose && detail::contradicted_by(n.high, k) <= limit);
    }
    void within(difference_risk& d, const group& g, const interval& others) const {
        d.exact = d.exact && others.exact;
        const auto k = options_.channels.coalition;
        if (d.count.low > 0 && others.high < unlimited)
            d.reasons.push_back({{.one_in = detail::contradicted_by(others.high, k), .channel = risk_channel::attribute, .group = g.whole}, g.part});
        if (options_.channels.zeros_disclose && others.low > 0 && d.count.high < unlimited)
            d.reasons.push_back({{.one_in = detail::contradicted_by(d.count.high, k), .channel = risk_channel::absence, .group = g.whole}, g.part});
    }

    const knowledge& reader_;
    const linked_cubes& tables_;
    std::span<const interval_risk> scores_;
    const interval_risk_options& options_;
    std::vector<group> groups_;
    std::vector<cell_sum> others_; // of each group who is in it and not in the difference
    std::vector<bool> matters_;
};

} // namespace

result<std::vector<difference_risk>> score_differences(const knowledge& reader, std::span<const interval_risk> scores, const interval_risk_options& options) {
    if (scores.size() != reader.size())
        return error{.code = errc::bad_argument, .message = "scores of other tables", .found = std::to_string(scores.size()) + " cells", .wanted = std::to_string(reader.size()) + " cells"};
    if (options.channels.coalition < 0)
        return error{.code = errc::bad_argument, .message = "cell_risk_options.coalition", .found = std::to_string(options.channels.coalition), .wanted = "at least 0"};
    return differences(reader, scores, options).score();
}

} // namespace sdc::inline v0
