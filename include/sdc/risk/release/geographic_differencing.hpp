/// Differencing between two ways to divide the same ground: districts and grid squares, two
/// bandings of age.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/rule/verdict.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// A way to divide atoms (the smallest areas that both ways are made of), with the counts that were
/// published for its zones.
struct division {
    std::vector<std::uint32_t> zone_of = {}; ///< Of each atom, from 0.
    std::vector<std::int64_t> counts = {};   ///< Of each zone, at least 0.
};

/// Zones of one division less the zones of the other that lie within them: the people of the rest.
struct zone_difference {
    std::vector<std::uint32_t> outer = {}, inner = {}; ///< Ascending.
    bool first_is_outer = true;
    std::int64_t people = 0; ///< At least 1.

    bool operator==(const zone_difference&) const = default;
};

struct zone_difference_options {
    std::int64_t fewer_than = 5;           ///< Small is a rest of 1 to this less 1; at least 2.
    std::size_t most_zones = 6;            ///< Outer zones that are taken together; at least 1.
    std::uint64_t step_limit = 10'000'000; ///< Unions looked at.
};

struct zone_differences {
    std::vector<zone_difference> found =
        {}; ///< Fewest people first, then fewest zones, those of the first division, in order.
    bool complete = true; ///< False: the step limit came first.
};

namespace detail {

SDCKIT_API result<void> check(const division& z, std::size_t atoms, const char* which);

/// The unions of zones of one division, compared with the other.
class SDCKIT_API zone_unions {
public:
    using zones = std::vector<std::uint32_t>;

    zone_unions(const division& outer, const division& inner, bool first_is_outer,
                const zone_difference_options& options, zone_differences& to)
        : outer_(outer), inner_(inner), first_(first_is_outer), options_(options), to_(to),
          touched_(outer.counts.size()), next_to_(outer.counts.size()),
          touching_(inner.counts.size()) {
        for (std::size_t atom = 0; atom < outer.zone_of.size(); ++atom) {
            touched_[outer.zone_of[atom]].insert(inner.zone_of[atom]);
            touching_[inner.zone_of[atom]].insert(outer.zone_of[atom]);
        }
        for (std::uint32_t zone = 0; zone < touched_.size(); ++zone) {
            for (const auto in : touched_[zone])
                next_to_[zone].insert(touching_[in].begin(), touching_[in].end());
            next_to_[zone].erase(zone);
        }
    }

    /// Every connected union once: grown from its lowest zone by zones that it is next to (Wernicke
    /// 2006, ESU).
    result<void> look();

private:
    result<void> grow(zones chosen, std::set<std::uint32_t> next, std::uint32_t root);

    /// A union that falls apart says no more than its parts do.
    [[nodiscard]] bool holds_together(const zones& chosen, const zones& within) const;

    result<void> judge(const zones& chosen);

    const division &outer_, &inner_;
    bool first_;
    const zone_difference_options& options_;
    zone_differences& to_;
    std::vector<std::set<std::uint32_t>> touched_,
        next_to_; // of an outer zone the inner ones that it meets, and the outer ones beyond
    std::vector<std::set<std::uint32_t>> touching_; // of an inner zone the outer ones that it meets
    std::uint64_t steps_ = 0;
};

} // namespace detail

/// Every union of at most `most_zones` zones of one division that, less the zones of the other
/// within it, leaves 1 to `fewer_than` - 1 people, whom an intruder finds by subtraction. Unions
/// that fall into parts that no zone of the other connects are left out. Counts are taken as exact
/// and zones as whole; for ranges, margins and further tables use `score_sequence`, with a table
/// that names the rest. Guarantee: where `complete`, none is missed. Errors: bad_argument (an
/// option out of range, zones without counts, other atoms); contradiction where a zone holds more
/// people than the zones around it. Complexity: the connected unions, each O(zones met). Source:
/// Costemalle (2019); Duke-Williams and Rees (1998) for the problem.
[[nodiscard]] inline result<zone_differences>
find_zone_differences(const division& first, const division& second,
                      const zone_difference_options& options = {}) {
    const auto refuse = [](const char* field, std::string found, const char* wanted) {
        return error{.code = errc::bad_argument,
                     .message = field,
                     .field = field,
                     .found = std::move(found),
                     .wanted = wanted};
    };
    if (options.fewer_than < 2)
        return refuse("zone_difference_options.fewer_than", std::to_string(options.fewer_than),
                      "at least 2");
    if (options.most_zones < 1)
        return refuse("zone_difference_options.most_zones", "0", "at least 1");
    if (auto ok = detail::check(first, first.zone_of.size(), "the first"); !ok) return ok.error();
    if (auto ok = detail::check(second, first.zone_of.size(), "the second"); !ok) return ok.error();
    zone_differences to;
    if (auto ok = detail::zone_unions(first, second, true, options, to).look(); !ok)
        return ok.error();
    if (auto ok = detail::zone_unions(second, first, false, options, to).look(); !ok)
        return ok.error();
    std::ranges::sort(to.found, {}, [](const zone_difference& d) {
        return std::tuple(d.people, d.outer.size(), !d.first_is_outer, d.outer);
    });
    return to;
}

} // namespace sdc::inline v0
