/// The intruder who has the program: which of the tables that agree with a release would have been
/// released just so.
#pragma once

#include <sdc/attack/recovery.hpp>
#include <sdc/config.hpp>
#include <sdc/enumerate/enumerate.hpp>
#include <sdc/error.hpp>
#include <sdc/knowledge/knowledge.hpp>
#include <sdc/rule/requirement.hpp>

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace sdc::inline v0 {

/// What the method publishes of a table: of each cell its number or `suppressed_value` (a label of
/// a band: another number below 0, one for each label). `draw` numbers what is secret in the
/// method, such as its key: 0 to `replay_options::draws` - 1. An error: it releases nothing.
using release_method = std::function<result<published_values>(std::span<const std::int64_t> values,
                                                              std::uint64_t draw)>;

/// How likely the method with this secret is to make the release in question of these values, as a
/// whole number: 0, never. For methods with chance beyond the secret, and those that tell the
/// chance faster than by being run.
using release_weight =
    std::function<result<std::uint32_t>(std::span<const std::int64_t> values, std::uint64_t draw)>;

struct replay_options {
    std::uint64_t draws =
        1; ///< Secrets that are tried on each table, at least 1; 1 for a method without any.
    std::uint64_t tables = 10'000; ///< Where more agree with the release a sample stands for them.
    enumerate_options search = {.limit =
                                    1'000'000}; ///< The same for the steps of their enumeration.
    std::uint64_t samples = 1000;               ///< At least 1.
    std::uint64_t seed = 1;                     ///< Same seed, same sample.
    std::uint64_t attempts = 10'000;            ///< Partial tables looked at for one of the sample.
};

/// What the replay leaves of one cell.
struct replayed_cell {
    cell_index cell = 0;
    std::vector<std::int64_t> possible =
        {}; ///< Its values in the tables that were tried, ascending.
    std::vector<std::uint64_t> tables = {}; ///< Of each of `possible`, in how many of them.
    std::vector<std::int64_t> values =
        {}; ///< Those of tables that the method releases so with some secret, ascending.
    std::vector<std::uint64_t> weights =
        {}; ///< Of each of `values`, the pairs of table and secret that give the release.

    [[nodiscard]] bool is_narrowed() const noexcept { return values.size() < possible.size(); }
    [[nodiscard]] bool is_fixed() const noexcept {
        return values.size() == 1 && possible.size() > 1;
    }
    bool operator==(const replayed_cell&) const = default;
};

struct replay_result {
    bool exact = true; ///< Every table that agrees was tried. False: an estimate from `tables`
                       ///< drawn ones, which proves nothing.
    std::uint64_t tables = 0;   ///< Tried.
    std::uint64_t accepted = 0; ///< Of them, those that the method releases so with some secret.
                                ///< Their share is what the release leaves.
    std::vector<replayed_cell> cells = {}; ///< One for each asked cell.
    std::vector<bool> possible =
        {}; ///< For each asked requirement whether a table that was tried meets it,
    std::vector<bool> met = {}; ///< and whether an accepted one does.
};

/// Runs `method` on the tables that agree with `known` and keeps those from which it makes
/// `released`. With a secret the intruder averages over `draws` of them. Preconditions: `known`
/// holds what `released` shows. Guarantee: where `exact`, and the method has no secret, `values`
/// are exactly those that an intruder with the program and its options cannot exclude. Errors: as
/// `enumerate`; bad_argument for a `released` of the wrong length, no draws or no samples;
/// contradiction if the method makes the release of no table that agrees; not_proved if no table
/// for the sample is found; cancelled if the method says so. Complexity: O(tables x draws) runs of
/// the method, memory O(tables x cells). Reference: Wong, Fu, Wang and Pei (2007).
[[nodiscard]] SDCKIT_API result<replay_result>
replay(const knowledge& known, const published_values& released, const release_method& method,
       std::span<const cell_index> asked, std::span<const requirement> requirements = {},
       const replay_options& options = {});

/// The same, where `weight` says how the method takes each table to the release. Weights of a value
/// add up, to the largest number at most.
[[nodiscard]] SDCKIT_API result<replay_result>
replay(const knowledge& known, const release_weight& weight, std::span<const cell_index> asked,
       std::span<const requirement> requirements = {}, const replay_options& options = {});

} // namespace sdc::inline v0
