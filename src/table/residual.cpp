#include <sdc/table/residual.hpp>

#include <sdc/detail/integer.hpp>
#include <sdc/detail/quoted.hpp>
#include <sdc/table/relations.hpp>

#include <algorithm>
#include <optional>

namespace sdc::inline v0 {
namespace {

constexpr const char* residual_field = "residual_code";

error bad_residual(errc code, std::string message, const residual_code& of, std::string wanted) {
    return {.code = code,
            .message = std::move(message),
            .field = residual_field,
            .found = detail::quoted(of.first + "=" + of.second),
            .wanted = std::move(wanted)};
}

/// What the rows say of each cell.
struct listed_counts {
    std::vector<detail::wide_sum> counts;
    std::vector<std::size_t> row; // the first one, or none
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    [[nodiscard]] bool has(cell_index cell) const { return row[cell] != none; }
};

result<listed_counts> list_counts(const cube& c, const records& rows, std::size_t column,
                                  const count_format& format) {
    auto cells = detail::cell_reader::make(c, rows);
    if (!cells) return cells.error();
    const auto counts = detail::count_reader::make(rows, column, format);
    if (!counts) return counts.error();
    listed_counts made{.counts = std::vector<detail::wide_sum>(c.size()),
                       .row = std::vector<std::size_t>(c.size(), listed_counts::none)};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto cell = cells->read(i);
        if (!cell) return cell.error();
        const auto n = counts->read(i);
        if (!n) return n.error();
        made.counts[*cell] += *n;
        made.row[*cell] = std::min(made.row[*cell], i);
    }
    return made;
}

/// Of one dimension.
class residual_adder {
public:
    residual_adder(const cube& c, std::size_t d, code_index code, const listed_counts& listed)
        : cube_(c), d_(d), code_(code), listed_(listed) {}

    /// The total of a line, and what its other parts leave of it; nothing where the file has no
    /// rows of the line, or not all of a margin.
    struct line {
        cell_index total = 0;
        detail::wide_sum left = 0;
    };
    [[nodiscard]] result<std::optional<line>> read(cell_index residual, const records& rows,
                                                   std::size_t column) const {
        const auto stride = cube_.shape().stride(d_);
        const relation r(cube_, d_, residual - (code_ - cube_.codes(d_).parent(code_)) * stride);
        detail::wide_sum sum = 0;
        bool any = false, all = true;
        r.for_each_part([&](cell_index part) {
            if (part == residual) return;
            const auto n = count_of(part);
            any = any || n;
            all = all && n;
            sum += n.value_or(0);
        });
        const bool is_leaf = !is_margin_of_others(residual);
        if (!listed_.has(r.total())) {
            if (any && is_leaf) return no_total(r.total(), rows);
            return std::optional<line>();
        }
        if (!is_leaf && !all) return std::optional<line>();
        const auto left = listed_.counts[r.total()] - sum;
        if (left < 0) return too_many(r.total(), sum, rows, column);
        return std::optional(line{.total = r.total(), .left = left});
    }

private:
    /// Of its own row, else of those under it along the dimension.
    [[nodiscard]] std::optional<detail::wide_sum> count_of(cell_index cell) const {
        if (listed_.has(cell)) return listed_.counts[cell];
        if (cube_.codes(d_).is_leaf(cube_.shape().coordinate(cell, d_))) return std::nullopt;
        std::optional<detail::wide_sum> sum;
        relation(cube_, d_, cell).for_each_part([&](cell_index part) {
            if (const auto n = count_of(part)) sum = sum.value_or(0) + *n;
        });
        return sum;
    }
    [[nodiscard]] bool is_margin_of_others(cell_index cell) const {
        for (std::size_t d = 0; d < cube_.dimensions().size(); ++d) {
            if (d != d_ && !cube_.codes(d).is_leaf(cube_.shape().coordinate(cell, d))) return true;
        }
        return false;
    }
    [[nodiscard]] error no_total(cell_index total, const records& rows) const {
        return {.code = errc::bad_argument,
                .message = "a line without the row of its total",
                .field = residual_field,
                .where = {.file = rows.source},
                .cell = describe(cube_, total),
                .wanted = "a row of this cell: of it the other codes leave the residual"};
    }
    [[nodiscard]] error too_many(cell_index total, detail::wide_sum sum, const records& rows,
                                 std::size_t column) const {
        const auto& name = cube_.dimensions()[d_].name;
        return {.code = errc::not_additive,
                .message = "the codes of " + detail::quoted(name) +
                           " count more people than their total, as groups that overlap do",
                .field = residual_field,
                .where = rows.where(listed_.row[total], column),
                .cell = describe(cube_, total),
                .found = detail::to_string(sum),
                .wanted = "at most " + detail::to_string(listed_.counts[total]) +
                          "; a group whose people are in others, too, is overlapping_code " +
                          detail::shorten(name) + "=CODE"};
    }

    const cube& cube_;
    std::size_t d_;
    code_index code_;
    const listed_counts& listed_;
};

/// A row with the codes of the cell; of other columns the fields of the row of its total.
void append_row(records& rows, const cube& c, cell_index cell, std::size_t like, std::size_t column,
                const std::string& count) {
    std::vector<std::string> fields;
    for (std::size_t i = 0; i < rows.names.size(); ++i) {
        const auto d = c.find_dimension(rows.names[i]);
        fields.push_back(i == column ? count
                         : d         ? c.codes(*d)[c.shape().coordinate(cell, *d)].id
                                     : rows.field(like, i));
    }
    for (auto& field : fields) rows.fields.push_back(std::move(field));
    if (!rows.lines.empty()) rows.lines.push_back(rows.lines[like]);
}

result<bool> add_residual(records& rows, tabulate_options& how, const residual_code& residual,
                          empty_residual empty) {
    const auto at = std::ranges::find(how.by, residual.first, &dimension::name);
    if (at == how.by.end())
        return bad_residual(errc::bad_argument, "no such dimension", residual,
                            "DIM=CODE of a dimension of the table");
    if (how.count.empty())
        return bad_residual(errc::bad_argument, "records without counts", residual,
                            "a column of counts, with rows of totals");
    const auto column = detail::require_column(rows, how.count);
    if (!column) return column.error();
    auto with = with_residual(*at, residual.second);
    if (!with) return with.error();
    auto by = how.by;
    const auto d = static_cast<std::size_t>(at - how.by.begin());
    by[d] = *std::move(with);
    const auto c = cube::make(by);
    if (!c) return c.error();
    const auto listed = list_counts(**c, rows, *column, how.counts);
    if (!listed) return listed.error();
    const residual_adder adder(**c, d, *by[d].codes.find(residual.second), *listed);
    std::vector<std::pair<cell_index, residual_adder::line>> lines;
    bool somebody = false;
    for (const auto cell : cells_of_residuals(**c, {&residual, 1})) {
        if (listed->has(cell))
            return bad_residual(errc::duplicate, "the code has rows of its own", residual,
                                "a code without rows; one with rows is a code like others");
        const auto line = adder.read(cell, rows, *column);
        if (!line) return line.error();
        if (!*line) continue;
        lines.emplace_back(cell, **line);
        somebody = somebody || (*line)->left > 0;
    }
    if (!somebody && empty == empty_residual::left_out) return false;
    for (const auto& [cell, line] : lines)
        append_row(rows, **c, cell, listed->row[line.total], *column, detail::to_string(line.left));
    how.by = std::move(by);
    return true;
}

} // namespace

result<dimension> with_residual(dimension d, const std::string& code) {
    if (const auto own = d.codes.find(code)) {
        if (d.codes.is_leaf(*own) && *own != 0) return d;
        return bad_residual(errc::bad_argument, "a code with others under it", {d.name, code},
                            "a code without parts");
    }
    std::vector<code_parent> codes;
    for (code_index i = 0; i < d.codes.size(); ++i)
        codes.push_back({.id = d.codes[i].id,
                         .parent = i == 0 ? "" : d.codes[d.codes.parent(i)].id,
                         .label = d.codes[i].label});
    codes.push_back({.id = code, .parent = d.codes[0].id});
    auto made = hierarchy::from_parents(codes);
    if (!made) return made.error();
    d.codes = *std::move(made);
    return d;
}

std::vector<cell_index> cells_of_residuals(const cube& c,
                                           std::span<const residual_code> residuals) {
    std::vector<cell_index> found;
    for (const auto& [name, code] : residuals) {
        const auto d = c.find_dimension(name);
        const auto at = d ? c.codes(*d).find(code) : std::nullopt;
        for (cell_index cell = 0; at && cell < c.size(); ++cell) {
            if (c.shape().coordinate(cell, *d) == *at) found.push_back(cell);
        }
    }
    std::ranges::sort(found);
    const auto repeated = std::ranges::unique(found);
    found.erase(repeated.begin(), repeated.end());
    return found;
}

result<std::vector<std::string>> add_residuals(records& rows, tabulate_options& how,
                                               std::span<const residual_code> residuals,
                                               empty_residual empty) {
    std::vector<std::string> notes;
    for (const auto& one : residuals) {
        const auto added = add_residual(rows, how, one, empty);
        if (!added) return added.error();
        if (!*added)
            notes.push_back("the codes of " + detail::quoted(one.first) +
                            " add up to their totals: " + detail::quoted(one.second) +
                            " is left out");
    }
    return notes;
}

} // namespace sdc::inline v0
