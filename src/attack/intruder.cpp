#include <sdc/attack/intruder.hpp>

#include "need_attack.hpp"
#include "../detail/parallel.hpp"

#include <sdc/attack/witness.hpp>
#include <sdc/table/detail/number.hpp>
#include <sdc/table/detail/row_reader.hpp>

#include <algorithm>
#include <map>
#include <utility>

namespace sdc::inline v0 {
namespace {

using detail::no_component;
using detail::prepared;

std::string name_of(const cube& c, std::span<const own_cell> own, std::int64_t units) {
    std::string text = units == 1 ? "the one person in " : "all in ";
    for (std::size_t i = 0; i < own.size(); ++i) text += (i == 0 ? "" : " and ") + describe(c, own[i].cell);
    return own.size() == 1 ? text : text + " together";
}

constexpr std::size_t most_coalitions = 1'000'000;

/// Collects sets of cells that hold at most `size` contributors together.
class coalitions {
public:
    coalitions(const table& t, std::span<const cell_status> status, std::int64_t size) : table_(t), status_(status), size_(size) {}

    void add_cells() {
        for (const auto& view : cells(table_)) {
            if (is_theirs(view.index())) add({view.index()});
        }
    }
    /// Two or more parts of one relation.
    void add_parts(const relation& r) {
        std::vector<cell_index> theirs;
        r.for_each_part([&](cell_index part) {
            if (is_theirs(part)) theirs.push_back(part);
        });
        std::vector<cell_index> chosen;
        extend(theirs, 0, size_, chosen);
    }
    [[nodiscard]] bool is_full() const noexcept { return found_.size() >= most_coalitions; }
    [[nodiscard]] std::vector<intruder> take() && { return std::move(found_); }

private:
    [[nodiscard]] bool is_theirs(cell_index cell) const {
        return is_withheld(status_[cell]) && 0 < table_.contributors(cell) && table_.contributors(cell) <= size_ && !table_.cube().is_margin(cell);
    }
    void extend(const std::vector<cell_index>& from, std::size_t first, std::int64_t left, std::vector<cell_index>& chosen) {
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
            who.own.push_back({.cell = cell, .units = table_.value(cell), .alone = true});
            contributors += table_.contributors(cell);
        }
        who.name = name_of(table_.cube(), who.own, contributors);
        found_.push_back(std::move(who));
    }

    const table& table_;
    std::span<const cell_status> status_;
    std::int64_t size_;
    std::vector<intruder> found_;
};

} // namespace

result<std::vector<intruder>> find_contributors(const table& t, std::span<const cell_status> status, std::int64_t coalition) {
    const auto& c = t.cube();
    if (coalition < 1) return error{.code = errc::bad_argument, .message = "coalition", .found = std::to_string(coalition), .wanted = "at least 1"};
    if (status.size() != c.size()) return error{.code = errc::bad_argument, .message = "one status a cell", .found = std::to_string(status.size()), .wanted = std::to_string(c.size())};
    coalitions all(t, status, coalition);
    all.add_cells();
    if (coalition > 1) for_each_relation(c, [&](const relation& r) { all.add_parts(r); });
    if (all.is_full()) return error{.code = errc::overflow, .message = "too many coalitions", .found = "coalitions of " + std::to_string(coalition), .wanted = "a smaller one"};
    return std::move(all).take();
}

result<std::vector<intruder>> find_holdings(const table& t, const records& rows, std::string_view holding, std::string_view count) {
    const auto who = detail::require_column(rows, holding);
    if (!who) return who.error();
    const auto units = count.empty() ? result<std::size_t>(std::size_t{0}) : detail::require_column(rows, count);
    if (!units) return units.error();
    auto reader = detail::cell_reader::make(t.cube(), rows);
    if (!reader) return reader.error();
    std::vector<std::map<cell_index, std::int64_t>> own;
    std::vector<std::string> names;
    std::map<std::string, std::size_t, std::less<>> position;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto cell = reader->read(row);
        if (!cell) return cell.error();
        const auto& name = rows.field(row, *who);
        if (reader->is_margin() || name.empty()) continue;
        const auto n = count.empty() ? result<std::int64_t>(1) : detail::parse_decimal(rows.field(row, *units), 0);
        if (!n || *n < 0)
            return reader->at({.code = errc::bad_syntax, .message = "not a count", .found = "\"" + rows.field(row, *units) + "\"", .wanted = "a whole number, 0 or more"}, row, *units);
        const auto at = position.try_emplace(name, names.size()).first->second;
        if (at == names.size()) {
            names.push_back(name);
            own.emplace_back();
        }
        own[at][*cell] += *n;
    }
    std::vector<intruder> found;
    for (std::size_t i = 0; i < names.size(); ++i) {
        found.push_back({.name = "holding " + names[i], .own = {}});
        for (const auto& [cell, n] : own[i]) {
            if (n > t.value(cell)) return error{.code = errc::bad_argument, .message = "a holding has more of a cell than the table", .cell = describe(t, cell), .found = "holding " + names[i]};
            if (n > 0) found.back().own.push_back({.cell = cell, .units = n, .alone = n == t.value(cell)});
        }
    }
    return found;
}

namespace {

/// What one intruder is asked in one component.
struct inside_task {
    std::size_t who = 0;
    std::uint32_t component = 0;
    std::vector<std::size_t> needs;
    std::vector<lesson> lessons;
};

class inside_attack {
public:
    inside_attack(const knowledge& reader, std::span<const need> needs, std::span<const intruder> inside, const answers& outside, const bounds_options& options)
        : reader_(reader), needs_(needs), inside_(inside), outside_(outside), options_(options) {
        for (std::size_t i = 0; i < needs.size(); ++i) {
            if (outside.reached[i] != reach::possible) continue;
            if (outside.witness_of[i] == no_witness) {
                if (!is_met(needs[i], functional(needs[i], options.start))) apart_.push_back(i);
                continue;
            }
            for (const auto& [cell, change] : outside.witnesses[outside.witness_of[i]].move) touched_.emplace_back(cell, i);
        }
        std::ranges::sort(touched_);
    }

    result<std::vector<lesson>> run() {
        std::vector<cell_index> asked;
        for (const auto& n : needs_) {
            asked.push_back(n.cell);
            if (n.minus != no_cell) asked.push_back(n.minus);
        }
        auto what = detail::prepare(reader_, asked, options_);
        if (!what) return what.error();
        for (std::size_t k = 0; k < inside_.size(); ++k) add_tasks(*what, k);
        auto done = detail::for_each_parallel(tasks_.size(), options_.threads, [&](std::size_t i) { return attack(*what, tasks_[i]); });
        if (!done) return done.error();
        std::vector<lesson> all;
        for (const auto& task : tasks_) all.insert(all.end(), task.lessons.begin(), task.lessons.end());
        std::ranges::sort(all, {}, [](const lesson& l) { return std::pair(l.who, l.need); });
        return all;
    }

private:
    [[nodiscard]] std::int64_t change_of(std::size_t need, cell_index cell) const { return sdc::change_of(outside_.witnesses[outside_.witness_of[need]], cell); }

    /// Needs whose witness contradicts what the intruder knows.
    [[nodiscard]] std::vector<std::size_t> find_open(const intruder& who) const {
        std::vector<std::size_t> open;
        for (const auto& own : who.own) {
            auto at = std::ranges::lower_bound(touched_, std::pair{own.cell, std::size_t{0}});
            for (; at != touched_.end() && at->first == own.cell; ++at) {
                const auto left = options_.start[own.cell] + change_of(at->second, own.cell);
                if ((own.alone ? left != options_.start[own.cell] : left < own.units) && !is_theirs(who, protected_cell(needs_[at->second]))) open.push_back(at->second);
            }
        }
        std::ranges::sort(open);
        const auto repeated = std::ranges::unique(open);
        open.erase(repeated.begin(), repeated.end());
        return open;
    }

    /// Own units in a cell of the first table.
    [[nodiscard]] std::int64_t own_units(const intruder& who, cell_index cell) const {
        std::int64_t units = 0;
        const auto& c = reader_.cube();
        for (const auto& own : who.own) {
            bool under = true;
            for (std::size_t d = 0; d < c.dimensions().size(); ++d) under = under && c.codes(d).contains(c.shape().coordinate(cell, d), c.shape().coordinate(own.cell, d));
            units += under ? own.units : 0;
        }
        return units;
    }
    [[nodiscard]] bool is_theirs(const intruder& who, cell_index cell) const { return own_units(who, cell) == options_.start[cell]; }

    /// Whether the intruder knows something of a component that the need lies in, and its cell is not all theirs.
    [[nodiscard]] bool concerns(const prepared& what, const intruder& who, const need& n) const {
        const auto& home = what.system.component_of;
        const auto is_near = [&](const own_cell& own) { return home[own.cell] != no_component && (home[own.cell] == home[n.cell] || home[own.cell] == home[n.minus]); };
        return std::ranges::any_of(who.own, is_near) && !is_theirs(who, protected_cell(n));
    }

    void add_tasks(const prepared& what, std::size_t who) {
        std::map<std::uint32_t, std::vector<std::size_t>> by_component;
        for (const auto need : find_open(inside_[who])) by_component[home_of(what.system, needs_[need])].push_back(need);
        for (const auto need : apart_) {
            if (concerns(what, inside_[who], needs_[need])) by_component[no_component].push_back(need);
        }
        for (auto& [component, needs] : by_component) tasks_.push_back({.who = who, .component = component, .needs = std::move(needs), .lessons = {}});
    }

    /// A low end that their own units rule out is not asked for.
    [[nodiscard]] need fit(const intruder& who, need n) const {
        if (n.minus == no_cell && n.direction == need::side::down) n.limit = std::max(n.limit, own_units(who, n.cell));
        return n;
    }

    result<void> attack(prepared& what, inside_task& task) {
        const auto& who = inside_[task.who];
        if (task.component == no_component) return attack_apart(task);
        std::vector<need> asked;
        detail::task_run run{.component = task.component, .tasks = {}, .first = false};
        for (const auto i : task.needs) {
            run.tasks.push_back(asked.size());
            asked.push_back(fit(who, needs_[i]));
        }
        std::vector<reach> reached(asked.size(), reach::undecided);
        detail::need_attack one(what, run, asked, options_.search_limit, reached);
        for (const auto& own : who.own) {
            if (what.system.component_of[own.cell] != task.component) continue;
            const auto column = what.system.column_of[own.cell];
            auto& attack = one.attack();
            attack.restrict(column, own.alone ? options_.start[own.cell] : std::max(own.units, attack.low(column)), own.alone ? options_.start[own.cell] : attack.high(column));
        }
        one.run();
        for (std::size_t k = 0; k < asked.size(); ++k) {
            if (reached[k] != reach::possible) task.lessons.push_back({.who = task.who, .need = task.needs[k], .reached = reached[k], .reader = one.bound(protected_cell(asked[k]))});
        }
        return {};
    }

    /// Needs across components: with the own cells learned, from the beginning.
    result<void> attack_apart(inside_task& task) {
        auto reader = reader_;
        for (const auto& own : inside_[task.who].own) reader.learn(own.cell, own.units, own.alone ? options_.start[own.cell] : unlimited);
        std::vector<need> asked;
        std::vector<cell_index> cells;
        for (const auto i : task.needs) {
            asked.push_back(needs_[i]);
            cells.push_back(protected_cell(needs_[i]));
        }
        auto options = options_;
        options.threads = 1;
        const auto reached = can_be(reader, asked, options);
        if (!reached) return reached.error();
        const auto left = bounds(reader, cells, options);
        if (!left) return left.error();
        for (std::size_t k = 0; k < asked.size(); ++k) {
            if ((*reached)[k] != reach::possible) task.lessons.push_back({.who = task.who, .need = task.needs[k], .reached = (*reached)[k], .reader = (*left)[k]});
        }
        return {};
    }

    const knowledge& reader_;
    std::span<const need> needs_;
    std::span<const intruder> inside_;
    const answers& outside_;
    bounds_options options_;
    std::vector<std::pair<cell_index, std::size_t>> touched_; // (cell, need whose witness changes it), ascending
    std::vector<std::size_t> apart_; // needs across components, which are shown by no one witness
    std::vector<inside_task> tasks_;
};

} // namespace

result<std::vector<lesson>> attack_from_inside(const knowledge& reader, std::span<const need> needs, std::span<const intruder> inside, const answers& outside,
                                               const bounds_options& options) {
    if (options.start.empty()) return error{.code = errc::bad_argument, .message = "an attack from inside starts from the true table", .wanted = "bounds_options::start"};
    if (outside.reached.size() != needs.size() || outside.witness_of.size() != needs.size())
        return error{.code = errc::bad_argument, .message = "answers of other needs", .found = std::to_string(outside.reached.size()), .wanted = std::to_string(needs.size())};
    return inside_attack(reader, needs, inside, outside, options).run();
}

} // namespace sdc::inline v0
