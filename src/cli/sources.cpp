#include "sources.hpp"

#include "inputs.hpp"
#include "words.hpp"

#include <sdc/attack/contradiction.hpp>
#include <sdc/io/csv.hpp>
#include <sdc/io/statements.hpp>

#include <algorithm>
#include <utility>

namespace sdc::cli {

result<audit_sources> audit_sources::read(const arguments& a) {
    audit_sources made;
    for (const auto& file : a.publics) {
        auto rows = read_csv(file);
        if (!rows) return rows.error();
        made.files_.push_back(std::move(*rows));
    }
    return made;
}

result<void> audit_sources::link(const arguments& a) {
    std::vector<linked_table> tables{{.cube = cube_}};
    for (const auto& text : a.where) {
        const auto equals = text.find('=');
        if (equals == 0 || equals == std::string::npos || equals + 1 == text.size()) return bad_option("--where", text, "DIM=CODE, such as region=North");
        tables.front().where.emplace_back(text.substr(0, equals), text.substr(equals + 1));
    }
    for (const auto& file : a.linked) {
        auto some = read_linked(file, cube_.get());
        if (!some) return some.error();
        for (auto& one : *some) {
            tables.push_back(one.table);
            linked_.push_back(std::move(one));
        }
    }
    auto all = linked_cubes::make(std::move(tables));
    if (!all) return all.error();
    tables_ = std::move(*all);
    return {};
}

result<void> audit_sources::complete(const arguments& a, std::shared_ptr<const cube> c, const table* counts) {
    cube_ = std::move(c);
    if (auto ok = link(a); !ok) return ok;
    if (!a.known.empty()) {
        auto all = read_statements(a.known, *tables_);
        if (!all) return all.error();
        statements_ = std::move(*all);
        for (std::size_t i = 0; i < statements_.size(); ++i)
            names_of_statements_.push_back(statements_[i].text.empty() ? "statement " + std::to_string(i + 1) + " of " + a.known : "\"" + statements_[i].text + "\"");
    }
    if (a.frozen.empty()) return {};
    if (counts == nullptr) return error{.code = errc::bad_argument, .message = "--frozen names cells of the counts", .wanted = "--input FILE; without it, --public FILE says what is public"};
    const auto cells = read_frozen(a, *counts, marker{});
    if (!cells) return cells.error();
    frozen_name_ = a.frozen;
    for (const auto cell : *cells) frozen_.emplace_back(cell, counts->value(cell));
    return {};
}

std::vector<std::string> audit_sources::names() const {
    std::vector<std::string> all;
    for (const auto& rows : files_) all.push_back(rows.source);
    if (!frozen_name_.empty()) all.push_back(frozen_name_);
    for (const auto& one : linked_) all.push_back(one.table.name);
    all.insert(all.end(), names_of_statements_.begin(), names_of_statements_.end());
    return all;
}

result<public_table> audit_sources::join(const public_options& options, left_out without) const {
    public_table all{.reader = know_nothing()};
    for (std::size_t i = 0; i < files_.size(); ++i) {
        if (without == i) continue;
        const auto one = read_public(files_[i], cube_, options);
        if (!one) return one.error();
        all.reader.set_source(files_[i].source);
        for (cell_index cell = 0; cell < cube_->size(); ++cell) {
            all.reader.learn(cell, one->reader.low(cell), one->reader.high(cell));
            if (all.reader.low(cell) > all.reader.high(cell))
                return explain(all.reader, {.code = errc::contradiction, .message = "two public tables that cannot both be true",
                                            .where = {.file = files_[i].source}, .cell = describe(*cube_, cell)});
        }
        all.withheld.insert(all.withheld.end(), one->withheld.begin(), one->withheld.end());
    }
    std::ranges::sort(all.withheld);
    const auto repeated = std::ranges::unique(all.withheld);
    all.withheld.erase(repeated.begin(), repeated.end());
    return all;
}

result<knowledge> audit_sources::learn_others(const knowledge& first, left_out without) const {
    auto reader = first;
    auto source = files_.size();
    if (!frozen_name_.empty() && without != source++) {
        reader.set_source(frozen_name_);
        for (const auto& [cell, value] : frozen_) reader.learn_exact(cell, value);
    }
    for (std::size_t k = 0; k < linked_.size(); ++k) {
        if (without == source++) continue;
        if (auto ok = learn_table(reader, k + 1, linked_[k].facts); !ok) return explain(reader, ok.error());
    }
    for (const auto& s : statements_) {
        if (without != source++) reader.learn(s);
    }
    return reader;
}

error explain(const knowledge& reader, error e) {
    if (e.code != errc::contradiction) return e;
    const auto found = explain_contradiction(reader);
    if (!found) return e;
    e.message = to_string(reader, *found);
    if (!e.message.empty() && e.message.back() == '.') e.message.pop_back();
    e.cell.clear();
    return e;
}

} // namespace sdc::cli
