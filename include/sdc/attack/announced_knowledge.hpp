/// What announced rules add to what is known of a published table, ours or anybody's.
#pragma once

#include <sdc/attack/bounds.hpp>
#include <sdc/config.hpp>
#include <sdc/knowledge/announced_rule.hpp>
#include <sdc/knowledge/knowledge.hpp>
#include <sdc/run_control.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace sdc::inline v0 {

/// A published table, the first of what `known` knows, as everybody sees it (a `release_view`).
/// What it names outlives it.
class published_view {
public:
    /// `suppressed` and `structural_zeros`: ascending cells. `codes_occur`: one flag a dimension;
    /// empty: of a dimension whose codes were taken from the data, unless a code is shown with 0.
    published_view(const knowledge& known, std::span<const cell_index> suppressed,
                   std::span<const cell_index> structural_zeros,
                   std::vector<bool> codes_occur = {});

    [[nodiscard]] const sdc::cube& cube() const noexcept { return known_->cube(); }
    [[nodiscard]] bool is_suppressed(cell_index cell) const noexcept { return suppressed_[cell]; }
    [[nodiscard]] bool is_structural_zero(cell_index cell) const noexcept {
        return std::ranges::binary_search(zeros_, cell);
    }
    [[nodiscard]] std::int64_t low(cell_index cell) const noexcept { return known_->low(cell); }
    [[nodiscard]] std::int64_t high(cell_index cell) const noexcept { return known_->high(cell); }
    [[nodiscard]] bool codes_occur(std::size_t d) const noexcept { return occur_[d]; }
    [[nodiscard]] bool is_last_code(std::size_t d, code_index i) const noexcept {
        return cube().codes(d).is_leaf(i) && shows_[d][i];
    }

private:
    const knowledge* known_;
    std::vector<bool> suppressed_;
    std::span<const cell_index> zeros_;
    std::vector<bool> occur_;
    std::vector<std::vector<bool>> shows_; // of each dimension one flag a code: some cell of it
};

/// How much of what the announced rules imply is taken as known.
struct announced_options {
    run_control run = {};
    bool flagged = true; ///< That something is flagged where something is suppressed: of a release
                         ///< that was protected by itself.
    std::span<const std::int64_t> truth = {}; ///< Where the counts are known: what the rules would
                                              ///< tell and is not true of them is left out.
    unsigned threads = 1;
};

/// Adds what the rules imply to `known`, which has the numbers and the structural zeros. A release
/// that does not keep to its rules implies less: what no table would agree with is left out, first
/// that something is flagged, then what the published cells imply, then the code lists; not the
/// zero policy, so that then `known` is contradictory. Returns what suppressed cells are at least.
/// Errors: as `bounds`; cancelled, if the search for a table is. Complexity: O(cells x rules x
/// dimensions x depth), and that search.
[[nodiscard]] SDCKIT_API result<std::int64_t>
learn_announced(knowledge& known, const published_view& view, std::span<const rule> rules,
                const announced_options& options = {});

} // namespace sdc::inline v0
