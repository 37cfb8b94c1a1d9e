#include <sdc/io/cell_list.hpp>

#include <sdc/detail/quoted.hpp>
#include <sdc/policy/option_text.hpp>
#include <sdc/table/detail/number.hpp>
#include <sdc/table/detail/row_reader.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace sdc::inline v0 {
namespace {

constexpr option_words<band_action, 6> actions{{{"keep", band_action::keep},
                                                {"suppress", band_action::suppress},
                                                {"label", band_action::label},
                                                {"round", band_action::round},
                                                {"midpoint", band_action::midpoint},
                                                {"significant", band_action::significant}}};

constexpr std::array<std::string_view, 4> band_columns{"low", "high", "base", "label"};

/// Reads the fields of one band; a column that is not there reads as empty.
class band_reader {
public:
    static result<band_reader> make(const records& rows) {
        band_reader reader(rows);
        for (const auto name : {"low", "high", "action"}) {
            const auto column = detail::require_column(rows, name);
            if (!column) return column.error();
        }
        return reader;
    }

    result<band> read(std::size_t row) {
        row_ = row;
        const auto low = read_number("low", 0), high = read_number("high", unlimited),
                   base = read_number("base", 1);
        for (const auto* n : {&low, &high, &base}) {
            if (!*n) return n->error();
        }
        const auto action = read_name("action", actions);
        if (!action) return action.error();
        const auto ties = text("ties").empty() ? result<tie_rule>(tie_rule::half_up)
                                               : read_name("ties", tie_words);
        if (!ties) return ties.error();
        return band{.low = *low,
                    .high = *high,
                    .action = *action,
                    .base = *base,
                    .label = std::string(text("label")),
                    .ties = *ties};
    }

private:
    explicit band_reader(const records& rows) : rows_(&rows) {}

    [[nodiscard]] std::string_view text(std::string_view column) const {
        const auto at = rows_->find_column(column);
        return at ? std::string_view(rows_->field(row_, *at)) : std::string_view();
    }
    [[nodiscard]] sdc::error at(sdc::error e, std::string_view column) const {
        e.where = rows_->where(row_, rows_->find_column(column).value_or(0));
        return e;
    }
    [[nodiscard]] result<std::int64_t> read_number(std::string_view column,
                                                   std::int64_t empty) const {
        if (text(column).empty()) return empty;
        auto n = detail::parse_count(text(column));
        if (!n) return at(n.error(), column);
        return n;
    }
    template <class T, std::size_t N>
    [[nodiscard]] result<T> read_name(std::string_view column,
                                      const option_words<T, N>& known) const {
        auto meaning = parse_word(known, text(column));
        if (meaning) return meaning;
        return at({.code = errc::bad_syntax,
                   .message = "unknown " + std::string(column),
                   .found = meaning.error().found,
                   .wanted = meaning.error().wanted},
                  column);
    }

    const records* rows_;
    std::size_t row_ = 0;
};

/// What is wrong of a band is in its row, in the column of its name.
sdc::error locate(sdc::error e, const records& rows) {
    e.where.file = rows.source;
    if (e.field == "banding.bands") e.message = "a number of bands that does not fit";
    if (e.element == 0 || e.element > rows.size()) return e;
    const auto column = std::ranges::find_if(band_columns, [&](std::string_view name) {
        return e.field == "banding.bands." + std::string(name);
    });
    if (column == band_columns.end()) return e;
    e.where =
        rows.where(static_cast<std::size_t>(e.element - 1), rows.find_column(*column).value_or(0));
    e.message = "a band whose " + std::string(*column) + " does not fit";
    return e;
}

} // namespace

result<std::vector<cell_index>> read_cells(const records& rows, const cube& c) {
    auto reader = detail::cell_reader::make(c, rows);
    if (!reader) return reader.error();
    std::vector<cell_index> found;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto cell = reader->read(row);
        if (!cell) return cell.error();
        found.push_back(*cell);
    }
    return found;
}

result<banding> read_bands(const records& rows, std::string name) {
    auto reader = band_reader::make(rows);
    if (!reader) return reader.error();
    banding read{.name = std::move(name), .bands = {}};
    for (std::size_t row = 0; row < rows.size(); ++row) {
        auto b = reader->read(row);
        if (!b) return b.error();
        read.bands.push_back(std::move(*b));
    }
    if (auto ok = check(read); !ok) return locate(ok.error(), rows);
    return read;
}

} // namespace sdc::inline v0
