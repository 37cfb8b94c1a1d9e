/// A rooted tree of codes, kept in pre-order so that a subtree is a range of indices.
#pragma once

#include <sdc/config.hpp>
#include <sdc/detail/quoted.hpp>
#include <sdc/error.hpp>
#include <sdc/fwd.hpp>
#include <sdc/table/code.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sdc::inline v0 {

/// One line of a `code,parent[,label]` list; the root has an empty parent. `where` is named in
/// errors.
struct code_parent {
    std::string id;
    std::string parent;
    std::string label = {};
    place where = {};
};

/// Invariant: index 0 is the root, every parent comes before its children, siblings keep the order
/// of the input, ids are unique.
class SDCKIT_API hierarchy {
public:
    /// From a list in any order. Errors: duplicate code, unknown parent, no root, two roots, a
    /// cycle, an empty code; each names the line. Complexity: O(n log n).
    [[nodiscard]] static result<hierarchy> from_parents(std::span<const code_parent> entries);

    /// From root-less paths from the top down, such as {"North", "Leeds"}; a prefix that returns is
    /// the same code. Errors: an empty path or code, a code under two parents.
    [[nodiscard]] static result<hierarchy>
    from_paths(std::span<const std::vector<std::string>> paths, std::string total = "Total");

    /// All codes directly under the total, in the order given. Errors: a code twice, a code equal
    /// to the total.
    [[nodiscard]] static result<hierarchy> flat(std::span<const std::string> ids,
                                                std::string total = "Total");

    [[nodiscard]] code_index size() const noexcept {
        return static_cast<code_index>(codes_.size());
    }
    [[nodiscard]] const code& operator[](code_index i) const noexcept { return codes_[i]; }
    /// The root is its own parent.
    [[nodiscard]] code_index parent(code_index i) const noexcept { return parent_[i]; }
    [[nodiscard]] std::span<const code_index> children(code_index i) const noexcept {
        return {children_.data() + first_child_[i], children_.data() + first_child_[i + 1]};
    }
    [[nodiscard]] bool is_leaf(code_index i) const noexcept { return subtree_end_[i] == i + 1; }
    /// One past the last index of the subtree of `i`.
    [[nodiscard]] code_index subtree_end(code_index i) const noexcept { return subtree_end_[i]; }
    /// 0 for the root.
    [[nodiscard]] code_index depth(code_index i) const noexcept { return depth_[i]; }
    [[nodiscard]] bool contains(code_index ancestor, code_index i) const noexcept {
        return ancestor <= i && i < subtree_end_[ancestor];
    }
    /// Binary search; empty if the code is unknown.
    [[nodiscard]] std::optional<code_index> find(std::string_view id) const noexcept;

    bool operator==(const hierarchy& other) const {
        return codes_ == other.codes_ && parent_ == other.parent_;
    }

private:
    hierarchy() = default;
    void index(); // everything that follows from codes_ and parent_

    std::vector<code> codes_;
    std::vector<code_index> parent_, subtree_end_, depth_, first_child_, children_, by_id_;
};

namespace detail {

SDCKIT_API sdc::error hierarchy_error(errc code, std::string message, const code_parent& entry);

/// Positions of `entries` sorted by id, or the second of two equal ids.
SDCKIT_API result<std::vector<std::size_t>> sort_by_id(std::span<const code_parent> entries);

/// For each entry the position of its parent; the root has its own. Exactly one root.
SDCKIT_API result<std::vector<std::size_t>> find_parents(std::span<const code_parent> entries,
                                                         std::span<const std::size_t> order);

/// Pre-order of the tree; shorter than `parents` when some entries hang on a cycle.
SDCKIT_API std::vector<std::size_t> pre_order(std::span<const std::size_t> parents);

} // namespace detail

} // namespace sdc::inline v0
