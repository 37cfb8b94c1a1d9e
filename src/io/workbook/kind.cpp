#include "kind.hpp"

#include <optional>
#include <utility>

namespace sdc::inline v0 {
namespace {

constexpr std::string_view ole_mark = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

bool is_zip(std::string_view bytes) { return bytes.starts_with("PK\3\4"); }

error refuse_kind(std::string_view bytes, std::string source) {
    constexpr std::string_view encrypted("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32);
    error e{.code = errc::bad_argument, .where = {.file = std::move(source)}};
    if (!bytes.starts_with(ole_mark)) {
        e.message = "not a workbook";
        e.wanted = "an .xlsx or .ods file";
    } else if (bytes.find(encrypted) != std::string_view::npos) {
        e.message = "an encrypted workbook";
        e.wanted = "the workbook saved without a password";
    } else {
        e.message = "this is an Excel 97 workbook: save it as .xlsx or .csv";
    }
    return e;
}

} // namespace

workbook_kind detail::kind_of(const package& from) {
    const auto starts = [&](std::string_view part, std::string_view text) {
        const auto at = from.find(part);
        if (!at) return false;
        bool is_there = false;
        const auto ok = from.read(*at, [&](std::string_view piece) {
            is_there = piece.find(text) != std::string_view::npos;
            return false;
        });
        return ok && is_there;
    };
    if (starts("mimetype", "opendocument.spreadsheet")) return workbook_kind::ods;
    if (from.find("xl/workbook.xml") ||
        starts("[Content_Types].xml", "spreadsheetml.sheet.main+xml"))
        return workbook_kind::xlsx;
    return workbook_kind::other_zip;
}

workbook_kind find_workbook_kind(std::string_view bytes) {
    if (bytes.starts_with(ole_mark)) return workbook_kind::excel_97;
    if (!is_zip(bytes)) return workbook_kind::none;
    const auto from = detail::package::open(bytes, "");
    return from ? detail::kind_of(*from) : workbook_kind::other_zip;
}

result<detail::package> detail::open_workbook(std::string_view bytes, const std::string& source) {
    if (!is_zip(bytes)) return refuse_kind(bytes, source);
    auto from = package::open(bytes, source);
    if (!from || kind_of(*from) != workbook_kind::other_zip) return from;
    return error{.code = errc::bad_argument,
                 .message = from->find("xl/workbook.bin") ? "a binary workbook (.xlsb)"
                                                          : "a zip file without a workbook",
                 .where = {.file = source},
                 .wanted = "the workbook saved as .xlsx or .ods"};
}

} // namespace sdc::inline v0
