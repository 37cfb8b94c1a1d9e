/// How often a release rule gives the table away, estimated from samples where the possible tables
/// are too many to enumerate.
#pragma once

#include <sdc/attack/recovery.hpp>
#include <sdc/config.hpp>
#include <sdc/detail/splitmix64.hpp>
#include <sdc/enumerate/leaf_facts.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

struct estimate_options {
    std::vector<std::uint32_t> weights = {}; ///< As `recover_options::weights`.
    std::uint64_t samples = 1000;            ///< At least 1.
    std::uint64_t seed = 1;                  ///< Same seed, same samples.
    std::uint64_t attempts = 10'000; ///< Tables drawn for one that agrees with the side statements.
    enumerate_options search = {.limit =
                                    100'000}; ///< For the tables with the same published values.
};

/// An estimate, not a proof: what `samples` tables drawn with `seed` showed.
struct recovery_estimate {
    std::uint64_t seed = 0;
    std::uint64_t samples = 0;
    std::uint64_t recovered = 0;     ///< No other table has the same published values.
    std::uint64_t not_recovered = 0; ///< Another table has it.
    std::uint64_t undecided = 0;     ///< The search limit came first.
    double low = 0;  ///< 95 % interval of the probability of recovery; undecided samples count as
                     ///< not recovered here
    double high = 1; ///< and as recovered here.

    /// Of the decided samples; 0 if there are none.
    [[nodiscard]] double probability() const noexcept {
        const auto decided = recovered + not_recovered;
        return decided == 0 ? 0 : static_cast<double>(recovered) / static_cast<double>(decided);
    }
};

/// Draws tables from the multinomial prior given what is `known`, and decides for each exactly
/// whether its published values are those of one table only. `publish` may have learn(its result,
/// knowledge), which adds what the announced rule implies about the suppressed cells; it only makes
/// the search shorter. Errors: as `recover`; bad_argument for 0 samples; not_proved if the draws
/// agree too rarely with what is known. Deterministic: depends on arguments only. Complexity:
/// O(samples x (attempts x (total + facts) + search steps)). Reference: Wilson (1927), Probable
/// inference, the law of succession, and statistical inference, for the interval.
template <class Publish>
[[nodiscard]] result<recovery_estimate> estimate_recovery(const knowledge& known, Publish&& publish,
                                                          const estimate_options& options = {});

namespace detail {

/// The 95 % score interval of a probability after `hits` in `n` trials.
[[nodiscard]] SDCKIT_API std::pair<double, double> wilson_interval(std::uint64_t hits,
                                                                   std::uint64_t n) noexcept;

/// Tables from the prior given what is known: units fall into the leaves that can hold one, and
/// tables that disagree are rejected.
class SDCKIT_API table_sampler {
public:
    [[nodiscard]] static result<table_sampler> make(const knowledge& known,
                                                    const estimate_options& options);

    /// Fills the cells of sample number `i`; false if no attempt agreed.
    [[nodiscard]] bool draw(const cube& c, std::uint64_t i,
                            std::vector<std::int64_t>& values) const;

private:
    table_sampler(leaf_facts facts, std::int64_t units, const estimate_options& options)
        : facts_(std::move(facts)), units_(units), seed_(options.seed),
          attempts_(options.attempts) {
        std::uint64_t sum = 0;
        for (std::size_t k = 0; k < facts_.leaves.size(); ++k) {
            if (facts_.high[k] > 0) sum += options.weights.empty() ? 1 : options.weights[k];
            weight_.push_back(sum);
        }
    }

    [[nodiscard]] bool agrees(std::span<const std::int64_t> leaf) const noexcept;

    leaf_facts facts_;
    std::vector<std::uint64_t> weight_; // cumulative
    std::int64_t units_;
    std::uint64_t seed_, attempts_;
};

/// Whether an intruder can infer the whole table from its published values; nothing if the limit
/// came first.
template <class Publish>
[[nodiscard]] result<std::optional<bool>> is_recovered(knowledge known, Publish&& publish,
                                                       std::span<const std::int64_t> values,
                                                       const enumerate_options& options) {
    const published_values shown = publish(values);
    for (std::size_t cell = 0; cell < shown.size(); ++cell) {
        if (shown[cell] != suppressed_value)
            known.learn_exact(static_cast<cell_index>(cell), shown[cell]);
    }
    if constexpr (requires { publish.learn(shown, known); }) publish.learn(shown, known);
    auto search = table_search::make(known);
    if (!search) return search.error();
    std::vector<std::int64_t> other;
    bool second = false;
    const auto complete = search->run(options, [&] {
        search->fill(known.cube(), other);
        second = !std::ranges::equal(other, values) &&
                 publish(std::span<const std::int64_t>(other)) == shown;
        return !second;
    });
    if (!complete) return complete.error();
    if (!*complete) return std::optional<bool>{};
    return std::optional<bool>{!second};
}

} // namespace detail

template <class Publish>
result<recovery_estimate> estimate_recovery(const knowledge& known, Publish&& publish,
                                            const estimate_options& options) {
    if (options.samples == 0)
        return error{.code = errc::bad_argument,
                     .message = "estimate_options.samples",
                     .field = "estimate_options.samples",
                     .found = "0",
                     .wanted = "at least 1"};
    const auto sampler = detail::table_sampler::make(known, options);
    if (!sampler) return sampler.error();
    recovery_estimate r{.seed = options.seed, .samples = options.samples};
    std::vector<std::int64_t> values;
    for (std::uint64_t i = 0; i < options.samples; ++i) {
        if (!sampler->draw(known.cube(), i, values))
            return error{.code = errc::not_proved,
                         .message = "the tables drawn agree too rarely with what is known",
                         .wanted = "one of " + std::to_string(options.attempts)};
        const auto recovered = detail::is_recovered(known, publish, values, options.search);
        if (!recovered) return recovered.error();
        if (!recovered->has_value())
            ++r.undecided;
        else if (**recovered)
            ++r.recovered;
        else
            ++r.not_recovered;
    }
    if (r.undecided > 0) detail::report_limit(options.search);
    r.low = detail::wilson_interval(r.recovered, r.samples).first;
    r.high = detail::wilson_interval(r.recovered + r.undecided, r.samples).second;
    return r;
}

} // namespace sdc::inline v0
