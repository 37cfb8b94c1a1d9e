#include <sdc/risk/table/dominance.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

namespace sdc::inline v0::detail {

result<void> check(const dominance_options& options, const table& t) {
    const auto refuse = [](const char* what, std::int64_t found, std::string wanted) {
        return error{.code = errc::bad_argument,
                     .message = what,
                     .field = what,
                     .rule = "dominance",
                     .found = std::to_string(found),
                     .wanted = std::move(wanted)};
    };
    if (options.largest < 1)
        return refuse("dominance_options.largest", options.largest, "at least 1");
    if (options.share_percent < 1 || options.share_percent > 100)
        return refuse("dominance_options.share_percent", options.share_percent, "1 to 100");
    if (options.p_percent < 1)
        return refuse("dominance_options.p_percent", options.p_percent, "at least 1");
    const auto kept = static_cast<std::int64_t>(t.largest(0).size());
    const auto needed = std::max<std::int64_t>(options.largest, 2);
    if (kept < needed)
        return error{.code = errc::bad_argument,
                     .message = "largest contributions of each cell",
                     .field = "tabulate_options.largest",
                     .rule = "dominance",
                     .found = std::to_string(kept),
                     .wanted = std::to_string(needed) + " or more; see tabulate_options.largest"};
    return {};
}

dominance_risk dominance_of(const table& t, cell_index cell, const dominance_options& options) {
    const auto x = t.largest(cell);
    if (x[0] <= 0) return {};
    wide_sum top = 0;
    for (std::int64_t i = 0; i < options.largest; ++i) top += x[static_cast<std::size_t>(i)];
    const auto all = wide_sum(t.value(cell));
    const auto rest = all - x[0] - x[1];
    const auto needed_rest = wide_sum(options.p_percent) * x[0];
    dominance_risk found{.is_dominated = top * 100 >= all * options.share_percent,
                         .is_nearly_known = rest * 100 < needed_rest};
    const bool fails = found.is_dominated || found.is_nearly_known;
    found.score = fails ? 1 : static_cast<double>(needed_rest) / static_cast<double>(rest * 100);
    return found;
}

} // namespace sdc::inline v0::detail
