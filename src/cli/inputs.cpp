#include "inputs.hpp"

#include "words.hpp"

#include <sdc/io/cell_list.hpp>
#include <sdc/io/csv.hpp>
#include <sdc/io/hierarchy_file.hpp>
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
        for (std::size_t row = 0; row < rows.size(); ++row) all.fields.push_back(rows.field(row, column));
    }
    return all;
}

result<dimension> read_dimension(const arguments& a, const std::string& spec, std::span<const records> from) {
    const auto equals = spec.find('=');
    const auto name = spec.substr(0, equals);
    if (name.empty() || equals + 1 == spec.size()) return bad_option("--dimension", spec, "NAME or NAME=HIERARCHY");
    if (equals == std::string::npos) {
        if (from.size() == 1) return flat_dimension(from.front(), name, a.total);
        const auto all = gather(from, name);
        if (!all) return all.error();
        return flat_dimension(*all, name, a.total);
    }
    auto codes = read_hierarchy(spec.substr(equals + 1), a.total);
    if (!codes) return codes.error();
    return dimension{.name = name, .codes = std::move(*codes)};
}

result<void> assign_role(std::vector<dimension>& to, const std::string& spec) {
    constexpr choices<role, 3> roles{{{"identifying", role::identifying}, {"sensitive", role::sensitive}, {"time", role::time}}};
    const auto equals = spec.rfind('=');
    if (equals == std::string::npos) return bad_option("--role", spec, "DIM=identifying, DIM=sensitive or DIM=time");
    const auto d = std::ranges::find(to, spec.substr(0, equals), &dimension::name);
    if (d == to.end()) return bad_option("--role", spec, "a dimension named by --dimension");
    const auto r = choose("--role", spec.substr(equals + 1), roles);
    if (!r) return r.error();
    d->role = *r;
    return {};
}

result<std::vector<std::vector<std::string>>> read_structural_zeros(const arguments& a, const std::vector<dimension>& by) {
    std::vector<std::vector<std::string>> zeros;
    if (a.structural_zeros.empty()) return zeros;
    const auto c = cube::make(by);
    if (!c) return c.error();
    const auto cells = read_cell_file(a.structural_zeros, **c);
    if (!cells) return cells.error();
    for (const auto cell : *cells) {
        auto& ids = zeros.emplace_back();
        for (std::size_t d = 0; d < by.size(); ++d) ids.push_back(by[d].codes[(*c)->shape().coordinate(cell, d)].id);
    }
    return zeros;
}

} // namespace

result<std::vector<dimension>> read_dimensions(const arguments& a, std::span<const records> from) {
    if (a.dimensions.empty()) return error{.code = errc::bad_argument, .message = "no dimension", .wanted = "--dimension NAME at least once"};
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

result<std::shared_ptr<const table>> read_table(const arguments& a) {
    if (a.input.empty()) return error{.code = errc::bad_argument, .message = "no input", .wanted = "--input FILE"};
    const auto rows = read_csv(a.input);
    if (!rows) return rows.error();
    auto by = read_dimensions(a, {&*rows, 1});
    if (!by) return by.error();
    auto zeros = read_structural_zeros(a, *by);
    if (!zeros) return zeros.error();
    auto counts = tabulate(*rows, {.by = std::move(*by), .count = a.count, .structural_zeros = std::move(*zeros)});
    if (!counts) return counts.error();
    return std::make_shared<const table>(std::move(*counts));
}

result<std::vector<cell_index>> read_cell_file(const std::string& file, const cube& c) {
    if (file.empty()) return std::vector<cell_index>();
    const auto rows = read_csv(file);
    if (!rows) return rows.error();
    return read_cells(*rows, c);
}

result<unsigned> read_threads(const arguments& a) {
    if (a.threads.empty()) return std::max(1U, std::thread::hardware_concurrency());
    const auto n = parse_whole("--threads", a.threads);
    if (!n) return n.error();
    if (*n < 1 || *n > 1024) return bad_option("--threads", a.threads, "1 to 1024");
    return static_cast<unsigned>(*n);
}

} // namespace sdc::cli
