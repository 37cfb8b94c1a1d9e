/// A test oracle: what an intruder who knows the published numbers, the code lists, the zero policy
/// and the rules can work out of each unsafe cell. It has nothing of the library: leaf tables are
/// searched, and on each the rules are written out as their documentation states them.
///
/// A table of leaves is POSSIBLE if (a) each published cell has its number; (b) each code of a list
/// that was taken from the data holds somebody; (c) each cell that the rules flag on it is
/// suppressed, and each that the zero policy promises to show, and an announced total, is
/// published; (d) something is flagged on it if something is suppressed. A requirement asks for one
/// possible table on the far side of a limit, so each is searched for alone and a table found is
/// checked against (a) to (d) in full: nothing is taken for possible that is not. Nor is anything
/// missed. The search has one part for each range of the total within which the policies are the
/// same; there (a) to (c) are linear in the leaves. Its ceiling for a leaf misses nothing either:
/// (b) to (d) and the requirement only compare sums of leaves with constants of the rules, at most
/// M. A leaf under a published cell is bounded by it. Any other that is more than M + 1 can be M +
/// 1 instead, and every comparison comes out as before. For a linked pair M includes the published
/// numbers, and a leaf above (M + 1) x (leaves of the other table) has beside it, in the same
/// shared margin, one of the other table above M + 1: both can be one less. A pair shares any
/// dimensions, of equal codes; two tables with equal shared margins always have a table over both.
#pragma once

#include "rule_tables.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace judge {

/// What the intruder makes use of: a weaker one makes a judge that misses disclosures.
struct intruder {
    bool published_cells = true; ///< That a cell is published tells that no rule flags it.
    bool suppressed_cells =
        true; ///< That a cell is suppressed tells that the zero policy does not promise to show it.
    bool something_unsafe = true; ///< That something is suppressed tells that something is flagged.
    bool code_lists = true;
    bool total_limits = true; ///< On which side of its limits the total is, shows.
};

/// low <= sum over `plus` - sum over `minus` <= high.
struct line {
    leaf_set plus = 0, minus = 0;
    int low = 0, high = unbounded;
};

[[nodiscard]] inline int sum_over(leaf_set set, const std::vector<int>& leaves) {
    int sum = 0;
    for (; set != 0; set &= set - 1) sum += leaves[static_cast<std::size_t>(std::countr_zero(set))];
    return sum;
}
[[nodiscard]] inline bool holds(const line& l, const std::vector<int>& leaves) {
    const int sum = sum_over(l.plus, leaves) - sum_over(l.minus, leaves);
    return l.low <= sum && sum <= l.high;
}

enum class outcome : unsigned char { found, none, gave_up };

/// Searches for whole numbers within bounds that satisfy lines; those near `start` first.
class search {
public:
    search(std::vector<line> lines, const std::vector<int>& start,
           std::function<bool(const std::vector<int>&)> accept, long limit)
        : lines_(std::move(lines)), start_(start), accept_(std::move(accept)), limit_(limit) {}

    [[nodiscard]] outcome run(std::vector<int> low, std::vector<int> high) {
        return step(std::move(low), std::move(high));
    }

private:
    [[nodiscard]] outcome step(std::vector<int> low, std::vector<int> high) {
        if (!narrow(low, high)) return outcome::none;
        std::size_t next = low.size();
        for (std::size_t i = 0; i < low.size(); ++i) {
            if (low[i] < high[i] &&
                (next == low.size() || high[i] - low[i] < high[next] - low[next]))
                next = i;
        }
        if (next == low.size()) return accept_(low) ? outcome::found : outcome::none;
        const int from = std::clamp(start_[next], low[next], high[next]);
        for (int distance = 0; distance <= high[next] - low[next]; ++distance) {
            for (const int value : {from - distance, from + distance}) {
                if (value < low[next] || value > high[next] || (distance == 0 && value != from))
                    continue;
                if (++nodes_ > limit_) return outcome::gave_up;
                auto below = low, above = high;
                below[next] = above[next] = value;
                if (const auto o = step(std::move(below), std::move(above)); o != outcome::none)
                    return o;
                if (distance == 0) break;
            }
        }
        return outcome::none;
    }
    [[nodiscard]] bool narrow(std::vector<int>& low, std::vector<int>& high) const {
        for (bool changed = true; changed;) {
            changed = false;
            for (const auto& l : lines_) {
                const int least = sum_over(l.plus, low) - sum_over(l.minus, high),
                          most = sum_over(l.plus, high) - sum_over(l.minus, low);
                if (least > l.high || most < l.low) return false;
                if (least >= l.low && most <= l.high) continue;
                for (std::size_t i = 0; i < low.size(); ++i) {
                    const auto bit = leaf_set{1} << i;
                    int down = low[i], up = high[i];
                    if (l.plus & bit)
                        down = std::max(down, l.low - (most - high[i])),
                        up = std::min(up, l.high - (least - low[i]));
                    if (l.minus & bit)
                        down = std::max(down, least + high[i] - l.high),
                        up = std::min(up, most + low[i] - l.low);
                    if (down > up) return false;
                    changed = changed || down > low[i] || up < high[i];
                    low[i] = down;
                    high[i] = up;
                    if (changed && (l.plus | l.minus) == bit) break;
                }
                if (changed) break;
            }
        }
        return true;
    }

    std::vector<line> lines_;
    const std::vector<int>& start_;
    std::function<bool(const std::vector<int>&)> accept_;
    long limit_, nodes_ = 0;
};

enum class failure : unsigned char {
    exact,        ///< One value is left where more was required.
    narrow,       ///< Another requirement is not met.
    not_followed, ///< The release does not follow its own rules: a flagged cell is published, or a
                  ///< promised one suppressed.
    undecided,    ///< The search was given up; no verdict.
};

struct finding {
    judge::failure failure;
    std::size_t table = 0;
    int cell = 0;
    std::string text;
};

/// What must be possible: one of the lines.
struct requirement {
    std::vector<line> any_of;
    std::string text;
};

class rule_judge {
public:
    /// One table, or a linked pair.
    explicit rule_judge(std::vector<table> tables, const intruder& who = {}, long limit = 20'000)
        : tables_(std::move(tables)), who_(who), limit_(limit) {
        for (const auto& t : tables_) {
            layouts_.emplace_back(t, static_cast<int>(truth_.size()));
            first_.push_back(truth_.size());
            for (const int leaf : layouts_.back().leaf_cells())
                truth_.push_back(t.values[static_cast<std::size_t>(leaf)]);
        }
        link();
        find_code_facts();
        found_.push_back(truth_);
    }

    /// Everything that is disclosed or not followed; empty: the release is safe.
    [[nodiscard]] std::vector<finding> run() {
        std::vector<finding> findings;
        if (const auto text = broken_by(truth_); !text.empty())
            return {{.failure = failure::not_followed, .text = text}};
        for (std::size_t k = 0; k < tables_.size(); ++k) {
            for (int cell = 0; cell < layouts_[k].size(); ++cell) {
                for (const auto& r : requirements(k, cell)) {
                    const auto o = is_possible(r);
                    if (o == outcome::found) continue;
                    auto kind = failure::undecided;
                    if (o == outcome::none)
                        kind = is_possible(another_value(k, cell)) == outcome::none
                                   ? failure::exact
                                   : failure::narrow;
                    findings.push_back({.failure = kind, .table = k, .cell = cell, .text = r.text});
                }
            }
        }
        return findings;
    }

    /// What must be possible of a cell that is unsafe in truth.
    [[nodiscard]] std::vector<requirement> requirements(std::size_t k, int cell) const;

    /// Is there a possible table that meets it?
    [[nodiscard]] outcome is_possible(const requirement& r);

    /// Which of (a) to (d) leaves break; empty: they are possible.
    [[nodiscard]] bool may_suppress_an_empty_total(const size_rule& own) const;
    [[nodiscard]] std::string broken_by(const std::vector<int>& leaves) const;

    [[nodiscard]] const layout& of(std::size_t k) const { return layouts_[k]; }
    [[nodiscard]] const std::vector<int>& truth() const { return truth_; }
    /// No table with a larger leaf need be looked at.
    [[nodiscard]] int ceiling(const requirement& r) const;
    [[nodiscard]] int value(std::size_t k, int cell) const {
        return tables_[k].values[static_cast<std::size_t>(cell)];
    }

private:
    struct range {
        int low = 0, high = unbounded;
    };

    [[nodiscard]] bool suppressed(std::size_t k, int cell) const {
        return tables_[k].suppressed[static_cast<std::size_t>(cell)] != 0;
    }
    [[nodiscard]] std::vector<reason> true_reasons(std::size_t k, int cell) const {
        return reasons(tables_[k], layouts_[k], tables_[k].values, cell, tables_[k].values[0]);
    }
    [[nodiscard]] requirement another_value(std::size_t k, int cell) const {
        const auto set = layouts_[k].leaves(cell);
        return {.any_of = {{.plus = set, .high = value(k, cell) - 1},
                           {.plus = set, .low = value(k, cell) + 1}},
                .text = "two values"};
    }
    [[nodiscard]] bool anything_suppressed() const {
        return std::ranges::any_of(
            tables_, [](const table& t) { return std::ranges::count(t.suppressed, 1) > 0; });
    }
    void link();
    void find_code_facts();
    [[nodiscard]] std::vector<range> ranges_of_total() const;
    [[nodiscard]] bool add_lines(std::size_t k, const range& total, std::vector<line>& lines) const;
    [[nodiscard]] std::vector<std::vector<line>> ways_to_be_unsafe(const range& total) const;
    [[nodiscard]] outcome look(const std::vector<line>& lines, int most);
    [[nodiscard]] int least_by_lists(std::size_t k, int cell) const;

    std::vector<table> tables_;
    intruder who_;
    long limit_;
    std::vector<layout> layouts_;
    std::vector<std::size_t> first_;
    std::vector<int> truth_;
    std::vector<line> shared_, code_facts_;
    std::vector<std::vector<int>> found_; // possible tables met so far
};

/// Margins of the dimensions that both tables have are equal.
inline void rule_judge::link() {
    if (tables_.size() < 2) return;
    const auto &a = layouts_[0], &b = layouts_[1];
    for (int cell = 0; cell < a.size(); ++cell) {
        int other = 0;
        bool is_shared = true;
        for (std::size_t d = 0; d < a.axes().size(); ++d) {
            const auto same = std::ranges::find(b.axes(), a.axes()[d].name, &axis::name);
            if (same == b.axes().end())
                is_shared = is_shared && a.code(cell, d) == 0;
            else
                is_shared = is_shared && a.is_leaf_code(d, a.code(cell, d)),
                other +=
                    a.code(cell, d) * b.stride(static_cast<std::size_t>(same - b.axes().begin()));
        }
        if (is_shared)
            shared_.push_back(
                {.plus = a.leaves(cell), .minus = b.leaves(other), .low = 0, .high = 0});
    }
}

/// A list in which some code holds nobody was not taken from these data.
inline void rule_judge::find_code_facts() {
    for (std::size_t k = 0; k < tables_.size(); ++k) {
        for (std::size_t d = 0; d < tables_[k].axes.size(); ++d) {
            const auto margins = layouts_[k].margins_of_leaf_codes(d);
            if (!tables_[k].axes[d].from_data ||
                std::ranges::any_of(margins, [&](int cell) { return value(k, cell) == 0; }))
                continue;
            for (const int cell : margins)
                code_facts_.push_back({.plus = layouts_[k].leaves(cell), .low = 1});
        }
    }
}

/// Where a zero may be a complement, another table of the release may need it: nothing is flagged
/// in this one.
inline bool rule_judge::may_suppress_an_empty_total(const size_rule& own) const {
    const auto flags_it = [](const auto& t) { return t.size && t.size->zeros == zeros::unsafe; };
    return own.zeros == zeros::unsafe ||
           (own.zeros == zeros::eligible && std::ranges::any_of(tables_, flags_it));
}

inline std::string rule_judge::broken_by(const std::vector<int>& leaves) const {
    bool flagged = false;
    for (std::size_t k = 0; k < tables_.size(); ++k) {
        const auto& t = tables_[k];
        const auto& l = layouts_[k];
        const auto values = add_up(l, leaves);
        const int as_total = who_.total_limits ? values[0] : t.values[0];
        for (int cell = 0; cell < l.size(); ++cell) {
            const auto name = "cell " + std::to_string(cell) + " of table " + std::to_string(k);
            const int n = values[static_cast<std::size_t>(cell)];
            const bool unsafe = !reasons(t, l, values, cell, as_total).empty();
            flagged = flagged || unsafe;
            if (l.structural(cell) && n != 0) return "a structural zero: " + name;
            if (!suppressed(k, cell)) {
                if (n != value(k, cell)) return "(a) another number: " + name;
                if (unsafe && who_.published_cells) return "(c) flagged and published: " + name;
                continue;
            }
            if (!who_.suppressed_cells || l.structural(cell)) continue;
            if (n == 0 && zeros_under(t, as_total) == zeros::show)
                return "(c) a zero that is promised to be shown: " + name;
            if (n == 0 && l.is_total(cell) && t.size && !may_suppress_an_empty_total(*t.size))
                return "(c) a total of 0: " + name;
            if (l.is_total(cell) && t.size && t.size->publish_total)
                return "(c) an announced total: " + name;
        }
    }
    for (const auto& s : shared_) {
        if (!holds(s, leaves)) return "different shared margins";
    }
    for (const auto& fact : code_facts_) {
        if (who_.code_lists && !holds(fact, leaves)) return "(b) a code that nobody has";
    }
    return who_.something_unsafe && anything_suppressed() && !flagged ? "(d) nothing is flagged"
                                                                      : "";
}

/// Within each the policies are the same whatever the total.
inline std::vector<rule_judge::range> rule_judge::ranges_of_total() const {
    if (!who_.total_limits) return {{}};
    std::vector<int> starts{0, 1};
    for (const auto& t : tables_) {
        if (t.size) starts.insert(starts.end(), {t.size->hide_below, t.size->breakdown_from});
    }
    std::ranges::sort(starts);
    const auto repeated = std::ranges::unique(starts);
    starts.erase(repeated.begin(), repeated.end());
    std::vector<range> ranges;
    for (std::size_t i = 0; i < starts.size(); ++i)
        ranges.push_back(
            {.low = starts[i], .high = i + 1 < starts.size() ? starts[i + 1] - 1 : unbounded});
    return ranges;
}

/// (a) and (c) of one table while the total is in `total`; false: no table has it there.
inline bool rule_judge::add_lines(std::size_t k, const range& total,
                                  std::vector<line>& lines) const {
    const auto& t = tables_[k];
    const auto& l = layouts_[k];
    const int as_total = who_.total_limits ? total.low : t.values[0];
    lines.push_back({.plus = l.leaves(0), .low = total.low, .high = total.high});
    for (int cell = 0; cell < l.size(); ++cell) {
        const auto set = l.leaves(cell);
        if (l.structural(cell)) lines.push_back({.plus = set, .high = 0});
        if (suppressed(k, cell)) {
            if (who_.suppressed_cells && !l.structural(cell) &&
                zeros_under(t, as_total) == zeros::show)
                lines.push_back({.plus = set, .low = 1});
            continue;
        }
        lines.push_back({.plus = set, .low = value(k, cell), .high = value(k, cell)});
        if (!who_.published_cells) continue;
        auto alone = t;
        alone.group.reset();
        if (!reasons(alone, l, t.values, cell, as_total).empty()) return false;
        if (!t.group || value(k, cell) == 0 || value(k, cell) > t.group->upper_bound) continue;
        for (const int group : l.groups(cell))
            lines.push_back({.plus = l.leaves(group) & ~set, .low = t.group->coalition + 1});
    }
    return true;
}

/// (d): each way has lines that make some suppressed cell a flagged one.
inline std::vector<std::vector<line>> rule_judge::ways_to_be_unsafe(const range& total) const {
    std::vector<std::vector<line>> ways;
    for (std::size_t k = 0; k < tables_.size(); ++k) {
        const auto& t = tables_[k];
        const auto& l = layouts_[k];
        const int as_total = who_.total_limits ? total.low : t.values[0];
        for (int cell = 0; cell < l.size(); ++cell) {
            const auto set = l.leaves(cell);
            if (l.structural(cell)) continue;
            if (t.size && no_breakdown_under(t, as_total)) return {{}};
            if (t.size) ways.push_back({{.plus = set, .low = 1, .high = t.size->minimum - 1}});
            if (t.size && zeros_under(t, as_total) >= zeros::hide)
                ways.push_back({{.plus = set, .high = 0}});
            if (!t.group) continue;
            for (const int group : l.groups(cell))
                ways.push_back({{.plus = set, .low = 1, .high = t.group->upper_bound},
                                {.plus = l.leaves(group) & ~set, .high = t.group->coalition}});
        }
    }
    return ways;
}

inline int rule_judge::ceiling(const requirement& r) const {
    int most = 1, published = 0, widest = 1;
    for (const auto& l : r.any_of) most = std::max({most, l.low, l.high == unbounded ? 0 : l.high});
    for (std::size_t k = 0; k < tables_.size(); ++k) {
        const auto& t = tables_[k];
        if (t.size)
            most = std::max({most, t.size->minimum, t.size->hide_below, t.size->breakdown_from});
        if (t.group)
            most = std::max({most, t.group->coalition + 1,
                             t.group->upper_bound == unbounded ? 0 : t.group->upper_bound});
        widest = std::max(widest, static_cast<int>(layouts_[k].leaf_cells().size()));
        for (int cell = 0; cell < layouts_[k].size(); ++cell) {
            if (!suppressed(k, cell)) published = std::max(published, value(k, cell));
        }
    }
    return tables_.size() == 1 ? std::max(most + 1, published)
                               : (std::max(most, published) + 1) * widest;
}

inline outcome rule_judge::look(const std::vector<line>& lines, int most) {
    search s(
        lines, truth_,
        [this](const std::vector<int>& leaves) {
            if (!broken_by(leaves).empty()) return false;
            found_.push_back(leaves);
            return true;
        },
        limit_);
    return s.run(std::vector<int>(truth_.size(), 0), std::vector<int>(truth_.size(), most));
}

inline outcome rule_judge::is_possible(const requirement& r) {
    for (const auto& l : r.any_of) {
        if (std::ranges::any_of(found_, [&](const auto& leaves) { return holds(l, leaves); }))
            return outcome::found;
    }
    auto worst = outcome::none;
    for (const auto& l : r.any_of) {
        for (const auto& total : ranges_of_total()) {
            auto lines = shared_;
            if (who_.code_lists) lines.insert(lines.end(), code_facts_.begin(), code_facts_.end());
            lines.push_back(l);
            bool exists = true;
            for (std::size_t k = 0; k < tables_.size(); ++k)
                exists = exists && add_lines(k, total, lines);
            if (!exists) continue;
            auto o = look(lines, ceiling(r));
            if (o == outcome::gave_up && who_.something_unsafe) {
                o = outcome::none;
                for (const auto& way : ways_to_be_unsafe(total)) {
                    auto with = lines;
                    with.insert(with.end(), way.begin(), way.end());
                    const auto one = look(with, ceiling(r));
                    if (one != outcome::none) o = one;
                    if (one == outcome::found) break;
                }
            }
            if (o == outcome::found) return o;
            if (o == outcome::gave_up) worst = o;
        }
    }
    return worst;
}

/// What the zero policies and the code lists alone tell of a cell: the least that it can be where
/// zeros that are shown are 0, other leaves of such a table 1 or more, and each listed code 1 or
/// more.
inline int rule_judge::least_by_lists(std::size_t k, int cell) const {
    auto lines = shared_;
    lines.insert(lines.end(), code_facts_.begin(), code_facts_.end());
    std::vector<int> low(truth_.size(), 0),
        high(truth_.size(), *std::ranges::max_element(truth_) * static_cast<int>(truth_.size()));
    for (std::size_t j = 0; j < tables_.size(); ++j) {
        const auto& t = tables_[j];
        const int total = t.values[0];
        const bool shown = zeros_under(t, total) == zeros::show;
        for (std::size_t i = 0; i < layouts_[j].leaf_cells().size(); ++i) {
            const auto v = first_[j] + i;
            if (layouts_[j].structural(layouts_[j].leaf_cells()[i]) || (shown && truth_[v] == 0))
                high[v] = 0;
            else if (shown)
                low[v] = 1;
        }
        int least = t.size && t.size->zeros == zeros::unsafe ? 0 : std::min(total, 1);
        if (t.size && t.size->zeros < zeros::hide && total >= t.size->hide_below)
            least = std::max(least, t.size->hide_below);
        if (t.size && total >= t.size->breakdown_from)
            least = std::max(least, t.size->breakdown_from);
        lines.push_back({.plus = layouts_[j].leaves(0), .low = least});
    }
    int z = 0;
    for (; z < value(k, cell); ++z) {
        auto with = lines;
        with.push_back({.plus = layouts_[k].leaves(cell), .high = z});
        if (search(
                with, truth_, [](const std::vector<int>&) { return true; }, 1'000'000)
                .run(low, high) == outcome::found)
            break;
    }
    return z;
}

inline std::vector<requirement> rule_judge::requirements(std::size_t k, int cell) const {
    const auto& t = tables_[k];
    const auto set = layouts_[k].leaves(cell);
    const int a = value(k, cell);
    std::vector<requirement> needed;
    int limit = 0;
    bool small_total = false;
    for (const auto& r : true_reasons(k, cell)) {
        if (r.why == why::group) {
            const int more = std::min(r.limit, value(k, r.group) - 1) + 1;
            needed.push_back({.any_of = {{.plus = layouts_[k].leaves(r.group) & ~set, .low = more}},
                              .text = "others of group " + std::to_string(r.group) +
                                      " >= " + std::to_string(more)});
        } else if (r.why != why::suppressed_zero) {
            limit = std::max(limit, r.limit);
            small_total = small_total || r.why == why::small_total;
        }
    }
    if (limit == 0) return needed;
    needed.push_back(another_value(k, cell));
    if (t.width == width::exact) return needed;
    const int z = least_by_lists(k, cell); // a requirement never asks that a cell can be less
    int low = z, high = limit - 1;
    const bool one_value = z == high;
    if (t.width == width::reach || one_value) ++high;
    if (small_total && !suppressed(k, 0)) high = std::min(high, t.values[0]);
    if (t.width == width::percent || t.width == width::absolute) {
        const int w =
            t.width == width::absolute ? t.amount : std::max(1, (a * t.amount + 99) / 100);
        low = std::max(z, a - w);
        high = a + w;
    }
    needed.push_back(
        {.any_of = {{.plus = set, .high = low}}, .text = "at most " + std::to_string(low)});
    needed.push_back(
        {.any_of = {{.plus = set, .low = high}}, .text = "at least " + std::to_string(high)});
    return needed;
}

} // namespace judge
