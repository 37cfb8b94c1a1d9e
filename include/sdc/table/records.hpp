/// A table of text as it was read: one row per record or per cell, not yet interpreted.
#pragma once

#include <sdc/error.hpp>
#include <sdc/table/word_list.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sdc::inline v0 {

/// Invariant: `fields` has `names.size()` entries a row. `lines` (1-based line of each row) is
/// empty for rows made in a program.
struct records {
    std::string source = {}; ///< The file, for errors.
    std::vector<std::string> names = {};
    word_list fields = {}; ///< Row by row.
    std::vector<std::uint64_t> lines = {};
    char separator = ','; ///< Of the file: with a semicolon a comma is a decimal comma.
    std::vector<std::string> notes =
        {}; ///< What of the file is not in the rows: one sentence each.

    [[nodiscard]] std::size_t size() const noexcept {
        return names.empty() ? 0 : fields.size() / names.size();
    }
    [[nodiscard]] const std::string& field(std::size_t row, std::size_t column) const noexcept {
        return fields[row * names.size() + column];
    }
    [[nodiscard]] std::optional<std::size_t> find_column(std::string_view name) const noexcept {
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (names[i] == name) return i;
        }
        return std::nullopt;
    }
    [[nodiscard]] place where(std::size_t row, std::size_t column) const {
        return {.file = source,
                .line = row < lines.size() ? lines[row] : row + 1,
                .column = column + 1};
    }
};

} // namespace sdc::inline v0
