#include <sdc/protect/detail/search/search_area.hpp>

#include <algorithm>
#include <optional>

namespace sdc::inline v0::detail {
namespace {

std::vector<unknown> centre_of(const wanted_change& wanted) {
    if (wanted.minus) return {wanted.cell, *wanted.minus};
    return {wanted.cell};
}

} // namespace

search_area::search_area(const suppression_problem& p) : p_(p), taken_(p.size()) {
    for (const auto& t : p.tables) products_.emplace_back(p, t);
    if (p.tables.size() < 2) return;
    for (std::uint32_t k = 0; k < p.tables.size(); ++k) {
        for (cell_index cell = 0; cell < p.tables[k].codes->size(); ++cell)
            places_.push_back({p.tables[k].number(cell), k, cell});
    }
    std::ranges::stable_sort(places_, {}, &place::cell);
}

template <class Accept>
void search_area::grow(std::span<const unknown> centre, std::size_t size, const Accept& accept) {
    found_.clear();
    for (const auto cell : centre) {
        if (accept(cell)) add({&cell, 1});
    }
    spread(size, accept);
}

/// Takes cells along the rows of what was found, nearest first, up to `size` in all.
template <class Accept>
void search_area::spread(std::size_t size, const Accept& accept) {
    for (std::size_t next = 0; next < found_.size() && found_.size() < size; ++next) {
        for (const auto r : p_.rows.rows_of(found_[next])) {
            for (const auto& t : p_.rows.row(r)) {
                if (found_.size() >= size || taken_[t.cell] || !accept(t.cell)) continue;
                taken_[t.cell] = true;
                found_.push_back(t.cell);
            }
        }
    }
}

std::vector<unknown> search_area::take_found() {
    for (const auto cell : found_) taken_[cell] = false;
    return found_;
}

std::vector<unknown> search_area::suppressed_near(const pattern& s, const wanted_change& wanted,
                                                  std::size_t size) {
    grow(centre_of(wanted), size, [&](unknown cell) { return s.is_suppressed(cell); });
    return take_found();
}

std::vector<unknown> search_area::movable_near(const pattern& s, const wanted_change& wanted,
                                               std::size_t size) {
    grow(centre_of(wanted), size, [&](unknown cell) { return s.may_move(cell); });
    return take_found();
}

std::vector<unknown> search_area::cells_near(const pattern& s, const wanted_change& wanted,
                                             std::size_t suppressed, std::size_t size) {
    if (p_.tables.empty()) return movable_near(s, wanted, suppressed + size);
    grow(centre_of(wanted), 0, [&](unknown cell) { return s.may_move(cell); });
    add_products(s, wanted.cell, wanted.sign, wanted.amount, size);
    if (wanted.minus) add_products(s, *wanted.minus, -wanted.sign, wanted.amount, size);
    spread(found_.size() + suppressed, [&](unknown cell) { return s.is_suppressed(cell); });
    return take_found();
}

std::optional<move> search_area::find_product(const pattern& s, const goal& g,
                                              const wanted_change& wanted,
                                              const product_moves::price_function& price_of) {
    if (products_.size() != 1 || !p_.rows.has_equations_only() || wanted.minus) return std::nullopt;
    return products_.front().find(s, g, wanted, price_of);
}

void search_area::add(std::span<const unknown> cells) {
    for (const auto cell : cells) {
        if (taken_[cell]) continue;
        taken_[cell] = true;
        found_.push_back(cell);
    }
}

void search_area::add_products(const pattern& s, unknown centre, std::int64_t sign,
                               std::int64_t amount, std::size_t size) {
    std::vector<unknown> cells;
    const auto add_table = [&](std::size_t table, cell_index own) {
        products_[table].add_cells(s, own, sign, amount, size, cells);
        // Changes by one at several places fit where none fits the whole amount.
        if (amount > 1) products_[table].add_cells(s, own, sign, 1, size, cells);
    };
    if (places_.empty()) add_table(0, centre);
    for (auto at = std::ranges::lower_bound(places_, centre, {}, &place::cell);
         at != places_.end() && at->cell == centre; ++at)
        add_table(at->table, at->own);
    add(cells);
}

} // namespace sdc::inline v0::detail
