/// Small tables, exactly: every integer table that agrees with what an intruder knows.
#pragma once

#include <sdc/config.hpp>
#include <sdc/enumerate/leaf_facts.hpp>
#include <sdc/run_control.hpp>
#include <sdc/table/tabulate.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

struct enumerate_options {
    run_control run = {};             ///< Its log gets a line if the limit comes first.
    std::uint64_t limit = 10'000'000; ///< Steps: values tried, over all leaves. A table takes at
                                      ///< most one for each leaf.
};

/// What the enumeration found.
struct enumeration {
    std::uint64_t tables = 0; ///< All consistent tables, or those found before the limit.
    bool complete =
        true; ///< False: the limit came first, and `tables` and `values` are lower bounds.
    std::vector<std::vector<std::int64_t>> values =
        {}; ///< For each asked cell the values it takes, ascending.

    /// What an intruder does not know yet, in bits, if all tables are equally likely.
    [[nodiscard]] double bits() const noexcept { return std::log2(static_cast<double>(tables)); }
};

/// Calls f(values) for every integer table that agrees with `known`; `values` holds all
/// cells of the cube, margins included, and is valid during the call. Returns true if all tables
/// were visited, false if the limit came first. Order: leaves counted up, the last one fastest.
/// Errors: bad_argument if nothing that is known bounds a leaf from above; cancelled. Complexity:
/// O(steps x facts over a leaf + tables x dimensions x cells); under one known total no step is
/// lost.
template <class F>
[[nodiscard]] result<bool> for_each_table(const knowledge& known, F&& f,
                                          const enumerate_options& options = {});

/// Counts the tables that agree with `known` and collects the values of the asked cells.
/// Errors: bad_argument as above or a cell outside the cube; contradiction if no table agrees.
/// Complexity: as `for_each_table`.
[[nodiscard]] result<enumeration> enumerate(const knowledge& known,
                                            std::span<const cell_index> asked = {},
                                            const enumerate_options& options = {});
namespace detail {

/// Backtracking over the leaves in order; each fact over a leaf narrows the values that it can
/// still take.
class SDCKIT_API table_search {
public:
    [[nodiscard]] static result<table_search> make(const knowledge& known);

    /// f() at every complete table while it returns true; false if the limit came first. Errors:
    /// cancelled.
    template <class F>
    result<bool> run(const enumerate_options& options, F&& f) {
        constexpr std::uint64_t steps_between_checks = 4096;
        const auto n = leaves_.size();
        std::size_t k = 0;
        open(0);
        for (std::uint64_t steps = 0;;) {
            if (next_[k] > last_[k]) {
                if (k == 0) return true;
                set(--k, 0); // take back the value of the leaf before
                continue;
            }
            if (steps % steps_between_checks == 0) {
                if (auto ok = check_cancelled(options.run); !ok) return ok.error();
            }
            if (steps++ == options.limit) return false;
            set(k, next_[k]++);
            if (k + 1 < n) {
                open(++k);
            } else {
                if (agrees() && !f()) return true;
                set(k, 0);
            }
        }
    }

    /// Values of all cells of the table that is set now.
    void fill(const cube& c, std::vector<std::int64_t>& values) const;

private:
    /// `rest_*[i]` bound the sum of the terms after the i-th.
    struct open_fact : linear_fact {
        std::vector<wide_sum> rest_low = {}, rest_high = {};
        wide_sum sum = 0; // of the terms that are set
    };

    explicit table_search(leaf_facts known)
        : leaves_(std::move(known.leaves)), low_(std::move(known.low)),
          high_(std::move(known.high)), value_(leaves_.size()), next_(leaves_.size()),
          last_(leaves_.size()), facts_of_(leaves_.size()), impossible_(known.impossible) {
        for (auto& fact : known.facts) facts_.push_back({std::move(fact)});
        complete_facts();
    }

    void complete_facts();

    /// The values that leaf k can take, given the leaves before it.
    void open(std::size_t k) noexcept;

    /// Of each union of cases an alternative holds.
    [[nodiscard]] bool agrees();

    void set(std::size_t k, std::int64_t value) noexcept;

    std::vector<cell_index> leaves_;
    std::vector<std::int64_t> low_, high_, value_, next_, last_;
    std::vector<open_fact> facts_;
    std::vector<std::vector<std::pair<std::size_t, std::size_t>>>
        facts_of_; // for each leaf (fact, its term)
    bool impossible_ = false;
    std::vector<one_of> cases_;
    std::shared_ptr<const cube> cube_;
    std::vector<std::int64_t> scratch_;
};
SDCKIT_API sdc::error no_table();

SDCKIT_API void report_limit(const enumerate_options& options);

} // namespace detail
template <class F>
result<bool> for_each_table(const knowledge& known, F&& f, const enumerate_options& options) {
    auto search = detail::table_search::make(known);
    if (!search) return search.error();
    std::vector<std::int64_t> values;
    const auto complete = search->run(options, [&] {
        search->fill(known.cube(), values);
        f(std::span<const std::int64_t>(values));
        return true;
    });
    if (complete && !*complete) detail::report_limit(options);
    return complete;
}

SDCKIT_API result<enumeration> enumerate(const knowledge& known, std::span<const cell_index> asked,
                                         const enumerate_options& options);

} // namespace sdc::inline v0
