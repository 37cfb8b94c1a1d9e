/// The cells of a workbook in order, whatever its format.
#pragma once

#include "package.hpp"
#include "values.hpp"

#include <sdc/error.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace sdc::inline v0::detail {

class xml_handler;

enum class sheet_visibility : unsigned char { visible, hidden, very_hidden };

struct sheet_head {
    std::string_view name = {};
    std::string_view part = {};
    sheet_visibility visibility = sheet_visibility::visible;
};

/// Why a cell is not seen.
enum class cell_cover : unsigned char { none, hidden_row, filtered_row, hidden_column, merged };

struct read_cell {
    enum class content : unsigned char {
        text,
        number, ///< A plain decimal, or a date.
        truth,
        failure,      ///< "#REF!"
        no_value,     ///< A formula whose value was not saved.
        no_such_date, ///< A number that is formatted as a date and is none.
        no_number,
    };
    std::uint32_t row = 0, column = 0;
    content holds = content::text;
    std::string_view text = {};
    cell_cover cover = cell_cover::none;
    bool has_formula = false;
    bool is_white = false;      ///< White letters on white, or on no colour.
    bool shows_nothing = false; ///< By its number format.
};

/// What a reader calls. Each answers whether to go on; `begin_sheet` whether to read the sheet.
class sheet_sink {
public:
    sheet_sink() = default;
    sheet_sink(const sheet_sink&) = delete;
    sheet_sink& operator=(const sheet_sink&) = delete;
    virtual ~sheet_sink() = default;
    virtual bool begin_sheet(const sheet_head& head) = 0;
    virtual bool cell(const read_cell& one) = 0; ///< Has content; ascending by row and column.
    /// After the cells, where the format lists what is merged; else `cell_cover` says it.
    virtual bool merged(const sheet_range&) { return true; }
    virtual bool end_sheet() = 0;
    virtual void filtered() {}               ///< The sheet has a filter.
    virtual void used_string(std::size_t) {} ///< Of the workbook, by number.
};

/// Errors: as `read_sheet`, but for the contents of cells.
[[nodiscard]] result<void> read_xlsx(const package& from, sheet_sink& sink);
/// `part`: "content.xml", or that of an object within. `beside`, if there is one, is given the same
/// elements and texts.
[[nodiscard]] result<void> read_ods(const package& from, sheet_sink& sink,
                                    std::string_view part = "content.xml",
                                    xml_handler* beside = nullptr);

} // namespace sdc::inline v0::detail
