/// Random tiny tables with random rules, suppressed by the library and judged by the oracle, which
/// does not know the library.
#pragma once

#include "generators.hpp"
#include "rule_judge.hpp"

#include <sdc/attack/audit.hpp>
#include <sdc/protect/optimal.hpp>
#include <sdc/protect/suppress_linked.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

namespace support {

using release = std::vector<judge::table>; // a table, or a linked pair

inline judge::axis flat_axis(std::string name, int codes) {
    return {.name = std::move(name),
            .parent = std::vector<int>(static_cast<std::size_t>(codes) + 1, 0)};
}

/// Two levels; some codes with a single child.
inline judge::axis deep_axis(splitmix64& random, std::string name) {
    static const std::vector<std::vector<int>> trees{
        {0, 0, 1, 1, 0, 4, 4}, {0, 0, 1, 1, 1, 0}, {0, 0, 1, 1, 0, 0}, {0, 0, 1, 0, 3, 3},
        {0, 0, 1, 1, 0, 4},    {0, 0, 1, 0},       {0, 0, 1, 1},       {0, 0, 1, 2, 2, 0}};
    return {.name = std::move(name), .parent = trees[random.below(trees.size())]};
}

inline std::vector<judge::axis> random_axes(splitmix64& random) {
    switch (random.below(7)) {
    case 0: return {flat_axis("a", 2), flat_axis("b", 3)};
    case 1: return {flat_axis("a", 3), flat_axis("b", 3)};
    case 2: return {flat_axis("a", 2), flat_axis("b", 2), flat_axis("c", 2)};
    case 3: return {deep_axis(random, "a")};
    case 4: return {flat_axis("a", 2), deep_axis(random, "b")};
    case 5: return {flat_axis("a", 2), flat_axis("b", 2)};
    default: return {flat_axis("a", static_cast<int>(2 + random.below(5)))};
    }
}

inline void choose_rules(splitmix64& random, judge::table& t) {
    const auto which = random.below(3);
    if (which != 1) {
        judge::size_rule r{.minimum = static_cast<int>(2 + random.below(3)),
                           .zeros = static_cast<judge::zeros>(random.below(4)),
                           .publish_total = random.percent(50)};
        const int least = r.publish_total ? 1 : r.minimum; // lower limits are refused
        if (random.percent(30)) r.hide_below = least + static_cast<int>(random.below(7));
        if (random.percent(30)) r.breakdown_from = least + static_cast<int>(random.below(7));
        t.size = r;
    }
    if (which != 0) {
        t.group = judge::group_rule{.coalition = static_cast<int>(random.below(3))};
        if (random.percent(40)) t.group->upper_bound = static_cast<int>(1 + random.below(8));
    }
    t.width = static_cast<judge::width>(random.below(5));
    if (t.width == judge::width::percent) t.amount = static_cast<int>(10 + 10 * random.below(10));
    if (t.width == judge::width::absolute) t.amount = static_cast<int>(1 + random.below(3));
}

inline int random_small_count(splitmix64& random) {
    if (random.percent(25)) return 0;
    return static_cast<int>(1 + random.below(1 + random.below(1 + random.below(12))));
}

inline void choose_axes_facts(splitmix64& random, judge::table& t) {
    if (t.axes.size() > 1 && random.percent(50))
        t.axes[random.below(t.axes.size())].sensitive = true;
    for (auto& a : t.axes) a.from_data = random.percent(20);
}

/// Fills the leaves, from which margins follow.
inline void set_leaves(judge::table& t, const std::vector<int>& counts,
                       const std::vector<char>& structural) {
    const judge::layout l(t);
    t.values = judge::add_up(l, counts);
    for (int cell = 0; cell < l.size(); ++cell) {
        bool all = true;
        for (std::size_t i = 0; i < counts.size(); ++i)
            all = all && (structural[i] || !(l.leaves(cell) >> i & 1));
        t.structural.push_back(all);
    }
}

/// The second table of a pair by its own dimension, with the same people in each code of the first.
inline judge::table second_of_pair(splitmix64& random, const judge::table& first) {
    judge::table t;
    t.axes = {first.axes[0], flat_axis("z", static_cast<int>(2 + random.below(2)))};
    t.axes[1].from_data = random.percent(20);
    choose_rules(random, t);
    const judge::layout a(first), b(t);
    const auto width = t.axes[1].parent.size() - 1;
    std::vector<int> counts;
    for (const int margin : a.margins_of_leaf_codes(0)) {
        std::vector<int> row(width, 0);
        const auto start = random.below(width);
        for (int i = first.values[static_cast<std::size_t>(margin)]; i > 0; --i)
            ++row[(start + random.below(1 + random.below(width))) % width];
        counts.insert(counts.end(), row.begin(), row.end());
    }
    set_leaves(t, counts, std::vector<char>(counts.size(), 0));
    return t;
}

/// One table, in one of four cases a pair that shares its first dimension.
inline release random_release(std::uint64_t seed, bool is_pair) {
    splitmix64 random(seed * 0x2545f4914f6cdd1dULL + (is_pair ? 1 : 0));
    judge::table t;
    t.axes = is_pair ? std::vector{flat_axis("a", static_cast<int>(2 + random.below(2))),
                                   flat_axis("b", 2)}
                     : random_axes(random);
    choose_axes_facts(random, t);
    choose_rules(random, t);
    const auto leaves = judge::layout(t).leaf_cells().size();
    std::vector<int> counts;
    std::vector<char> structural;
    const bool any_structural = !is_pair && random.percent(25);
    for (std::size_t i = 0; i < leaves; ++i) {
        structural.push_back(any_structural && random.percent(20));
        counts.push_back(structural.back() ? 0 : random_small_count(random));
    }
    set_leaves(t, counts, structural);
    release r{t};
    if (is_pair) {
        r.push_back(second_of_pair(random, t));
        if (random.percent(50)) r[1].size = r[0].size, r[1].group = r[0].group;
        r[1].width = r[0].width; // the width is that of the release
        r[1].amount = r[0].amount;
    }
    return r;
}

inline std::vector<sdc::rule> library_rules(const judge::table& t) {
    std::vector<sdc::rule> rules;
    if (t.size)
        rules.emplace_back(sdc::threshold{.minimum = t.size->minimum,
                                          .zeros = static_cast<sdc::zero_policy>(t.size->zeros),
                                          .hide_zeros_below_total = t.size->hide_below,
                                          .publish_total = t.size->publish_total,
                                          .min_total_for_breakdown = t.size->breakdown_from});
    if (t.group)
        rules.emplace_back(
            sdc::group_disclosure{.coalition = t.group->coalition,
                                  .upper_bound = t.group->upper_bound == judge::unbounded
                                                     ? sdc::unlimited
                                                     : std::int64_t{t.group->upper_bound}});
    return rules;
}

inline sdc::protection library_width(const judge::table& t) {
    sdc::protection p{.width = static_cast<sdc::protection::kind>(t.width)};
    (t.width == judge::width::percent ? p.percent : p.absolute) = t.amount;
    return p;
}

/// The same table in the library; cells are in the order of `cell_of`.
inline std::shared_ptr<const sdc::table> library_table(const judge::table& t,
                                                       std::vector<sdc::cell_index>& cell_of) {
    std::vector<sdc::dimension> by;
    for (const auto& a : t.axes) {
        std::vector<sdc::code_parent> codes;
        for (std::size_t i = 0; i < a.parent.size(); ++i)
            codes.push_back({.id = i == 0 ? "Total" : a.name + std::to_string(i),
                             .parent = i == 0             ? ""
                                       : a.parent[i] == 0 ? "Total"
                                                          : a.name + std::to_string(a.parent[i])});
        by.push_back({.name = a.name,
                      .codes = sdc::hierarchy::from_parents(codes).value(),
                      .role = a.sensitive ? sdc::role::sensitive : sdc::role::identifying,
                      .codes_from_data = a.from_data});
    }
    const auto c = sdc::cube::make(by).value();
    const judge::layout l(t);
    sdc::columns data{.values = std::vector<std::int64_t>(c->size())};
    cell_of.clear();
    for (int cell = 0; cell < l.size(); ++cell) {
        sdc::cell_index at = 0;
        for (std::size_t d = 0; d < t.axes.size(); ++d)
            at += static_cast<sdc::cell_index>(l.code(cell, d)) * c->shape().stride(d);
        cell_of.push_back(at);
        data.values[at] = t.values[static_cast<std::size_t>(cell)];
    }
    for (const int leaf : l.leaf_cells()) {
        if (l.structural(leaf))
            data.structural_zeros.push_back(cell_of[static_cast<std::size_t>(leaf)]);
    }
    return std::make_shared<const sdc::table>(sdc::table::make(c, std::move(data)).value());
}

/// What the library says to a release.
struct answer {
    enum class kind : unsigned char {
        released,
        not_protectable,
        policies_conflict,
        audit_failed,
        other_error
    };
    answer::kind is = kind::released;
    std::string text = {};
};

inline answer refusal_of(const sdc::error& e) {
    const auto text = sdc::to_string(e);
    if (e.code == sdc::errc::not_protectable)
        return {.is = answer::kind::not_protectable, .text = text};
    if (text.find("always shown in another") != std::string::npos)
        return {.is = answer::kind::policies_conflict, .text = text};
    return {.is = answer::kind::other_error, .text = text};
}

/// Suppresses by the library, whose own audit must agree.
/// `optimally`: by the exact method.
inline answer suppress_by_library(release& r, bool optimally = false) {
    std::vector<sdc::linked_source> sources;
    std::vector<std::vector<sdc::cell_index>> cells(r.size());
    for (std::size_t k = 0; k < r.size(); ++k)
        sources.push_back({.name = "t" + std::to_string(k),
                           .counts = library_table(r[k], cells[k]),
                           .rules = library_rules(r[k])});
    const auto take = [&](std::size_t k, const std::vector<sdc::cell_status>& status) {
        r[k].suppressed.clear();
        for (const auto cell : cells[k])
            r[k].suppressed.push_back(sdc::is_suppressed(status[cell]));
    };
    const auto audited = [](const auto& proof) -> answer {
        if (proof) return {};
        return {.is = answer::kind::audit_failed, .text = sdc::to_string(proof.error())};
    };
    const sdc::suppress_options options{.rules = sources[0].rules,
                                        .protection = library_width(r[0])};
    if (r.size() == 1) {
        const auto p = optimally ? sdc::suppress_optimally(sources[0].counts, options)
                                 : sdc::suppress(sources[0].counts, options);
        if (!p) return refusal_of(p.error());
        take(0, p->status);
        return audited(sdc::audit(*p));
    }
    const auto p =
        optimally ? sdc::suppress_optimally(sources, options) : sdc::suppress(sources, options);
    if (!p) return refusal_of(p.error());
    for (std::size_t k = 0; k < r.size(); ++k) take(k, p->parts[k].status);
    return audited(sdc::audit(*p));
}

/// All that the rules permit to suppress. False if a pair cannot have it: what one table must show
/// the other must suppress.
inline bool suppress_all_permitted(release& r) {
    for (auto& t : r) {
        const judge::layout l(t);
        t.suppressed.clear();
        for (int cell = 0; cell < l.size(); ++cell)
            t.suppressed.push_back(judge::may_be_suppressed(t, l, cell));
    }
    return r.size() == 1;
}

struct tally {
    std::uint64_t released = 0, suppressing = 0, not_protectable = 0, needlessly = 0,
                  policies_conflict = 0, audit_failed = 0, other_error = 0;
    std::uint64_t exact = 0, narrow = 0, not_followed = 0, undecided = 0;
    std::string first_failure = {};

    [[nodiscard]] std::uint64_t refused() const { return not_protectable + policies_conflict; }
};

inline std::ostream& operator<<(std::ostream& out, const tally& n) {
    return out << "released " << n.released << " (suppressing " << n.suppressing
               << "), refused: not protectable " << n.not_protectable
               << " (all that may be would do for " << n.needlessly << "), policies in conflict "
               << n.policies_conflict << "; exact " << n.exact << ", too narrow " << n.narrow
               << ", not followed " << n.not_followed << ", undecided " << n.undecided
               << ", audit failed " << n.audit_failed << ", other errors " << n.other_error << '\n'
               << n.first_failure;
}

inline std::string to_text(judge::failure f) {
    constexpr const char* names[] = {"exact disclosure", "too narrow", "rules not followed",
                                     "undecided"};
    return names[static_cast<int>(f)];
}

/// "random_release(17, true): ..." and all that is needed to write the release down.
inline std::string report(std::uint64_t seed, const release& r, const std::string& what) {
    return "random_release(" + std::to_string(seed) + ", " + (r.size() > 1 ? "true" : "false") +
           "):" + what + "\n" + judge::listing(r);
}

inline void add_findings(std::uint64_t seed, const release& r,
                         const std::vector<judge::finding>& findings, tally& n) {
    const auto has = [&](judge::failure f) {
        return std::ranges::find(findings, f, &judge::finding::failure) != findings.end();
    };
    n.exact += has(judge::failure::exact);
    n.narrow += has(judge::failure::narrow);
    n.not_followed += has(judge::failure::not_followed);
    n.undecided += has(judge::failure::undecided);
    std::string text;
    for (const auto& f : findings)
        text += "\n  " + to_text(f.failure) + ", table " + std::to_string(f.table) + ", cell " +
                std::to_string(f.cell) + ": not possible: " + f.text;
    const bool fails = std::ranges::any_of(
        findings, [](const auto& f) { return f.failure != judge::failure::undecided; });
    if (fails && n.first_failure.empty()) n.first_failure = report(seed, r, text);
}

/// Suppresses by the library and judges; `see(release, findings)` is called for each release with
/// findings.
template <class F>
void judge_release(std::uint64_t seed, bool is_pair, tally& n, F&& see) {
    auto r = random_release(seed, is_pair);
    const auto said = suppress_by_library(r, seed % 10 == 9);
    switch (said.is) {
    case answer::kind::policies_conflict: ++n.policies_conflict; return;
    case answer::kind::not_protectable:
        ++n.not_protectable;
        n.needlessly += suppress_all_permitted(r) && judge::rule_judge(r).run().empty();
        return;
    case answer::kind::audit_failed: ++n.audit_failed; break;
    case answer::kind::other_error: ++n.other_error; break;
    case answer::kind::released: ++n.released; break;
    }
    if (said.is != answer::kind::released) {
        if (n.first_failure.empty()) n.first_failure = report(seed, r, "\n  " + said.text);
        return;
    }
    n.suppressing += std::ranges::any_of(
        r, [](const auto& t) { return std::ranges::count(t.suppressed, 1) > 0; });
    const auto findings = judge::rule_judge(r).run();
    if (findings.empty()) return;
    add_findings(seed, r, findings, n);
    see(r, findings);
}
inline void judge_release(std::uint64_t seed, bool is_pair, tally& n) {
    judge_release(seed, is_pair, n, [](const release&, const std::vector<judge::finding>&) {});
}

} // namespace support
