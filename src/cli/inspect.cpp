/// What a file holds that is not seen when it is opened.
#include "commands.hpp"
#include "outputs.hpp"
#include "places.hpp"
#include "words.hpp"

#include <sdc/io/file.hpp>
#include <sdc/io/inspect.hpp>

#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace sdc::cli {
namespace {

result<std::vector<recorded_table>> read_record(const arguments& a) {
    if (a.private_file.empty()) return std::vector<recorded_table>();
    const auto text = read_file(a.private_file);
    if (!text) return text.error();
    return parse_private_record(*text, a.private_file);
}

result<std::vector<file_finding>> inspect_file(const arguments& a) {
    if (a.inspected.empty())
        return error{.code = errc::bad_argument,
                     .message = "no file to inspect",
                     .wanted = "an .xlsx, .ods or CSV file"};
    if (auto ok = check_places(a); !ok) return ok.error();
    const auto record = read_record(a);
    if (!record) return record.error();
    const auto bytes = read_file(a.inspected);
    if (!bytes) return bytes.error();
    return inspect(*bytes, a.inspected, {.recorded = *record});
}

} // namespace

int run_inspect(const arguments& a) {
    const auto findings = inspect_file(a);
    if (!findings) return tell(findings.error());
    std::ostringstream text;
    (a.as_json ? write_inspection_json : write_inspection_text)(text, a.inspected, *findings);
    if (auto ok = write_file(a.output, std::move(text).str()); !ok)
        return report_unwritten(ok.error());
    return findings->empty() ? done : refused;
}

} // namespace sdc::cli
