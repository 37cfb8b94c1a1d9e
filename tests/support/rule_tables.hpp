/// Tables, their codes and the disclosure rules as the documentation states them, for the judge in
/// rule_judge.hpp. Nothing of the library.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace judge {

constexpr int unbounded = 1 << 24;

enum class zeros : unsigned char { show, eligible, hide, unsafe };

struct size_rule {
    int minimum = 3;
    judge::zeros zeros = judge::zeros::show;
    int hide_below = 0; ///< Zeros are hidden below this total.
    bool publish_total = false;
    int breakdown_from = 0; ///< No breakdown below this total.
};

struct group_rule {
    int coalition = 1;
    int upper_bound = unbounded;
};

enum class width : unsigned char { cover, reach, exact, percent, absolute };

/// A tree of codes in pre-order; code 0 is the root and its own parent.
struct axis {
    std::string name;
    std::vector<int> parent;
    bool sensitive = false, from_data = false;
};

/// A table as it is, its rules, and what is suppressed of it. One entry a cell, the last axis
/// running fastest.
struct table {
    std::vector<axis> axes;
    std::optional<size_rule> size;
    std::optional<group_rule> group;
    judge::width width = judge::width::cover;
    int amount = 0; ///< Of percent and absolute.
    std::vector<int> values = {};
    std::vector<char> structural =
        {}; ///< Leaves that cannot hold anybody, and margins over nothing else.
    std::vector<char> suppressed = {};
};

using leaf_set = std::uint32_t;

enum class why : unsigned char { small_count, unsafe_zero, suppressed_zero, small_total, group };

struct reason {
    judge::why why;
    int limit = 0;
    int group = -1; ///< The cell of the group.
};

/// What follows from the codes alone.
class layout {
public:
    explicit layout(const table& t, int first_leaf = 0) : axes_(t.axes), structural_(t.structural) {
        stride_.assign(axes_.size(), 1);
        for (std::size_t d = axes_.size(); d-- > 0;) {
            stride_[d] = size_;
            size_ *= static_cast<int>(axes_[d].parent.size());
        }
        structural_.resize(static_cast<std::size_t>(size_));
        leaves_.assign(static_cast<std::size_t>(size_), 0);
        for (int cell = 0; cell < size_; ++cell) {
            if (is_leaf(cell)) leaf_cells_.push_back(cell);
        }
        for (int cell = 0; cell < size_; ++cell) {
            for (std::size_t i = 0; i < leaf_cells_.size(); ++i) {
                if (contains(cell, leaf_cells_[i]))
                    leaves_[at(cell)] |= leaf_set{1} << (first_leaf + static_cast<int>(i));
            }
        }
        find_groups();
    }

    [[nodiscard]] int size() const { return size_; }
    [[nodiscard]] const std::vector<axis>& axes() const { return axes_; }
    [[nodiscard]] const std::vector<int>& leaf_cells() const { return leaf_cells_; }
    [[nodiscard]] leaf_set leaves(int cell) const { return leaves_[at(cell)]; }
    [[nodiscard]] bool structural(int cell) const { return structural_[at(cell)] != 0; }
    [[nodiscard]] const std::vector<int>& groups(int cell) const { return groups_[at(cell)]; }
    [[nodiscard]] int code(int cell, std::size_t d) const {
        return cell / stride_[d] % static_cast<int>(axes_[d].parent.size());
    }
    [[nodiscard]] int stride(std::size_t d) const { return stride_[d]; }
    /// The grand total under any of its names.
    [[nodiscard]] bool is_total(int cell) const {
        for (std::size_t d = 0; d < axes_.size(); ++d) {
            for (int i = code(cell, d); i != 0; i = parent(d, i)) {
                if (std::ranges::count(axes_[d].parent, parent(d, i)) -
                        (parent(d, i) == 0 ? 1 : 0) >
                    1)
                    return false;
            }
        }
        return true;
    }
    [[nodiscard]] bool is_leaf_code(std::size_t d, int i) const {
        for (int j = 1; j < static_cast<int>(axes_[d].parent.size()); ++j) {
            if (parent(d, j) == i) return false;
        }
        return true;
    }
    [[nodiscard]] bool is_below(std::size_t d, int above, int i) const {
        while (i != above && i != 0) i = parent(d, i);
        return i == above;
    }
    [[nodiscard]] bool contains(int above, int cell) const {
        for (std::size_t d = 0; d < axes_.size(); ++d) {
            if (!is_below(d, code(above, d), code(cell, d))) return false;
        }
        return true;
    }
    /// Codes with all other dimensions at their total.
    [[nodiscard]] std::vector<int> margins_of_leaf_codes(std::size_t d) const {
        std::vector<int> cells;
        for (int i = 1; i < static_cast<int>(axes_[d].parent.size()); ++i) {
            if (is_leaf_code(d, i)) cells.push_back(i * stride_[d]);
        }
        return cells;
    }

private:
    [[nodiscard]] static std::size_t at(int cell) { return static_cast<std::size_t>(cell); }
    [[nodiscard]] int parent(std::size_t d, int i) const { return axes_[d].parent[at(i)]; }
    [[nodiscard]] bool is_leaf(int cell) const {
        for (std::size_t d = 0; d < axes_.size(); ++d) {
            if (!is_leaf_code(d, code(cell, d))) return false;
        }
        return true;
    }
    /// Along each sensitive dimension, or all if there is none: the nearest ancestor with other
    /// parts that could hold somebody.
    void find_groups() {
        const bool all = std::ranges::none_of(axes_, [](const axis& a) { return a.sensitive; });
        groups_.resize(at(size_));
        for (int cell = 0; cell < size_; ++cell) {
            for (std::size_t d = 0; d < axes_.size(); ++d) {
                if (!all && !axes_[d].sensitive) continue;
                for (int i = code(cell, d); i != 0; i = parent(d, i)) {
                    bool others = axes_[d].from_data;
                    for (int j = 1; j < static_cast<int>(axes_[d].parent.size()); ++j)
                        others = others || (j != i && parent(d, j) == parent(d, i) &&
                                            !structural(cell + (j - code(cell, d)) * stride_[d]));
                    if (!others) continue;
                    groups_[at(cell)].push_back(cell + (parent(d, i) - code(cell, d)) * stride_[d]);
                    break;
                }
            }
        }
    }

    std::vector<axis> axes_;
    std::vector<char> structural_;
    std::vector<int> stride_, leaf_cells_;
    std::vector<leaf_set> leaves_;
    std::vector<std::vector<int>> groups_;
    int size_ = 1;
};

/// All cells from the leaves, which start at `first` of `leaves`.
[[nodiscard]] inline std::vector<int> add_up(const layout& l, const std::vector<int>& leaves) {
    std::vector<int> values;
    for (int cell = 0; cell < l.size(); ++cell) {
        int sum = 0;
        for (auto rest = l.leaves(cell); rest != 0; rest &= rest - 1)
            sum += leaves[static_cast<std::size_t>(std::countr_zero(rest))];
        values.push_back(sum);
    }
    return values;
}

/// `show` where no threshold says otherwise.
[[nodiscard]] inline zeros zeros_under(const table& t, int total) {
    if (!t.size || t.size->zeros == zeros::unsafe) return t.size ? zeros::unsafe : zeros::show;
    const bool few = 0 < total && (total < t.size->hide_below || total < t.size->breakdown_from);
    return few ? zeros::hide : t.size->zeros;
}
[[nodiscard]] inline bool no_breakdown_under(const table& t, int total) {
    return t.size && 0 < total && total < t.size->breakdown_from;
}

/// Why the rules of `t` flag a cell where the cells have these values. `as_total`: the total that
/// the policies look at.
[[nodiscard]] inline std::vector<reason>
reasons(const table& t, const layout& l, const std::vector<int>& values, int cell, int as_total) {
    std::vector<reason> found;
    const auto value_of = [&](int c) { return values[static_cast<std::size_t>(c)]; };
    const int n = value_of(cell);
    if (n == 0 && l.structural(cell)) return found;
    if (t.size && !(l.is_total(cell) &&
                    (t.size->publish_total || (n == 0 && t.size->zeros != zeros::unsafe)))) {
        const bool no_breakdown = no_breakdown_under(t, as_total) && !l.is_total(cell);
        if (0 < n && n < t.size->minimum)
            found.push_back({.why = why::small_count, .limit = t.size->minimum});
        if (no_breakdown)
            found.push_back({.why = why::small_total, .limit = t.size->breakdown_from});
        const auto policy = zeros_under(t, as_total);
        if (n == 0 && policy == zeros::unsafe)
            found.push_back({.why = why::unsafe_zero, .limit = t.size->minimum});
        if (n == 0 && policy == zeros::hide && !no_breakdown)
            found.push_back({.why = why::suppressed_zero});
    }
    if (t.group && 0 < n && n <= t.group->upper_bound) {
        for (const int group : l.groups(cell)) {
            if (value_of(group) - n <= t.group->coalition)
                found.push_back({.why = why::group, .limit = t.group->coalition, .group = group});
        }
    }
    return found;
}

/// What no policy promises to show of the table as it is.
[[nodiscard]] inline bool may_be_suppressed(const table& t, const layout& l, int cell) {
    const int n = t.values[static_cast<std::size_t>(cell)];
    if (l.structural(cell) || (n == 0 && zeros_under(t, t.values[0]) == zeros::show)) return false;
    return !(l.is_total(cell) && t.size &&
             (t.size->publish_total || (n == 0 && t.size->zeros != zeros::unsafe)));
}

/// The release and its rules, to be written down as a test.
[[nodiscard]] inline std::string listing(const std::vector<table>& tables) {
    std::ostringstream out;
    for (const auto& t : tables) {
        const layout l(t);
        for (const auto& a : t.axes) {
            out << "  axis " << a.name << (a.sensitive ? " sensitive" : "")
                << (a.from_data ? " from_data" : "") << " parents";
            for (const int p : a.parent) out << ' ' << p;
            out << '\n';
        }
        constexpr const char* policies[] = {"show", "eligible", "hide", "unsafe"};
        constexpr const char* widths[] = {"cover", "reach", "exact", "percent", "absolute"};
        if (t.size)
            out << "  threshold " << t.size->minimum << " zeros "
                << policies[static_cast<int>(t.size->zeros)] << " hide_zeros_below_total "
                << t.size->hide_below << " publish_total " << t.size->publish_total
                << " min_total_for_breakdown " << t.size->breakdown_from << '\n';
        if (t.group)
            out << "  group coalition " << t.group->coalition << " upper_bound "
                << (t.group->upper_bound == unbounded ? "none"
                                                      : std::to_string(t.group->upper_bound))
                << '\n';
        out << "  width " << widths[static_cast<int>(t.width)] << ' ' << t.amount
            << "; cell(codes)=value, * suppressed, s structural\n   ";
        for (int cell = 0; cell < l.size(); ++cell) {
            const auto i = static_cast<std::size_t>(cell);
            out << ' ' << cell << '(';
            for (std::size_t d = 0; d < t.axes.size(); ++d)
                out << (d > 0 ? "," : "") << l.code(cell, d);
            out << ")=" << t.values[i] << (i < t.suppressed.size() && t.suppressed[i] ? "*" : "")
                << (l.structural(cell) ? "s" : "");
        }
        out << '\n';
    }
    return out.str();
}

} // namespace judge
