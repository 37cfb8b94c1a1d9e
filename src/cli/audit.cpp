#include "audit.hpp"

#include "commands.hpp"
#include "inputs.hpp"
#include "outputs.hpp"
#include "rules.hpp"
#include "words.hpp"

#include <sdc/attack/bounds.hpp>
#include <sdc/io/csv.hpp>
#include <sdc/io/file.hpp>
#include <sdc/io/public_table.hpp>
#include <sdc/io/statements.hpp>

#include <algorithm>
#include <utility>

namespace sdc::cli {
namespace {

/// What the options say, before any file of counts is read.
struct audit_setup {
    std::vector<rule> rules = {};
    sdc::protection protection = {};
    std::optional<banding> bands = {};
    std::vector<std::string> markers = {};
    unsigned threads = 1;
    bool json = false;

    [[nodiscard]] const threshold* limit() const {
        for (const auto& r : rules) {
            if (const auto* t = std::get_if<threshold>(&r)) return t;
        }
        return nullptr;
    }
};

result<void> read_bands_and_rules(const arguments& a, audit_setup& to) {
    const auto from = read_preset(a);
    if (!from) return from.error();
    auto rules = read_rules(a, *from);
    if (!rules) return rules.error();
    to.rules = std::move(*rules);
    const auto p = read_protection(a);
    if (!p) return p.error();
    to.protection = *p;
    // The bands of a preset hold only where its numbers were rounded, so they are taken by --base or --bands alone.
    auto bands = a.base.empty() && a.bands.empty() && a.method.empty() ? result<std::optional<banding>>(std::nullopt) : read_banding(a, *from);
    if (!bands) return bands.error();
    to.bands = std::move(*bands);
    if (*from) to.markers.emplace_back((*from)->marker);
    return {};
}

result<audit_setup> read_setup(const arguments& a) {
    constexpr choices<bool, 2> formats{{{"text", false}, {"json", true}}};
    audit_setup made;
    if (a.input.empty() && a.publics.empty())
        return error{.code = errc::bad_argument, .message = "nothing to attack", .wanted = "--public FILE, --input FILE or both"};
    if (auto ok = read_bands_and_rules(a, made); !ok) return ok.error();
    if (!a.marker.empty()) {
        const auto m = find_marker(a.marker);
        if (!m) return m.error();
        made.markers.push_back(m->text);
    }
    const auto threads = read_threads(a);
    if (!threads) return threads.error();
    made.threads = *threads;
    const auto json = choose("--format", a.format.empty() ? "text" : a.format, formats);
    if (!json) return json.error();
    made.json = *json;
    if (!a.input.empty() && made.rules.empty())
        return error{.code = errc::bad_argument, .message = "no rule given", .wanted = "--threshold N, --group-disclosure K or --policy NAME beside --input"};
    if (a.input.empty() && made.protection.width == protection::kind::percent)
        return bad_option("--protect", a.protect, "cover, reach or exact; a percentage needs the counts of --input");
    if (a.input.empty() && !a.group_disclosure.empty())
        return bad_option("--group-disclosure", a.group_disclosure, "--input beside it: public tables alone do not say who is at risk");
    return made;
}

result<std::vector<records>> read_publics(const arguments& a) {
    std::vector<records> all;
    for (const auto& file : a.publics) {
        auto rows = read_csv(file);
        if (!rows) return rows.error();
        all.push_back(std::move(*rows));
    }
    return all;
}

/// The facts of all files about one cube.
result<public_table> join(const std::vector<records>& files, const std::shared_ptr<const cube>& c, const public_options& options) {
    public_table all{.reader = knowledge(c)};
    for (const auto& rows : files) {
        const auto one = read_public(rows, c, options);
        if (!one) return one.error();
        for (cell_index cell = 0; cell < c->size(); ++cell) {
            all.reader.learn(cell, one->reader.low(cell), one->reader.high(cell));
            if (all.reader.low(cell) > all.reader.high(cell))
                return error{.code = errc::contradiction, .message = "two public tables that cannot both be true", .where = {.file = rows.source},
                             .cell = describe(*c, cell)};
        }
        all.withheld.insert(all.withheld.end(), one->withheld.begin(), one->withheld.end());
    }
    std::ranges::sort(all.withheld);
    const auto repeated = std::ranges::unique(all.withheld);
    all.withheld.erase(repeated.begin(), repeated.end());
    return all;
}

/// 1 if the rule always shows zeros; that can depend on the total, as far as it is public.
std::int64_t announced_minimum(const threshold* limit, const knowledge& reader) {
    if (limit == nullptr) return 1;
    if (limit->zeros != zero_policy::show) return 0;
    const auto small = std::max(limit->hide_zeros_below_total, limit->min_total_for_breakdown);
    return reader.low(0) >= small ? 1 : 0;
}

/// As if the flagged cells were withheld and nothing else.
knowledge with_stars_alone(const std::shared_ptr<const table>& counts, const audit_setup& setup, const verdicts& v) {
    plan p{.source = counts, .rules = setup.rules, .verdicts = v};
    p.status.assign(counts->size(), cell_status::published);
    for (std::size_t i = 0; i < v.cells().size(); ++i) p.status[v.cells()[i]] = is_unsafe(v.reasons_at(i)) ? cell_status::unsafe : cell_status::hidden_zero;
    return knowledge_of(p);
}

result<void> learn_statements(const arguments& a, knowledge& reader) {
    if (a.known.empty()) return {};
    auto all = read_statements(a.known, reader.cube());
    if (!all) return all.error();
    for (auto& s : *all) reader.learn(std::move(s));
    return {};
}

/// What is said to be public must be true, else the attack proves nothing. The error names the cell, not its value.
result<void> check_true(const knowledge& reader, const table& counts) {
    const auto& c = reader.cube();
    for (cell_index cell = 0; cell < c.size(); ++cell) {
        if (reader.low(cell) > counts.value(cell) || counts.value(cell) > reader.high(cell))
            return error{.code = errc::contradiction, .message = "what is public does not agree with the input", .cell = describe(c, cell)};
    }
    for (const auto& s : reader.statements()) {
        detail::wide_sum sum = 0;
        for (const auto& [cell, coefficient] : s.terms) sum += detail::wide_sum{counts.value(cell)} * coefficient;
        if (sum < s.low || sum > s.high) return error{.code = errc::contradiction, .message = "a statement does not agree with the input", .found = "\"" + s.text + "\""};
    }
    return {};
}

cell_index owner(const need& n) { return n.minus == no_cell ? n.cell : n.minus; }

/// With the counts: every unsafe cell, by the needs of its rules.
result<std::vector<finding>> judge_by_counts(const knowledge& reader, const table& counts, const audit_setup& setup, const verdicts& v) {
    std::vector<cell_index> unsafe;
    for (std::size_t i = 0; i < v.cells().size(); ++i) {
        if (is_unsafe(v.reasons_at(i))) unsafe.push_back(v.cells()[i]);
    }
    auto needs = requirements(counts, v, setup.rules, setup.protection);
    const auto intervals = bounds(reader, unsafe, {.threads = setup.threads});
    if (!intervals) return intervals.error();
    const auto answers = can_be(reader, needs, {.threads = setup.threads});
    if (!answers) return answers.error();
    std::vector<finding> found;
    for (std::size_t i = 0; i < unsafe.size(); ++i) found.push_back({.cell = unsafe[i], .reader = (*intervals)[i]});
    for (std::size_t i = 0; i < needs.size(); ++i) {
        const auto at = std::ranges::lower_bound(found, owner(needs[i]), {}, &finding::cell);
        if ((*answers)[i] == reach::possible) continue;
        at->outcome = (*answers)[i] == reach::impossible ? verdict::known : std::max(at->outcome, verdict::undecided);
        if (needs[i].minus != no_cell && (*answers)[i] == reach::impossible) at->group = needs[i].cell;
    }
    return found;
}

/// Leaves under a cell that the reader knows to hold somebody.
std::int64_t known_leaves(const knowledge& reader, cell_index cell) {
    const auto& c = reader.cube();
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        if (c.codes(d).is_leaf(c.shape().coordinate(cell, d))) continue;
        std::int64_t leaves = 0;
        relation(c, d, cell).for_each_part([&](cell_index part) { leaves += known_leaves(reader, part); });
        return leaves;
    }
    return reader.low(cell) > 0 ? 1 : 0;
}

/// Without the counts: a withheld cell is known if one value is left, or if it is known to be small and not every small value is left.
verdict judge(const knowledge& reader, cell_index cell, const interval& i, const audit_setup& setup) {
    if (i.is_single_value()) return verdict::known;
    const auto* limit = setup.limit();
    if (limit == nullptr || setup.protection.width == protection::kind::exact || i.high >= limit->minimum) return i.exact ? verdict::hidden : verdict::undecided;
    const bool covers = i.low <= known_leaves(reader, cell) && i.high >= limit->minimum - 1 && setup.protection.width == protection::kind::cover;
    if (!covers) return verdict::known;
    return i.exact ? verdict::hidden : verdict::undecided;
}

result<std::vector<finding>> judge_by_markers(const public_table& what, const audit_setup& setup) {
    const auto intervals = bounds(what.reader, what.withheld, {.threads = setup.threads});
    if (!intervals) return intervals.error();
    std::vector<finding> found;
    for (std::size_t i = 0; i < what.withheld.size(); ++i) {
        const auto cell = what.withheld[i];
        found.push_back({.cell = cell, .reader = (*intervals)[i], .outcome = judge(what.reader, cell, (*intervals)[i], setup)});
    }
    return found;
}

result<audit_report> attack_with_counts(const arguments& a, const audit_setup& setup) {
    const auto counts = read_table(a);
    if (!counts) return counts.error();
    const auto v = evaluate(**counts, setup.rules);
    if (!v) return v.error();
    const auto files = read_publics(a);
    if (!files) return files.error();
    auto reader = with_stars_alone(*counts, setup, *v);
    if (!files->empty()) {
        auto joined = join(*files, (*counts)->shared_cube(),
                           {.value = a.value_column, .withheld_minimum = v->withheld_minimum(), .markers = setup.markers, .bands = setup.bands});
        if (!joined) return joined.error();
        reader = std::move(joined->reader);
    }
    if (auto ok = learn_statements(a, reader); !ok) return ok.error();
    if (auto ok = check_true(reader, **counts); !ok) return ok.error();
    auto found = judge_by_counts(reader, **counts, setup, *v);
    if (!found) return found.error();
    return audit_report{.cube = reader.shared_cube(), .findings = std::move(*found)};
}

result<audit_report> attack_public(const arguments& a, const audit_setup& setup) {
    const auto files = read_publics(a);
    if (!files) return files.error();
    auto by = read_dimensions(a, *files);
    if (!by) return by.error();
    const auto c = cube::make(std::move(*by));
    if (!c) return c.error();
    public_options options{.value = a.value_column, .markers = setup.markers, .bands = setup.bands};
    auto joined = join(*files, *c, options);
    if (!joined) return joined.error();
    options.withheld_minimum = announced_minimum(setup.limit(), joined->reader);
    joined = join(*files, *c, options);
    if (!joined) return joined.error();
    if (auto ok = learn_statements(a, joined->reader); !ok) return ok.error();
    auto found = judge_by_markers(*joined, setup);
    if (!found) return found.error();
    return audit_report{.cube = *c, .findings = std::move(*found)};
}

} // namespace

int run_audit(const arguments& a) {
    const auto setup = read_setup(a);
    if (!setup) return tell(setup.error());
    const auto report = a.input.empty() ? attack_public(a, *setup) : attack_with_counts(a, *setup);
    if (!report) return tell(report.error());
    if (auto ok = write_file(a.output, setup->json ? to_json(*report) : to_text(*report)); !ok) return tell_unwritten(ok.error());
    return count(*report).at_risk == 0 ? done : refused;
}

} // namespace sdc::cli
