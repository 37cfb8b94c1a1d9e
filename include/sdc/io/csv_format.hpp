/// How a file of rows is laid out.
#pragma once

#include <sdc/config.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sdc::inline v0 {

/// What a file of rows may leave open. Without `columns` the header is the first line.
struct csv_format {
    char separator = '\0'; ///< One of , ; | and tab; '\0': the one that the header has.
    std::vector<std::string> columns =
        {}; ///< Names in the header: what stands above it is a title.
    std::optional<std::uint64_t> skip = std::nullopt; ///< Lines above the header.
    std::string until = {}; ///< The first row that begins with this text ends the table.
};

} // namespace sdc::inline v0
