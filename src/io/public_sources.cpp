#include <sdc/io/public_sources.hpp>

#include <sdc/detail/quoted.hpp>
#include <sdc/io/file_places.hpp>
#include <sdc/io/ledger.hpp>
#include <sdc/io/linked_file.hpp>
#include <sdc/io/statements.hpp>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace sdc::inline v0 {
namespace {

result<std::vector<linked_release>> read_other_tables(const public_source_files& files,
                                                      const cube& c) {
    std::vector<linked_release> all;
    const auto add = [&](result<std::vector<linked_release>> some) -> result<void> {
        if (!some) return some.error();
        std::ranges::move(*some, std::back_inserter(all));
        return {};
    };
    if (!files.ledger.empty()) {
        if (auto ok = add(read_ledger(files.ledger, &c)); !ok) return ok.error();
    }
    for (const auto& file : files.linked) {
        if (auto ok = add(read_linked(file, &c)); !ok) return ok.error();
    }
    return all;
}

/// The rows of a file, and how they are to be read.
published_file make_file(records rows, std::shared_ptr<const cube> c, public_options reading) {
    auto name = rows.source;
    return {.name = std::move(name),
            .read = [rows = std::move(rows), c = std::move(c),
                     reading = std::move(reading)](const marker_meaning& marker) {
                auto options = reading;
                options.suppressed_minimum = marker.minimum;
                options.flagged = marker.flagged;
                return read_public(rows, c, options);
            }};
}

/// Rounded numbers do not add up.
result<void> check_totals(const public_source_files& files) {
    if (files.totals == counted_in_totals::all_cells ||
        (!files.reading.bands && !files.reading.perturbed))
        return {};
    return error{.code = errc::bad_argument,
                 .message = "rounded numbers",
                 .field = "public_source_files.totals",
                 .wanted = "numbers that are not rounded: sums of others cannot be checked"};
}

/// A file that cannot be read is for `join` to report.
std::vector<std::string> find_doubts(const public_sources& all) {
    std::vector<std::string> doubts;
    for (const auto& file : all.files) {
        const auto facts = file.read({});
        if (facts && look_like_totals_of_shown(*facts))
            doubts.push_back(file.name +
                             ": each total is the sum of the cells that are shown, so that those "
                             "that are suppressed would be 0: if they are not counted in totals, "
                             "state it by public_source_files.totals");
    }
    return doubts;
}

} // namespace

std::vector<std::string> find_doubts(const linked_table& first, const linked_table& other) {
    std::vector<std::string> doubts;
    for (const auto& d : other.cube->dimensions()) {
        const auto own = first.cube->find_dimension(d.name);
        if (!own || d.codes == first.cube->codes(*own) || !other.where.empty() ||
            !first.where.empty())
            continue;
        doubts.push_back("dimension " + detail::shorten(d.name) + " has other codes in " +
                         detail::quoted(other.name) +
                         "; both are taken to be about the same people: if one is about fewer, "
                         "state it by \"where\" in its description, or public_source_files.where");
    }
    return doubts;
}

std::vector<std::string> find_doubts(const linked_tables& tables) {
    std::map<std::string, std::set<std::string>> codes;
    for (const auto& t : tables.tables()) {
        for (const auto& [dimension, code] : t.where) codes[dimension].insert(code);
    }
    std::vector<std::string> doubts;
    for (const auto& [dimension, of] : codes) {
        const bool described = std::ranges::any_of(tables.tables(), [&](const linked_table& t) {
            return t.cube->find_dimension(dimension).has_value();
        });
        if (of.size() > 1 && !described)
            doubts.push_back("tables are about several codes of " + detail::shorten(dimension) +
                             ", which no table has for a dimension: the rest of all people is not "
                             "attacked; a description without \"public\" can give its codes");
    }
    return doubts;
}

result<public_sources> read_public_sources(public_source_files files, std::shared_ptr<const cube> c,
                                           const std::function<void(const std::string&)>& doubt) {
    if (c == nullptr) return detail::none_given("cube");
    if (auto ok = check_totals(files); !ok) return ok.error();
    const auto tell = [&](const std::vector<std::string>& doubts) {
        for (const auto& text : doubts) {
            if (doubt) doubt(text);
        }
    };
    auto others = read_other_tables(files, *c);
    if (!others) return others.error();
    std::vector<linked_table> tables{{.cube = c, .where = std::move(files.where)}};
    public_sources made;
    for (auto& one : files.groups) {
        tables.push_back(std::move(one.table));
        made.linked.push_back({.facts = std::move(one.facts), .is_public = true});
    }
    std::vector<std::string> inputs;
    for (auto& one : *others) {
        std::ranges::move(one.reads, std::back_inserter(inputs));
        if (one.is_public) tell(find_doubts(tables.front(), one.table));
        tables.push_back(std::move(one.table));
        made.linked.push_back({.facts = std::move(one.facts), .is_public = one.is_public});
    }
    if (auto ok = check_places(inputs, files.outputs); !ok) return ok.error();
    auto all = linked_tables::make(std::move(tables));
    if (!all) return all.error();
    made.tables = std::move(*all);
    tell(find_doubts(*made.tables));
    if (!files.statements.empty()) {
        auto statements = read_statements(files.statements, *made.tables);
        if (!statements) return statements.error();
        made.statements = std::move(*statements);
    }
    made.bands = files.reading.bands;
    made.leaves_out_empty = files.leave_out_empty;
    made.totals = files.totals;
    made.residuals = std::move(files.residuals);
    made.structural_zeros = std::move(files.structural_zeros);
    std::ranges::sort(made.structural_zeros);
    made.already_published = std::move(files.already_published);
    for (auto& rows : files.tables)
        made.files.push_back(make_file(std::move(rows), c, files.reading));
    if (made.totals == counted_in_totals::all_cells && !made.bands && !files.reading.perturbed)
        tell(find_doubts(made));
    return made;
}

} // namespace sdc::inline v0
