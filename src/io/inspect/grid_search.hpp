/// Suppressed values in the lines of a grid: a sheet, a chart, the records of a pivot table.
#pragma once

#include "finding_list.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

/// Where a row and column are, in words; a row or column of 0 stands for the whole line.
/// Suppressed cells by the position of the cell of the grid that stands for them.
using suppressed_positions = std::map<std::pair<std::uint32_t, std::uint32_t>, cell_reference>;

using grid_places = std::function<std::string(std::uint32_t row, std::uint32_t column)>;

/// Goes through the cells of a grid by row. The codes that a cell stands next to: those in its row,
/// the nearest above it in its column, those that a merged or blank cell to the left or above
/// carries on, and those of the name of the sheet.
class grid_search {
public:
    grid_search(finding_list& findings, std::string part, grid_places places,
                code_references always = {});
    /// Ascending by row and column.
    void cell(std::uint32_t row, std::uint32_t column, std::string_view text, bool is_number);
    void end();
    /// So far, and no more than many.
    [[nodiscard]] const suppressed_positions& suppressed() const noexcept { return suppressed_; }

private:
    struct held {
        std::uint32_t column = 0;
        const code_references* codes = nullptr;
        std::optional<std::int64_t> number = {};
        std::string text = {}; ///< With digits, and no number.
        bool is_published = false;
    };
    struct line {
        std::vector<held> numbers = {};
        std::vector<cell_reference> suppressed = {};
    };
    void end_row();
    [[nodiscard]] code_references context_of_row() const;
    void look_at(held& one, const code_references& row, line& of_row);
    void look_for_pairs(const line& in, std::uint32_t row, std::uint32_t column);
    void remember();
    [[nodiscard]] bool is_header() const;

    finding_list& findings_;
    const suppressed_search& search_;
    const std::string part_;
    const grid_places places_;
    const code_references always_;
    std::uint32_t row_ = 0;
    std::vector<held> cells_;
    std::vector<code_references> above_;         ///< Of each column, the nearest of a dimension.
    std::vector<const code_references*> latest_; ///< Of each column, of its last cell.
    std::vector<line> columns_;
    suppressed_positions suppressed_;
};

} // namespace sdc::inline v0::detail
