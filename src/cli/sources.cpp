#include "sources.hpp"

#include "inputs.hpp"
#include "outputs.hpp"
#include "words.hpp"

#include <sdc/attack/contradiction.hpp>
#include <sdc/detail/quoted.hpp>
#include <sdc/io/cell_list.hpp>
#include <sdc/io/csv_file.hpp>
#include <sdc/io/ledger.hpp>
#include <sdc/io/statements.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace sdc::cli {

result<std::vector<std::pair<std::string, std::string>>> read_where(const arguments& a) {
    std::vector<std::pair<std::string, std::string>> where;
    for (const auto& text : a.where) {
        const auto equals = text.find('=');
        if (equals == 0 || equals == std::string::npos || equals + 1 == text.size())
            return bad_option("--where", text, "DIM=CODE, such as region=North");
        where.emplace_back(text.substr(0, equals), text.substr(equals + 1));
    }
    return where;
}

void warn_of_people(const arguments& a, const linked_table& first, const linked_table& other) {
    for (const auto& d : other.cube->dimensions()) {
        const auto own = first.cube->find_dimension(d.name);
        if (!own || d.codes == first.cube->codes(*own) || !other.where.empty() ||
            !first.where.empty())
            continue;
        warn(a, "dimension " + sdc::detail::shorten(d.name) + " has other codes in " +
                    sdc::detail::quoted(other.name) +
                    "; both are taken to be about the same people: " +
                    "if one is about fewer, state it by \"where\" in its description, or --where");
    }
}

result<bool> leaves_out_empty(const arguments& a) {
    constexpr choices<bool, 2> kinds{{{"all", false}, {"nonempty", true}}};
    if (a.cells.empty()) return false;
    if (a.publics.empty())
        return bad_option("--cells", a.cells, "--public with it, the files whose cells these are");
    return choose("--cells", a.cells, kinds);
}

result<audit_sources> audit_sources::read(const arguments& a) {
    audit_sources made;
    const auto empty = leaves_out_empty(a);
    if (!empty) return empty.error();
    made.leaves_out_empty_ = *empty;
    for (const auto& file : a.publics) {
        auto rows = read_public_rows(a, file, names_of_dimensions(a));
        if (!rows) return rows.error();
        if (rows->size() == 0)
            return error{.code = errc::bad_syntax,
                         .message = "a public table without rows",
                         .where = {.file = file}};
        made.files_.push_back(std::move(*rows));
    }
    return made;
}

/// Men, and women: only a table of codes says that nobody is both, or that there are others.
static void warn_of_undescribed(const arguments& a, const linked_tables& tables) {
    std::map<std::string, std::set<std::string>> codes;
    for (const auto& t : tables.tables()) {
        for (const auto& [dimension, code] : t.where) codes[dimension].insert(code);
    }
    for (const auto& [dimension, of] : codes) {
        const bool described = std::ranges::any_of(tables.tables(), [&](const linked_table& t) {
            return t.cube->find_dimension(dimension).has_value();
        });
        if (of.size() > 1 && !described)
            warn(a, "tables are about several codes of " + sdc::detail::shorten(dimension) +
                        ", which no table has for a dimension: the rest of all people is not "
                        "attacked; a description without \"public\" can give its codes");
    }
}

result<void> audit_sources::link(const arguments& a) {
    auto where = read_where(a);
    if (!where) return where.error();
    std::vector<linked_table> tables{{.cube = cube_, .where = *std::move(where)}};
    const auto add = [&](result<std::vector<linked_release>> some) -> result<void> {
        if (!some) return some.error();
        for (auto& one : *some) {
            tables.push_back(one.table);
            linked_.push_back(std::move(one));
        }
        return {};
    };
    if (!a.ledger.empty()) {
        if (auto ok = add(read_ledger(a.ledger, cube_.get())); !ok) return ok;
    }
    for (const auto& file : a.linked) {
        if (auto ok = add(read_linked(file, cube_.get())); !ok) return ok;
    }
    for (const auto& one : linked_) {
        if (one.is_public) warn_of_people(a, tables.front(), one.table);
    }
    auto all = linked_tables::make(std::move(tables));
    if (!all) return all.error();
    tables_ = std::move(*all);
    warn_of_undescribed(a, *tables_);
    return {};
}

result<void> audit_sources::complete(const arguments& a, std::shared_ptr<const cube> c,
                                     const table* counts) {
    cube_ = std::move(c);
    if (auto ok = link(a); !ok) return ok;
    if (!a.known.empty()) {
        auto all = read_statements(a.known, *tables_);
        if (!all) return all.error();
        statements_ = std::move(*all);
    }
    auto zeros = read_cell_file(a.structural_zeros, *cube_);
    if (!zeros) return zeros.error();
    zeros_ = *std::move(zeros);
    return a.frozen.empty() ? result<void>() : read_published_file(a, counts);
}

/// Cells, whose numbers the counts tell, or an earlier table that tells them itself.
result<void> audit_sources::read_published_file(const arguments& a, const table* counts) {
    published_file_name_ = a.frozen;
    if (counts != nullptr) {
        auto cells = read_already_published(a, *counts, marker{});
        if (!cells) return cells.error();
        for (const auto cell : *cells) frozen_.emplace_back(cell, counts->value(cell));
        already_published_ = *std::move(cells);
    } else {
        const auto rows = read_csv(a.frozen);
        if (!rows) return rows.error();
        auto cells = read_cells(*rows, *cube_);
        if (!cells) return cells.error();
        if (!std::ranges::all_of(rows->names, [&](const std::string& name) {
                return cube_->find_dimension(name).has_value();
            })) {
            const auto earlier = read_public(*rows, cube_);
            if (!earlier) return earlier.error();
            std::erase_if(*cells, [&](cell_index cell) {
                return std::ranges::binary_search(earlier->suppressed, cell);
            });
            for (const auto cell : *cells) frozen_.emplace_back(cell, earlier->known.low(cell));
        }
        already_published_ = *std::move(cells);
    }
    std::ranges::sort(already_published_);
    return {};
}

bool audit_sources::is_already_published(cell_index cell) const {
    return std::ranges::binary_search(already_published_, cell);
}

std::vector<std::string> audit_sources::names() const {
    std::vector<std::string> all;
    for (const auto& rows : files_) all.push_back(rows.source);
    if (!published_file_name_.empty()) all.push_back(published_file_name_);
    for (const auto& one : linked_) all.push_back(one.table.name);
    for (std::size_t i = 0; i < statements_.size(); ++i) {
        if (i == 0 || statements_[i].text != statements_[i - 1].text)
            all.push_back("\"" + statements_[i].text + "\"");
    }
    return all;
}

std::vector<std::size_t> audit_sources::public_linked() const {
    std::vector<std::size_t> found;
    const auto first = files_.size() + (published_file_name_.empty() ? 0 : 1);
    for (std::size_t k = 0; k < linked_.size(); ++k) {
        if (linked_[k].is_public) found.push_back(first + k);
    }
    return found;
}

std::vector<cell_index> audit_sources::linked_suppressed(const left_out& without) const {
    std::vector<cell_index> cells;
    const auto first = files_.size() + (published_file_name_.empty() ? 0 : 1);
    for (std::size_t k = 0; k < linked_.size(); ++k) {
        for (const auto cell : linked_[k].facts.suppressed) {
            if (!without(first + k)) cells.push_back(tables_->offset(k + 1) + cell);
        }
    }
    return cells;
}

/// A structural zero is known without a row.
void audit_sources::learn_absent(joined_tables& all, std::vector<bool> listed,
                                 const std::vector<bool>& numbers,
                                 const public_options& options) const {
    if (files_.empty()) return;
    for (const auto cell : zeros_) listed[cell] = true;
    all.absent = find_absent(*cube_, listed, numbers);
    std::vector<std::string> names;
    for (const auto& rows : files_) names.push_back(rows.source);
    if (!all.absent.suppressed.empty()) all.known.set_source(cli::join(names) + by_leaving_out);
    const auto suppressed = suppressed_interval(options);
    for (const auto cell : all.absent.suppressed) {
        if (leaves_out_empty_)
            all.known.learn_exact(cell, 0);
        else
            all.known.learn(cell, suppressed.low, suppressed.high);
    }
    if (!all.absent.suppressed.empty()) all.known.set_source(names.back());
    if (!leaves_out_empty_)
        all.suppressed.insert(all.suppressed.end(), all.absent.suppressed.begin(),
                              all.absent.suppressed.end());
}

result<joined_tables> audit_sources::join(const public_options& options,
                                          const left_out& without) const {
    joined_tables all{{.known = know_nothing(), .listed = std::vector<bool>(cube_->size())}};
    std::vector<bool> listed(cube_->size()), numbers(cube_->size());
    for (std::size_t i = 0; i < files_.size(); ++i) {
        const auto one = read_public(files_[i], cube_, options);
        if (!one) return one.error();
        for (cell_index cell = 0; cell < cube_->size(); ++cell) {
            listed[cell] = listed[cell] || one->listed[cell];
            numbers[cell] = numbers[cell] || (one->listed[cell] &&
                                              !std::ranges::binary_search(one->suppressed, cell));
        }
        if (without(i)) continue;
        all.known.set_source(files_[i].source);
        for (cell_index cell = 0; cell < cube_->size(); ++cell) {
            all.listed[cell] = all.listed[cell] || one->listed[cell];
            all.known.learn(cell, one->known.low(cell), one->known.high(cell));
            if (all.known.low(cell) > all.known.high(cell))
                return explain(all.known, {.code = errc::contradiction,
                                           .message = "two public tables that cannot both be true",
                                           .where = {.file = files_[i].source},
                                           .cell = describe(*cube_, cell)});
        }
        all.suppressed.insert(all.suppressed.end(), one->suppressed.begin(), one->suppressed.end());
    }
    for (cell_index cell = 0; cell < cube_->size(); ++cell)
        all.shown.push_back({.low = all.known.low(cell), .high = all.known.high(cell)});
    learn_absent(all, std::move(listed), numbers, options);
    std::ranges::sort(all.suppressed);
    const auto repeated = std::ranges::unique(all.suppressed);
    all.suppressed.erase(repeated.begin(), repeated.end());
    return all;
}

result<knowledge> audit_sources::learn_others(const knowledge& first,
                                              const left_out& without) const {
    auto public_knowledge = first;
    auto source = files_.size();
    if (!published_file_name_.empty() && !without(source++)) {
        public_knowledge.set_source(published_file_name_);
        for (const auto& [cell, value] : frozen_) public_knowledge.learn_exact(cell, value);
    }
    for (std::size_t k = 0; k < linked_.size(); ++k) {
        if (without(source++)) continue;
        if (auto ok = learn_table(public_knowledge, k + 1, linked_[k].facts); !ok)
            return explain(public_knowledge, ok.error());
    }
    for (std::size_t i = 0; i < statements_.size(); ++i) {
        if (i > 0 && statements_[i].text != statements_[i - 1].text) ++source;
        if (!without(source)) public_knowledge.learn(statements_[i]);
    }
    return public_knowledge;
}

error explain(const knowledge& public_knowledge, error e) {
    if (e.code != errc::contradiction) return e;
    const auto found = explain_contradiction(public_knowledge);
    if (!found) return e;
    for (const auto& fact : found->facts) {
        if (public_knowledge.sources()[fact.source] != input_source) continue;
        return {.code = e.code,
                .message = "what is public does not agree with the input",
                .cell = describe(public_knowledge.tables(), fact.cell)};
    }
    if (std::ranges::any_of(found->facts, [&](const auto& fact) {
            return public_knowledge.sources()[fact.source].ends_with(by_leaving_out);
        }))
        e.wanted = or_empty;
    e.message = to_string(public_knowledge, *found);
    if (!e.message.empty() && e.message.back() == '.') e.message.pop_back();
    e.cell.clear();
    return e;
}

} // namespace sdc::cli
