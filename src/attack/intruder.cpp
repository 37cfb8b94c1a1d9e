#include <sdc/attack/intruder.hpp>

#include "need_attack.hpp"
#include "../detail/parallel.hpp"

#include <sdc/attack/witness.hpp>
#include <sdc/linked_inside.hpp>

#include <algorithm>
#include <map>
#include <utility>

namespace sdc::inline v0 {
namespace {

using detail::no_component;
using detail::prepared;

using showing = std::pair<std::uint32_t, std::uint32_t>; // need, witness

/// What one intruder is asked in one component.
struct inside_task {
    std::size_t who = 0;
    std::uint32_t component = 0;
    std::vector<std::size_t> needs;
    std::vector<lesson> lessons;
};

class inside_attack {
public:
    inside_attack(const knowledge& reader, std::span<const need> needs, std::span<const intruder> inside, const answers& outside, const bounds_options& options,
                  std::span<const showing> further)
        : reader_(reader), needs_(needs), inside_(inside), outside_(outside), options_(options), further_(further.begin(), further.end()) {
        std::ranges::sort(further_);
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
    [[nodiscard]] bool agrees(const own_cell& own, const witness& w) const {
        const auto change = change_of(w, own.cell);
        return own.alone ? change == 0 : options_.start[own.cell] + change >= own.units;
    }
    /// One of the further witnesses leaves what the intruder knows and meets what is asked.
    [[nodiscard]] bool is_shown(const intruder& who, std::size_t i) const {
        const auto others = std::ranges::equal_range(further_, i, {}, [](const showing& s) { return std::size_t{s.first}; });
        return std::ranges::any_of(others, [&](const showing& s) {
            const auto& w = outside_.witnesses[s.second];
            const auto& n = needs_[i];
            const auto change = change_of(w, n.cell) - (n.minus == no_cell ? 0 : change_of(w, n.minus));
            return std::ranges::all_of(who.own, [&](const own_cell& own) { return agrees(own, w); }) &&
                   is_met(fit(who, n), functional(n, options_.start) + change);
        });
    }

    /// Needs whose witness contradicts what the intruder knows.
    [[nodiscard]] std::vector<std::size_t> find_open(const intruder& who) const {
        std::vector<std::size_t> open;
        for (const auto& own : who.own) {
            auto at = std::ranges::lower_bound(touched_, std::pair{own.cell, std::size_t{0}});
            for (; at != touched_.end() && at->first == own.cell; ++at) {
                if (!agrees(own, outside_.witnesses[outside_.witness_of[at->second]]) && !is_theirs(who, protected_cell(needs_[at->second])))
                    open.push_back(at->second);
            }
        }
        std::ranges::sort(open);
        const auto repeated = std::ranges::unique(open);
        open.erase(repeated.begin(), repeated.end());
        std::erase_if(open, [&](std::size_t i) { return is_shown(who, i); });
        return open;
    }

    /// By what they name of the cell, and of the first table's leaf cells under it.
    [[nodiscard]] std::int64_t units(const intruder& who, cell_index cell) const {
        const auto named = listed_units(who, cell);
        return cell < reader_.cube().size() ? std::max(named, own_units(who, reader_.cube(), cell)) : named;
    }
    /// An empty cell is nobody's.
    [[nodiscard]] bool is_theirs(const intruder& who, cell_index cell) const { return options_.start[cell] > 0 && units(who, cell) == options_.start[cell]; }

    /// Whether the intruder knows something of a component that the need lies in, and its cell is not all theirs.
    [[nodiscard]] bool concerns(const prepared& what, const intruder& who, const need& n) const {
        const auto& home = what.system.component_of;
        const auto is_near = [&](const own_cell& own) {
            return home[own.cell] != no_component && (home[own.cell] == home[n.cell] || home[own.cell] == home[n.minus]);
        };
        return std::ranges::any_of(who.own, is_near) && !is_theirs(who, protected_cell(n));
    }

    void add_tasks(const prepared& what, std::size_t who) {
        std::map<std::uint32_t, std::vector<std::size_t>> by_component;
        for (const auto need : find_open(inside_[who])) by_component[home_of(what.system, needs_[need])].push_back(need);
        for (const auto need : apart_) {
            if (concerns(what, inside_[who], needs_[need]) && !is_shown(inside_[who], need)) by_component[no_component].push_back(need);
        }
        for (auto& [component, needs] : by_component) tasks_.push_back({.who = who, .component = component, .needs = std::move(needs), .lessons = {}});
    }

    /// A low end that their own units rule out is not asked for.
    [[nodiscard]] need fit(const intruder& who, need n) const {
        if (n.minus == no_cell && n.direction == need::side::down) n.limit = std::max(n.limit, units(who, n.cell));
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
            attack.restrict(column, own.alone ? options_.start[own.cell] : std::max(own.units, attack.low(column)),
                            own.alone ? options_.start[own.cell] : attack.high(column));
        }
        one.run();
        inside_task by_cases{.who = task.who, .component = no_component, .needs = {}, .lessons = {}};
        for (std::size_t k = 0; k < asked.size(); ++k) {
            if (reached[k] == reach::undecided && !reader_.cases().empty()) by_cases.needs.push_back(task.needs[k]);
            else if (reached[k] != reach::possible)
                task.lessons.push_back({.who = task.who, .need = task.needs[k], .reached = reached[k], .reader = one.bound(protected_cell(asked[k]))});
        }
        if (by_cases.needs.empty()) return {};
        const auto done = attack_apart(by_cases);
        task.lessons.insert(task.lessons.end(), by_cases.lessons.begin(), by_cases.lessons.end());
        return done;
    }

    /// Needs across components: with the own cells learned, from the beginning.
    result<void> attack_apart(inside_task& task) {
        auto reader = reader_;
        for (const auto& own : inside_[task.who].own) reader.learn(own.cell, own.units, own.alone ? options_.start[own.cell] : unlimited);
        std::vector<need> asked;
        std::vector<cell_index> cells;
        for (const auto i : task.needs) {
            asked.push_back(fit(inside_[task.who], needs_[i]));
            cells.push_back(protected_cell(needs_[i]));
        }
        auto options = options_;
        options.threads = 1;
        const auto reached = can_be(reader, asked, options);
        if (!reached) return reached.error();
        const auto left = bounds(reader, cells, options);
        if (!left) return left.error();
        for (std::size_t k = 0; k < asked.size(); ++k) {
            if ((*reached)[k] != reach::possible)
                task.lessons.push_back({.who = task.who, .need = task.needs[k], .reached = (*reached)[k], .reader = (*left)[k]});
        }
        return {};
    }

    const knowledge& reader_;
    std::span<const need> needs_;
    std::span<const intruder> inside_;
    const answers& outside_;
    bounds_options options_;
    std::vector<showing> further_; // ascending
    std::vector<std::pair<cell_index, std::size_t>> touched_; // (cell, need whose witness changes it), ascending
    std::vector<std::size_t> apart_; // needs across components, which are shown by no one witness
    std::vector<inside_task> tasks_;
};

} // namespace

result<std::vector<lesson>> attack_from_inside(const knowledge& reader, std::span<const need> needs, std::span<const intruder> inside, const answers& outside,
                                               const bounds_options& options, std::span<const std::pair<std::uint32_t, std::uint32_t>> further) {
    if (options.start.empty())
        return error{.code = errc::bad_argument, .message = "an attack from inside starts from the true table", .wanted = "bounds_options::start"};
    if (outside.reached.size() != needs.size() || outside.witness_of.size() != needs.size())
        return error{.code = errc::bad_argument,
                     .message = "answers of other needs",
                     .found = std::to_string(outside.reached.size()),
                     .wanted = std::to_string(needs.size())};
    if (std::ranges::any_of(further, [&](const showing& s) { return s.first >= needs.size() || s.second >= outside.witnesses.size(); }))
        return error{.code = errc::bad_argument, .message = "a further witness is not there, or its need is not"};
    return inside_attack(reader, needs, inside, outside, options, further).run();
}

} // namespace sdc::inline v0
