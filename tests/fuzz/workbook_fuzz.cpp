/// Whatever the parts of a workbook, reader and inspection answer: rows in order, or an error that
/// names the file. A text of the corpus lists parts, each after a line "--- NAME"; anything else is
/// taken as the bytes of the file.
#include <sdc/io/inspect.hpp>
#include <sdc/io/workbook.hpp>

#include <zip.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr std::string_view mark = "--- ";

void require(bool holds) {
    if (!holds) std::abort();
}

std::string pack(std::string_view text) {
    if (!text.starts_with(mark)) return std::string(text);
    std::vector<support::zip_part> parts;
    while (text.starts_with(mark)) {
        const auto line = std::min(text.find('\n'), text.size());
        const auto next = std::min(text.find("\n--- ", line), text.size());
        parts.push_back(support::stored(
            std::string(text.substr(mark.size(), line - mark.size())),
            std::string(text.substr(std::min(line + 1, next), next - std::min(line + 1, next)))));
        text.remove_prefix(std::min(next + 1, text.size()));
    }
    return support::make_zip(parts);
}

void check(const sdc::sheet& read) {
    std::uint64_t before = 0;
    for (const auto& row : read.rows) {
        require(row.line > before && !row.fields.empty() && !row.fields.back().empty());
        before = row.line;
    }
}

const std::vector<sdc::recorded_table>& record() {
    static const std::vector<sdc::recorded_table> made{
        {.name = "",
         .dimensions = {"month", "kind"},
         .cells = {{{"Data", "Data"}, "120", false},
                   {{"month", "count"}, "100", true},
                   {{"a   b", "count"}, "45590", true}}}};
    return made;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = pack({reinterpret_cast<const char*>(data), size});
    for (const auto hidden : {sdc::hidden_content::read, sdc::hidden_content::leave_out}) {
        const auto read = sdc::read_sheet(bytes, "fuzz", {.hidden = hidden});
        if (read)
            check(*read);
        else
            require(read.error().where.file == "fuzz" && !read.error().message.empty());
    }
    const auto findings = sdc::inspect(bytes, "fuzz", {.recorded = record()});
    require(findings ||
            (findings.error().where.file == "fuzz" && !findings.error().message.empty()));
    return 0;
}
