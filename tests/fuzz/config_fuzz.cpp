/// Whatever the bytes, a file of options is read or refused with its name, and what is read is
/// written and read back as the same.
#include "cli/config.hpp"

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include <unistd.h>

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

/// The name of a file with these bytes, always the same.
const std::string& write(std::string_view bytes) {
    static const auto name = (std::filesystem::temp_directory_path() /
                              ("sdckit-fuzz-" + std::to_string(::getpid()) + ".toml"))
                                 .string();
    std::ofstream(name, std::ios::binary) << bytes;
    return name;
}

bool is_same(const sdc::cli::option_file& a, const sdc::cli::option_file& b) {
    bool same = a.command == b.command && a.items.size() == b.items.size();
    for (std::size_t i = 0; same && i < a.items.size(); ++i)
        same = a.items[i].option == b.items[i].option && a.items[i].values == b.items[i].values;
    return same;
}

/// As options of the program are named.
bool has_plain_names(const sdc::cli::option_file& of) {
    for (const auto& item : of.items) {
        if (item.option.empty() ||
            item.option.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") != std::string::npos)
            return false;
    }
    return true;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto& name = write({reinterpret_cast<const char*>(data), size});
    const auto read = sdc::cli::read_config(name);
    if (!read) {
        require(read.error().where.file == name && !read.error().message.empty());
        return 0;
    }
    if (!has_plain_names(*read)) return 0;
    const auto again = sdc::cli::read_config(write(sdc::cli::write_config(*read)));
    require(again.has_value() && is_same(*read, *again));
    return 0;
}
