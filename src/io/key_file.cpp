#include <sdc/io/key_file.hpp>

#include <sdc/detail/as_word.hpp>
#include <sdc/detail/siphash.hpp>
#include <sdc/io/file.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>

#include <sys/stat.h>

namespace sdc::inline v0 {

result<cost_key> read_key(const std::string& file) {
    constexpr std::size_t least = 16;
    const auto refuse = [&](std::string found, std::string wanted) {
        return error{.code = errc::bad_argument,
                     .message = "key",
                     .where = {.file = file},
                     .found = std::move(found),
                     .wanted = std::move(wanted)};
    };
    if (file == "-")
        return refuse("standard input", "a file that is there for the next release, too");
    struct stat is {};
    if (::stat(file.c_str(), &is) != 0)
        return refuse("no such file", "a secret: head -c 32 /dev/urandom >KEY; chmod 600 KEY");
    if (!S_ISREG(is.st_mode))
        return refuse("not a regular file", "a file that is there for the next release, too");
    if ((is.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return refuse("a file that group or others may use", "chmod 600 " + detail::as_word(file));
    const auto content = read_file(file);
    if (!content) return content.error();
    if (content->size() < least)
        return refuse(std::to_string(content->size()) + " bytes",
                      "at least 16 bytes, such as those of head -c 32 /dev/urandom");
    // Condensed under two fixed keys.
    cost_key key;
    for (std::size_t half = 0; half < 2; ++half) {
        const auto h = detail::siphash({static_cast<std::uint8_t>(half + 1)}, *content);
        for (std::size_t i = 0; i < 8; ++i)
            key.bytes[8 * half + i] = static_cast<std::uint8_t>(h >> (8 * i));
    }
    return key;
}

} // namespace sdc::inline v0
