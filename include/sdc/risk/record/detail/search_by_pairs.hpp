/// The search for minimal uniques that goes through the pairs of distinct keys.
#pragma once

#include <sdc/config.hpp>
#include <sdc/risk/record/key_counts.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace sdc::inline v0::detail {

/// The minimal sets that meet each of a family of sets, depth first: at each step the uncovered
/// member with the fewest candidates is met in every way that leaves each chosen element a member
/// which it alone meets. No set is reached twice. Source: Murakami and Uno (2014), Efficient
/// algorithms for dualizing large-scale hypergraphs, MMCS.
class SDCKIT_API hitting_sets {
public:
    explicit hitting_sets(std::size_t maximum_size) : maximum_size_(maximum_size) {}

    /// Puts those of at most the maximum size into `found`, `room` of them at most. Members are
    /// sets of bits, none empty.
    void find(const std::vector<std::uint64_t>& members, std::size_t room,
              std::vector<std::uint64_t>& found);

private:
    /// At a depth: list 0 is of the members that nothing chosen meets, list k of those that only
    /// the k-th chosen meets.
    [[nodiscard]] std::uint64_t* list(std::size_t depth, std::size_t k) noexcept {
        return levels_.data() + (depth * (maximum_size_ + 1) + k) * words_;
    }
    /// The candidates in an uncovered member that has the fewest; `covered` if there is none.
    [[nodiscard]] std::uint64_t fewest(std::size_t depth, std::uint64_t candidates,
                                       bool& covered) noexcept;
    /// Whether each of `depth` chosen elements still has a member of its own beside a further
    /// `element`.
    [[nodiscard]] bool choose(std::size_t depth, std::size_t element) noexcept;
    void extend(std::size_t depth, std::uint64_t chosen, std::uint64_t candidates);

    std::size_t maximum_size_, words_ = 0, room_ = 0;
    const std::vector<std::uint64_t>* members_ = nullptr;
    std::vector<std::uint64_t>* found_ = nullptr;
    std::vector<std::uint64_t> met_by_, levels_;
};

/// A key is alone on a set of columns if it differs there from every other key, so its minimal sets
/// are those that meet each of the sets of columns on which it differs from another; only the
/// minimal differences count.
class SDCKIT_API search_by_pairs {
public:
    /// `columns` are those of distinct keys; `repeated` says which of them several records have.
    search_by_pairs(const std::vector<key_column>& columns, const std::vector<bool>& repeated,
                    std::size_t maximum_size, std::uint64_t found_limit)
        : found_(repeated.size()) {
        found_limit = std::min(found_limit, std::uint64_t{1} << 62);
        hitting_sets minimal(maximum_size);
        for (std::size_t i = 0; i < repeated.size(); ++i) {
            if (repeated[i]) continue;
            collect_differences(columns, i);
            minimal.find(differences_, found_limit + 1 - total_, found_[i]);
            total_ += found_[i].size();
            if (total_ > found_limit) return;
        }
    }
    [[nodiscard]] const std::vector<std::uint64_t>& found(std::size_t key) const noexcept {
        return found_[key];
    }
    [[nodiscard]] std::uint64_t total() const noexcept { return total_; }

private:
    void collect_differences(const std::vector<key_column>& columns, std::size_t i);
    void keep_minimal(std::uint64_t difference);

    std::vector<std::vector<std::uint64_t>> found_;
    std::uint64_t total_ = 0;
    std::vector<std::uint64_t> differences_;
    std::array<std::uint64_t, 4096> seen_{}; ///< Most differences repeat.
};

} // namespace sdc::inline v0::detail
