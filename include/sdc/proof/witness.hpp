/// What a witness is, and its check by addition alone: no solver, integers only.
#pragma once

#include <sdc/config.hpp>
#include <sdc/detail/integer.hpp>
#include <sdc/knowledge/knowledge.hpp>
#include <sdc/plan/linked_plan.hpp>
#include <sdc/plan/plan.hpp>
#include <sdc/table/relations.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

namespace sdc::inline v0 {

/// The change that a witness makes to a cell; 0 for cells outside its move. O(log support).
[[nodiscard]] SDCKIT_API std::int64_t change_of(const witness& w, cell_index cell) noexcept;

/// x(cell) - x(minus) in the witness' table.
[[nodiscard]] SDCKIT_API std::int64_t functional(const requirement& n, const table& t,
                                                 const witness& w) noexcept;

namespace detail {

/// The first relation of table k that the changes break, if any. Cells are numbered as in all
/// tables.
SDCKIT_API std::optional<sdc::error>
find_broken_relation(const linked_tables& all, std::size_t k,
                     std::span<const std::pair<cell_index, std::int64_t>> changes);

/// What is wrong with the i-th change of a witness of table `p`, whose first cell is `first` of the
/// witness'; null if nothing.
SDCKIT_API const char* find_fault(const plan& p, cell_index first, const knowledge& known,
                                  const witness& w, std::size_t i);

/// `value_of(cell)` in the true table.
template <class F>
result<void> check_cases(const knowledge& known, const witness& w, F&& value_of) {
    const auto is_broken = [&](const one_of& cases) {
        return find_alternative(cases, [&](cell_index cell) {
                   return value_of(cell) + change_of(w, cell);
               }) == cases.size();
    };
    if (std::ranges::none_of(known.cases(), is_broken)) return {};
    return error{.code = errc::not_proved,
                 .message = "a witness is a table in which the rules would have suppressed "
                            "nothing, or other cells"};
}

/// Shared cells change alike, and no cell becomes more than another that holds it.
SDCKIT_API const char* find_disagreement(const linked_plan& p, const witness& w, cell_index cell);

} // namespace detail

/// Checks that the true table plus the move agrees with everything that `p` publishes and
/// announces: only suppressed cells change, none beyond what rules and code lists imply, every
/// relation holds, and the rules would have suppressed something. `known`: `knowledge_of(p)`.
/// Errors: not_proved, naming the cell or the relation. O(support x dimensions x log + conditions).
[[nodiscard]] SDCKIT_API result<void> check_witness(const plan& p, const witness& w,
                                                    const knowledge& known);
[[nodiscard]] inline result<void> check_witness(const plan& p, const witness& w) {
    return check_witness(p, w, knowledge_of(p));
}

/// The same for all tables together: then each table adds up as well, and they agree with each
/// other. Cells are numbered as in `p.cubes`. Errors: not_proved, naming the cell or the relation
/// and its table. O(support x (dimensions + shared cells) x log).
[[nodiscard]] SDCKIT_API result<void> check_witness(const linked_plan& p, const witness& w,
                                                    const knowledge& known);
[[nodiscard]] inline result<void> check_witness(const linked_plan& p, const witness& w) {
    return check_witness(p, w, knowledge_of(p));
}

} // namespace sdc::inline v0
