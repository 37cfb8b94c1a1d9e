#include <sdc/io/file_places.hpp>

#include <sdc/io/file.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace sdc::inline v0 {
namespace {

bool is_standard_input(std::string_view name) {
    constexpr std::array<std::string_view, 4> spellings{"-", "/dev/stdin", "/dev/fd/0",
                                                        "/proc/self/fd/0"};
    return std::ranges::find(spellings, name) != spellings.end();
}

} // namespace

result<void> check_places(std::span<const std::string> inputs,
                          std::span<const std::string> outputs) {
    // What was read already is gone, so the second input would be empty.
    if (std::ranges::count_if(inputs, is_standard_input) > 1)
        return error{.code = errc::bad_argument,
                     .message = "two inputs are standard input",
                     .wanted = "a file for one of them"};
    std::vector<file_identity> read, written;
    for (const auto& name : inputs) {
        if (!name.empty()) read.push_back(identify_file(name, true));
    }
    for (const auto& name : outputs) {
        if (name.empty()) continue;
        if (auto ok = check_file_name(name); !ok) return ok;
        const auto place = identify_file(name);
        const auto refuse = [&](const char* message) {
            return error{.code = errc::bad_argument,
                         .message = message,
                         .where = {.file = name},
                         .wanted = "a file of its own"};
        };
        if (std::ranges::find(written, place) != written.end())
            return refuse("two outputs go to the same file");
        if (place.regular && std::ranges::find(read, place) != read.end())
            return refuse("an output would overwrite an input");
        written.push_back(place);
    }
    return {};
}

} // namespace sdc::inline v0
