#include <sdc/table/linked.hpp>

#include <sdc/detail/quoted.hpp>
#include <sdc/table/detail/translation.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

std::string describe(const linked_tables& all, cell_index cell) {
    const auto k = all.table_of(cell);
    const auto& t = all.tables()[k];
    return (t.name.empty() ? "" : detail::shorten(t.name) + ": ") +
           describe(*t.cube, cell - all.offset(k));
}

result<std::shared_ptr<const linked_tables>> linked_tables::make(std::vector<linked_table> tables) {
    if (tables.empty())
        return error{.code = errc::bad_argument, .message = "no table to link", .field = "tables"};
    for (const auto& t : tables) {
        if (t.cube == nullptr) return detail::none_given("cube");
        for (std::size_t i = 0; i < t.where.size(); ++i) {
            const auto same = [&](const auto& w) { return w.first == t.where[i].first; };
            if (!t.cube->find_dimension(t.where[i].first) &&
                std::ranges::count_if(t.where, same) == 1)
                continue;
            return error{.code = errc::bad_argument,
                         .message = "the people of table " + detail::quoted(t.name),
                         .field = "linked_table.where",
                         .found = detail::quoted(t.where[i].first),
                         .wanted = "each dimension once, and none that the table spans"};
        }
    }
    const auto all = std::shared_ptr<linked_tables>(new linked_tables(std::move(tables)));
    if (all->tables_.size() > 1) all->link();
    return std::shared_ptr<const linked_tables>(all);
}

void linked_tables::link() {
    unknown_.resize(size());
    std::iota(unknown_.begin(), unknown_.end(), cell_index{0});
    const auto parts = detail::find_parts(tables_);
    for (std::size_t k = 1; k < tables_.size(); ++k) {
        for (std::size_t j = 0; j < k; ++j) {
            if (tables_[j].measure != tables_[k].measure) continue;
            const detail::translation translate(tables_[k], tables_[j], parts);
            for (const auto& cell : cells(cube(k))) {
                const auto own = first_[k] + cell.index();
                if (unknown_[own] != own) continue;
                if (const auto found = translate(cell.at()); found && found->is_same)
                    unknown_[own] = unknown_[first_[j] + found->cell];
            }
        }
    }
    link_parts();
    for (cell_index cell = 0; cell < size(); ++cell) {
        if (unknown_[cell] != cell) same_.emplace_back(unknown_[cell], cell);
    }
    std::ranges::sort(same_);
}

void linked_tables::link_parts() {
    const auto parts = detail::find_parts(tables_);
    const auto names_all = [&](const linked_table& t) {
        const auto is_part = [&](const dimension& d) {
            return parts.contains({d.name, d.codes[0].id});
        };
        return !t.where.empty() || std::ranges::any_of(t.cube->dimensions(), is_part);
    };
    for (std::size_t k = 0; k < tables_.size(); ++k) {
        if (!names_all(tables_[k])) continue;
        for (std::size_t j = 0; j < tables_.size(); ++j) {
            if (j == k || tables_[j].measure != tables_[k].measure) continue;
            const detail::translation translate(tables_[k], tables_[j], parts);
            for (const auto& cell : cells(cube(k))) {
                if (const auto found = translate(cell.at()); found && !found->is_same)
                    subsets_.emplace_back(unknown_[first_[k] + cell.index()],
                                          unknown_[first_[j] + found->cell]);
            }
        }
    }
    std::ranges::sort(subsets_);
    const auto repeated = std::ranges::unique(subsets_);
    subsets_.erase(repeated.begin(), repeated.end());
    for (const auto& [part, whole] : subsets_) containing_.emplace_back(whole, part);
    std::ranges::sort(containing_);
}

std::size_t linked_tables::table_of(cell_index cell) const noexcept {
    return static_cast<std::size_t>(std::ranges::upper_bound(first_, cell) - first_.begin()) - 1;
}

} // namespace sdc::inline v0
