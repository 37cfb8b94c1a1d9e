#include <sdc/risk/sequence.hpp>

#include <algorithm>
#include <span>
#include <tuple>

namespace sdc::inline v0 {
namespace {

class sequence {
public:
    sequence(std::size_t releases, const reader_of& reader, const joint_risk_options& options) : releases_(releases), reader_of_(reader), options_(options) {}

    result<sequence_risk> score() {
        for (std::size_t i = 0; i < releases_; ++i) {
            std::vector<bool> told(releases_);
            told[i] = true;
            auto alone = seen(told);
            if (!alone) return alone.error();
            found_.alone.push_back(alone->scored.highest);
            if (i == 0) first_at_risk_ = count_at_risk(*alone);
            remember(*alone);
        }
        for (std::size_t n = 0; n < releases_; ++n) {
            if (n == 1) {
                found_.after.push_back(found_.alone.front());
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
        found_.rests = std::move(all->scored.rests);
        found_.differences = std::move(all->scored.differences);
        std::erase_if(found_.differences, [this](const difference_risk& d) { return d.highest().one_in > options_.limit_one_in; });
        std::ranges::stable_sort(found_.differences, {}, [](const difference_risk& d) { return d.highest().one_in; });
        return found_;
    }

private:
    struct view {
        knowledge reader;
        joint_risk scored;
    };
    [[nodiscard]] std::size_t count_at_risk(const view& of) const {
        return of.scored.count_at_risk(of.reader.tables(), options_.limit_one_in);
    }
    result<view> seen_first(std::size_t n) {
        std::vector<bool> told(releases_);
        std::fill_n(told.begin(), n, true);
        return seen(told);
    }
    result<view> seen(const std::vector<bool>& told) {
        auto reader = reader_of_(told);
        if (!reader) return reader.error();
        if (size_ != 0 && reader->size() != size_)
            return error{.code = errc::bad_argument,
                         .message = "readers over other tables",
                         .found = std::to_string(reader->size()) + " cells",
                         .wanted = std::to_string(size_) + " cells"};
        size_ = reader->size();
        auto scored = score_joint(*reader, options_);
        if (!scored) return scored.error();
        found_.exact = found_.exact && scored->exact;
        return view{*std::move(reader), *std::move(scored)};
    }

    /// By identity: the people of a derived group are found by what makes it.
    [[nodiscard]] derived_cell derive(cell_sum what, const interval& n) const {
        return {.what = std::move(what), .count = n, .risk = detail::identity_among(n, options_.scores.channels.coalition)};
    }

    [[nodiscard]] bool is_small(const derived_cell& d) const { return d.risk.one_in <= options_.limit_one_in; }

    /// What one release shows and tells by itself.
    void remember(const view& alone) {
        shown_.resize(size_);
        told_alone_.resize(size_ + alone.scored.differences.size());
        const auto tell = [this](std::size_t at, const interval& n) {
            if (n.low > 0 && n.high < unlimited) told_alone_[at].push_back({n.low, n.high});
        };
        for (cell_index cell = 0; cell < size_; ++cell) {
            if (alone.reader.low(cell) == alone.reader.high(cell)) shown_[cell] = true;
            tell(cell, alone.scored.cells[cell].count);
        }
        for (std::size_t i = 0; i < alone.scored.differences.size(); ++i) tell(size_ + i, alone.scored.differences[i].count);
    }

    struct candidate {
        derived_cell group;
        bool is_joint = false;
    };
    /// Small groups that no release shows, those first that no release tells alone, and the smallest of these.
    std::optional<candidate> find_candidate(const view& all) {
        std::optional<candidate> best;
        const auto key = [](const candidate& c) { return std::tuple(!c.is_joint, c.group.count.high, c.group.count.high - c.group.count.low); };
        const auto offer = [&](derived_cell d, std::span<const std::pair<std::int64_t, std::int64_t>> alone) {
            if (!is_small(d)) return;
            const auto same = std::ranges::find(alone, std::pair{d.count.low, d.count.high});
            candidate c{.group = std::move(d), .is_joint = same == alone.end()};
            if (!best || key(c) < key(*best)) best = std::move(c);
        };
        for (cell_index cell = 0; cell < size_; ++cell) {
            if (all.reader.tables().unknown(cell) == cell && !shown_[cell]) offer(derive({{cell, 1}}, all.scored.cells[cell].count), told_alone_[cell]);
        }
        for (std::size_t i = 0; i < all.scored.differences.size(); ++i) {
            const auto& d = all.scored.differences[i];
            offer(derive({{d.whole, 1}, {d.part, -1}}, d.count), told_alone_[size_ + i]);
        }
        for (const auto& rest : all.scored.rests) offer(derive(rest.what, {.low = rest.people, .high = rest.people}), {});
        return best;
    }

    /// Leaves out one release after another as long as the count stays as certain.
    result<void> find_releases(derived_cell& group) {
        std::vector<bool> told(releases_, true);
        for (std::size_t i = releases_; i-- > 0;) {
            told[i] = false;
            const auto reader = reader_of_(told);
            if (!reader) return reader.error();
            const auto left = bounds(*reader, std::span(&group.what, 1), options_.scores.attack);
            if (!left) return left.error();
            found_.exact = found_.exact && left->front().exact;
            told[i] = left->front().low != group.count.low || left->front().high != group.count.high;
        }
        for (std::size_t i = 0; i < releases_; ++i) {
            if (told[i]) group.from.push_back(i);
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
    const reader_of& reader_of_;
    const joint_risk_options& options_;
    cell_index size_ = 0;
    std::size_t first_at_risk_ = 0;
    sequence_risk found_;
    std::vector<bool> shown_;                                                 // by some release alone
    std::vector<std::vector<std::pair<std::int64_t, std::int64_t>>> told_alone_; // of cells, then differences
};

} // namespace

result<sequence_risk> score_sequence(std::size_t releases, const reader_of& reader, const joint_risk_options& options) {
    if (releases == 0) return error{.code = errc::bad_argument, .message = "no release to score"};
    return sequence(releases, reader, options).score();
}

} // namespace sdc::inline v0
