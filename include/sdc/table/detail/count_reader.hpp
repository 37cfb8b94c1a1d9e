/// Whole numbers of a column, as people write them.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/table/count_format.hpp>
#include <sdc/table/records.hpp>

#include <cstdint>
#include <vector>

namespace sdc::inline v0::detail {

/// Reads 1234, 1,234, 1 234, 1'234, 1.234 and 1234.0: what all numbers of the column can be, if
/// that is one thing. Each distinct text is read once.
class SDCKIT_API count_reader {
public:
    /// Errors: bad_syntax (the numbers of the column can be read in two ways). O(rows + texts).
    [[nodiscard]] static result<count_reader> make(const records& rows, std::size_t column,
                                                   const count_format& format);

    /// Errors: bad_syntax (not a whole number; empty), overflow.
    [[nodiscard]] result<std::int64_t> read(std::size_t row) const {
        const auto n = values_[rows_->fields.number(row * rows_->names.size() + column_)];
        return n >= 0 ? result<std::int64_t>(n) : refuse(row);
    }

private:
    count_reader(const records& rows, std::size_t column, const count_format& format)
        : rows_(&rows), column_(column), format_(format), values_(rows.fields.words().size(), -1) {}

    [[nodiscard]] result<std::int64_t> refuse(std::size_t row) const;
    result<void> read_texts();

    const records* rows_;
    std::size_t column_;
    count_format format_;
    std::vector<std::int64_t> values_; // by number of the text; -1: no count
};

} // namespace sdc::inline v0::detail
