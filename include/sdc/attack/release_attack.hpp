/// The attack on published tables alone: what their markers reveal, and what can be judged without
/// the counts.
#pragma once

#include <sdc/attack/attack_options.hpp>
#include <sdc/attack/finding.hpp>
#include <sdc/attack/public_sources.hpp>
#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/knowledge/announced_method.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace sdc::inline v0 {

/// Beyond it cells of levels that are not published are not judged: each takes a search.
inline constexpr std::size_t most_not_published = 2'000;

/// An external intruder who knows the method. Each call returns `cancelled`, if `run.cancel` of the
/// options says so. Complexity of a call: `bounds` of the suppressed cells.
class SDCKIT_API release_attack {
public:
    /// Both outlive this.
    release_attack(const announced_method& method, const public_sources& sources,
                   const attack_options& options = {})
        : method_(method), sources_(sources), options_(options) {}

    /// What an intruder has of the sources, with what the method implies. Errors: contradiction,
    /// explained as by `explain`; as `public_sources::join` and `bounds`.
    [[nodiscard]] result<joined_tables> know(const left_out& without = {}) const;
    /// Suppressed cells, rounded ones that may be small, numbers that a rule suppresses, and those
    /// of unpublished levels that an intruder can infer; ascending. Errors: as `bounds`.
    [[nodiscard]] result<std::vector<finding>> judge(const joined_tables& what) const;
    /// Suppressed cells of linked tables, as the method would have it for them; none that the first
    /// table shows or suppresses itself. Errors: as `bounds`.
    [[nodiscard]] result<std::vector<finding>>
    judge_linked(const knowledge& known, const std::vector<cell_index>& suppressed) const;

private:
    /// What a size must be to be small, and how far up an intruder must be left in doubt.
    struct sizes {
        std::int64_t limit = 0, high = 0;
        bool small_total = false;
    };
    [[nodiscard]] result<joined_tables> join(std::int64_t minimum, const left_out& without,
                                             std::int64_t& learned) const;
    [[nodiscard]] result<std::int64_t> learn_rules(public_table& what) const;
    [[nodiscard]] result<void> learn_bands(public_table& what,
                                           const std::vector<bool>& suppressed) const;
    [[nodiscard]] sizes find_sizes(const interval& total) const;
    [[nodiscard]] cell_verdict judge(const knowledge& known, cell_index cell, const interval& i,
                                     const sizes& s) const;
    [[nodiscard]] std::int64_t base_at(std::int64_t value) const;
    [[nodiscard]] bool may_be_small(const joined_tables& what, cell_index cell) const;
    [[nodiscard]] std::optional<cell_verdict> judge_rounded(const joined_tables& what,
                                                            cell_index cell, const interval& i,
                                                            const sizes& s) const;
    [[nodiscard]] std::optional<cell_verdict> judge_without_limit(const interval& shown,
                                                                  const interval& i) const;
    [[nodiscard]] bool is_suppressed(const cube& c, cell_index cell, std::int64_t value,
                                     const interval& total) const;
    [[nodiscard]] bool is_public_total(const cube& c, cell_index cell, bool is_zero) const;
    [[nodiscard]] bool is_structural_zero(cell_index cell) const;
    [[nodiscard]] cell_index find_disclosed_group(const joined_tables& what, cell_index cell,
                                                  std::int64_t value) const;
    [[nodiscard]] result<void> judge_groups(const joined_tables& what,
                                            std::vector<finding>& found) const;
    [[nodiscard]] std::optional<finding> judge_one(const joined_tables& what, cell_index cell,
                                                   const interval& i, const sizes& s) const;
    void judge_shown(const joined_tables& what, const interval& total,
                     std::vector<finding>& found) const;

    const announced_method& method_;
    const public_sources& sources_;
    attack_options options_;
};

} // namespace sdc::inline v0
