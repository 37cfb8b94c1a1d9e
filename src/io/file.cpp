#include <sdc/io/file.hpp>

#include <sdc/detail/quoted.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sdc::inline v0 {
namespace {

std::string describe_system_error(int number) { return std::generic_category().message(number); }

/// A place that cannot be written is the caller's mistake; a full disk is not.
errc classify(int number) {
    switch (number) {
    case ENOENT:
    case ENOTDIR:
    case EISDIR:
    case EACCES:
    case EPERM:
    case EROFS:
    case ENAMETOOLONG:
    case ELOOP: return errc::bad_argument;
    default: return errc::io_failure;
    }
}

sdc::error cannot_read(const std::string& file, int number) {
    return {.code = errc::io_failure,
            .message = "cannot read the file",
            .where = {.file = file},
            .found = describe_system_error(number)};
}

sdc::error cannot_write(const std::string& file, int number) {
    return {.code = classify(number),
            .message = "cannot write the file",
            .where = {.file = file},
            .found = describe_system_error(number)};
}

class descriptor {
public:
    explicit descriptor(int number) : number_(number) {}
    descriptor(const descriptor&) = delete;
    descriptor& operator=(const descriptor&) = delete;
    ~descriptor() {
        if (number_ > STDERR_FILENO) ::close(number_);
    }
    [[nodiscard]] int get() const noexcept { return number_; }
    /// Closing can be the first to say that the disk is full.
    [[nodiscard]] int close() noexcept {
        const int outcome = ::close(number_);
        number_ = -1;
        return outcome;
    }

private:
    int number_;
};

/// 0, or the error's number.
int read_all(int from, std::string& text) {
    constexpr std::size_t step = std::size_t{1} << 16;
    for (;;) {
        const auto size = text.size();
        text.resize(size + step);
        const auto n = ::read(from, text.data() + size, step);
        text.resize(size + (n > 0 ? static_cast<std::size_t>(n) : 0));
        if (n == 0) return 0;
        if (n < 0 && errno != EINTR) return errno;
    }
}

/// 0, or the error's number.
int write_all(int to, std::string_view text) {
    while (!text.empty()) {
        const auto n = ::write(to, text.data(), text.size());
        if (n < 0 && errno != EINTR) return errno;
        if (n > 0) text.remove_prefix(static_cast<std::size_t>(n));
    }
    return 0;
}

/// Follows links, so that a link stays a link and its target is replaced.
std::string follow_links(const std::string& file) {
    char* resolved = ::realpath(file.c_str(), nullptr);
    if (resolved == nullptr) return file;
    std::string place = resolved;
    std::free(resolved);
    return place;
}

std::string directory_of(const std::string& place) {
    const auto slash = place.rfind('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : place.substr(0, slash);
}

std::string name_of(const std::string& place) {
    return place.substr(place.rfind('/') + 1);
} // from 0 if there is no slash

/// Bytes that the file system takes for a name in the directory.
std::size_t longest_name(const std::string& directory) {
    constexpr std::size_t usual = 255;
    const auto most = ::pathconf(directory.c_str(), _PC_NAME_MAX);
    return most > 0 ? static_cast<std::size_t>(most) : usual;
}

/// Creates a file that nobody else has, with its final mode from the start. O_EXCL refuses links
/// that somebody else put there. Its name is short whatever the file is called, so that every name
/// which the file system takes can be written.
int create_temporary(const std::string& place, mode_t mode, std::string& temporary) {
    const auto slash = place.rfind('/') + 1; // 0 if there is none
    const auto start = fmt::format("{}.sdckit-{}-", place.substr(0, slash), ::getpid());
    constexpr int attempts = 1000;
    for (int i = 0; i < attempts; ++i) {
        temporary = start + std::to_string(i);
        const int number = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
        if (number >= 0 || errno != EEXIST) return number;
    }
    return -1;
}

int fill_temporary(const std::string& place, std::string_view content, mode_t mode, bool exact_mode,
                   std::string& temporary) {
    descriptor file(create_temporary(place, mode, temporary));
    if (file.get() < 0) return temporary.clear(), errno;
    if (exact_mode && ::fchmod(file.get(), mode) != 0) return errno;
    if (const int failed = write_all(file.get(), content); failed != 0) return failed;
    if (::fsync(file.get()) != 0) return errno;
    return file.close() == 0 ? 0 : errno;
}

int write_stream(const std::string& named, std::string_view content) {
    if (named == "-") return write_all(STDOUT_FILENO, content);
    descriptor stream(::open(named.c_str(), O_WRONLY | O_CLOEXEC));
    if (stream.get() < 0) return errno;
    return write_all(stream.get(), content);
}

/// The rename itself must survive a crash, too. Some file systems refuse to sync a directory; the
/// data are safe already.
void sync_directory(const std::string& place) {
    const descriptor directory(
        ::open(directory_of(place).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.get() >= 0) static_cast<void>(::fsync(directory.get()));
}

} // namespace

file_identity identify_file(const std::string& file, bool reads) {
    struct stat found {};
    const auto identity = [&](std::string name) {
        return file_identity{.device = found.st_dev,
                             .number = found.st_ino,
                             .name = std::move(name),
                             .regular = S_ISREG(found.st_mode)};
    };
    const bool stream = file == "-";
    const bool exists = (stream ? ::fstat(reads ? STDIN_FILENO : STDOUT_FILENO, &found)
                                : ::stat(file.c_str(), &found)) == 0;
    if (exists) return identity({});
    // Without a directory there is nothing to compare by; writing there will fail.
    if (stream || ::stat(directory_of(file).c_str(), &found) != 0) return {.name = file};
    auto made = identity(name_of(file));
    made.regular = true;
    return made;
}

result<void> check_file_name(const std::string& file) {
    if (file.empty()) return error{.code = errc::bad_argument, .message = "an empty file name"};
    const auto length = name_of(file).size();
    const auto most = longest_name(directory_of(file));
    if (length <= most) return {};
    return error{.code = errc::bad_argument,
                 .message = "a file name longer than the file system takes",
                 .where = {.file = detail::shorten(file)},
                 .found = std::to_string(length) + " bytes",
                 .wanted = fmt::format("at most {} bytes", most)};
}

result<std::string> read_file(const std::string& file) {
    const descriptor from(file == "-" ? STDIN_FILENO : ::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (from.get() < 0) return cannot_read(file, errno);
    std::string text;
    if (const int failed = read_all(from.get(), text); failed != 0)
        return cannot_read(file, failed);
    return text;
}

file_set::~file_set() {
    for (const auto& o : outputs_) {
        if (!o.temporary.empty()) ::unlink(o.temporary.c_str());
    }
}

result<void> file_set::add(const std::string& file, std::string content, file_access access) {
    if (auto ok = check_file_name(file); !ok) return ok;
    output next{.named = file,
                .place = file == "-" ? file : follow_links(file),
                .leads_to = identify_file(file)};
    if (std::ranges::find(outputs_, next.leads_to, &output::leads_to) != outputs_.end())
        return error{.code = errc::bad_argument,
                     .message = "two outputs go to the same file",
                     .where = {.file = file}};

    struct stat existing {};
    const bool exists = file != "-" && ::stat(next.place.c_str(), &existing) == 0;
    if (exists && S_ISDIR(existing.st_mode)) return cannot_write(file, EISDIR);
    if (file == "-" || (exists && !S_ISREG(existing.st_mode))) {
        next.content = std::move(content);
        outputs_.push_back(std::move(next));
        return {};
    }
    if (exists && ::access(next.place.c_str(), W_OK) != 0) return cannot_write(file, errno);
    const bool keep_mode = exists && access == file_access::ordinary;
    const mode_t mode = access == file_access::owner_only ? 0600
                        : keep_mode                       ? existing.st_mode & 0777
                                                          : 0666;
    const int failed = fill_temporary(
        next.place, content, mode, keep_mode || access == file_access::owner_only, next.temporary);
    outputs_.push_back(
        std::move(next)); // also after a failure, so that the temporary file is removed
    if (failed != 0) return cannot_write(file, failed);
    return {};
}

result<void> file_set::commit() {
    for (const auto& o : outputs_) {
        if (!o.temporary.empty()) continue;
        if (const int failed = write_stream(o.named, o.content); failed != 0) {
            auto e = cannot_write(o.named, failed);
            e.code = errc::io_failure;
            return e;
        }
    }
    for (auto& o : outputs_) {
        if (o.temporary.empty()) continue;
        if (::rename(o.temporary.c_str(), o.place.c_str()) != 0) {
            auto e = cannot_write(o.named, errno);
            e.code = errc::io_failure;
            return e;
        }
        o.temporary.clear();
        sync_directory(o.place);
    }
    outputs_.clear();
    return {};
}

result<void> write_file(const std::string& file, std::string content, file_access access) {
    file_set outputs;
    if (auto ok = outputs.add(file, std::move(content), access); !ok) return ok;
    return outputs.commit();
}

} // namespace sdc::inline v0
