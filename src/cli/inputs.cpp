#include "inputs.hpp"

#include "outputs.hpp"
#include "words.hpp"

#include <sdc/io/already_published.hpp>
#include <sdc/io/cell_columns.hpp>
#include <sdc/io/cell_list.hpp>
#include <sdc/io/count_table.hpp>
#include <sdc/io/csv_escapes.hpp>
#include <sdc/io/csv_file.hpp>
#include <sdc/io/hierarchy_file.hpp>
#include <sdc/io/public_table.hpp>
#include <sdc/table/tabulate.hpp>

#include <algorithm>
#include <thread>

namespace sdc::cli {
namespace {

/// All rows under one column, so that codes of several files are met in one order.
result<records> gather(std::span<const records> from, const std::string& name) {
    records all{.names = {name}};
    for (const auto& rows : from) {
        const auto one = flat_dimension(rows, name); // for its errors
        if (!one) return one.error();
        const auto column = *rows.find_column(name);
        for (std::size_t row = 0; row < rows.size(); ++row)
            all.fields.push_back(rows.field(row, column));
    }
    return all;
}

/// The code of a dimension's total: DIM=CODE if it is given, else CODE, else Total.
std::string total_of(const arguments& a, std::string_view dimension) {
    std::string code = "Total";
    for (const auto& text : a.totals) {
        const auto own = after(text, std::string(dimension) + "=");
        if (own) return std::string(*own);
        if (text.find('=') == std::string::npos) code = text;
    }
    return code;
}

/// A dimension that --total names must be there; with = the text is no code of all.
result<void> check_totals(const arguments& a) {
    const auto names = names_of_dimensions(a);
    for (const auto& text : a.totals) {
        const auto equals = text.find('=');
        if (equals == std::string::npos) continue;
        if (std::ranges::find(names, text.substr(0, equals)) == names.end() ||
            equals + 1 == text.size())
            return bad_option("--total", text, "CODE, or DIM=CODE of a dimension of --dimension");
    }
    const auto about = [](const std::string& text) {
        const auto equals = text.find('=');
        return equals == std::string::npos ? "" : text.substr(0, equals);
    };
    for (auto text = a.totals.begin(); text != a.totals.end(); ++text) {
        const auto other = std::find_if(a.totals.begin(), text, [&](const std::string& earlier) {
            return about(earlier) == about(*text) && earlier != *text;
        });
        if (other == text) continue;
        auto e = bad_option("--total", *other, "one code for a dimension");
        e.found += " and " + sdc::detail::quoted(*text);
        return e;
    }
    return {};
}

result<dimension> read_dimension(const arguments& a, const std::string& spec,
                                 std::span<const records> from) {
    const auto equals = spec.find('=');
    const auto name = spec.substr(0, equals);
    if (name.empty() || equals + 1 == spec.size())
        return bad_option("--dimension", spec, "NAME or NAME=HIERARCHY");
    const auto total = total_of(a, name);
    if (equals == std::string::npos) {
        if (from.size() == 1) return flat_dimension(from.front(), name, total);
        const auto all = gather(from, name);
        if (!all) return all.error();
        return flat_dimension(*all, name, total);
    }
    auto codes = read_hierarchy(spec.substr(equals + 1), total);
    if (!codes) {
        auto e = codes.error();
        if (e.code == errc::io_failure && std::ranges::any_of(from, [&](const records& rows) {
                return rows.find_column(spec).has_value();
            }))
            e.wanted = "NAME=HIERARCHY; a column whose name holds = must have another name";
        return e;
    }
    return dimension{.name = name, .codes = std::move(*codes)};
}

/// A column that is both would be a table of counts by counts.
result<void> check_count_column(const arguments& a, const std::vector<dimension>& by) {
    if (a.count.empty() || std::ranges::find(by, a.count, &dimension::name) == by.end()) return {};
    return bad_option("--count", a.count, "a column that is not a --dimension");
}

result<void> assign_role(std::vector<dimension>& to, const std::string& spec) {
    constexpr choices<role, 3> roles{
        {{"identifying", role::identifying}, {"sensitive", role::sensitive}, {"time", role::time}}};
    const auto equals = spec.rfind('=');
    if (equals == std::string::npos)
        return bad_option("--role", spec, "DIM=identifying, DIM=sensitive or DIM=time");
    const auto d = std::ranges::find(to, spec.substr(0, equals), &dimension::name);
    if (d == to.end()) return bad_option("--role", spec, "a dimension named by --dimension");
    const auto r = choose("--role", spec.substr(equals + 1), roles);
    if (!r) return r.error();
    d->role = *r;
    return {};
}

} // namespace

result<std::vector<dimension>> read_dimensions(const arguments& a, std::span<const records> from) {
    if (a.dimensions.empty())
        return error{.code = errc::bad_argument,
                     .message = "no dimension",
                     .wanted = "--dimension NAME at least once"};
    if (auto ok = check_totals(a); !ok) return ok.error();
    std::vector<dimension> by;
    for (const auto& spec : a.dimensions) {
        auto d = read_dimension(a, spec, from);
        if (!d) return d.error();
        by.push_back(std::move(*d));
    }
    for (const auto& spec : a.roles) {
        if (auto ok = assign_role(by, spec); !ok) return ok.error();
    }
    return by;
}

std::vector<std::string> names_of(const cube& c) {
    std::vector<std::string> names;
    for (const auto& d : c.dimensions()) names.push_back(d.name);
    return names;
}

std::vector<std::string> names_of_dimensions(const arguments& a) {
    std::vector<std::string> names;
    for (const auto& spec : a.dimensions) names.push_back(spec.substr(0, spec.find('=')));
    return names;
}

result<records> read_public_rows(const arguments& a, const std::string& file,
                                 const std::vector<std::string>& dimensions) {
    auto rows = read_csv(file);
    if (!rows || !a.escape_formulas) return rows;
    return unescape_csv_rows(*std::move(rows), dimensions);
}

result<std::shared_ptr<const table>> read_table(const arguments& a, const records& rows) {
    if (rows.size() == 0) warn(a, a.input + " has a header and no rows: every count is 0");
    const auto by = read_dimensions(a, {&rows, 1});
    if (!by) return by.error();
    if (auto ok = check_count_column(a, *by); !ok) return ok.error();
    const auto zeros =
        a.structural_zeros.empty() ? result<records>(records()) : read_csv(a.structural_zeros);
    if (!zeros) return zeros.error();
    auto counts = tabulate_with_zeros(rows, {.by = *by, .count = a.count}, *zeros);
    if (!counts) return counts.error();
    return std::make_shared<const table>(std::move(*counts));
}

result<input_table> read_input(const arguments& a) {
    if (a.input.empty())
        return error{.code = errc::bad_argument, .message = "no input", .wanted = "--input FILE"};
    auto rows = read_csv(a.input);
    if (!rows) return rows.error();
    auto counts = read_table(a, *rows);
    if (!counts) return counts.error();
    input_table made{.counts = std::move(*counts)};
    if (!a.contributor.empty()) made.rows = *std::move(rows);
    return made;
}

result<std::vector<cell_index>> read_cell_file(const std::string& file, const cube& c) {
    if (file.empty()) return std::vector<cell_index>();
    const auto rows = read_csv(file);
    if (!rows) return rows.error();
    return read_cells(*rows, c);
}

result<already_published_cells> read_already_published(const arguments& a, const table& counts,
                                                       const marker& shown) {
    if (a.frozen.empty()) return already_published_cells();
    auto rows = read_csv(a.frozen);
    if (!rows) return rows.error();
    return sdc::read_already_published(*std::move(rows), counts, {.markers = {shown.text}},
                                       a.escape_formulas);
}

result<std::vector<intruder>> read_holdings(const arguments& a, const table& counts,
                                            const records& rows, const std::string& count) {
    if (a.contributor.empty()) return std::vector<intruder>();
    return find_holdings(counts, rows, a.contributor, count);
}

result<void> read_listed(const arguments& a, const cube& c, std::vector<rule>& rules,
                         protection& to) {
    auto cells = read_cell_file(a.unsafe, c);
    if (!cells) return cells.error();
    if (!cells->empty()) {
        std::ranges::sort(*cells);
        const auto repeated = std::ranges::unique(*cells);
        cells->erase(repeated.begin(), repeated.end());
        rules.emplace_back(listed_cells{*std::move(cells)});
    }
    if (a.levels.empty()) return {};
    const auto rows = read_csv(a.levels);
    if (!rows) return rows.error();
    auto levels = read_levels(*rows, c);
    if (!levels) return levels.error();
    to.levels = *std::move(levels);
    rules = with_levels(std::move(rules), to);
    return {};
}

unsigned count_threads(const arguments& a) {
    return a.threads ? static_cast<unsigned>(*a.threads)
                     : std::max(1U, std::thread::hardware_concurrency());
}

} // namespace sdc::cli
