/// What was meant by a word that is none.
#include "options.hpp"

#include <algorithm>
#include <cstddef>

namespace sdc::cli {
namespace {

/// Letters put in, left out, replaced, or swapped with the next one. Errors of typing are few, so
/// texts that are far apart in length are not compared.
std::size_t edit_distance(std::string_view from, std::string_view to) {
    std::vector<std::size_t> before(to.size() + 1), last(to.size() + 1), now(to.size() + 1);
    for (std::size_t j = 0; j <= to.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= from.size(); ++i) {
        now[0] = i;
        for (std::size_t j = 1; j <= to.size(); ++j) {
            now[j] = std::min(
                {last[j] + 1, now[j - 1] + 1, last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                now[j] = std::min(now[j], before[j - 2] + 1);
        }
        before.swap(last);
        last.swap(now);
    }
    return last[to.size()];
}

} // namespace

std::string_view find_nearest(std::string_view typed, const std::vector<std::string_view>& among) {
    constexpr std::size_t longest = 40;
    if (typed.size() > longest) return {};
    const auto letters = std::min(typed.size(), typed.find_first_not_of('-'));
    auto least = 1 + (typed.size() - letters) / 3; // at most one letter in three is wrong
    std::string_view nearest;
    for (const auto name : among) {
        const auto distance = edit_distance(typed, name);
        if (distance >= least) continue;
        least = distance;
        nearest = name;
    }
    return nearest;
}

} // namespace sdc::cli
