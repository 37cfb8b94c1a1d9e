/// What a recommendation says of a method.
#pragma once

#include <sdc/release/recommend.hpp>

#include <algorithm>
#include <memory>
#include <utility>

namespace support {

[[nodiscard]] inline std::shared_ptr<const sdc::table> share(sdc::table t) {
    return std::make_shared<const sdc::table>(std::move(t));
}
[[nodiscard]] inline const sdc::release_candidate& chosen(const sdc::recommendation& r) {
    return r.candidates[r.chosen];
}
[[nodiscard]] inline const sdc::release_candidate& of(const sdc::recommendation& r,
                                                      sdc::protection_method way) {
    return *std::ranges::find(r.candidates, way, &sdc::release_candidate::way);
}

} // namespace support
