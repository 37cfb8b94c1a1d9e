#include <sdc/rule/threshold.hpp>

#include <cstdint>
#include <string>
#include <utility>

namespace sdc::inline v0 {

result<void> check(const threshold& r) {
    const auto refuse = [](const char* field, std::int64_t found, std::string wanted) {
        return error{.code = errc::bad_argument,
                     .message = field,
                     .field = field,
                     .rule = "threshold",
                     .found = std::to_string(found),
                     .wanted = std::move(wanted)};
    };
    if (!detail::is_limit(r.minimum, 1))
        return refuse("threshold.minimum", r.minimum, detail::wanted_limit(1));
    if (!detail::is_limit(r.hide_zeros_below_total, 0))
        return refuse("threshold.hide_zeros_below_total", r.hide_zeros_below_total,
                      detail::wanted_limit(0));
    if (!detail::is_limit(r.min_total_for_breakdown, 0))
        return refuse("threshold.min_total_for_breakdown", r.min_total_for_breakdown,
                      detail::wanted_limit(0));
    // The policy shows on which side of its limit the total is; where the total may be suppressed
    // as a small count, that would narrow it.
    const auto tells_of_total = [&](std::int64_t limit) {
        return 0 < limit && limit < r.minimum && !r.publish_total;
    };
    if (tells_of_total(r.hide_zeros_below_total))
        return refuse("threshold.hide_zeros_below_total", r.hide_zeros_below_total,
                      "0, at least the minimum, or a published total");
    if (tells_of_total(r.min_total_for_breakdown))
        return refuse("threshold.min_total_for_breakdown", r.min_total_for_breakdown,
                      "0, at least the minimum, or a published total");
    return {};
}

zero_policy zeros_in(const threshold& r, std::int64_t total) noexcept {
    if (r.zeros == zero_policy::unsafe) return r.zeros;
    // Zeros are suppressed because they point at the others; under a total of 0 there are none.
    const bool few = 0 < total && total < r.hide_zeros_below_total;
    if (few || suppresses_breakdown(r, total)) return zero_policy::hide;
    return r.zeros;
}

} // namespace sdc::inline v0
