#include <sdc/knowledge/shown_totals.hpp>

#include <sdc/detail/integer.hpp>
#include <sdc/table/relations.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace sdc::inline v0 {
namespace {

/// What a table shows of the parts of its cells.
class shown_parts {
public:
    explicit shown_parts(const public_table& facts) : facts_(facts), cube_(facts.known.cube()) {
        numbers_.resize(cube_.size());
        for (cell_index cell = 0; cell < cube_.size(); ++cell)
            numbers_[cell] = facts.listed[cell] &&
                             facts.known.low(cell) == facts.known.high(cell) &&
                             !std::ranges::binary_search(facts.suppressed, cell);
        absent_ = find_absent(cube_, facts.listed, numbers_).suppressed;
    }

    [[nodiscard]] bool is_number(cell_index cell) const { return numbers_[cell]; }
    [[nodiscard]] bool has_marker(cell_index cell) const {
        return std::ranges::binary_search(facts_.suppressed, cell);
    }
    /// The sum of the parts that are numbers; nothing if parts are of no published level.
    [[nodiscard]] std::optional<detail::wide_sum> sum_of(const relation& r) const {
        detail::wide_sum sum = 0;
        bool published = false;
        r.for_each_part([&](cell_index part) {
            published =
                published || facts_.listed[part] || std::ranges::binary_search(absent_, part);
            if (numbers_[part]) sum += facts_.known.low(part);
        });
        return published ? std::optional(sum) : std::nullopt;
    }
    /// Calls f(relation, sum) for each relation of a cell with a row, as its total.
    template <class F>
    void for_each_sum(cell_index cell, F&& f) const {
        for (std::size_t d = 0; facts_.listed[cell] && d < cube_.dimensions().size(); ++d) {
            if (cube_.codes(d).is_leaf(cube_.shape().coordinate(cell, d))) continue;
            const relation r(cube_, d, cell);
            if (const auto sum = sum_of(r)) f(r, *sum);
        }
    }

private:
    const public_table& facts_;
    const cube& cube_;
    std::vector<bool> numbers_;
    std::vector<cell_index> absent_;
};

} // namespace

result<public_table> with_totals_of_shown(const public_table& facts) {
    const auto& c = facts.known.cube();
    const shown_parts shown(facts);
    public_table made{.known = knowledge(facts.known.shared_tables()),
                      .suppressed = facts.suppressed,
                      .listed = facts.listed};
    for (cell_index cell = 0; cell < c.size(); ++cell) {
        bool is_total = false;
        std::optional<error> wrong;
        shown.for_each_sum(cell, [&](const relation& r, detail::wide_sum sum) {
            is_total = true;
            if (wrong || !shown.is_number(cell) || sum == facts.known.low(cell)) return;
            wrong = error{.code = errc::not_additive,
                          .message = "totals are not sums of shown cells",
                          .field = "counted_in_totals",
                          .cell = describe(c, cell),
                          .found = std::to_string(facts.known.low(cell)),
                          .wanted = detail::to_string(sum) + " (the sum of what is shown along " +
                                    c.dimensions()[r.dimension()].name + ")"};
        });
        if (wrong) return *std::move(wrong);
        if (!is_total)
            made.known.learn(cell, facts.known.low(cell), facts.known.high(cell));
        else if (!shown.is_number(cell))
            made.known.learn(cell, facts.known.low(cell), unlimited);
    }
    return made;
}

bool look_like_totals_of_shown(const public_table& facts) {
    const shown_parts shown(facts);
    bool sums = true, omits = false;
    for (cell_index cell = 0; cell < facts.known.cube().size() && sums; ++cell) {
        if (!shown.is_number(cell)) continue;
        shown.for_each_sum(cell, [&](const relation& r, detail::wide_sum sum) {
            sums = sums && sum == facts.known.low(cell);
            r.for_each_part([&](cell_index part) { omits = omits || shown.has_marker(part); });
        });
    }
    return sums && omits;
}

} // namespace sdc::inline v0
