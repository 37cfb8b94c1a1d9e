/// The attack on published tables alone: what their markers tell, and what can be judged without
/// the counts.
#pragma once

#include "arguments.hpp"
#include "audit.hpp"
#include "sources.hpp"

#include <sdc/io/public_table.hpp>
#include <sdc/knowledge/preimage.hpp>
#include <sdc/rule/requirement.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace sdc::cli {

/// What the options say, before any file of counts is read.
struct audit_setup {
    std::vector<rule> rules = {};
    sdc::protection protection = {};
    std::optional<banding> bands = {};
    std::optional<sdc::perturbation> perturbed = {}; ///< How the numbers were made, if by chance.
    std::vector<std::string> markers = {};
    unsigned threads = 1;
    std::int64_t coalition = 0; ///< 0: outsiders only.
    bool json = false;

    [[nodiscard]] const threshold* limit() const {
        for (const auto& r : rules) {
            if (const auto* t = std::get_if<threshold>(&r)) return t;
        }
        return nullptr;
    }
};

/// The rules, bands and markers that a release announces.
[[nodiscard]] result<void> read_announced(const arguments& a, audit_setup& to);

class public_attack {
public:
    /// Both outlive this.
    public_attack(const audit_setup& setup, const std::vector<cell_index>& structural_zeros)
        : setup_(setup), zeros_(structural_zeros) {}

    /// What a reader has of the sources, with what the rules tell. Errors: contradiction, named by
    /// its smallest set of facts.
    [[nodiscard]] result<joined_tables> know(const arguments& a, const audit_sources& sources,
                                             const left_out& without) const;
    /// Suppressed cells, rounded ones, numbers that the rule suppresses, and those that can be
    /// worked out although their level is not published.
    [[nodiscard]] result<std::vector<finding>> judge(const joined_tables& what,
                                                     const audit_sources& sources) const;
    /// Withheld cells of linked tables, as the rule would have it for them; none that the first
    /// table shows or withholds itself.
    [[nodiscard]] result<std::vector<finding>>
    judge_linked(const knowledge& known, const std::vector<cell_index>& suppressed) const;

private:
    /// How to read the tables, if a marker says that its cell is at least `minimum`.
    [[nodiscard]] public_options reading(const arguments& a, std::int64_t minimum) const;
    /// Adds what the rules tell, given what the tables show, and the structural zeros; what
    /// suppressed cells are at least. Errors: contradiction.
    [[nodiscard]] result<std::int64_t> learn_rules(public_table& what,
                                                   const audit_sources& sources) const;
    /// What a size must be to be small, and how far up a reader must be left in doubt.
    struct sizes {
        std::int64_t limit = 0, high = 0;
        bool small_total = false;
    };
    [[nodiscard]] sizes find_sizes(const interval& total) const;
    void learn_bands(public_table& what, const std::vector<bool>& suppressed) const;
    [[nodiscard]] verdict judge(const knowledge& known, cell_index cell, const interval& i,
                                const sizes& s) const;
    /// Below this, less than what the method leaves of a number is announced.
    [[nodiscard]] std::int64_t base_at(std::int64_t value) const;
    [[nodiscard]] bool may_be_small(const joined_tables& what, cell_index cell) const;
    /// Nothing if a number that is shown rounded is nothing to tell.
    [[nodiscard]] std::optional<verdict> judge_rounded(const joined_tables& what, cell_index cell,
                                                       const interval& i, const sizes& s) const;
    /// The rule suppresses the value, and nothing makes it public.
    [[nodiscard]] bool is_suppressed(const cube& c, cell_index cell, std::int64_t value,
                                     const interval& total) const;
    [[nodiscard]] bool is_public_total(const cube& c, cell_index cell, bool is_zero) const;
    [[nodiscard]] cell_index find_disclosed_group(const joined_tables& what, cell_index cell,
                                                  std::int64_t value) const;
    [[nodiscard]] result<void> judge_groups(const joined_tables& what,
                                            std::vector<finding>& found) const;
    [[nodiscard]] std::optional<finding> judge_one(const joined_tables& what,
                                                   const audit_sources& sources, cell_index cell,
                                                   const interval& i, const sizes& s) const;

    const audit_setup& setup_;
    const std::vector<cell_index>& zeros_;
};

} // namespace sdc::cli
