#include <sdc/rule/group_disclosure.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

namespace sdc::inline v0 {

result<void> check(const group_disclosure& r) {
    const auto refuse = [](const char* field, std::int64_t found, std::string wanted) {
        return error{.code = errc::bad_argument,
                     .message = field,
                     .field = field,
                     .rule = "group disclosure",
                     .found = std::to_string(found),
                     .wanted = std::move(wanted)};
    };
    if (!detail::is_limit(r.coalition, 0))
        return refuse("group_disclosure.coalition", r.coalition, detail::wanted_limit(0));
    if (r.upper_bound < 1)
        return refuse("group_disclosure.upper_bound", r.upper_bound, "at least 1");
    return {};
}

} // namespace sdc::inline v0

namespace sdc::inline v0::detail {

bool any_sensitive(const cube& c) noexcept {
    return std::ranges::any_of(c.dimensions(),
                               [](const dimension& d) { return d.role == role::sensitive; });
}

} // namespace sdc::inline v0::detail
