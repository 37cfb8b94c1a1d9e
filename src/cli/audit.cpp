#include "audit.hpp"

#include "commands.hpp"
#include "inputs.hpp"
#include "outputs.hpp"
#include "places.hpp"
#include "public_attack.hpp"
#include "rules.hpp"
#include "words.hpp"

#include <sdc/attack/bounds.hpp>
#include <sdc/io/csv.hpp>
#include <sdc/io/file.hpp>
#include <sdc/io/public_table.hpp>
#include <sdc/io/statements.hpp>

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

namespace sdc::cli {
namespace {

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
    if (auto ok = check_places(a); !ok) return ok.error();
    if (a.input.empty() && a.publics.empty())
        return error{.code = errc::bad_argument, .message = "nothing to attack", .wanted = "--public FILE, --input FILE or both"};
    if (auto ok = read_bands_and_rules(a, made); !ok) return ok.error();
    if (!a.marker.empty()) {
        const auto m = read_marker(a, std::nullopt);
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
        return error{.code = errc::bad_argument, .message = "no rule given", .wanted = "--threshold N, --group-disclosure K, --min-total-for-breakdown N or a --policy that withholds, beside --input"};
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

/// The star as the text of a rule: what it says of a flagged cell where no complement carries it.
std::int64_t star_maximum(std::span<const reason> reasons, const audit_setup& setup) {
    std::int64_t limit = 0;
    for (const auto& why : reasons) {
        if (why.rule == rule_id::group_disclosure) continue;
        // A hidden zero carries the star of the small counts, so that a reader cannot tell them apart.
        limit = std::max(limit, why.rule == rule_id::hidden_zero ? setup.limit()->minimum : why.limit);
    }
    return limit == 0 ? unlimited : limit - 1;
}

/// As if the flagged cells were withheld and nothing else. Only they carry the marker then, so that it bounds them above.
knowledge with_stars_alone(const std::shared_ptr<const table>& counts, const audit_setup& setup, const verdicts& v) {
    plan p{.source = counts, .rules = setup.rules, .verdicts = v, .bands = setup.bands};
    p.status.assign(counts->size(), cell_status::published);
    for (std::size_t i = 0; i < v.cells().size(); ++i) p.status[v.cells()[i]] = is_unsafe(v.reasons_at(i)) ? cell_status::unsafe : cell_status::hidden_zero;
    auto reader = knowledge_of(p);
    for (std::size_t i = 0; i < v.cells().size(); ++i) reader.learn(v.cells()[i], 0, star_maximum(v.reasons_at(i), setup));
    return reader;
}

/// What the rules, the bands and the code lists tell of the cells of a table that was published.
void learn_rules(const table& counts, const audit_setup& setup, const verdicts& v, public_table& what) {
    std::vector<bool> withheld(counts.size());
    for (const auto cell : what.withheld) withheld[cell] = true;
    const auto faces = setup.bands ? std::optional<banded_faces>(std::in_place, counts, v, setup.rules, *setup.bands) : std::nullopt;
    for (cell_index cell = 0; cell < counts.size(); ++cell) {
        const bool flagged = !v.reasons(cell).empty();
        if (counts.is_structural_zero(cell)) {
            what.reader.learn_exact(cell, 0);
        } else if (withheld[cell] && faces && (flagged || apply(*setup.bands, counts.value(cell)).shows != band_value::kind::number)) {
            const auto [low, high] = faces->told(cell);
            what.reader.learn(cell, low, high);
        } else if (withheld[cell]) {
            what.reader.learn(cell, v.minimum(cell), v.maximum(cell));
        } else if (faces && !flagged && what.reader.high(cell) != unlimited) {
            const auto [low, high] = faces->told(cell);
            what.reader.learn(cell, low, high);
        }
    }
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

std::vector<need> find_needs(const table& counts, const audit_setup& setup, const verdicts& v) {
    if (setup.bands) return banded_requirements(counts, v, setup.rules, *setup.bands, setup.protection);
    return requirements(counts, v, setup.rules, setup.protection);
}

/// The cells that are judged, and the hidden zeros: those need no protection, but what a reader can work out of them is told.
std::vector<cell_index> find_judged(const verdicts& v, const std::vector<need>& needs) {
    std::vector<cell_index> cells(v.cells().begin(), v.cells().end());
    for (const auto& n : needs) cells.push_back(protected_cell(n));
    std::ranges::sort(cells);
    const auto repeated = std::ranges::unique(cells);
    cells.erase(repeated.begin(), repeated.end());
    return cells;
}

/// With the counts: every unsafe cell, by the needs of its rules.
result<std::vector<finding>> judge_by_counts(const knowledge& reader, const table& counts, const audit_setup& setup, const verdicts& v) {
    const auto needs = find_needs(counts, setup, v);
    const auto cells = find_judged(v, needs);
    const auto intervals = bounds(reader, cells, {.threads = setup.threads});
    if (!intervals) return intervals.error();
    const auto answers = can_be(reader, needs, {.threads = setup.threads});
    if (!answers) return answers.error();
    std::vector<finding> found;
    for (std::size_t i = 0; i < cells.size(); ++i) found.push_back({.cell = cells[i], .reader = (*intervals)[i]});
    for (std::size_t i = 0; i < needs.size(); ++i) {
        const auto at = std::ranges::lower_bound(found, protected_cell(needs[i]), {}, &finding::cell);
        if ((*answers)[i] == reach::possible) continue;
        at->outcome = (*answers)[i] == reach::impossible ? verdict::known : std::max(at->outcome, verdict::undecided);
        if (needs[i].minus != no_cell && (*answers)[i] == reach::impossible) at->group = needs[i].cell;
    }
    std::erase_if(found, [&](finding& f) {
        const auto reasons = v.reasons(f.cell);
        if (reasons.empty() || is_unsafe(reasons)) return false;
        f.outcome = verdict::zero;
        return !f.reader.is_single_value();
    });
    return found;
}

result<audit_report> attack_with_counts(const arguments& a, const audit_setup& setup) {
    const auto counts = read_table(a);
    if (!counts) return counts.error();
    const auto v = evaluate(**counts, setup.rules);
    if (!v) return v.error();
    if (setup.bands) {
        if (auto ok = check_banded(**counts, setup.rules, *setup.bands, setup.protection); !ok) return ok.error();
    }
    const auto files = read_publics(a);
    if (!files) return files.error();
    auto reader = with_stars_alone(*counts, setup, *v);
    if (!files->empty()) {
        auto joined = join(*files, (*counts)->shared_cube(), {.value = a.value_column, .withheld_minimum = v->withheld_minimum(), .markers = setup.markers, .bands = setup.bands, .flagged = interval{}});
        if (!joined) return joined.error();
        learn_rules(**counts, setup, *v, *joined);
        reader = std::move(joined->reader);
    }
    if (auto ok = learn_statements(a, reader); !ok) return ok.error();
    if (auto ok = check_true(reader, **counts); !ok) return ok.error();
    auto found = judge_by_counts(reader, **counts, setup, *v);
    if (!found) return found.error();
    return audit_report{.cube = reader.shared_cube(), .findings = std::move(*found)};
}

/// The columns of the files say what the dimensions are.
result<audit_report> attack_public(const arguments& a, const audit_setup& setup) {
    const auto files = read_publics(a);
    if (!files) return files.error();
    auto by = read_dimensions(a, *files);
    if (!by) return by.error();
    const auto c = cube::make(std::move(*by));
    if (!c) return c.error();
    const auto zeros = read_cell_file(a.structural_zeros, *c.value());
    if (!zeros) return zeros.error();
    public_attack attack(setup, *zeros);
    auto joined = join(*files, *c, attack.reading(a, 0));
    if (!joined) return joined.error();
    const auto minimum = attack.find_minimum(*joined);
    if (!minimum) return minimum.error();
    joined = join(*files, *c, attack.reading(a, *minimum));
    if (!joined) return joined.error();
    if (auto ok = attack.learn_rules(*joined); !ok) return ok.error();
    if (auto ok = learn_statements(a, joined->reader); !ok) return ok.error();
    auto found = attack.judge(*joined);
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
