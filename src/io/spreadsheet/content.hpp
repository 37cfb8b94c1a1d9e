/// What the sheets of an accessible workbook hold, whatever the file format: a cover, the codes
/// where they have labels or levels, the shorthand, and the table. Reference: "Making spreadsheets
/// accessible" (Analysis Function, UK, 2024).
#pragma once

#include <sdc/io/csv.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sdc::inline v0::detail {

enum class cell_look : unsigned char { heading, note, header, text, number, marker, number_header };
inline constexpr std::size_t cell_looks = 7;

struct written_cell {
    std::string_view text = {};
    cell_look look = cell_look::text; ///< A number is one by its look alone.
};

struct written_sheet {
    using row_sink = std::function<void(std::span<const written_cell>)>;

    std::string name = {};
    std::vector<std::string> lines = {};  ///< Above the table: its heading, then notes.
    std::string table = {};               ///< The table's name; empty: the sheet has none.
    std::vector<std::string> header = {}; ///< Of the table.
    std::uint64_t rows = 0;               ///< The same, without its header.
    std::vector<std::size_t> widths = {}; ///< Of columns, in characters.
    std::function<void(const row_sink&)> for_each_row = {};
    bool has_numbers = false; ///< In the last column.

    /// The row of the header.
    [[nodiscard]] std::vector<written_cell> header_cells() const {
        std::vector<written_cell> cells;
        for (const auto& name : header) cells.push_back({.text = name, .look = cell_look::header});
        if (has_numbers) cells.back().look = cell_look::number_header;
        return cells;
    }
    [[nodiscard]] std::uint64_t header_row() const noexcept { return lines.size() + 1; } // 1-based
    [[nodiscard]] std::uint64_t last_row() const noexcept { return header_row() + rows; }
};

struct written_workbook {
    std::string title = {};
    int decimals = 0;
    std::vector<written_sheet> sheets = {};
};

inline constexpr const char* language_of_workbooks = "en-GB";

/// Of the spreadsheet programs that people have.
struct sheet_limits {
    std::uint64_t rows = std::uint64_t{1} << 20U;
    std::size_t text = 32'767; ///< Bytes, which are as many as characters or more.
};

/// Precondition: the release outlives it. Errors: overflow where a sheet has too few rows or a cell
/// cannot hold a text; duplicate for two columns whose names differ by case alone.
[[nodiscard]] result<written_workbook> describe_workbook(const published& release,
                                                         const write_options& options,
                                                         const sheet_limits& limits = {});

} // namespace sdc::inline v0::detail
