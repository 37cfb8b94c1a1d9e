#include <sdc/risk/table/group_diversity.hpp>

namespace sdc::inline v0 {

result<least_diversity> find_least_diversity(const table& t, double c) {
    least_diversity found;
    const auto ok = for_each_group_diversity(
        t,
        [&found](const group_diversity& g) {
            const auto less_diverse = [](const l_diversity& a, const l_diversity& b) {
                return a.distinct != b.distinct ? a.distinct < b.distinct : a.entropy < b.entropy;
            };
            if (!found.fewest || g.people < found.fewest->people) found.fewest = g;
            if (!found.least_diverse || less_diverse(g.categories, found.least_diverse->categories))
                found.least_diverse = g;
            if (!found.farthest || g.distance > found.farthest->distance) found.farthest = g;
        },
        c);
    if (!ok) return ok.error();
    return found;
}

} // namespace sdc::inline v0
