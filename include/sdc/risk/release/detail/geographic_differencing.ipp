#include <sdc/risk/release/geographic_differencing.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

result<void> check(const division& z, std::size_t atoms, const char* which) {
    const auto refuse = [&](const char* what, std::string found, std::string wanted) {
        return error{.code = errc::bad_argument,
                     .message = std::string(which) + " division: " + what,
                     .field = which,
                     .found = std::move(found),
                     .wanted = std::move(wanted)};
    };
    if (z.zone_of.size() != atoms)
        return refuse("atoms", std::to_string(z.zone_of.size()),
                      std::to_string(atoms) + ", as the other");
    for (const auto zone : z.zone_of) {
        if (zone >= z.counts.size())
            return refuse("a zone without a count", std::to_string(zone),
                          "less than " + std::to_string(z.counts.size()));
    }
    if (std::ranges::any_of(z.counts, [](std::int64_t n) { return n < 0; }))
        return refuse("a count", "below 0", "at least 0");
    return {};
}

/// The unions of zones of one division, compared with the other.
class zone_unions {
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

result<void> zone_unions::look() {
    for (std::uint32_t zone = 0; zone < outer_.counts.size(); ++zone) {
        std::set<std::uint32_t> next;
        for (const auto other : next_to_[zone]) {
            if (other > zone) next.insert(other);
        }
        if (auto ok = grow({zone}, std::move(next), zone); !ok) return ok;
    }
    return {};
}

result<void> zone_unions::grow(zones chosen, std::set<std::uint32_t> next, std::uint32_t root) {
    if (steps_++ >= options_.step_limit) {
        to_.complete = false;
        return {};
    }
    if (auto ok = judge(chosen); !ok) return ok;
    if (chosen.size() == options_.most_zones) return {};
    while (!next.empty()) {
        const auto zone = *next.begin();
        next.erase(next.begin());
        auto further = next;
        for (const auto other : next_to_[zone]) {
            const bool is_new = other > root && std::ranges::find(chosen, other) == chosen.end() &&
                                std::ranges::none_of(chosen, [&](std::uint32_t c) {
                                    return next_to_[c].contains(other);
                                });
            if (is_new) further.insert(other);
        }
        auto larger = chosen;
        larger.push_back(zone);
        if (auto ok = grow(std::move(larger), std::move(further), root); !ok) return ok;
    }
    return {};
}

bool zone_unions::holds_together(const zones& chosen, const zones& within) const {
    std::vector<std::size_t> part(chosen.size());
    std::iota(part.begin(), part.end(), std::size_t{0});
    for (const auto in : within) {
        std::size_t first = chosen.size();
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            if (!touching_[in].contains(chosen[i])) continue;
            if (first == chosen.size()) first = part[i];
            const auto old = part[i];
            std::ranges::replace(part, old, first);
        }
    }
    return std::ranges::all_of(part, [&](std::size_t p) { return p == part.front(); });
}

result<void> zone_unions::judge(const zones& chosen) {
    std::set<std::uint32_t> seen;
    for (const auto zone : chosen) seen.insert(touched_[zone].begin(), touched_[zone].end());
    zones within;
    std::int64_t people = 0;
    for (const auto zone : chosen) people += outer_.counts[zone];
    for (const auto in : seen) {
        if (!std::ranges::all_of(touching_[in], [&](std::uint32_t zone) {
                return std::ranges::find(chosen, zone) != chosen.end();
            }))
            continue;
        within.push_back(in);
        people -= inner_.counts[in];
    }
    if (people < 0)
        return error{.code = errc::contradiction,
                     .message = "zones hold more people than the zones around them"};
    if (people == 0 || people >= options_.fewer_than || within.empty() ||
        !holds_together(chosen, within))
        return {};
    auto sorted = chosen;
    std::ranges::sort(sorted);
    to_.found.push_back({.outer = std::move(sorted),
                         .inner = std::move(within),
                         .first_is_outer = first_,
                         .people = people});
    return {};
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

result<zone_differences> find_zone_differences(const division& first, const division& second,
                                               const zone_difference_options& options) {
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
