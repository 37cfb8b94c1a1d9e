/// The options of a command in a file, TOML: next month's run is one short command.
#pragma once

#include <sdc/error.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sdc::cli {

struct config_item {
    std::string option; ///< Without its dashes; the value's name of an argument that has none.
    std::vector<std::string> values; ///< As they are typed; of a flag "true" or "false".
    std::uint64_t line = 0;
};

struct option_file {
    std::string command;
    std::vector<config_item> items;
};

/// Errors: io_failure; bad_syntax with file and line.
[[nodiscard]] result<option_file> read_config(const std::string& file);

[[nodiscard]] std::string write_config(const option_file& of);

} // namespace sdc::cli
