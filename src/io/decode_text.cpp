#include <sdc/io/decode_text.hpp>

#include <sdc/detail/quoted.hpp>

#include <unicode/ucnv.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace sdc::inline v0 {
namespace {

/// Bytes that are not there are an error, not a replacement.
result<std::string> convert(std::string_view bytes, std::string source,
                            const std::string& encoding) {
    UErrorCode status = U_ZERO_ERROR;
    const auto open = [&status](const char* name) {
        return std::unique_ptr<UConverter, decltype(&ucnv_close)>(ucnv_open(name, &status),
                                                                  &ucnv_close);
    };
    const auto from = open(encoding.c_str()), to = open("utf-8");
    if (U_FAILURE(status))
        return error{.code = errc::bad_argument,
                     .message = "an encoding that is not known",
                     .field = "table_file_format.encoding",
                     .where = {.file = std::move(source)},
                     .found = detail::quoted(encoding),
                     .wanted = "a registered name, such as windows-1252, utf-16le or utf-8"};
    ucnv_setToUCallBack(from.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    std::string text;
    std::vector<UChar> pivot(4096);
    std::vector<char> block(16384);
    const char* at = bytes.data();
    UChar *read = pivot.data(), *write = pivot.data();
    for (bool first = true; first || status == U_BUFFER_OVERFLOW_ERROR; first = false) {
        status = U_ZERO_ERROR;
        char* out = block.data();
        ucnv_convertEx(to.get(), from.get(), &out, block.data() + block.size(), &at,
                       bytes.data() + bytes.size(), pivot.data(), &read, &write,
                       pivot.data() + pivot.size(), first ? 1 : 0, 1, &status);
        text.append(block.data(), out);
    }
    if (U_SUCCESS(status)) return text;
    const auto line = std::ranges::count(text, '\n') + 1;
    return error{.code = errc::bad_syntax,
                 .message = "bytes that are not " + encoding,
                 .field = "table_file_format.encoding",
                 .where = {.file = std::move(source), .line = static_cast<std::uint64_t>(line)},
                 .wanted = "the encoding in which the file was saved"};
}

} // namespace

result<std::string> decode_text(std::string bytes, std::string source,
                                const std::string& encoding) {
    const std::string_view start(bytes.data(), std::min<std::size_t>(bytes.size(), 2));
    if (!encoding.empty()) return convert(bytes, std::move(source), encoding);
    if (start == "\xFF\xFE" || start == "\xFE\xFF")
        return convert(bytes, std::move(source), "utf-16");
    return bytes;
}

} // namespace sdc::inline v0
