/// Finds columns, codes and numbers in records; every error says where.
#pragma once

#include <sdc/config.hpp>
#include <sdc/detail/quoted.hpp>
#include <sdc/table/cube.hpp>
#include <sdc/table/records.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace sdc::inline v0::detail {

/// Errors: missing_column with the columns that exist, duplicate.
SDCKIT_API result<std::size_t> require_column(const records& rows, std::string_view name);

/// The first codes of a hierarchy, for the `wanted` of an error.
SDCKIT_API std::string some_codes(const hierarchy& codes);

SDCKIT_API result<code_index> require_code(const dimension& d, std::string_view id);

/// Finds the cell of a row. Each distinct text of a column is looked up once.
class SDCKIT_API cell_reader {
public:
    /// Errors: as `require_column`.
    [[nodiscard]] static result<cell_reader> make(const cube& c, const records& rows);

    /// Errors: unknown_code.
    [[nodiscard]] result<cell_index> read(std::size_t row);

    /// True if the row read last gives a margin.
    [[nodiscard]] bool is_margin() const noexcept { return margin_ < columns_.size(); }

    /// What is wrong with a margin among records.
    [[nodiscard]] sdc::error not_a_leaf(std::size_t row) const;

    [[nodiscard]] sdc::error at(sdc::error e, std::size_t row, std::size_t column) const;

private:
    cell_reader(const cube& c, const records& rows) : cube_(&c), rows_(&rows) {}

    const cube* cube_;
    const records* rows_;
    std::vector<std::size_t> columns_;
    std::vector<std::vector<code_index>> codes_; // of each dimension by number of the text, + 1
    std::size_t margin_ = 0;
};

} // namespace sdc::inline v0::detail
