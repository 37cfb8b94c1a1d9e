#include "quote_json.hpp"

#include <nlohmann/json.hpp>

namespace sdc::inline v0::detail {

std::string quote_json(std::string_view text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace sdc::inline v0::detail
