#include <sdc/attack/bounds.hpp>

#include "cases.hpp"
#include "prepared.hpp"
#include <sdc/detail/parallel.hpp>
#include <sdc/detail/stage.hpp>

#include <sdc/detail/integer.hpp>

#include <algorithm>
#include <numeric>

namespace sdc::inline v0 {
namespace {

using detail::column_form;
using detail::component_attack;
using detail::hull;
using detail::no_component;
using detail::prepared;
using detail::wide_sum;

/// The share of one component in one sum.
struct part_of_sum {
    std::size_t sum;
    column_form form;
    interval answer = {};
    bool shown = true; ///< Points that agree with the cases attain both ends, or the search limit
                       ///< came before.
};

/// A sum's fixed part and its shares.
struct question {
    std::vector<wide_sum> fixed; // one a sum
    std::vector<part_of_sum> parts;
    std::vector<std::uint32_t> component_of_part;
};

void add_term(column_form& form, std::uint32_t column, std::int64_t coefficient) {
    const auto at = std::ranges::find(form, column, &std::pair<std::uint32_t, std::int64_t>::first);
    if (at == form.end())
        form.emplace_back(column, coefficient);
    else
        at->second += coefficient;
}

question take_apart(const detail::open_system& system, std::span<const linear_form> sums) {
    question q{.fixed = std::vector<wide_sum>(sums.size()), .parts = {}, .component_of_part = {}};
    for (std::size_t i = 0; i < sums.size(); ++i) {
        const auto first = q.parts.size();
        for (const auto& [cell, coefficient] : sums[i]) {
            const auto home = system.component_of[cell];
            if (home == no_component) {
                q.fixed[i] += wide_sum{coefficient} * system.low[cell];
                continue;
            }
            const auto at =
                std::find(q.component_of_part.begin() + static_cast<std::ptrdiff_t>(first),
                          q.component_of_part.end(), home) -
                q.component_of_part.begin();
            if (static_cast<std::size_t>(at) == q.parts.size()) {
                q.parts.push_back({.sum = i, .form = {}});
                q.component_of_part.push_back(home);
            }
            add_term(q.parts[static_cast<std::size_t>(at)].form, system.column_of[cell],
                     coefficient);
        }
    }
    return q;
}

column_form negative(column_form form) {
    for (auto& term : form) term.second = -term.second;
    return form;
}

/// A bound of the form that the bounds of its columns give.
std::int64_t outer_bound(const component_attack& attack, const column_form& form) {
    wide_sum sum = 0;
    for (const auto& [column, coefficient] : form) {
        const auto bound = coefficient > 0 ? attack.high(column) : attack.low(column);
        if (bound == unlimited) return unlimited;
        sum += wide_sum{coefficient} * bound;
    }
    return sum >= unlimited ? unlimited : static_cast<std::int64_t>(sum);
}

/// What the points of a search that agree with the cases attain.
class attained {
public:
    attained(const prepared& what, std::uint32_t index) : check_(what, index) {}

    void see(std::span<const std::int64_t> point, std::span<const std::uint32_t> changed) {
        if (!check_.allows(point)) {
            missed_ = true;
            return;
        }
        // `changed` is known from the point before, which the hull may not have seen.
        seen_.include(point, missed_ ? std::span<const std::uint32_t>{} : changed);
        missed_ = false;
        if (form_ == nullptr) return;
        std::int64_t value = 0;
        for (const auto& [column, coefficient] : *form_) value += coefficient * point[column];
        best_ = std::max(best_.value_or(value), value);
    }
    void ask(const column_form& form) {
        form_ = &form;
        best_.reset();
    }
    /// The most that any point gave of the form asked for.
    [[nodiscard]] std::optional<std::int64_t> most() const {
        if (form_->size() != 1 || seen_.least.empty()) return best_;
        const auto [column, coefficient] = form_->front();
        return coefficient * (coefficient > 0 ? seen_.most : seen_.least)[column];
    }

private:
    detail::case_check check_;
    hull seen_;
    bool missed_ = false;
    const column_form* form_ = nullptr;
    std::optional<std::int64_t> best_;
};

/// One end of a form: its largest value or a bound of it.
struct end_of_form {
    std::int64_t value = 0;
    bool exact = true; ///< Some integer point attains it.
    bool shown = true; ///< Such a point agrees with the cases.
};

end_of_form find_most(component_attack& attack, attained& seen, const column_form& form) {
    seen.ask(form);
    const auto best = form.size() == 1 ? seen.most() : std::nullopt;
    const auto most = outer_bound(attack, form);
    const auto found = attack.maximise(form, best, most, component_attack::aim::exact);
    const auto limit = found.unbounded ? unlimited : std::min(most, found.bound);
    const bool exact = found.unbounded || (found.value && *found.value >= limit);
    const auto shown = seen.most();
    return {.value = exact && !found.unbounded ? *found.value : limit,
            .exact = exact,
            .shown = shown && *shown >= limit};
}

interval bound_form(component_attack& attack, attained& seen, const column_form& form,
                    bool& shown) {
    const auto high = find_most(attack, seen, form);
    const auto less = negative(form);
    const auto low = find_most(attack, seen, less);
    shown = high.shown && low.shown;
    return {.low = low.value == unlimited ? -unlimited : -low.value,
            .high = high.value,
            .exact = high.exact && low.exact};
}

/// A component whose point was not found within the limit: its bounds stay as propagation left
/// them.
interval bound_outside(const detail::component& c, const column_form& form) {
    interval all{.low = 0, .high = 0, .exact = false};
    for (const auto& [column, coefficient] : form) {
        if (c.high[column] == unlimited)
            return {.low = -unlimited, .high = unlimited, .exact = false};
        all.low += coefficient * (coefficient > 0 ? c.low : c.high)[column];
        all.high += coefficient * (coefficient > 0 ? c.high : c.low)[column];
    }
    return all;
}

/// How many integer programs it took.
std::uint64_t attack_run(prepared& what, const detail::task_run& run, const bounds_options& options,
                         std::span<part_of_sum> parts) {
    const auto& c = what.system.components[run.component];
    auto& start = what.starts[run.component];
    if (start.point.empty()) {
        for (const auto i : run.tasks) parts[i].answer = bound_outside(c, parts[i].form);
        return std::uint64_t{0};
    }
    attained seen(what, run.component);
    component_attack attack(
        c, start, run.first ? std::move(start.search) : nullptr, options.search_limit,
        component_attack::gait::walks,
        [&](std::span<const std::int64_t> point, std::span<const std::uint32_t> changed) {
            seen.see(point, changed);
        });
    for (const auto i : run.tasks)
        parts[i].answer = bound_form(attack, seen, parts[i].form, parts[i].shown);
    return attack.programs();
}

std::int64_t saturate(wide_sum n) {
    return n >= unlimited ? unlimited : n <= -unlimited ? -unlimited : static_cast<std::int64_t>(n);
}

/// Components do not constrain each other, so ends add up.
std::vector<interval> put_together(const question& q) {
    std::vector<wide_sum> low(q.fixed), high(q.fixed);
    std::vector<interval> intervals(q.fixed.size(), {.low = 0, .high = 0});
    for (const auto& part : q.parts) {
        auto& all = intervals[part.sum];
        all.exact = all.exact && part.answer.exact;
        if (part.answer.low == -unlimited) all.low = -unlimited;
        if (part.answer.high == unlimited) all.high = unlimited;
        low[part.sum] += part.answer.low;
        high[part.sum] += part.answer.high;
    }
    for (std::size_t i = 0; i < intervals.size(); ++i) {
        if (intervals[i].low != -unlimited) intervals[i].low = saturate(low[i]);
        if (intervals[i].high != unlimited) intervals[i].high = saturate(high[i]);
    }
    return intervals;
}

/// Sums whose ends no point of the search has shown together with the cases. A sum over several
/// components is looked at again in any case: a point of one may agree with the cases only as the
/// others start.
std::vector<std::size_t> find_unshown(const question& q, const knowledge& known) {
    std::vector<std::size_t> open;
    if (known.cases().empty()) return open;
    std::vector<std::size_t> parts(q.fixed.size());
    for (const auto& part : q.parts) {
        ++parts[part.sum];
        if (!part.shown || parts[part.sum] > 1) open.push_back(part.sum);
    }
    std::ranges::sort(open);
    const auto repeated = std::ranges::unique(open);
    open.erase(repeated.begin(), repeated.end());
    return open;
}

/// The hull over the alternatives of the first union of cases, for the sums `open`, whose answers
/// are an outer bound so far.
result<void> bound_by_cases(const knowledge& known, std::span<const linear_form> sums,
                            std::span<const std::size_t> open, const bounds_options& options,
                            std::vector<interval>& intervals) {
    if (open.empty()) return {};
    std::vector<linear_form> asked;
    for (const auto i : open) asked.push_back(sums[i]);
    std::vector<interval> hulls;
    std::optional<sdc::error> failed;
    auto how = options;
    how.start = {}; // it need not be of this alternative
    const bool all = detail::for_each_alternative(known, [&](const knowledge& with) {
        const auto own = bounds(with, asked, how);
        if (!own) {
            if (own.error().code != errc::contradiction) failed = own.error();
            return failed.has_value();
        }
        if (hulls.empty()) hulls = *own;
        bool outer = true;
        for (std::size_t k = 0; k < hulls.size(); ++k) {
            hulls[k] = {.low = std::min(hulls[k].low, (*own)[k].low),
                        .high = std::max(hulls[k].high, (*own)[k].high),
                        .exact = hulls[k].exact && (*own)[k].exact};
            outer = outer && hulls[k].low == intervals[open[k]].low &&
                    hulls[k].high == intervals[open[k]].high;
        }
        return outer;
    });
    if (failed) return *failed;
    if (all && hulls.empty()) return detail::no_alternative();
    for (std::size_t k = 0; k < open.size(); ++k) {
        const bool same = !hulls.empty() && hulls[k].low == intervals[open[k]].low &&
                          hulls[k].high == intervals[open[k]].high;
        if (all)
            intervals[open[k]] = hulls[k];
        else if (!same)
            intervals[open[k]].exact = false;
    }
    return {};
}

void log_bounds(const bounds_options& options, detail::stage& s, std::size_t components,
                std::span<const std::uint64_t> programs, std::span<const interval> found) {
    if (options.run.log == nullptr) return;
    s.note(found.size(), " sums, ", components, " components, ",
           std::reduce(programs.begin(), programs.end()), " integer programs");
    const auto open = std::ranges::count(found, false, &interval::exact);
    if (open > 0)
        detail::write_log(options.run, log_level::warning, "bounds: ", open, " of ", found.size(),
                          " intervals may be wider than what is feasible: the limit of ",
                          options.search_limit, " nodes came first");
}

} // namespace

result<std::vector<interval>> bounds(const knowledge& known, std::span<const linear_form> sums,
                                     const bounds_options& options) {
    detail::stage s(options.run, "bounds", log_level::debug);
    std::vector<cell_index> asked;
    for (const auto& sum : sums) {
        for (const auto& [cell, coefficient] : sum) {
            if (cell >= known.size())
                return error{.code = errc::bad_argument,
                             .message = "a cell outside the tables",
                             .field = "sums",
                             .found = std::to_string(cell)};
            asked.push_back(cell);
        }
    }
    auto what = detail::prepare(known, asked, options);
    if (!what) return what.error();
    auto q = take_apart(what->system, sums);
    const auto runs = detail::make_runs(what->system.components.size(), q.component_of_part);
    std::vector<std::uint64_t> programs(runs.size());
    auto done = detail::for_each_parallel(
        runs.size(), options.threads,
        [&](std::size_t i) -> result<void> {
            programs[i] = attack_run(*what, runs[i], options, q.parts);
            return {};
        },
        options.run);
    if (!done) return done.error();
    auto intervals = put_together(q);
    if (auto ok = bound_by_cases(known, sums, find_unshown(q, known), options, intervals); !ok)
        return ok.error();
    log_bounds(options, s, what->system.components.size(), programs, intervals);
    return intervals;
}

namespace {

/// Ignores the cases.
result<std::vector<std::int64_t>> find_any_table(const knowledge& known,
                                                 const bounds_options& options) {
    std::vector<cell_index> all(known.size());
    std::iota(all.begin(), all.end(), cell_index{0});
    const auto what = detail::prepare(known, all, options);
    if (!what) return what.error();
    auto values = what->system.low;
    for (std::size_t i = 0; i < what->starts.size(); ++i) {
        if (what->starts[i].point.empty())
            return error{.code = errc::not_proved,
                         .message = "the search limit came before a table",
                         .cell =
                             describe(known.tables(), what->system.components[i].cells.front())};
    }
    for (const auto cell : all) {
        const auto home = what->system.component_of[cell];
        if (home != no_component) values[cell] = what->value(home, what->starts[home].point, cell);
    }
    return values;
}

} // namespace

result<std::vector<std::int64_t>> find_table(const knowledge& known,
                                             const bounds_options& options) {
    auto found = find_any_table(known, options);
    if (!found) return found;
    const auto broken = detail::find_broken_cases(known, *found);
    if (broken == known.cases().size()) return found;
    bool decided = true;
    const auto& cases = known.cases()[broken];
    for (std::size_t i = 0; i < cases.size(); ++i) {
        if (i == detail::most_alternatives)
            return error{.code = errc::not_proved,
                         .message =
                             "more cases of what the rule flags than are looked at one by one",
                         .found = std::to_string(cases.size()),
                         .wanted = std::to_string(detail::most_alternatives)};
        auto how = options;
        how.start = {};
        auto one = find_table(known.with_alternative(broken, i), how);
        if (one) return one;
        if (one.error().code == errc::not_proved)
            decided = false;
        else if (one.error().code != errc::contradiction)
            return one.error();
    }
    if (decided) return detail::no_alternative();
    return error{
        .code = errc::not_proved,
        .message =
            "the search limit came before a table in which the rule flags a suppressed cell"};
}

result<std::vector<interval>> bounds(const knowledge& known, std::span<const cell_index> cells,
                                     const bounds_options& options) {
    std::vector<linear_form> sums;
    sums.reserve(cells.size());
    for (const auto cell : cells) sums.push_back({{cell, 1}});
    return bounds(known, sums, options);
}

} // namespace sdc::inline v0
