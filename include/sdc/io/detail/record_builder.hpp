/// From the rows of a file or a sheet to records: what is header, what is table, what is neither.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/table/records.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sdc::inline v0::detail {

/// Takes rows in their order, the header first. Empty columns at the right and empty rows at the
/// end are left out, and so are footnotes at the end: rows of one text behind an empty row, or that
/// begin as footnotes do. Anything else that is not a full row is an error.
class SDCKIT_API record_builder {
public:
    /// `until`: the first row that begins with it ends the table; empty: the last row does.
    record_builder(std::string source, std::string until) : until_(std::move(until)) {
        rows_.source = std::move(source);
    }

    /// Errors: bad_syntax (an empty column name; a row with too few or too many fields; an empty
    /// row or a text between rows), duplicate (a column name twice). O(fields).
    [[nodiscard]] result<void> add(std::span<const std::string_view> fields, std::uint64_t line);
    [[nodiscard]] result<void> add_empty_row(std::uint64_t line);

    [[nodiscard]] bool has_header() const noexcept { return has_header_; }
    [[nodiscard]] bool is_ended() const noexcept { return ended_; }

    /// What has been added; the builder is empty afterwards.
    [[nodiscard]] records finish();

private:
    struct pending_row { // part of the table only if a row follows
        std::uint64_t line = 0;
        bool is_note = false;
    };

    [[nodiscard]] error refuse(std::uint64_t line, std::size_t column, std::string message,
                               std::string found, std::string wanted) const;
    result<void> add_header(std::span<const std::string_view> fields, std::uint64_t line);
    [[nodiscard]] result<void> refuse_pending() const;
    [[nodiscard]] bool is_note(std::span<const std::string_view> fields) const;

    records rows_;
    std::string until_;
    std::vector<pending_row> pending_;
    std::uint64_t header_line_ = 0;
    std::size_t header_width_ = 0; // with empty columns at the right
    bool has_header_ = false, ended_ = false;
};

} // namespace sdc::inline v0::detail
