/// How often a release rule gives the table away, over every table that is possible beforehand.
#pragma once

#include <sdc/config.hpp>
#include <sdc/enumerate/enumerate.hpp>
#include <sdc/rule/evaluate.hpp>
#include <sdc/table/tabulate.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// What a release shows of each cell of a table: its number, or `suppressed_value`.
using published_values = std::vector<std::int64_t>;
inline constexpr std::int64_t suppressed_value = -1;

/// Primary suppression only: cells that the rules flag are suppressed, and nothing is done to
/// protect them.
class SDCKIT_API primary_only {
public:
    primary_only(std::shared_ptr<const cube> c, std::vector<rule> rules)
        : cube_(std::move(c)), rules_(std::move(rules)) {}

    /// Precondition: `values` is additive over the cube and the rules are in range. O(cells x
    /// dimensions x depth).
    [[nodiscard]] published_values operator()(std::span<const std::int64_t> values) const {
        const auto t = table::make(cube_, {.values = {values.begin(), values.end()}}).value();
        const auto flagged = evaluate(t, rules_).value();
        published_values shown(values.begin(), values.end());
        for (const auto cell : flagged.cells()) shown[cell] = suppressed_value;
        return shown;
    }

    /// Adds what the announced rules imply about the suppressed cells. O(cells).
    void learn(std::span<const std::int64_t> shown, knowledge& known) const;

private:
    std::shared_ptr<const cube> cube_;
    std::vector<rule> rules_;
};

struct recover_options {
    std::vector<std::uint32_t> weights = {}; ///< Prior: a unit is in the i-th leaf with probability
                                             ///< proportional to this; empty: uniform.
    enumerate_options search = {};
};

struct fraction {
    std::uint64_t numerator = 0;
    std::uint64_t denominator = 1;

    bool operator==(const fraction&) const = default;
};

/// How much a release rule gives away, over all tables that are possible beforehand.
struct recovery {
    std::uint64_t tables = 0;            ///< Possible beforehand.
    std::uint64_t recovered = 0;         ///< Those whose published values no other table has.
    std::uint64_t suppressed_leaves = 0; ///< Suppressed leaves, summed over all tables.
    std::uint64_t recovered_leaves =
        0; ///< Those of them that have one value in all tables with the same published values.
    double probability = 0; ///< That the whole table is recovered, given what is known beforehand.
    std::optional<fraction> exact =
        {}; ///< The same, reduced, where the sums fit 128 bits and the result 64.
};

/// Enumerates what is possible given `known` (the total, side statements), applies `publish`
/// (callable: all values of a table to its `published_values`) and counts the published tables that
/// only one table has. The prior is multinomial: each unit falls into a leaf independently. Errors:
/// as `enumerate`; not_proved if the limit came first; bad_argument if the number of weights is not
/// that of the leaves, all possible tables have weight 0, or the total is not known (then the prior
/// says nothing about it). Complexity: O(tables x (`publish` + cells + log groups)) time, O(groups
/// x cells) memory.
template <class Publish>
[[nodiscard]] result<recovery> recover(const knowledge& known, Publish&& publish,
                                       const recover_options& options = {});
namespace detail {

__extension__ typedef unsigned __int128 wide_count;

/// A multinomial weight: exact while it fits, and always as a probability.
struct table_weight {
    bool fits = true;
    wide_count exact = 0;
    double probability = 0;

    void add(const table_weight& other) noexcept {
        fits = fits && other.fits && !__builtin_add_overflow(exact, other.exact, &exact);
        probability += other.probability;
    }
};

/// n! / prod x! x prod weight^x, built unit by unit so that every step is an integer.
class SDCKIT_API multinomial {
public:
    multinomial(std::vector<cell_index> leaves, std::vector<std::uint32_t> weights)
        : leaves_(std::move(leaves)), weights_(std::move(weights)) {
        for (const auto w : weights_) sum_ += w;
    }

    [[nodiscard]] table_weight operator()(std::span<const std::int64_t> values) const noexcept {
        table_weight result{.exact = 1, .probability = 1};
        std::int64_t units = 0;
        for (std::size_t i = 0; i < leaves_.size(); ++i) {
            const std::uint32_t weight = weights_.empty() ? 1 : weights_[i];
            const double share = weights_.empty() ? 1 / static_cast<double>(leaves_.size())
                                                  : weight / static_cast<double>(sum_);
            for (std::int64_t k = 1; k <= values[leaves_[i]]; ++k) {
                ++units;
                result.probability *= static_cast<double>(units) / static_cast<double>(k) * share;
                // The weights so far are a common factor, so the division leaves no remainder.
                result.fits = result.fits &&
                              !__builtin_mul_overflow(result.exact, static_cast<wide_count>(units),
                                                      &result.exact);
                result.exact /= static_cast<wide_count>(k);
                result.fits = result.fits && !__builtin_mul_overflow(
                                                 result.exact, wide_count{weight}, &result.exact);
            }
        }
        return result;
    }

private:
    std::vector<cell_index> leaves_;
    std::vector<std::uint32_t> weights_;
    std::uint64_t sum_ = 0;
};

/// All tables with the same published values.
struct published_group {
    std::uint64_t tables = 0;
    table_weight weight = {};
    std::vector<std::int64_t> first = {}; // the first table
    std::vector<bool> varies = {};        // cells with a second value

    void add(std::span<const std::int64_t> values, const table_weight& w) {
        if (tables++ == 0) {
            first.assign(values.begin(), values.end());
            varies.resize(values.size());
        }
        for (std::size_t cell = 0; cell < values.size(); ++cell) {
            if (values[cell] != first[cell]) varies[cell] = true;
        }
        weight.add(w);
    }
};

SDCKIT_API result<void> check_weights(std::span<const std::uint32_t> weights, std::size_t leaves);

SDCKIT_API void set_probability(recovery& r, const table_weight& recovered,
                                const table_weight& all);

SDCKIT_API result<recovery> summarise(const std::map<published_values, published_group>& groups,
                                      std::span<const cell_index> leaves);
} // namespace detail

template <class Publish>
result<recovery> recover(const knowledge& known, Publish&& publish,
                         const recover_options& options) {
    const auto leaves = detail::leaves_of(known.cube());
    if (auto ok = detail::check_weights(options.weights, leaves.size()); !ok) return ok.error();
    const detail::multinomial prior(leaves, options.weights);
    std::map<published_values, detail::published_group> groups;
    std::optional<std::int64_t> total;
    bool one_total = true;
    const auto complete = for_each_table(
        known,
        [&](std::span<const std::int64_t> values) {
            one_total = one_total && values[0] == total.value_or(values[0]);
            total = values[0];
            groups[publish(values)].add(values, prior(values));
        },
        options.search);
    if (!complete) return complete.error();
    if (!*complete)
        return error{.code = errc::not_proved,
                     .message = "the possible tables are too many to enumerate",
                     .wanted = "at most " + std::to_string(options.search.limit) + " steps"};
    if (groups.empty()) return detail::no_table();
    if (!one_total)
        return error{.code = errc::bad_argument, .message = "the prior needs a known total"};
    return detail::summarise(groups, leaves);
}

} // namespace sdc::inline v0
