#include "inputs.hpp"

#include "outputs.hpp"
#include "words.hpp"

#include <sdc/io/already_published.hpp>
#include <sdc/io/cell_columns.hpp>
#include <sdc/io/cell_list.hpp>
#include <sdc/io/count_table.hpp>
#include <sdc/io/csv_escapes.hpp>
#include <sdc/io/csv_file.hpp>
#include <sdc/io/file.hpp>
#include <sdc/io/hierarchy_file.hpp>
#include <sdc/io/public_table.hpp>
#include <sdc/risk/table/population.hpp>
#include <sdc/table/column_hierarchy.hpp>
#include <sdc/table/detail/number.hpp>
#include <sdc/table/noted_totals.hpp>
#include <sdc/table/published_terms.hpp>
#include <sdc/table/recode.hpp>
#include <sdc/table/similar_codes.hpp>
#include <sdc/table/tabulate.hpp>
#include <sdc/table/wide.hpp>

#include <algorithm>
#include <filesystem>
#include <thread>

namespace sdc::cli {
namespace {

/// The code of a dimension's total: its own, else that of all, else Total.
std::string total_of(const arguments& a, std::string_view name) {
    std::string code = "Total";
    for (const auto& [of, given] : a.totals) {
        if (of == name) return given;
        if (of.empty()) code = given;
    }
    return code;
}

/// A dimension that --total names must be there.
result<void> check_totals(const arguments& a) {
    const auto names = names_of_dimensions(a);
    for (const auto& [of, code] : a.totals) {
        if (!of.empty() && std::ranges::find(names, of) == names.end())
            return bad_option("--total", of + "=" + code,
                              "CODE, or DIM=CODE of a dimension of --dimension");
        const auto earlier = std::ranges::find(a.totals, of, &of_dimension<std::string>::first);
        if (earlier->second == code) continue;
        auto e = bad_option("--total", earlier->second, "one code for a dimension");
        e.found += " and " + sdc::detail::quoted(code);
        return e;
    }
    return {};
}

/// Bands by their numbers and periods by time; other codes as the file has them.
result<dimension> put_in_order(const arguments& a, dimension d) {
    std::vector<std::string> names; // of bands
    for (const auto& bands : a.bands_of_values) {
        if (bands.column == d.name) names = names_of_bands(bands);
    }
    const auto is_period = std::ranges::any_of(
        periods_of(a), [&d](const auto& one) { return name_of_period(one.first) == d.name; });
    if (names.empty() && !is_period) return d;
    std::vector<std::string> ids;
    for (code_index i = 1; i < d.codes.size(); ++i) ids.push_back(d.codes[i].id);
    if (is_period) std::ranges::sort(ids);
    std::ranges::stable_sort(ids, {}, [&names](const std::string& id) {
        return std::ranges::find(names, id) - names.begin();
    });
    auto codes = hierarchy::flat(ids, d.codes[0].id);
    if (!codes) return codes.error();
    d.codes = *std::move(codes);
    return d;
}

/// The columns of --dimension NAME=columns:region/force; none of a file.
std::vector<std::string> columns_of(const std::string& hierarchy) {
    constexpr std::string_view begin = "columns:";
    std::vector<std::string> names;
    if (!hierarchy.starts_with(begin)) return names;
    for (auto left = std::string_view(hierarchy).substr(begin.size());;) {
        const auto end = left.find('/');
        names.emplace_back(left.substr(0, end));
        if (end == std::string_view::npos) return names;
        left.remove_prefix(end + 1);
    }
}

result<dimension> read_dimension(const arguments& a, const std::string& name,
                                 const std::string& hierarchy, std::span<const records> from) {
    const auto total = total_of(a, name);
    if (const auto columns = columns_of(hierarchy); !columns.empty()) {
        auto codes = hierarchy_of_columns(from.front(), columns, total);
        if (!codes) return codes.error();
        return dimension{.name = name, .codes = *std::move(codes), .codes_from_data = true};
    }
    if (hierarchy.empty()) {
        auto flat = flat_dimension(from, name, total);
        if (flat) return put_in_order(a, *std::move(flat));
        return flat;
    }
    auto codes = read_hierarchy(hierarchy, total);
    if (!codes) {
        auto e = codes.error();
        const auto has_column = [column = name + "=" + hierarchy](const records& rows) {
            return rows.find_column(column).has_value();
        };
        if (e.code == errc::io_failure && std::ranges::any_of(from, has_column))
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

result<void> assign_role(std::vector<dimension>& to, const std::string& name, role kind) {
    const auto d = std::ranges::find(to, name, &dimension::name);
    if (d == to.end())
        return bad_option("--role", name + "=" + std::string(word_of(role_words, kind)),
                          "a dimension named by --dimension");
    d->role = kind;
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
    for (const auto& [name, hierarchy] : a.dimensions) {
        auto d = read_dimension(a, name, hierarchy, from);
        if (!d) return d.error();
        by.push_back(std::move(*d));
    }
    for (const auto& [name, kind] : a.roles) {
        if (auto ok = assign_role(by, name, kind); !ok) return ok.error();
    }
    return by;
}

result<std::vector<dimension>> with_residuals(const arguments& a, std::vector<dimension> by) {
    for (const auto& [name, code] : a.residuals) {
        const auto d = std::ranges::find(by, name, &dimension::name);
        if (d == by.end())
            return bad_option("--residual", name + "=" + code, "a dimension named by --dimension");
        auto made = with_residual(std::move(*d), code);
        if (!made) return made.error();
        *d = *std::move(made);
    }
    return by;
}

std::vector<std::string> names_of(const cube& c) {
    std::vector<std::string> names;
    for (const auto& d : c.dimensions()) names.push_back(d.name);
    return names;
}

std::vector<wide_dimension> wide_dimensions_of(const arguments& a) {
    std::vector<wide_dimension> all;
    for (const auto& name : a.wide_dimensions)
        all.push_back({.name = name, .total = total_of(a, name)});
    return all;
}

std::vector<std::string> names_of_dimensions(const arguments& a) {
    std::vector<std::string> names;
    for (const auto& [name, hierarchy] : a.dimensions) names.push_back(name);
    return names;
}

namespace {

/// With the columns that the header must have: of an input those that dimensions are made of.
table_file_format layout_of(const arguments& a, bool is_input,
                            const std::vector<std::string>& further) {
    auto layout = a.layout;
    auto names = names_of_dimensions(a);
    for (const auto& name : a.wide_dimensions) std::erase(names, name);
    for (const auto& [name, hierarchy] : a.dimensions) {
        const auto columns = columns_of(hierarchy);
        if (columns.empty()) continue;
        std::erase(names, name);
        names.insert(names.end(), columns.begin(), columns.end());
    }
    for (const auto& [period, column] : periods_of(a)) {
        if (!is_input) break;
        std::erase(names, name_of_period(period));
        names.push_back(column);
    }
    layout.rows.columns = std::move(names);
    for (const auto& name : further) {
        if (!name.empty()) layout.rows.columns.push_back(name);
    }
    return layout;
}

std::size_t count_header_rows(const arguments& a) {
    return std::max<std::size_t>(a.wide_dimensions.size(), 1);
}

/// What the header of a cross-table must be is clear to those who know of its other rows.
error name_header_rows(const arguments& a, error e) {
    const bool of_header = e.code == errc::duplicate || e.message == "an empty column name";
    if (a.wide_dimensions.size() == 1 && of_header)
        e.wanted += std::string(e.wanted.empty() ? "" : "; ") +
                    "of several header rows a dimension for each, from top to bottom: --wide "
                    "NAME/NAME";
    return e;
}

/// A cross-table as rows of one number each.
result<records> lengthen(const arguments& a, file_rows file, const std::string& count) {
    if (a.wide.empty()) return std::move(file.rows);
    if (!periods_of(a).empty())
        return bad_option("--wide", a.wide,
                          "no period of dates with it, but the period as a column of the table");
    std::vector<std::string> kept;
    for (const auto& name : names_of_dimensions(a)) {
        if (std::ranges::find(a.wide_dimensions, name) == a.wide_dimensions.end())
            kept.push_back(name);
    }
    return rows_of_wide_table(file, kept, wide_dimensions_of(a), count);
}

/// The column of the counts: of a cross-table it has no name in the file.
std::string count_column(const arguments& a) {
    return a.wide.empty() || !a.count.empty() ? a.count : "count";
}

/// Codes that a person takes for one: merged, or refused.
result<void> settle_similar_codes(const arguments& a, records& rows) {
    for (const auto& [name, hierarchy] : a.dimensions) {
        for (const auto& level : columns_of(hierarchy)) {
            const auto column = rows.find_column(level);
            if (!column) continue;
            if (auto ok = check_similar_codes(rows, *column); !ok) return ok;
        }
        const auto column = rows.find_column(name);
        if (!column) continue; // the tabulation says it
        const bool of_columns = !columns_of(hierarchy).empty();
        if (of_columns && a.confirmed.merge_similar)
            return bad_option("--merge-similar", name, "no --dimension NAME=columns:... with it");
        if (!a.confirmed.merge_similar) {
            // Those that it lists are its codes.
            if (!hierarchy.empty() && !of_columns) continue;
            if (auto ok = check_similar_codes(rows, *column); !ok) return ok;
            continue;
        }
        std::vector<std::string> listed;
        if (!hierarchy.empty()) {
            const auto codes = read_hierarchy(hierarchy, total_of(a, name));
            if (!codes) return codes.error();
            for (code_index i = 0; i < codes->size(); ++i) listed.push_back((*codes)[i].id);
        }
        for (const auto& note : merge_similar_codes(rows, *column, listed)) warn(a, note);
    }
    return {};
}

/// Rows that are totals by a column of notes.
void take_noted_totals(const arguments& a, records& rows) {
    std::vector<std::pair<std::string, std::string>> totals;
    for (const auto& [name, hierarchy] : a.dimensions) {
        if (hierarchy.empty()) totals.emplace_back(name, total_of(a, name));
    }
    const auto named = name_noted_totals(rows, totals);
    if (named > 0)
        warn(a, rows.source + ": " + std::to_string(named) +
                    (named == 1 ? " row is a total" : " rows are totals") + " by the column Notes");
}

} // namespace

result<records> read_public_rows(const arguments& a, const std::string& file,
                                 const std::vector<std::string>& dimensions) {
    auto read = read_csv(file, layout_of(a, false, {a.value_column}), count_header_rows(a));
    if (!read) return name_header_rows(a, read.error());
    for (const auto& note : read->rows.notes) warn(a, file + ": " + note);
    take_noted_totals(a, read->rows);
    // The codes in several header rows are texts of rows once there is one number a row.
    const bool unescapes_header = a.escape_formulas && !read->header.empty();
    if (a.escape_formulas && !unescapes_header)
        read->rows = unescape_csv_rows(std::move(read->rows), dimensions);
    auto rows = lengthen(a, *std::move(read), a.value_column.empty() ? "count" : a.value_column);
    if (rows && unescapes_header) return unescape_csv_rows(*std::move(rows), dimensions);
    return rows;
}

result<records> read_input_rows(const arguments& a, file_rows* as_read) {
    std::vector<std::string> further{a.contributor, a.by};
    if (a.wide.empty()) further.insert(further.end(), a.counts.begin(), a.counts.end());
    auto read = read_csv(a.input, layout_of(a, true, further), count_header_rows(a));
    if (!read) return name_header_rows(a, read.error());
    auto* rows = &read->rows;
    for (const auto& note : rows->notes) warn(a, a.input + ": " + note);
    if (as_read != nullptr) *as_read = *read;
    take_noted_totals(a, *rows);
    for (const auto& [period, column] : periods_of(a)) {
        if (auto ok = add_period(*rows, column, period, a.dates); !ok) return ok.error();
    }
    for (const auto& bands : a.bands_of_values) {
        if (auto ok = band_column(*rows, bands); !ok) return ok.error();
    }
    for (const auto& [name, hierarchy] : a.dimensions) {
        const auto columns = columns_of(hierarchy);
        if (columns.empty()) continue;
        if (!a.wide.empty())
            return bad_option("--wide", a.wide, "no --dimension NAME=columns:... with it");
        if (auto ok = add_hierarchy_column(*rows, name, columns, total_of(a, name)); !ok)
            return ok.error();
    }
    auto long_rows = lengthen(a, *std::move(read), count_column(a));
    if (!long_rows) return long_rows;
    if (auto ok = settle_similar_codes(a, *long_rows); !ok) return ok.error();
    return long_rows;
}

result<std::vector<code_index>> read_depths(const arguments& a, const cube& c) {
    std::vector<code_index> deepest;
    if (a.depths.empty()) return deepest;
    for (const auto& d : c.dimensions()) deepest.push_back(depth_of(d.codes));
    for (const auto& [name, levels] : a.depths) {
        const auto d = c.find_dimension(name);
        if (!d)
            return bad_option("--depth", name + "=" + std::to_string(levels),
                              "DIM=LEVELS, a dimension of the table and 0, 1, ..., such as " +
                                  c.dimensions()[0].name + "=1");
        deepest[*d] = static_cast<code_index>(std::min<std::int64_t>(deepest[*d], levels));
    }
    return deepest;
}

result<std::vector<bool>> read_unpublished(const arguments& a, const cube& c) {
    if (a.publish.empty() || (a.publish == "all" && !c.find_dimension("all")))
        return std::vector<bool>();
    const auto terms = find_unpublished(c, a.publish);
    if (!std::filesystem::is_regular_file(a.publish)) return terms;
    if (terms)
        return bad_option("--publish", a.publish,
                          "./" + a.publish +
                              " for the file, or another name for the file: it is "
                              "a table of dimensions, too");
    const auto text = read_file(a.publish);
    if (!text) return text.error();
    auto found = find_unpublished(c, *text);
    if (found) return found;
    auto e = found.error();
    e.where.file = a.publish;
    return e;
}

namespace {

/// With rows of those whom no row counts.
result<table> tabulate_input(const arguments& a, const records& rows, tabulate_options how,
                             const records& zeros) {
    if (a.residuals.empty() && a.overlapping.empty())
        return tabulate_with_zeros(rows, std::move(how), zeros);
    auto by = without_groups(std::move(how.by), a.overlapping);
    if (!by) return by.error();
    how.by = *std::move(by);
    auto left = without_groups(rows, a.overlapping);
    if (!left) return left.error();
    auto& all = *left;
    const auto empty = a.counts.size() > 1 ? empty_residual::kept : empty_residual::left_out;
    const auto notes = add_residuals(all, how, a.residuals, empty);
    if (!notes) return notes.error();
    for (const auto& note : *notes) warn(a, note);
    return tabulate_with_zeros(all, std::move(how), zeros);
}

} // namespace

result<std::shared_ptr<const table>> read_table(const arguments& a, const records& rows) {
    if (rows.size() == 0) warn(a, a.input + " has a header and no rows: every count is 0");
    auto by = read_dimensions(a, {&rows, 1});
    if (!by) return by.error();
    if (auto ok = check_count_column(a, *by); !ok) return ok.error();
    const auto zeros =
        a.structural_zeros.empty() ? result<records>(records()) : read_csv(a.structural_zeros);
    if (!zeros) return zeros.error();
    tabulate_options how{.by = *std::move(by), .count = count_column(a), .counts = a.numbers};
    auto said = a.confirmed;
    said.sum_duplicates = said.sum_duplicates || !a.contributor.empty();
    said.rows_are_records = said.rows_are_records || !a.keys.empty(); // keys are of records
    const auto doubts = check_rows(rows, how, said);
    if (!doubts) return doubts.error();
    for (const auto& doubt : *doubts) warn(a, doubt);
    auto counts = tabulate_input(a, rows, std::move(how), *zeros);
    if (!counts) return counts.error();
    if (a.run == command::coarsen || a.depths.empty()) // which tries fewer levels by itself
        return std::make_shared<const table>(std::move(*counts));
    const auto depths = read_depths(a, counts->cube());
    if (!depths) return depths.error();
    auto coarser = recode(*counts, *depths);
    if (!coarser) return coarser.error();
    return std::move(coarser->table);
}

namespace {

/// The tables of --overlapping, beside that of the codes that add up.
result<void> read_overlapping(const arguments& a, const records& rows, input_table& to) {
    if (a.overlapping.empty()) return {};
    auto by = read_dimensions(a, {&rows, 1});
    if (!by) return by.error();
    const tabulate_options how{.by = *std::move(by), .count = count_column(a), .counts = a.numbers};
    for (const auto& group : a.overlapping) {
        auto counts = tabulate_group(rows, how, group, a.overlapping, a.residuals);
        if (!counts) return counts.error();
        to.groups.push_back(std::make_shared<const table>(*std::move(counts)));
    }
    auto named = a;
    std::erase_if(named.residuals, [&](const residual_code& one) {
        const auto& c = to.counts->cube();
        return !c.codes(*c.find_dimension(one.first)).find(one.second); // nobody is left
    });
    auto all = with_residuals(named, how.by);
    if (!all) return all.error();
    auto whole = cube::make(*std::move(all));
    if (!whole) return whole.error();
    to.whole = *std::move(whole);
    return {};
}

} // namespace

result<input_table> read_input(const arguments& a) {
    if (a.input.empty())
        return error{.code = errc::bad_argument, .message = "no input", .wanted = "--input FILE"};
    input_table made;
    auto rows = read_input_rows(a, a.in_shape ? &made.as_read : nullptr);
    if (!rows) return rows.error();
    auto counts = read_table(a, *rows);
    if (!counts) return counts.error();
    made.counts = std::move(*counts);
    if (auto ok = read_overlapping(a, *rows, made); !ok) return ok.error();
    if (!a.contributor.empty()) made.rows = *std::move(rows);
    return made;
}

result<first_table> read_codes(const arguments& a, std::span<const records> publics) {
    auto named = read_dimensions(a, publics);
    if (!named) return named.error();
    auto all = with_residuals(a, *std::move(named));
    if (!all) return all.error();
    auto by = without_groups(*std::move(all), a.overlapping);
    if (!by) return by.error();
    for (auto& d : *by) {
        if (!d.codes_from_data) continue;
        auto own = without_suppressed_codes(std::move(d), a.suppressed_codes);
        if (!own) return own.error();
        d = *std::move(own);
    }
    auto c = cube::make(*std::move(by));
    if (!c) return c.error();
    auto zeros = read_cell_file(a.structural_zeros, **c);
    if (!zeros) return zeros.error();
    return first_table{.cube = *std::move(c), .structural_zeros = *std::move(zeros)};
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
    auto rows = read_csv(a.frozen, {.rows = {.columns = names_of_dimensions(a)}});
    if (!rows) return rows.error();
    return sdc::read_already_published(*std::move(rows), counts, {.markers = {shown.text}},
                                       a.escape_formulas);
}

result<std::vector<intruder>> read_holdings(const arguments& a, const table& counts,
                                            const records& rows, const std::string& count) {
    if (a.contributor.empty()) return std::vector<intruder>();
    return find_holdings(counts, rows, a.contributor, count, a.numbers);
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

result<std::vector<std::int64_t>> read_population(const arguments& a, const cube& c) {
    if (a.population.empty()) return std::vector<std::int64_t>();
    if (sdc::detail::is_digits(a.population)) {
        const auto all = parse_whole(a.population, 1, largest_limit, "population");
        if (!all) return by_field(all.error());
        return std::vector(c.size(), *all);
    }
    const auto named = [](error e) {
        e.message = "--population: " + e.message;
        if (e.wanted.empty()) e.wanted = "a whole number of people, or a CSV file";
        return e;
    };
    const auto rows = read_csv(a.population);
    if (!rows) return named(rows.error());
    auto people = population_of_cells(c, *rows);
    if (!people && people.error().message == "population")
        return bad_option("--population", a.population,
                          "a number, or a file with " + people.error().wanted);
    if (!people) return named(people.error());
    return people;
}

unsigned count_threads(const arguments& a) {
    return a.threads ? static_cast<unsigned>(*a.threads)
                     : std::max(1U, std::thread::hardware_concurrency());
}

} // namespace sdc::cli
