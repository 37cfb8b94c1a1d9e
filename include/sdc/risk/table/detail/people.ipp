#include <sdc/risk/table/detail/people.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

namespace sdc::inline v0::detail {

error refuse_counts(std::string what, std::string found, std::string wanted, errc code) {
    return {.code = code,
            .message = std::move(what),
            .found = std::move(found),
            .wanted = std::move(wanted)};
}

result<std::int64_t> people_in(std::span<const std::int64_t> counts, const char* what) {
    std::int64_t total = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] < 0)
            return refuse_counts(what, "a negative count at position " + std::to_string(i),
                                 "at least 0");
        const auto sum = add(total, counts[i]);
        if (!sum)
            return refuse_counts(what, "a sum beyond 64 bits", "a sum that fits 64 bits",
                                 errc::overflow);
        total = *sum;
    }
    if (total == 0)
        return refuse_counts(what, counts.empty() ? "none" : "nobody", "at least one person");
    return total;
}

} // namespace sdc::inline v0::detail
