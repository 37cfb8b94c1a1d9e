/// The check of a certificate: by addition, and with rules also whether it shows all that they ask
/// for.
#include "commands.hpp"
#include "inputs.hpp"
#include "outputs.hpp"
#include "places.hpp"
#include "rules.hpp"
#include "sources.hpp"
#include "words.hpp"

#include "../io/json_codes.hpp"

#include <sdc/detail/quoted.hpp>
#include <sdc/io/csv.hpp>
#include <sdc/io/file.hpp>
#include <sdc/io/public_table.hpp>
#include <sdc/knowledge/knowledge.hpp>
#include <sdc/proof/certificate.hpp>

#include <algorithm>
#include <utility>

namespace sdc::cli {
namespace {

struct verify_setup {
    std::vector<rule> rules = {};
    sdc::protection protection = {};
    std::vector<std::string> markers = {};
    bool json = false;
    bool intruders = false; ///< Each contributor of a count of one is asked as well.
    bool leaves_out_empty = false;
};

struct verify_report {
    std::size_t cells = 0, suppressed = 0, requirements = 0;
};

result<verify_setup> read_verify_setup(const arguments& a) {
    constexpr choices<bool, 2> formats{{{"text", false}, {"json", true}}};
    if (auto ok = check_places(a); !ok) return ok.error();
    if (a.publics.size() != 1 || a.certificate.empty())
        return error{.code = errc::bad_argument,
                     .message = "a certificate is checked against one release",
                     .wanted = "--public FILE and --certificate FILE"};
    if (a.dimensions.empty() && !a.roles.empty())
        return bad_option("--role", a.roles.front(), "--dimension with it");
    verify_setup made;
    const auto from = read_preset(a);
    if (!from) return from.error();
    auto rules = read_rules(a, *from);
    if (!rules) return rules.error();
    made.rules = std::move(*rules);
    const auto p = read_protection(a);
    if (!p) return p.error();
    made.protection = *p;
    if (made.rules.empty() && a.unsafe.empty() && a.levels.empty() &&
        (*from || !(*p == protection{})))
        return error{.code = errc::bad_argument,
                     .message = "no rule given",
                     .wanted =
                         "--threshold N, --group-disclosure K, or a --policy that suppresses"};
    if (a.intruder != "outsider" && a.intruder != "contributor")
        return bad_option(
            "--intruder", a.intruder,
            "outsider or contributor: a certificate has no witnesses against coalitions");
    made.intruders = a.intruder == "contributor";
    const auto m = read_marker(a, *from);
    if (!m) return m.error();
    made.markers.push_back(m->text);
    const auto empty = leaves_out_empty(a);
    if (!empty) return empty.error();
    made.leaves_out_empty = *empty;
    const auto json = choose("--format", a.format.empty() ? "text" : a.format, formats);
    if (!json) return json.error();
    made.json = *json;
    return made;
}

error refuse(const arguments& a, std::string message, std::string cell = {},
             std::string rule = {}) {
    return {.code = errc::not_proved,
            .message = std::move(message),
            .where = {.file = a.certificate},
            .cell = std::move(cell),
            .rule = std::move(rule)};
}

/// Of the name of a cell in an error; the check of certificates, which stands alone, does not cut
/// it.
constexpr std::size_t longest_cell = 240;

error refuse(const arguments& a, const certificate_fault& fault) {
    auto e = refuse(a,
                    fault.message +
                        (fault.along.empty() ? "" : " along " + sdc::detail::shorten(fault.along)),
                    sdc::detail::shorten(fault.cell, longest_cell));
    e.where.line = fault.line;
    if (fault.line == 0) e.where.file = a.publics.front();
    return e;
}

result<dimension> make_dimension(const arguments& a, const certificate_check::dimension& from) {
    std::vector<code_parent> entries;
    for (std::size_t i = 0; i < from.codes.size(); ++i)
        entries.push_back(
            {.id = from.codes[i], .parent = i == 0 ? "" : from.codes[from.parents[i]]});
    auto codes = hierarchy::from_parents(entries);
    if (!codes) return refuse(a, codes.error().message, {}, {});
    for (code_index i = 0; i < codes->size(); ++i) {
        // Then a cell has one number here and there.
        if ((*codes)[i].id != from.codes[i])
            return refuse(a, "the codes of a dimension are not in pre-order: " +
                                 sdc::detail::shorten(from.name));
    }
    return dimension{
        .name = from.name, .codes = std::move(*codes), .codes_from_data = from.occurring};
}

/// (code, code of its parent), sorted: what is left of a hierarchy without the order of siblings
/// and labels.
std::vector<std::pair<std::string, std::string>> list_codes(const hierarchy& codes) {
    std::vector<std::pair<std::string, std::string>> all;
    for (code_index i = 0; i < codes.size(); ++i)
        all.emplace_back(codes[i].id, i == 0 ? "" : codes[codes.parent(i)].id);
    std::ranges::sort(all);
    return all;
}

/// The dimensions that --dimension names must be those of the certificate, which take over their
/// roles.
result<void> compare_dimensions(const arguments& a, const records& rows,
                                std::vector<dimension>& to) {
    if (a.dimensions.empty()) return {};
    const auto given = read_dimensions(a, {&rows, 1});
    if (!given) return given.error();
    if (given->size() != to.size())
        return refuse(a, "the certificate has other dimensions than those given");
    for (auto& d : to) {
        const auto at = std::ranges::find(*given, d.name, &dimension::name);
        if (at == given->end())
            return refuse(a, "the certificate has a dimension that is not given: " +
                                 sdc::detail::shorten(d.name));
        if (list_codes(at->codes) != list_codes(d.codes))
            return refuse(a, "the certificate has another hierarchy of dimension " +
                                 sdc::detail::shorten(d.name));
        if (at->codes_from_data != d.codes_from_data)
            return refuse(a, "the certificate takes the codes of " + sdc::detail::shorten(d.name) +
                                 (d.codes_from_data ? " for those that occurred" : " from a list") +
                                 ", --dimension does not");
        d.role = at->role;
    }
    return {};
}

result<std::shared_ptr<const cube>> read_cube(const arguments& a, const certificate_check& check,
                                              const records& rows) {
    std::vector<dimension> by;
    for (const auto& from : check.dimensions()) {
        auto d = make_dimension(a, from);
        if (!d) return d.error();
        by.push_back(std::move(*d));
    }
    if (auto ok = compare_dimensions(a, rows, by); !ok) return ok.error();
    auto c = cube::make(std::move(by));
    if (!c) return refuse(a, c.error().message);
    return c;
}

result<void> run(const arguments& a, const verify_setup& setup, const records& rows,
                 const std::shared_ptr<const cube>& c, certificate_check& check) {
    const auto read = read_public(rows, c, {.value = a.value_column, .markers = setup.markers});
    if (!read) {
        auto e = read.error();
        if (e.code == errc::unknown_code)
            e.code = errc::not_proved; // a table of something else, not a bad file
        return e;
    }
    std::vector<bool> empty(c->size());
    if (setup.leaves_out_empty) {
        for (const auto cell : find_absent(*c, read->listed, read->listed).suppressed)
            empty[cell] = true;
    }
    std::vector<std::string_view> codes;
    std::vector<shown_cell> shown;
    for (cell_index cell = 0; cell < c->size(); ++cell) {
        for (std::size_t d = 0; d < c->dimensions().size(); ++d)
            codes.emplace_back(c->codes(d)[c->shape().coordinate(cell, d)].id);
        if (empty[cell])
            shown.push_back({.at_least = 0, .at_most = 0});
        else
            shown.push_back({.at_least = read->known.low(cell), .at_most = read->known.high(cell)});
    }
    const auto& fault = check.run(codes, shown);
    if (!fault.message.empty()) return refuse(a, fault);
    const auto open = setup.intruders ? check.find_open_intruder() : -1;
    if (open < 0) return {};
    const auto& n = check.requirements()[static_cast<std::size_t>(open)];
    return refuse(a, "a protection requirement has no witness against an internal intruder",
                  describe(*c, n.minus < 0 ? n.cell : static_cast<cell_index>(n.minus)));
}

/// Public numbers and hidden true values together. They add up, and a public table has no negative
/// number, so no error can hold one.
result<table> rebuild(const arguments& a, const std::shared_ptr<const cube>& c,
                      const certificate_check& check) {
    columns data;
    for (const auto& cell : check.cells()) data.values.push_back(cell.value);
    auto zeros = read_cell_file(a.structural_zeros, *c);
    if (!zeros) return zeros.error();
    data.structural_zeros = std::move(*zeros);
    return table::make(c, std::move(data));
}

/// Each alternative of the certificate is one of the rules' as well, so that whatever meets the
/// certificate's meets theirs.
bool covers(const certificate_check::alternatives& shown, const one_of& announced) {
    std::vector<std::vector<certificate_check::condition>> all;
    for (std::size_t i = 0; i < announced.size(); ++i) {
        auto& one = all.emplace_back();
        for (const auto& c : announced[i])
            one.push_back({.cell = c.cell,
                           .minus = c.minus == no_cell ? -1 : static_cast<std::int64_t>(c.minus),
                           .low = c.low,
                           .high = c.high});
    }
    std::ranges::sort(all);
    return std::ranges::all_of(
        shown, [&](const auto& one) { return std::ranges::binary_search(all, one); });
}

/// The witnesses agree with all that the rules reveal about this release.
result<knowledge> check_announced(const arguments& a, const table& t, const verify_setup& setup,
                                  const certificate_check& check) {
    plan p{.source = std::make_shared<const table>(t), .rules = setup.rules};
    for (const auto& cell : check.cells())
        p.status.push_back(cell.suppressed ? cell_status::secondary : cell_status::published);
    const auto public_knowledge = knowledge_of(p);
    for (cell_index cell = 0; cell < p.status.size(); ++cell) {
        const auto& known = check.cells()[cell];
        if (known.suppressed &&
            (known.low < public_knowledge.low(cell) || known.high > public_knowledge.high(cell)))
            return refuse(a,
                          "the rule reveals more about a suppressed cell than the certificate "
                          "takes into account",
                          describe(t, cell));
    }
    return public_knowledge;
}

result<void> check_cases(const arguments& a, const knowledge& public_knowledge,
                         const certificate_check& check) {
    for (const auto& announced : public_knowledge.cases()) {
        if (std::ranges::none_of(check.cases(),
                                 [&](const auto& shown) { return covers(shown, announced); }))
            return refuse(a, "the rule rules out tables that the certificate takes for possible: "
                             "there no suppressed cell would be flagged");
    }
    return {};
}

/// Every flagged cell is suppressed, and the witnesses agree with what the rules reveal about
/// suppressed cells.
result<knowledge> check_cells(const arguments& a, const table& t, const verify_setup& setup,
                              const verdicts& v, const certificate_check& check) {
    const auto& cells = check.cells();
    for (const auto cell : v.cells()) {
        if (!cells[cell].suppressed)
            return refuse(a, "a cell that the rule suppresses is published", describe(t, cell),
                          to_string(v.reasons(cell).front().rule));
    }
    const auto announced = [](const rule& r) {
        return std::holds_alternative<threshold>(r) && std::get<threshold>(r).publish_total;
    };
    if (cells[0].suppressed && std::ranges::any_of(setup.rules, announced))
        return refuse(a, "the announced total is suppressed", describe(t, 0));
    for (cell_index cell = 0; cell < cells.size(); ++cell) {
        if (cells[cell].suppressed && t.is_structural_zero(cell))
            return refuse(a, "a structural zero is suppressed", describe(t, cell));
    }
    return check_announced(a, t, setup, check);
}

/// True if whatever meets the one meets the other.
bool covers(const certificate_check::requirement& shown, const requirement& wanted) {
    const auto minus = wanted.minus == no_cell ? -1 : static_cast<std::int64_t>(wanted.minus);
    if (shown.cell != wanted.cell || shown.minus != minus) return false;
    switch (wanted.direction) {
    case requirement::side::down: return shown.side == "at-most" && shown.limit <= wanted.limit;
    case requirement::side::up: return shown.side == "at-least" && shown.limit >= wanted.limit;
    case requirement::side::other:
        return shown.side == "different-from" && shown.limit == wanted.limit;
    }
    return false;
}

result<void> check_rules(const arguments& a, const verify_setup& setup,
                         const std::shared_ptr<const cube>& c, const certificate_check& check) {
    const auto t = rebuild(a, c, check);
    if (!t) return t.error();
    const auto v = evaluate(*t, setup.rules);
    if (!v) return v.error();
    const auto public_knowledge = check_cells(a, *t, setup, *v, check);
    if (!public_knowledge) return public_knowledge.error();
    auto shown = check.requirements();
    std::ranges::sort(shown, {}, &certificate_check::requirement::cell);
    for (const auto& wanted : list_requirements(*t, *v, setup.rules, setup.protection)) {
        const auto same =
            std::ranges::equal_range(shown, wanted.cell, {}, &certificate_check::requirement::cell);
        if (std::ranges::any_of(
                same, [&](const certificate_check::requirement& n) { return covers(n, wanted); }))
            continue;
        const auto cell = protected_cell(wanted);
        return refuse(a, "a protection requirement of the rule has no witness", describe(*t, cell),
                      to_string(v->reasons(cell).front().rule));
    }
    return check_cases(a, *public_knowledge, check);
}

std::string to_text(const arguments& a, const verify_setup& setup, const verify_report& n) {
    const auto requirements = std::to_string(n.requirements);
    return std::to_string(n.cells) + " cells add up; " + std::to_string(n.suppressed) +
           " suppressed; " + requirements + " of " + requirements +
           " protection requirements proved" +
           (setup.intruders ? ", against each contributor of a count of one as well; " : "; ") +
           (setup.rules.empty()
                ? "without the options of a rule it was not checked whether these are all "
                  "requirements"
                : "they are those of the rule (" + describe_rules(a, setup.rules) + ")") +
           (a.dimensions.empty()
                ? "; without --dimension the hierarchies are taken from the certificate"
                : "") +
           '\n';
}

std::string to_json(const arguments& a, const verify_setup& setup, const verify_report& n) {
    nlohmann::ordered_json all{{"format", "sdckit verify"},
                               {"version", 2},
                               {"cells", n.cells},
                               {"suppressed", n.suppressed},
                               {"requirements", n.requirements},
                               {"requirements_proved", n.requirements}};
    all["proved_against_contributors"] = setup.intruders;
    all["requirements_checked_by_rule"] = !setup.rules.empty();
    if (!setup.rules.empty()) all["rule"] = describe_rules(a, setup.rules);
    all["hierarchies_checked"] = !a.dimensions.empty();
    return all.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

result<verify_report> verify(const arguments& a, verify_setup& setup) {
    const auto text = read_file(a.certificate);
    if (!text) return text.error();
    certificate_check check(*text);
    if (!check.fault().message.empty()) return refuse(a, check.fault());
    std::vector<std::string> names;
    for (const auto& d : check.dimensions()) names.push_back(d.name);
    const auto rows = read_public_rows(a, a.publics.front(), names);
    if (!rows) return rows.error();
    const auto c = read_cube(a, check, *rows);
    if (!c) return c.error();
    if (auto ok = read_listed(a, **c, setup.rules, setup.protection); !ok) return ok.error();
    if (auto ok = run(a, setup, *rows, *c, check); !ok) return ok.error();
    if (!setup.rules.empty()) {
        if (auto ok = check_rules(a, setup, *c, check); !ok) return ok.error();
    }
    const auto suppressed = std::ranges::count_if(
        check.cells(), [](const certificate_check::cell& one) { return one.suppressed; });
    return verify_report{.cells = check.cells().size(),
                         .suppressed = static_cast<std::size_t>(suppressed),
                         .requirements = check.requirements().size()};
}

} // namespace

int run_verify(const arguments& a) {
    auto setup = read_verify_setup(a);
    if (!setup) return tell(setup.error());
    const auto report = verify(a, *setup);
    if (!report) return tell(report.error());
    if (auto ok = write_file(a.output, setup->json ? to_json(a, *setup, *report)
                                                   : to_text(a, *setup, *report));
        !ok)
        return report_unwritten(ok.error());
    return done;
}

} // namespace sdc::cli
