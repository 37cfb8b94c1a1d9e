#include <sdc/risk/release/sequence.hpp>

#include <algorithm>
#include <span>
#include <tuple>

namespace sdc::inline v0 {
namespace {

class sequence {
public:
    sequence(std::size_t releases, const knowledge_for& known, const joint_risk_options& options)
        : releases_(releases), knowledge_for_(known), options_(options) {}

    result<sequence_risk> score() {
        for (std::size_t i = 0; i < releases_; ++i) {
            std::vector<bool> seen_releases(releases_);
            seen_releases[i] = true;
            auto alone = seen(seen_releases);
            if (!alone) return alone.error();
            found_.separately.push_back(alone->scored.highest);
            if (i == 0) first_at_risk_ = count_at_risk(*alone);
            remember(*alone);
        }
        for (std::size_t n = 0; n < releases_; ++n) {
            if (n == 1) {
                found_.after.push_back(found_.separately.front());
                found_.at_risk.push_back(first_at_risk_);
                continue;
            }
            const auto now = seen_first(n);
            if (!now) return now.error();
            found_.after.push_back(now->scored.highest);
            found_.at_risk.push_back(count_at_risk(*now));
        }
        auto all = seen_first(releases_);
        if (!all) return all.error();
        found_.after.push_back(all->scored.highest);
        found_.at_risk.push_back(count_at_risk(*all));
        if (auto ok = find_smallest(*all); !ok) return ok.error();
        found_.scores = std::move(all->scored.cells);
        found_.residual_groups = std::move(all->scored.residual_groups);
        found_.differences = std::move(all->scored.differences);
        std::erase_if(found_.differences, [this](const difference_risk& d) {
            return d.highest().one_in > options_.limit_one_in;
        });
        std::ranges::stable_sort(found_.differences, {},
                                 [](const difference_risk& d) { return d.highest().one_in; });
        return found_;
    }

private:
    struct view {
        knowledge known;
        joint_risk scored;
    };
    [[nodiscard]] std::size_t count_at_risk(const view& of) const {
        return of.scored.count_at_risk(of.known.tables(), options_.limit_one_in);
    }
    result<view> seen_first(std::size_t n) {
        std::vector<bool> seen_releases(releases_);
        std::fill_n(seen_releases.begin(), n, true);
        return seen(seen_releases);
    }
    result<view> seen(const std::vector<bool>& seen_releases) {
        auto known = knowledge_for_(seen_releases);
        if (!known) return known.error();
        if (size_ != 0 && known->size() != size_)
            return error{.code = errc::bad_argument,
                         .message = "intruders over other tables",
                         .field = "known",
                         .found = std::to_string(known->size()) + " cells",
                         .wanted = std::to_string(size_) + " cells"};
        size_ = known->size();
        auto scored = score_joint(*known, options_);
        if (!scored) return scored.error();
        found_.exact = found_.exact && scored->exact;
        return view{*std::move(known), *std::move(scored)};
    }

    /// By identity: the people of a derived group are found by what makes it.
    [[nodiscard]] derived_group derive(linear_form what, const interval& n) const {
        return {.what = std::move(what),
                .count = n,
                .risk = detail::identity_among(n, options_.scores.channels.coalition)};
    }

    [[nodiscard]] bool is_small(const derived_group& d) const {
        return d.risk.one_in <= options_.limit_one_in;
    }

    /// What one release shows and implies by itself.
    void remember(const view& alone) {
        shown_.resize(size_);
        known_separately_.resize(size_ + alone.scored.differences.size());
        const auto take = [this](std::size_t at, const interval& n) {
            if (n.low > 0 && n.high < unlimited) known_separately_[at].push_back({n.low, n.high});
        };
        for (cell_index cell = 0; cell < size_; ++cell) {
            if (alone.known.low(cell) == alone.known.high(cell)) shown_[cell] = true;
            take(cell, alone.scored.cells[cell].count);
        }
        for (std::size_t i = 0; i < alone.scored.differences.size(); ++i)
            take(size_ + i, alone.scored.differences[i].count);
    }

    struct candidate {
        derived_group group;
        bool is_joint = false;
    };
    /// Small groups that no release shows, those first that no release tells alone, and the
    /// smallest of these.
    std::optional<candidate> find_candidate(const view& all) {
        std::optional<candidate> best;
        const auto key = [](const candidate& c) {
            return std::tuple(!c.is_joint, c.group.count.high,
                              c.group.count.high - c.group.count.low);
        };
        const auto offer = [&](derived_group d,
                               std::span<const std::pair<std::int64_t, std::int64_t>> alone) {
            if (!is_small(d)) return;
            const auto same = std::ranges::find(alone, std::pair{d.count.low, d.count.high});
            candidate c{.group = std::move(d), .is_joint = same == alone.end()};
            if (!best || key(c) < key(*best)) best = std::move(c);
        };
        for (cell_index cell = 0; cell < size_; ++cell) {
            if (all.known.tables().variable_of(cell) == cell && !shown_[cell])
                offer(derive({{cell, 1}}, all.scored.cells[cell].count), known_separately_[cell]);
        }
        for (std::size_t i = 0; i < all.scored.differences.size(); ++i) {
            const auto& d = all.scored.differences[i];
            offer(derive({{d.whole, 1}, {d.part, -1}}, d.count), known_separately_[size_ + i]);
        }
        for (const auto& rest : all.scored.residual_groups)
            offer(derive(rest.what, {.low = rest.people, .high = rest.people}), {});
        return best;
    }

    /// Leaves out one release after another as long as the count stays as certain.
    result<void> find_releases(derived_group& group) {
        std::vector<bool> seen_releases(releases_, true);
        for (std::size_t i = releases_; i-- > 0;) {
            seen_releases[i] = false;
            const auto known = knowledge_for_(seen_releases);
            if (!known) return known.error();
            const auto left = bounds(*known, std::span(&group.what, 1), options_.scores.attack);
            if (!left) return left.error();
            found_.exact = found_.exact && left->front().exact;
            seen_releases[i] =
                left->front().low != group.count.low || left->front().high != group.count.high;
        }
        for (std::size_t i = 0; i < releases_; ++i) {
            if (seen_releases[i]) group.from.push_back(i);
        }
        return {};
    }

    result<void> find_smallest(const view& all) {
        auto best = find_candidate(all);
        if (!best) return {};
        if (auto ok = find_releases(best->group); !ok) return ok;
        found_.smallest = std::move(best->group);
        return {};
    }

    std::size_t releases_;
    const knowledge_for& knowledge_for_;
    const joint_risk_options& options_;
    cell_index size_ = 0;
    std::size_t first_at_risk_ = 0;
    sequence_risk found_;
    std::vector<bool> shown_; // by some release alone
    std::vector<std::vector<std::pair<std::int64_t, std::int64_t>>>
        known_separately_; // of cells, then differences
};

} // namespace

result<sequence_risk> score_sequence(std::size_t releases, const knowledge_for& known,
                                     const joint_risk_options& options) {
    if (releases == 0)
        return error{
            .code = errc::bad_argument, .message = "no release to score", .field = "releases"};
    return sequence(releases, known, options).score();
}

} // namespace sdc::inline v0
