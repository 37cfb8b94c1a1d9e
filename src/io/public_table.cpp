#include <sdc/io/public_table.hpp>

#include "suppressed_codes.hpp"

#include <sdc/detail/quoted.hpp>
#include <sdc/io/csv_escapes.hpp>
#include <sdc/release/marker.hpp>
#include <sdc/table/detail/number.hpp>
#include <sdc/table/detail/row_reader.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace sdc::inline v0 {
namespace {

/// What a text says of its cell.
struct fact {
    std::int64_t low = 0;
    std::int64_t high = unlimited;
    bool suppressed = true;
};

/// Beyond it sums of cells, and the bounds that attacks work with, would not be safe.
constexpr std::int64_t largest_number = std::int64_t{1} << 53;

std::string_view trim(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

bool take_prefix(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text = trim(text.substr(prefix.size()));
    return true;
}

/// Groups of three digits, as in 1,234,567; without separators unchanged; else nothing.
std::optional<std::string> drop_separators(std::string_view text) {
    std::string digits;
    const auto first = text.find(',');
    if (first == std::string_view::npos) return std::string(text);
    if (first == 0 || first > 3) return std::nullopt;
    digits = text.substr(0, first);
    for (auto at = first; at < text.size() && text[at] == ','; at += 4) {
        const auto group = text.substr(at + 1, 3);
        if (group.size() != 3 || !detail::is_digits(group)) return std::nullopt;
        digits += group;
        if (at + 4 == text.size()) return digits;
        if (text[at + 4] == '.') return digits + std::string(text.substr(at + 4));
    }
    return std::nullopt;
}

/// Spreadsheets write 12 as 12.0 where a column has blanks; zeros behind the point are dropped,
/// other digits are not.
void drop_zero_decimals(std::string& text, int decimals) {
    const auto point = text.find('.');
    if (point == std::string::npos) return;
    const auto kept = point + 1 + static_cast<std::size_t>(decimals);
    while (text.size() > kept && text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
}

std::optional<std::int64_t> parse_number(std::string_view text, int decimals) {
    auto plain = drop_separators(trim(text));
    if (!plain || plain->starts_with('-') || plain->starts_with('+')) return std::nullopt;
    drop_zero_decimals(*plain, decimals);
    const auto n = detail::parse_decimal(*plain, decimals);
    if (!n || *n > largest_number) return std::nullopt;
    return *n;
}

/// "<5", "<=4", "fewer than 5", "1 to 4", "1-4"; the dash may be an en dash.
std::optional<fact> parse_range(std::string_view text, const public_options& options) {
    const auto number = [&](std::string_view part) { return parse_number(part, options.decimals); };
    fact f{.low = options.suppressed_minimum};
    for (const std::string_view at_most : {"<=", "\xE2\x89\xA4"}) {
        if (!take_prefix(text, at_most)) continue;
        const auto high = number(text);
        if (!high) return std::nullopt;
        f.high = *high;
        return f;
    }
    for (const std::string_view below :
         {"<", "fewer than ", "less than ", "Fewer than ", "Less than "}) {
        if (!take_prefix(text, below)) continue;
        const auto above = number(text);
        if (!above || *above == 0) return std::nullopt;
        f.high = *above - 1;
        return f;
    }
    for (const std::string_view between : {" to ", "-", "\xE2\x80\x93"}) {
        const auto at = text.find(between);
        if (at == std::string_view::npos) continue;
        const auto low = number(text.substr(0, at));
        const auto high = number(text.substr(at + between.size()));
        if (!low || !high || *low > *high) return std::nullopt;
        return fact{.low = *low, .high = *high};
    }
    return std::nullopt;
}

/// What a marker says of its cell; nothing if the text is none.
std::optional<shorthand> find_meaning(std::string_view text, const public_options& options) {
    const auto named = std::ranges::find(options.markers, text, &marker_to_read::text);
    if (named != options.markers.end()) return named->means;
    constexpr std::array<std::string_view, 4> others{".", "[REDACTED]", "Suppressed", "suppressed"};
    const bool known =
        std::ranges::find(marker_dialects, text, &marker_dialect::text) != marker_dialects.end() ||
        std::ranges::find(others, text) != others.end();
    return known ? std::optional(shorthand::withheld) : std::nullopt;
}

fact fact_of(shorthand means, const public_options& options) {
    const auto possible = suppressed_interval(
        {.minimum = options.suppressed_minimum, .flagged = options.flagged}, options.bands);
    switch (means) {
    case shorthand::nil:
    case shorthand::not_applicable: return {.low = 0, .high = 0, .suppressed = false};
    case shorthand::unknown: return {.suppressed = false};
    case shorthand::low:
        return {.low = std::max<std::int64_t>(1, possible.low), .high = possible.high};
    case shorthand::withheld: break;
    }
    return {.low = possible.low, .high = possible.high};
}

/// What the bands show so; nothing if they show nothing so.
std::optional<fact> invert(const banding& bands, const band_value& shown) {
    const auto possible = preimage(bands, shown);
    if (possible.low > possible.high) return std::nullopt;
    return fact{.low = possible.low,
                .high = possible.high,
                .suppressed = shown.shows != band_value::kind::number};
}

std::optional<fact> find_label(const banding& bands, std::string_view text) {
    for (std::size_t i = 0; i < bands.bands.size(); ++i) {
        if (bands.bands[i].action == band_action::label &&
            (bands.bands[i].label == text || escape_csv_text(bands.bands[i].label) == text))
            return invert(
                bands, {.shows = band_value::kind::label, .band = static_cast<std::uint16_t>(i)});
    }
    return std::nullopt;
}

sdc::error not_a_fact(std::string_view text, const char* wanted) {
    return {.code = errc::bad_syntax,
            .message = text.empty() ? "a blank, which says nothing"
                                    : "neither a number nor a known marker of a suppressed cell",
            .found = detail::quoted(text),
            .wanted = wanted};
}

result<fact> read_fact(std::string_view field, const public_options& options) {
    const auto text = trim(field);
    if (options.bands) {
        if (const auto label = find_label(*options.bands, text)) return *label;
    }
    if (const auto means = find_meaning(text, options)) return fact_of(*means, options);
    if (const auto n = parse_number(text, options.decimals)) {
        if (options.perturbed) {
            const auto possible = preimage(*options.perturbed, *n);
            if (possible.low <= possible.high)
                return fact{.low = possible.low, .high = possible.high, .suppressed = false};
            return not_a_fact(text, "a number that the method can show");
        }
        if (!options.bands) return fact{.low = *n, .high = *n, .suppressed = false};
        if (const auto possible = invert(*options.bands, {.number = *n})) return *possible;
        return not_a_fact(text, "a number that the bands can show");
    }
    if (const auto range = parse_range(text, options)) return *range;
    return not_a_fact(text, "a number, a range such as <5 or 1 to 4, or a marker, which "
                            "public_options.markers names if it is another one");
}

/// "count_nearest5", "count_bands": how a release names numbers that are not true values.
bool is_rounded(std::string_view name) {
    if (name.ends_with("_bands")) return true;
    const auto digits = name.substr(name.find_last_not_of("0123456789") + 1);
    const auto stem = name.substr(0, name.size() - digits.size());
    return !digits.empty() && (stem.ends_with("_nearest") || stem.ends_with("_midpoint") ||
                               stem.ends_with("_significant"));
}

/// Named, or the only one that is no dimension.
result<std::size_t> find_value_column(const records& rows, const cube& c,
                                      const public_options& options) {
    if (!options.value.empty()) {
        const auto named = detail::require_column(rows, options.value);
        if (named) return named;
        auto e = named.error();
        e.field = "public_options.value";
        return e;
    }
    std::optional<std::size_t> only;
    for (std::size_t i = 0; i < rows.names.size(); ++i) {
        if (c.find_dimension(rows.names[i])) continue;
        if (only)
            return error{.code = errc::missing_column,
                         .message = "several columns could hold the numbers",
                         .where = {.file = rows.source, .line = 1, .column = i + 1},
                         .found = detail::quoted(rows.names[*only]) + ", " +
                                  detail::quoted(rows.names[i]),
                         .wanted = "one, or its name in public_options.value"};
        only = i;
    }
    if (!only)
        return error{.code = errc::missing_column,
                     .message = "no column for the numbers",
                     .where = {.file = rows.source}};
    if (!options.bands && !options.perturbed && is_rounded(rows.names[*only]))
        return error{.code = errc::bad_argument,
                     .message = "a column of rounded numbers",
                     .where = {.file = rows.source, .line = 1, .column = *only + 1},
                     .found = detail::quoted(rows.names[*only]),
                     .wanted = "the bands by which they were rounded"};
    return *only;
}

result<void> check_suppressed_codes(const cube& c, const public_options& options) {
    const auto& texts = options.suppressed_codes;
    if (!texts.empty() && options.suppressed_minimum > 0)
        return error{.code = errc::bad_argument,
                     .message = "public_options.suppressed_codes",
                     .field = "public_options.suppressed_codes",
                     .found = "zeros that are always shown",
                     .wanted = "zero_policy::eligible or hide: a cell without a row may be empty"};
    for (const auto& [name, text] : texts) {
        const auto d = c.find_dimension(name);
        if (d && !c.codes(*d).find(text)) continue;
        return error{.code = errc::bad_argument,
                     .message = "public_options.suppressed_codes",
                     .field = "public_options.suppressed_codes",
                     .found = name + "=" + text,
                     .wanted = d ? "a text that is no code of the dimension"
                                 : "a dimension of the table, and a text in its column"};
    }
    return {};
}

/// Texts that many publish instead of a code, and that hardly are one.
bool looks_suppressed(std::string_view text) {
    constexpr std::array<std::string_view, 6> known{"[c]",        "*",          "n.p.",
                                                    "Suppressed", "suppressed", "[REDACTED]"};
    return std::ranges::find(known, text) != known.end();
}

sdc::error may_be_suppressed(sdc::error e) {
    if (e.code == errc::unknown_code && e.found.size() > 2 &&
        looks_suppressed(std::string_view(e.found).substr(1, e.found.size() - 2)))
        e.wanted += "; or public_options.suppressed_codes, if its rows count people whose code is "
                    "suppressed";
    return e;
}

} // namespace

result<dimension> without_suppressed_codes(dimension d, std::span<const suppressed_code> texts) {
    std::vector<std::string> ids;
    for (code_index i = 1; i < d.codes.size(); ++i) {
        const auto& id = d.codes[i].id;
        const bool named = std::ranges::find(texts, suppressed_code(d.name, id)) != texts.end();
        if (!named && looks_suppressed(id))
            return error{.code = errc::bad_argument,
                         .message = "a text that may stand for a suppressed code of " +
                                    detail::quoted(d.name),
                         .field = "public_options.suppressed_codes",
                         .found = detail::quoted(id),
                         .wanted = "public_options.suppressed_codes with it, if its rows count "
                                   "people whose code is suppressed, or a list of the codes"};
        if (!named) ids.push_back(id);
    }
    for (const auto& [name, text] : texts) {
        if (name != d.name || d.codes.find(text)) continue;
        return error{.code = errc::bad_argument,
                     .message = "public_options.suppressed_codes",
                     .field = "public_options.suppressed_codes",
                     .found =
                         detail::quoted(text) + ", which no row has in " + detail::quoted(name),
                     .wanted = "the text as the file has it"};
    }
    if (ids.size() + 1 == d.codes.size()) return d;
    auto codes = hierarchy::flat(ids, d.codes[0].id);
    if (!codes) return codes.error();
    d.codes = *std::move(codes);
    return d;
}

result<public_table> read_public(const records& rows, std::shared_ptr<const cube> c,
                                 const public_options& options) {
    if (c == nullptr) return detail::none_given("cube");
    if (options.perturbed) {
        if (options.bands)
            return error{.code = errc::bad_argument,
                         .message = "bands together with a perturbation",
                         .where = {.file = rows.source},
                         .wanted = "one of them"};
        if (auto ok = check(*options.perturbed); !ok) return ok.error();
    }
    if (auto ok = check_suppressed_codes(*c, options); !ok) return ok.error();
    auto cells = detail::cell_reader::make(*c, rows);
    if (!cells) return cells.error();
    const auto column = find_value_column(rows, *c, options);
    if (!column) return column.error();
    public_table read{.known = knowledge(c), .listed = std::vector<bool>(c->size())};
    detail::rows_without_code without_code(*c, rows, options.suppressed_codes);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto f = read_fact(rows.field(row, *column), options);
        if (!f) return cells->at(f.error(), row, *column);
        if (without_code.has(row)) {
            if (auto ok = without_code.add(row, {.low = f->low, .high = f->high}); !ok)
                return ok.error();
            continue;
        }
        const auto cell = cells->read(row);
        if (!cell) return may_be_suppressed(cell.error());
        read.known.learn(*cell, f->low, f->high);
        read.listed[*cell] = true;
        if (read.known.low(*cell) > read.known.high(*cell))
            return cells->at({.code = errc::contradiction,
                              .message = "two rows about one cell that cannot both be true",
                              .cell = describe(*c, *cell)},
                             row, *column);
        if (f->suppressed) read.suppressed.push_back(*cell);
    }
    if (auto ok = without_code.learn(read); !ok) return ok.error();
    std::ranges::sort(read.suppressed);
    const auto repeated = std::ranges::unique(read.suppressed);
    read.suppressed.erase(repeated.begin(), repeated.end());
    return read;
}

result<public_table> read_public(const records& rows, std::vector<dimension> by,
                                 const public_options& options) {
    auto c = cube::make(std::move(by));
    if (!c) return c.error();
    return read_public(rows, std::move(*c), options);
}

} // namespace sdc::inline v0
