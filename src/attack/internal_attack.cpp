#include <sdc/attack/internal_attack.hpp>

#include "requirement_attack.hpp"
#include <sdc/detail/parallel.hpp>
#include <sdc/detail/stage.hpp>

#include <sdc/intruder/linked_internal_intruders.hpp>
#include <sdc/proof/witness.hpp>

#include <algorithm>
#include <map>
#include <utility>

namespace sdc::inline v0 {
namespace {

using detail::no_component;
using detail::prepared;

/// What one intruder is asked in one component.
struct internal_task {
    std::size_t who = 0;
    std::uint32_t component = 0;
    std::vector<std::size_t> requirements;
    std::vector<disclosure> disclosures;
};

class internal_attack {
public:
    internal_attack(const knowledge& known, std::span<const requirement> requirements,
                    std::span<const intruder> intruders, const feasibility_result& external,
                    const bounds_options& options, std::span<const protection_proof> further)
        : known_(known), requirements_(requirements), intruders_(intruders), external_(external),
          options_(options), further_(further.begin(), further.end()) {
        std::ranges::sort(further_);
        for (std::size_t i = 0; i < requirements.size(); ++i) {
            if (external.feasibility[i] != feasibility::feasible) continue;
            if (external.witness_of[i] == no_witness) {
                if (!is_met(requirements[i], functional(requirements[i], options.start)))
                    apart_.push_back(i);
                continue;
            }
            for (const auto& [cell, change] : external.witnesses[external.witness_of[i]].move)
                touched_.emplace_back(cell, i);
        }
        std::ranges::sort(touched_);
    }

    result<std::vector<disclosure>> run() {
        detail::stage s(options_.run, "attack by internal intruders", log_level::debug);
        std::vector<cell_index> asked;
        for (const auto& n : requirements_) {
            asked.push_back(n.cell);
            if (n.minus != no_cell) asked.push_back(n.minus);
        }
        auto what = detail::prepare(known_, asked, options_);
        if (!what) return what.error();
        for (std::size_t k = 0; k < intruders_.size(); ++k) add_tasks(*what, k);
        auto done = detail::for_each_parallel(
            tasks_.size(), options_.threads,
            [&](std::size_t i) { return attack(*what, tasks_[i]); }, options_.run);
        if (!done) return done.error();
        s.note(intruders_.size(), " intruders, ", tasks_.size(), " attacks beyond the witnesses");
        std::vector<disclosure> all;
        for (const auto& task : tasks_)
            all.insert(all.end(), task.disclosures.begin(), task.disclosures.end());
        std::ranges::sort(all, {},
                          [](const disclosure& l) { return std::pair(l.who, l.requirement); });
        return all;
    }

private:
    [[nodiscard]] bool agrees(const own_contribution& own, const witness& w) const {
        const auto change = change_of(w, own.cell);
        return own.sole_contributor ? change == 0 : options_.start[own.cell] + change >= own.units;
    }
    /// One of the further witnesses leaves what the intruder knows and meets what is asked.
    [[nodiscard]] bool is_shown(const intruder& who, std::size_t i) const {
        const auto others =
            std::ranges::equal_range(further_, i, {}, [](const protection_proof& one) {
                return std::size_t{one.requirement};
            });
        return std::ranges::any_of(others, [&](const protection_proof& one) {
            const auto& w = external_.witnesses[one.witness];
            const auto& n = requirements_[i];
            const auto change =
                change_of(w, n.cell) - (n.minus == no_cell ? 0 : change_of(w, n.minus));
            return std::ranges::all_of(
                       who.own, [&](const own_contribution& own) { return agrees(own, w); }) &&
                   is_met(fit(who, n), functional(n, options_.start) + change);
        });
    }

    /// Requirements whose witness contradicts what the intruder knows.
    [[nodiscard]] std::vector<std::size_t> find_open(const intruder& who) const {
        std::vector<std::size_t> open;
        for (const auto& own : who.own) {
            auto at = std::ranges::lower_bound(touched_, std::pair{own.cell, std::size_t{0}});
            for (; at != touched_.end() && at->first == own.cell; ++at) {
                if (!agrees(own, external_.witnesses[external_.witness_of[at->second]]) &&
                    !is_sole_contributor(who, protected_cell(requirements_[at->second])))
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
        return cell < known_.cube().size()
                   ? std::max(named, count_own_units(who, known_.cube(), cell))
                   : named;
    }
    /// An empty cell is nobody's.
    [[nodiscard]] bool is_sole_contributor(const intruder& who, cell_index cell) const {
        return options_.start[cell] > 0 && units(who, cell) == options_.start[cell];
    }

    /// Whether the intruder knows something of a component that the requirement lies in, and its
    /// intruder is not its sole contributor.
    [[nodiscard]] bool concerns(const prepared& what, const intruder& who,
                                const requirement& n) const {
        const auto& home = what.system.component_of;
        const auto is_near = [&](const own_contribution& own) {
            return home[own.cell] != no_component &&
                   (home[own.cell] == home[n.cell] || home[own.cell] == home[n.minus]);
        };
        return std::ranges::any_of(who.own, is_near) &&
               !is_sole_contributor(who, protected_cell(n));
    }

    void add_tasks(const prepared& what, std::size_t who) {
        std::map<std::uint32_t, std::vector<std::size_t>> by_component;
        for (const auto requirement : find_open(intruders_[who]))
            by_component[home_of(what.system, requirements_[requirement])].push_back(requirement);
        for (const auto requirement : apart_) {
            if (concerns(what, intruders_[who], requirements_[requirement]) &&
                !is_shown(intruders_[who], requirement))
                by_component[no_component].push_back(requirement);
        }
        for (auto& [component, requirements] : by_component)
            tasks_.push_back({.who = who,
                              .component = component,
                              .requirements = std::move(requirements),
                              .disclosures = {}});
    }

    /// A low end that their own contribution rules out is not asked for.
    [[nodiscard]] requirement fit(const intruder& who, requirement n) const {
        if (n.minus == no_cell && n.direction == requirement::side::down)
            n.limit = std::max(n.limit, units(who, n.cell));
        return n;
    }

    result<void> attack(prepared& what, internal_task& task) {
        const auto& who = intruders_[task.who];
        if (task.component == no_component) return attack_apart(task);
        std::vector<requirement> asked;
        detail::task_run run{.component = task.component, .tasks = {}, .first = false};
        for (const auto i : task.requirements) {
            run.tasks.push_back(asked.size());
            asked.push_back(fit(who, requirements_[i]));
        }
        std::vector<feasibility> found(asked.size(), feasibility::undecided);
        detail::requirement_attack one(what, run, asked, options_.search_limit, found);
        for (const auto& own : who.own) {
            if (what.system.component_of[own.cell] != task.component) continue;
            const auto column = what.system.column_of[own.cell];
            auto& attack = one.attack();
            attack.restrict(column,
                            own.sole_contributor ? options_.start[own.cell]
                                                 : std::max(own.units, attack.low(column)),
                            own.sole_contributor ? options_.start[own.cell] : attack.high(column));
        }
        one.run();
        internal_task by_cases{
            .who = task.who, .component = no_component, .requirements = {}, .disclosures = {}};
        for (std::size_t k = 0; k < asked.size(); ++k) {
            if (found[k] == feasibility::undecided && !known_.cases().empty())
                by_cases.requirements.push_back(task.requirements[k]);
            else if (found[k] != feasibility::feasible)
                task.disclosures.push_back(
                    {.who = task.who,
                     .requirement = task.requirements[k],
                     .feasibility = found[k],
                     .feasibility_interval = one.bound(protected_cell(asked[k]))});
        }
        if (by_cases.requirements.empty()) return {};
        const auto done = attack_apart(by_cases);
        task.disclosures.insert(task.disclosures.end(), by_cases.disclosures.begin(),
                                by_cases.disclosures.end());
        return done;
    }

    /// Requirements across components: with the own cells learned, from the beginning.
    result<void> attack_apart(internal_task& task) {
        auto known = known_;
        for (const auto& own : intruders_[task.who].own)
            known.learn(own.cell, own.units,
                        own.sole_contributor ? options_.start[own.cell] : unlimited);
        std::vector<requirement> asked;
        std::vector<cell_index> cells;
        for (const auto i : task.requirements) {
            asked.push_back(fit(intruders_[task.who], requirements_[i]));
            cells.push_back(protected_cell(requirements_[i]));
        }
        auto options = options_;
        options.threads = 1;
        options.run = {.cancel = options_.run.cancel}; // this may be any thread
        const auto found = check_feasibility(known, asked, options);
        if (!found) return found.error();
        const auto left = bounds(known, cells, options);
        if (!left) return left.error();
        for (std::size_t k = 0; k < asked.size(); ++k) {
            if ((*found)[k] != feasibility::feasible)
                task.disclosures.push_back({.who = task.who,
                                            .requirement = task.requirements[k],
                                            .feasibility = (*found)[k],
                                            .feasibility_interval = (*left)[k]});
        }
        return {};
    }

    const knowledge& known_;
    std::span<const requirement> requirements_;
    std::span<const intruder> intruders_;
    const feasibility_result& external_;
    bounds_options options_;
    std::vector<protection_proof> further_; // ascending
    std::vector<std::pair<cell_index, std::size_t>>
        touched_; // (cell, requirement whose witness changes it), ascending
    std::vector<std::size_t>
        apart_; // requirements across components, which are shown by no one witness
    std::vector<internal_task> tasks_;
};

} // namespace

result<std::vector<disclosure>>
attack_by_internal_intruders(const knowledge& known, std::span<const requirement> requirements,
                             std::span<const intruder> intruders,
                             const feasibility_result& external, const bounds_options& options,
                             std::span<const protection_proof> further) {
    if (options.start.empty())
        return error{.code = errc::bad_argument,
                     .message = "an attack by internal intruders starts from the true table",
                     .field = "bounds_options.start",
                     .wanted = "bounds_options::start"};
    if (external.feasibility.size() != requirements.size() ||
        external.witness_of.size() != requirements.size())
        return error{.code = errc::bad_argument,
                     .message = "answers of other requirements",
                     .field = "external",
                     .found = std::to_string(external.feasibility.size()),
                     .wanted = std::to_string(requirements.size())};
    if (std::ranges::any_of(further, [&](const protection_proof& one) {
            return one.requirement >= requirements.size() ||
                   one.witness >= external.witnesses.size();
        }))
        return error{.code = errc::bad_argument,
                     .message = "a further witness, or its requirement, does not exist",
                     .field = "further"};
    return internal_attack(known, requirements, intruders, external, options, further).run();
}

} // namespace sdc::inline v0
