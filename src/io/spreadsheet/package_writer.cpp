#include "package_writer.hpp"

#include <zip.h>

#include <memory>

namespace sdc::inline v0::detail {
namespace {

struct archive_discarder {
    void operator()(zip_t* archive) const noexcept { zip_discard(archive); }
};
struct source_releaser {
    void operator()(zip_source_t* source) const noexcept { zip_source_free(source); }
};
using archive_handle = std::unique_ptr<zip_t, archive_discarder>;
using source_handle = std::unique_ptr<zip_source_t, source_releaser>;

error cannot_pack() {
    return {.code = errc::io_failure, .message = "the workbook cannot be packed"};
}

bool add_part(zip_t* archive, const written_part& part) {
    constexpr zip_uint16_t first_day = 1U << 5U | 1U; // 1 January 1980
    auto* from = zip_source_buffer(archive, part.content.data(), part.content.size(), 0);
    if (from == nullptr) return false;
    const auto index = zip_file_add(archive, part.name.c_str(), from, 0);
    if (index < 0) return zip_source_free(from), false;
    const auto at = static_cast<zip_uint64_t>(index);
    const auto how = part.is_stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE;
    return zip_set_file_compression(archive, at, how, 0) == 0 &&
           zip_file_set_dostime(archive, at, 0, first_day, 0) == 0;
}

result<std::string> read_packed(zip_source_t* from) {
    zip_stat_t is;
    if (zip_source_stat(from, &is) != 0 || (is.valid & ZIP_STAT_SIZE) == 0 ||
        zip_source_open(from) != 0)
        return cannot_pack();
    std::string bytes(is.size, '\0');
    const auto n = zip_source_read(from, bytes.data(), bytes.size());
    zip_source_close(from);
    if (n < 0 || static_cast<zip_uint64_t>(n) != is.size) return cannot_pack();
    return bytes;
}

} // namespace

result<std::string> write_package(std::span<const written_part> parts) {
    const source_handle to(zip_source_buffer_create(nullptr, 0, 0, nullptr));
    if (to == nullptr) return cannot_pack();
    archive_handle archive(zip_open_from_source(to.get(), ZIP_TRUNCATE, nullptr));
    if (archive == nullptr) return cannot_pack();
    zip_source_keep(to.get()); // the archive has a share of its own
    for (const auto& part : parts) {
        if (!add_part(archive.get(), part)) return cannot_pack();
    }
    if (zip_close(archive.get()) != 0) return cannot_pack();
    static_cast<void>(archive.release()); // closed
    return read_packed(to.get());
}

} // namespace sdc::inline v0::detail
