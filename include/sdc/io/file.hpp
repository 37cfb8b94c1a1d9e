/// Files, whole or not at all: contents are written beside their place and renamed when every
/// output of a command is ready.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace sdc::inline v0 {

enum class file_access : unsigned char {
    ordinary,   ///< As the user's umask says, or as the file that is replaced had it.
    owner_only, ///< 0600 from the moment the file exists.
};

/// Where a name leads. Two names of one file are equal, whatever they look like and whether the
/// file exists yet or not.
struct file_identity {
    std::uint64_t device = 0,
                  number = 0; ///< Of the file; of its directory if there is no such file yet.
    std::string name = {};    ///< Empty if the file exists.
    bool regular = true; ///< False for what cannot be overwritten: a terminal, a pipe, /dev/null.

    bool operator==(const file_identity&) const = default;
};

/// "-" is standard output, or standard input if `reads`. Links are followed.
[[nodiscard]] SDCKIT_API file_identity identify_file(const std::string& file, bool reads = false);

/// Errors: bad_argument for an empty name and for one that is longer than the file system takes
/// (255 bytes on most).
[[nodiscard]] SDCKIT_API result<void> check_file_name(const std::string& file);

/// The whole file; "-" is standard input. Errors: io_failure.
[[nodiscard]] SDCKIT_API result<std::string> read_file(const std::string& file);

/// The outputs of one command. `add` writes each to a temporary file in the directory where it
/// belongs; `commit` puts all in place. Until then nothing that existed is touched; a set that is
/// destroyed without `commit` leaves nothing behind.
/// "-" is standard output; it and what is not a regular file (a pipe, /dev/null) are written by
/// `commit`, before any file is renamed, so that a broken pipe leaves no file either.
class SDCKIT_API file_set {
public:
    file_set() = default;
    file_set(const file_set&) = delete;
    file_set& operator=(const file_set&) = delete;
    ~file_set();

    /// Errors: bad_argument for a place that cannot be written (a directory, no such directory, no
    /// permission, the same file twice); io_failure where the system fails (no space).
    [[nodiscard]] result<void> add(const std::string& file, std::string content,
                                   file_access access = file_access::ordinary);
    /// Errors: io_failure.
    [[nodiscard]] result<void> commit();

private:
    struct output {
        std::string named = {}; ///< As the caller wrote it, for errors.
        std::string place = {}; ///< Links followed.
        file_identity leads_to = {};
        std::string temporary = {}; ///< Empty for a stream.
        std::string content = {};   ///< Empty for a file: it is on disk already.
    };
    std::vector<output> outputs_;
};

/// One file, the same way.
[[nodiscard]] SDCKIT_API result<void> write_file(const std::string& file, std::string content,
                                                 file_access access = file_access::ordinary);

} // namespace sdc::inline v0
