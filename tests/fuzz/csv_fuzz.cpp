/// Whatever the bytes, the CSV reader answers: rows that fit the header, or an error that says
/// where. With clang and libFuzzer this is the target; replay.cpp runs it everywhere else.
#include <sdc/io/csv.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string_view>

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void check_rows(const sdc::records& rows, std::uint64_t lines) {
    require(!rows.names.empty());
    require(rows.fields.size() == rows.names.size() * rows.lines.size());
    require(std::set<std::string>(rows.names.begin(), rows.names.end()).size() ==
            rows.names.size());
    require(std::ranges::adjacent_find(rows.lines, std::ranges::greater_equal()) ==
            rows.lines.end());
    require(rows.lines.empty() || rows.lines.back() <= lines);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto lines = 1 + static_cast<std::uint64_t>(std::ranges::count_if(
                               text, [](char c) { return c == '\n' || c == '\r'; }));
    const auto read = sdc::parse_csv(text, "fuzz");
    if (read) {
        check_rows(*read, lines);
        return 0;
    }
    const auto& e = read.error();
    require(!e.message.empty() && e.where.file == "fuzz" && 1 <= e.where.line &&
            e.where.line <= lines);
    return 0;
}
