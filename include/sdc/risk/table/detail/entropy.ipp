#include <sdc/risk/table/entropy.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

double entropy_part(std::int64_t part, std::int64_t whole) {
    if (part == 0) return 0;
    const auto share = static_cast<double>(part) / static_cast<double>(whole);
    return share * -std::log(share);
}

double entropy_of(std::span<const std::int64_t> counts, std::int64_t total) {
    double sum = 0;
    for (const auto n : counts) sum += entropy_part(n, total);
    return std::max(sum, 0.0); // ln 1 may come as -0
}

double weighted(const entropy_risk& r, const entropy_options& options) {
    const auto sum = options.zeros_weight * r.zeros +
                     options.concentration_weight * r.concentration + options.size_weight * r.size;
    return std::clamp(sum, 0.0, 1.0);
}

entropy_risk entropy_before(std::span<const std::int64_t> counts, std::int64_t total,
                            const entropy_options& options) {
    const auto cells = static_cast<double>(counts.size());
    const auto people = static_cast<double>(total);
    entropy_risk r;
    r.zeros = static_cast<double>(std::ranges::count(counts, 0)) / cells;
    r.entropy = entropy_of(counts, total);
    if (counts.size() > 1) r.concentration = std::clamp(1 - r.entropy / std::log(cells), 0.0, 1.0);
    r.size = std::min((1 + std::log(people) / 2) / std::sqrt(people), 1.0);
    r.value = counts.size() == 1 && total < options.small_total ? 1.0 : weighted(r, options);
    return r;
}

result<std::vector<moved_people>> transition(std::span<const std::int64_t> counts,
                                             std::span<const moved_people> moves) {
    std::vector<std::int64_t> stay(counts.begin(), counts.end());
    std::vector<moved_people> all;
    all.reserve(counts.size() + moves.size());
    const auto refuse = [](std::size_t at, const char* found, const char* wanted) {
        return error{.code = errc::bad_argument,
                     .message = "move " + std::to_string(at),
                     .field = "moves",
                     .element = at + 1,
                     .found = found,
                     .wanted = wanted};
    };
    for (std::size_t i = 0; i < moves.size(); ++i) {
        const auto& m = moves[i];
        if (m.from >= counts.size() || m.to >= counts.size())
            return refuse(i, "a cell outside the table", "a position of the counts");
        if (m.people < 0) return refuse(i, "a negative number of people", "at least 0");
        if (m.people > stay[m.from])
            return refuse(i, "more people leave a cell than are in it",
                          "at most the count of the cell");
        stay[m.from] -= m.people;
        if (m.people != 0) all.push_back(m);
    }
    for (std::size_t i = 0; i < stay.size(); ++i) {
        if (stay[i] != 0) all.push_back({.from = i, .to = i, .people = stay[i]});
    }
    std::ranges::sort(all, {}, [](const moved_people& m) { return std::tuple(m.to, m.from); });
    std::size_t kept = 0;
    for (std::size_t i = 1; i < all.size(); ++i) {
        if (all[i].to == all[kept].to && all[i].from == all[kept].from)
            all[kept].people += all[i].people;
        else
            all[++kept] = all[i];
    }
    all.resize(std::min(all.size(), kept + 1));
    return all;
}

double conditional_entropy_of(std::span<const moved_people> ordered, std::int64_t total) {
    double sum = 0;
    for (std::size_t begin = 0, end = 0; begin < ordered.size(); begin = end) {
        std::int64_t published = 0;
        for (end = begin; end < ordered.size() && ordered[end].to == ordered[begin].to; ++end)
            published += ordered[end].people;
        double inner = 0;
        for (auto i = begin; i < end; ++i) inner += entropy_part(ordered[i].people, published);
        sum += static_cast<double>(published) / static_cast<double>(total) * inner;
    }
    return std::max(sum, 0.0);
}

double zeros_after(std::span<const std::int64_t> counts, std::span<const moved_people> ordered) {
    std::vector<bool> filled(counts.size());
    for (const auto& m : ordered) filled[m.to] = true;
    std::size_t before = 0, either = 0, both = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        before += counts[i] == 0;
        either += counts[i] == 0 || !filled[i];
        both += counts[i] == 0 && !filled[i];
    }
    if (both == 0) return 0;
    const auto share = static_cast<double>(before) / static_cast<double>(counts.size());
    return either == both
               ? share
               : std::pow(share, static_cast<double>(either) / static_cast<double>(both));
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

result<void> check(const entropy_options& options) {
    const auto refuse = [](const char* field, double found, const char* wanted) {
        return error{.code = errc::bad_argument,
                     .message = field,
                     .field = field,
                     .found = std::to_string(found),
                     .wanted = wanted};
    };
    const std::pair<const char*, double> weights[] = {
        {"entropy_options.zeros_weight", options.zeros_weight},
        {"entropy_options.concentration_weight", options.concentration_weight},
        {"entropy_options.size_weight", options.size_weight}};
    double sum = 0;
    for (const auto& [field, weight] : weights) {
        if (!(weight >= 0 && weight <= 1)) return refuse(field, weight, "0 to 1");
        sum += weight;
    }
    if (std::abs(sum - 1) > 1e-9)
        return refuse("entropy_options: the sum of the weights", sum, "1");
    if (options.small_total < 0)
        return refuse("entropy_options.small_total", static_cast<double>(options.small_total),
                      "at least 0");
    return {};
}

} // namespace sdc::inline v0
