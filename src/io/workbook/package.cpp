#include "package.hpp"

#include <sdc/detail/quoted.hpp>

#include <zip.h>

#include <algorithm>
#include <array>
#include <utility>

namespace sdc::inline v0::detail {
namespace {

std::string small_letters(std::string_view name) {
    if (name.starts_with('/')) name.remove_prefix(1);
    std::string made(name);
    std::ranges::transform(made, made.begin(), [](char c) {
        return 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    return made;
}

zip_t* archive_of(void* archive) { return static_cast<zip_t*>(archive); }

struct file_closer {
    void operator()(zip_file_t* file) const noexcept { zip_fclose(file); }
};

error damaged(const std::string& source) {
    return {.code = errc::bad_syntax,
            .message = "a damaged zip file",
            .where = {.file = source},
            .wanted = "a workbook that a spreadsheet program can open"};
}

error too_much(const std::string& source, std::string found, std::string wanted) {
    return {.code = errc::overflow,
            .message = "the package is larger than a workbook needs",
            .where = {.file = source},
            .found = std::move(found),
            .wanted = std::move(wanted)};
}

} // namespace

void package::closer::operator()(void* archive) const noexcept { zip_discard(archive_of(archive)); }

result<package> package::open(std::string_view bytes, std::string source,
                              const package_limits& limits) {
    package made;
    made.source_ = std::move(source);
    auto* from = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
    if (from == nullptr) return damaged(made.source_);
    made.archive_.reset(zip_open_from_source(from, ZIP_RDONLY, nullptr));
    if (made.archive_ == nullptr) {
        zip_source_free(from);
        return damaged(made.source_);
    }
    if (auto ok = made.list(bytes.size(), limits); !ok) return ok.error();
    return made;
}

result<void> package::list(std::uint64_t packed, const package_limits& limits) {
    const auto count = zip_get_num_entries(archive_of(archive_.get()), 0);
    if (count < 0) return damaged(source_);
    if (static_cast<std::uint64_t>(count) > limits.parts)
        return too_much(source_, std::to_string(count) + " parts",
                        "at most " + std::to_string(limits.parts));
    std::uint64_t unpacked = 0;
    for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
        zip_stat_t is;
        constexpr zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_SIZE;
        if (zip_stat_index(archive_of(archive_.get()), i, ZIP_FL_ENC_GUESS, &is) != 0 ||
            (is.valid & needed) != needed)
            return damaged(source_);
        if ((is.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && is.encryption_method != ZIP_EM_NONE)
            return error{.code = errc::bad_argument,
                         .message = "an encrypted workbook",
                         .where = {.file = source_},
                         .wanted = "the workbook saved without a password"};
        parts_.push_back({is.name, is.size});
        if (!by_name_.emplace(small_letters(is.name), i).second)
            return error{.code = errc::bad_syntax,
                         .message = "two parts of the package have one name",
                         .where = {.file = source_},
                         .found = detail::quoted(is.name)};
        if (is.size > limits.unpacked || (unpacked += is.size) > limits.unpacked)
            return too_much(source_, "more unpacked bytes",
                            "at most " + std::to_string(limits.unpacked) + " bytes");
    }
    if (unpacked > limits.unpacked_at_any_ratio && unpacked / limits.ratio > packed)
        return too_much(
            source_, std::to_string(packed) + " bytes that unpack to " + std::to_string(unpacked),
            "at most " + std::to_string(limits.ratio) + " times as many");
    return {};
}

std::optional<std::size_t> package::find(std::string_view name) const {
    const auto at = by_name_.find(small_letters(name));
    return at == by_name_.end() ? std::nullopt : std::optional(at->second);
}

result<void> package::read(std::size_t part,
                           const std::function<bool(std::string_view)>& sink) const {
    const std::unique_ptr<zip_file_t, file_closer> file(
        zip_fopen_index(archive_of(archive_.get()), part, 0));
    if (file == nullptr) return refuse(part, "a part that cannot be unpacked");
    std::array<char, std::size_t{1} << 16U> piece{};
    for (std::uint64_t total = 0;;) {
        const auto n = zip_fread(file.get(), piece.data(), piece.size());
        if (n == 0) return {};
        total += n < 0 ? 0 : static_cast<std::uint64_t>(n);
        if (n < 0 || total > parts_[part].size) return refuse(part, "a damaged part");
        if (!sink({piece.data(), static_cast<std::size_t>(n)})) return {};
    }
}

result<std::string> package::read(std::size_t part) const {
    std::string all;
    const auto ok = read(part, [&all](std::string_view piece) {
        all += piece;
        return true;
    });
    if (!ok) return ok.error();
    return all;
}

error package::refuse(std::size_t part, std::string message, std::string found,
                      std::string wanted) const {
    return {.code = errc::bad_syntax,
            .message = "part " + detail::quoted(parts_[part].name) + ": " + std::move(message),
            .where = {.file = source_},
            .found = std::move(found),
            .wanted = std::move(wanted)};
}

} // namespace sdc::inline v0::detail
