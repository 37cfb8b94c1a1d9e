/// The parts of an Office Open XML workbook.
#pragma once

#include "package.hpp"
#include "reader.hpp"
#include "values.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sdc::inline v0::detail {

struct xlsx_relation {
    std::string type = {};   ///< The end of its name: "worksheet", "sharedStrings".
    std::string target = {}; ///< A part, or what is outside.
    bool is_external = false;
};

/// By their number in the file; empty if the part has none. Errors: as `read_xml`.
[[nodiscard]] result<std::map<std::string, xlsx_relation, std::less<>>>
read_relations(const package& from, std::string_view part);

struct xlsx_sheet {
    std::string name = {};
    std::size_t part = 0;
    sheet_visibility visibility = sheet_visibility::visible;
};

struct xlsx_style {
    number_shape shape = number_shape::number;
    bool shows_nothing = false; ///< By its number format.
    bool is_white = false;      ///< White letters on white, or on no colour.
};

struct xlsx_workbook {
    std::vector<xlsx_sheet> sheets = {}; ///< Without sheets of charts.
    std::vector<xlsx_style> styles = {};
    std::vector<std::string> strings = {};
    bool from_1904 = false;
};

/// All but the cells. Errors: as `read_xml`; bad_syntax for a package without a workbook.
[[nodiscard]] result<xlsx_workbook> open_xlsx(const package& from);

/// The cells of one sheet. Errors: as `read_xlsx`.
[[nodiscard]] result<bool> read_xlsx_sheet(const package& from, const xlsx_workbook& book,
                                           const xlsx_sheet& one, sheet_sink& sink);

} // namespace sdc::inline v0::detail
