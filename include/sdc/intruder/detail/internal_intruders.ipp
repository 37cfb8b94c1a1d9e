#include <sdc/intruder/internal_intruders.hpp>

#include <sdc/detail/quoted.hpp>
#include <sdc/table/cells.hpp>
#include <sdc/table/detail/count_reader.hpp>
#include <sdc/table/detail/row_reader.hpp>
#include <sdc/table/relations.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <utility>

namespace sdc::inline v0 {
namespace {

std::string name_of(const cube& c, std::span<const own_contribution> own, std::int64_t units) {
    std::string text = units == 1 ? "the one person in " : "all in ";
    for (std::size_t i = 0; i < own.size(); ++i)
        text += (i == 0 ? "" : " and ") + describe(c, own[i].cell);
    return own.size() == 1 ? text : text + " together";
}

constexpr std::size_t most_coalitions = 1'000'000;

/// Collects sets of cells that hold at most `size` contributors together.
class coalitions {
public:
    coalitions(const table& t, const std::vector<bool>& suppressed, std::int64_t size)
        : table_(t), suppressed_(suppressed), size_(size) {}

    void add_cells() {
        for (const auto& view : cells(table_)) {
            if (is_sole_contributor(view.index())) add({view.index()});
        }
    }
    /// Two or more parts of one relation.
    void add_parts(const relation& r) {
        std::vector<cell_index> theirs;
        r.for_each_part([&](cell_index part) {
            if (is_sole_contributor(part)) theirs.push_back(part);
        });
        std::vector<cell_index> chosen;
        extend(theirs, 0, size_, chosen);
    }
    [[nodiscard]] bool is_full() const noexcept { return found_.size() >= most_coalitions; }
    [[nodiscard]] std::vector<intruder> take() && { return std::move(found_); }

private:
    [[nodiscard]] bool is_sole_contributor(cell_index cell) const {
        return suppressed_[cell] && 0 < table_.contributors(cell) &&
               table_.contributors(cell) <= size_ && !table_.cube().is_margin(cell);
    }
    void extend(const std::vector<cell_index>& from, std::size_t first, std::int64_t left,
                std::vector<cell_index>& chosen) {
        if (chosen.size() > 1) add(chosen);
        for (auto i = first; i < from.size() && !is_full(); ++i) {
            if (table_.contributors(from[i]) > left) continue;
            chosen.push_back(from[i]);
            extend(from, i + 1, left - table_.contributors(from[i]), chosen);
            chosen.pop_back();
        }
    }
    void add(const std::vector<cell_index>& theirs) {
        intruder who;
        std::int64_t contributors = 0;
        for (const auto cell : theirs) {
            who.own.push_back(
                {.cell = cell, .units = table_.value(cell), .sole_contributor = true});
            contributors += table_.contributors(cell);
        }
        who.name = name_of(table_.cube(), who.own, contributors);
        found_.push_back(std::move(who));
    }

    const table& table_;
    const std::vector<bool>& suppressed_;
    std::int64_t size_;
    std::vector<intruder> found_;
};

bool is_of(const own_contribution& own, const table& t) {
    return own.cell < t.size() && !t.cube().is_margin(own.cell) && 0 < own.units &&
           own.units <= t.value(own.cell) &&
           own.sole_contributor == (own.units == t.value(own.cell));
}

bool is_of(const intruder& who, const table& t) {
    return std::ranges::all_of(who.own,
                               [&](const own_contribution& own) { return is_of(own, t); }) &&
           std::ranges::adjacent_find(who.own, std::ranges::greater_equal{},
                                      &own_contribution::cell) == who.own.end();
}

/// What a holding has of each leaf cell.
struct named_units {
    std::string name;
    std::map<cell_index, std::int64_t> units = {};
};

result<intruder> make_holding(const table& t, const named_units& holding) {
    intruder who{.name = "holding " + holding.name, .own = {}};
    for (const auto& [cell, n] : holding.units) {
        if (n > t.value(cell))
            return error{.code = errc::bad_argument,
                         .message = "a holding has more of a cell than the table",
                         .field = "internal_intruders.holdings",
                         .cell = describe(t, cell),
                         .found = who.name};
        if (n > 0)
            who.own.push_back({.cell = cell, .units = n, .sole_contributor = n == t.value(cell)});
    }
    return who;
}

} // namespace

result<std::vector<intruder>> find_contributors(const table& t, const std::vector<bool>& suppressed,
                                                std::int64_t coalition) {
    const auto& c = t.cube();
    if (coalition < 1)
        return error{.code = errc::bad_argument,
                     .message = "coalition",
                     .field = "internal_intruders.coalition",
                     .found = std::to_string(coalition),
                     .wanted = "at least 1"};
    if (suppressed.size() != c.size())
        return error{.code = errc::bad_argument,
                     .message = "one flag a cell",
                     .field = "suppressed",
                     .found = std::to_string(suppressed.size()),
                     .wanted = std::to_string(c.size())};
    coalitions all(t, suppressed, coalition);
    all.add_cells();
    if (coalition > 1) for_each_relation(c, [&](const relation& r) { all.add_parts(r); });
    if (all.is_full())
        return error{.code = errc::overflow,
                     .message = "too many coalitions",
                     .found = "coalitions of " + std::to_string(coalition),
                     .wanted = "a smaller one"};
    return std::move(all).take();
}

result<std::vector<intruder>> find_holdings(const table& t, const records& rows,
                                            std::string_view holding, std::string_view count,
                                            const count_format& format) {
    const auto who = detail::require_column(rows, holding);
    if (!who) return who.error();
    std::optional<detail::count_reader> units; // without one, a row is one unit
    if (!count.empty()) {
        const auto column = detail::require_column(rows, count);
        if (!column) return column.error();
        const auto counts = detail::count_reader::make(rows, *column, format);
        if (!counts) return counts.error();
        units = *counts;
    }
    auto reader = detail::cell_reader::make(t.cube(), rows);
    if (!reader) return reader.error();
    std::vector<named_units> holdings;
    std::map<std::string, std::size_t, std::less<>> position;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto cell = reader->read(row);
        if (!cell) return cell.error();
        const auto& name = rows.field(row, *who);
        if (reader->is_margin() || name.empty()) continue;
        const auto n = units ? units->read(row) : result<std::int64_t>(std::int64_t{1});
        if (!n) return n.error();
        const auto at = position.try_emplace(name, holdings.size()).first->second;
        if (at == holdings.size()) holdings.push_back({.name = name});
        holdings[at].units[*cell] += *n;
    }
    std::vector<intruder> found;
    for (const auto& one : holdings) {
        auto made = make_holding(t, one);
        if (!made) return made.error();
        found.push_back(*std::move(made));
    }
    return found;
}

result<std::vector<intruder>> list_internal_intruders(const table& t, const internal_intruders& who,
                                                      const std::vector<bool>& suppressed) {
    if (!std::ranges::all_of(who.holdings, [&](const intruder& one) { return is_of(one, t); }))
        return error{.code = errc::bad_argument,
                     .message = "a holding that is not one of the table",
                     .field = "internal_intruders.holdings"};
    if (who.coalition == 0) return who.holdings;
    auto intruders = find_contributors(t, suppressed, who.coalition);
    if (intruders) intruders->insert(intruders->end(), who.holdings.begin(), who.holdings.end());
    return intruders;
}

std::int64_t count_own_units(const intruder& who, const cube& c, cell_index cell) {
    std::int64_t units = 0;
    for (const auto& own : who.own) {
        bool under = own.cell < c.size() && !c.is_margin(own.cell);
        for (std::size_t d = 0; d < c.dimensions().size() && under; ++d)
            under = under && c.codes(d).contains(c.shape().coordinate(cell, d),
                                                 c.shape().coordinate(own.cell, d));
        if (under) units += own.units;
    }
    return units;
}

} // namespace sdc::inline v0
