#include <sdc/proof/verify.hpp>

#include <sdc/detail/quoted.hpp>
#include <sdc/knowledge/knowledge.hpp>
#include <sdc/plan/plan.hpp>

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

namespace sdc::inline v0 {
namespace {

error refuse(const std::string& certificate, std::string message, std::string cell = {},
             std::string rule = {}) {
    return {.code = errc::not_proved,
            .message = std::move(message),
            .where = {.file = certificate},
            .cell = std::move(cell),
            .rule = std::move(rule)};
}

/// Of the name of a cell in an error; the check of certificates, which stands alone, does not cut
/// it.
constexpr std::size_t longest_cell = 240;

error refuse(const verify_options& options, const certificate_fault& fault) {
    auto e = refuse(options.certificate,
                    fault.message +
                        (fault.along.empty() ? "" : " along " + detail::shorten(fault.along)),
                    detail::shorten(fault.cell, longest_cell));
    e.found = fault.found;
    e.wanted = fault.wanted;
    e.where.line = fault.line;
    if (fault.line == 0) e.where.file = options.release;
    return e;
}

result<dimension> make_dimension(const std::string& certificate,
                                 const certificate_check::dimension& from) {
    std::vector<code_parent> entries;
    for (std::size_t i = 0; i < from.codes.size(); ++i)
        entries.push_back(
            {.id = from.codes[i], .parent = i == 0 ? "" : from.codes[from.parents[i]]});
    auto codes = hierarchy::from_parents(entries);
    if (!codes) return refuse(certificate, codes.error().message, {}, {});
    for (code_index i = 0; i < codes->size(); ++i) {
        // Then a cell has one number here and there.
        if ((*codes)[i].id != from.codes[i])
            return refuse(certificate, "the codes of a dimension are not in pre-order: " +
                                           detail::shorten(from.name));
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

/// The dimensions that are given must be those of the certificate, which take over their roles.
result<void> compare_dimensions(const std::string& certificate, std::span<const dimension> given,
                                std::vector<dimension>& to) {
    if (given.empty()) return {};
    if (given.size() != to.size())
        return refuse(certificate, "the certificate has other dimensions than those given");
    for (auto& d : to) {
        const auto at = std::ranges::find(given, d.name, &dimension::name);
        if (at == given.end())
            return refuse(certificate, "the certificate has a dimension that is not given: " +
                                           detail::shorten(d.name));
        if (list_codes(at->codes) != list_codes(d.codes))
            return refuse(certificate, "the certificate has another hierarchy of dimension " +
                                           detail::shorten(d.name));
        if (at->codes_from_data != d.codes_from_data)
            return refuse(certificate,
                          "the certificate takes the codes of " + detail::shorten(d.name) +
                              (d.codes_from_data ? " for those that occurred" : " from a list") +
                              ", the dimensions given do not");
        d.role = at->role;
    }
    return {};
}

/// The check by addition, of internal intruders as well if they are asked for.
result<void> run(const public_table& release, const verify_options& options,
                 certificate_check& check) {
    const auto& c = release.known.cube();
    std::vector<bool> empty(c.size());
    if (options.leaves_out_empty) {
        for (const auto cell : find_absent(c, release.listed, release.listed).suppressed)
            empty[cell] = true;
    }
    std::vector<std::string_view> codes;
    std::vector<shown_cell> shown;
    for (cell_index cell = 0; cell < c.size(); ++cell) {
        for (std::size_t d = 0; d < c.dimensions().size(); ++d)
            codes.emplace_back(c.codes(d)[c.shape().coordinate(cell, d)].id);
        if (empty[cell])
            shown.push_back({.at_least = 0, .at_most = 0});
        else
            shown.push_back(
                {.at_least = release.known.low(cell), .at_most = release.known.high(cell)});
    }
    const auto& fault = check.run(codes, shown);
    if (!fault.message.empty()) return refuse(options, fault);
    const auto open = options.internal_intruders ? check.find_open_intruder() : -1;
    if (open < 0) return {};
    const auto& n = check.requirements()[static_cast<std::size_t>(open)];
    return refuse(options.certificate,
                  "a protection requirement has no witness against an internal intruder",
                  describe(c, n.minus < 0 ? n.cell : static_cast<cell_index>(n.minus)));
}

/// Public numbers and suppressed true values together. They add up, and a public table has no
/// negative number, so no error can hold one.
result<table> rebuild(const verify_options& options, const std::shared_ptr<const cube>& c,
                      const certificate_check& check) {
    columns data;
    for (const auto& cell : check.cells()) data.values.push_back(cell.value);
    data.structural_zeros = options.structural_zeros;
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
result<knowledge> check_announced(const verify_options& options, const table& t, const verdicts& v,
                                  const certificate_check& check) {
    plan p{.source = std::make_shared<const table>(t), .rules = options.rules};
    for (cell_index cell = 0; cell < check.cells().size(); ++cell)
        p.status.push_back(v.is_unpublished(cell)           ? cell_status::unpublished
                           : check.cells()[cell].suppressed ? cell_status::secondary
                                                            : cell_status::published);
    const auto announced = knowledge_of(p);
    for (cell_index cell = 0; cell < p.status.size(); ++cell) {
        const auto& known = check.cells()[cell];
        if (known.suppressed &&
            (known.low < announced.low(cell) || known.high > announced.high(cell)))
            return refuse(options.certificate,
                          "the rule reveals more about a suppressed cell than the certificate "
                          "takes into account",
                          describe(t, cell));
    }
    return announced;
}

result<void> check_cases(const verify_options& options, const knowledge& public_knowledge,
                         const certificate_check& check) {
    for (const auto& announced : public_knowledge.cases()) {
        if (std::ranges::none_of(check.cases(),
                                 [&](const auto& shown) { return covers(shown, announced); }))
            return refuse(options.certificate,
                          "the rule rules out tables that the certificate takes for possible: "
                          "there no suppressed cell would be flagged");
    }
    return {};
}

/// Every flagged cell is suppressed, and the witnesses agree with what the rules reveal about
/// suppressed cells.
result<knowledge> check_cells(const verify_options& options, const table& t, const verdicts& v,
                              const certificate_check& check) {
    const auto& cells = check.cells();
    for (const auto cell : v.cells()) {
        if (!cells[cell].suppressed)
            return refuse(options.certificate, "a cell that the rule suppresses is published",
                          describe(t, cell), to_string(v.reasons(cell).front().rule));
    }
    const auto announced = [](const rule& r) {
        return std::holds_alternative<threshold>(r) && std::get<threshold>(r).publish_total;
    };
    if (cells[0].suppressed && std::ranges::any_of(options.rules, announced))
        return refuse(options.certificate, "the announced total is suppressed", describe(t, 0));
    for (cell_index cell = 0; cell < cells.size(); ++cell) {
        if (cells[cell].suppressed && t.is_structural_zero(cell))
            return refuse(options.certificate, "a structural zero is suppressed",
                          describe(t, cell));
    }
    return check_announced(options, t, v, check);
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

/// Cells of levels of which the release shows none and the certificate knows the values: tables
/// that are not published.
std::vector<bool> find_unpublished(const public_table& release, const certificate_check& check) {
    std::vector<bool> flags;
    const auto& c = release.known.cube();
    const std::vector<bool> none(c.size()); // sums of what is shown are not cells of the release
    for (const auto cell : find_absent(c, release.listed, none).not_published) {
        if (!check.cells()[cell].suppressed) continue;
        flags.resize(c.size());
        flags[cell] = true;
    }
    return flags;
}

result<void> check_rules(const verify_options& options, const public_table& release,
                         const certificate_check& check) {
    const auto t = rebuild(options, release.known.shared_cube(), check);
    if (!t) return t.error();
    const auto v = evaluate(*t, options.rules, find_unpublished(release, check));
    if (!v) return v.error();
    const auto announced = check_cells(options, *t, *v, check);
    if (!announced) return announced.error();
    auto shown = check.requirements();
    std::ranges::sort(shown, {}, &certificate_check::requirement::cell);
    for (const auto& wanted : list_requirements(*t, *v, options.rules, options.protection)) {
        const auto same =
            std::ranges::equal_range(shown, wanted.cell, {}, &certificate_check::requirement::cell);
        if (std::ranges::any_of(
                same, [&](const certificate_check::requirement& n) { return covers(n, wanted); }))
            continue;
        const auto cell = protected_cell(wanted);
        return refuse(options.certificate, "a protection requirement of the rule has no witness",
                      describe(*t, cell), to_string(v->reasons(cell).front().rule));
    }
    return check_cases(options, *announced, check);
}

} // namespace

result<std::shared_ptr<const cube>> make_cube(const certificate_check& check,
                                              std::span<const dimension> given,
                                              const std::string& certificate) {
    std::vector<dimension> by;
    for (const auto& from : check.dimensions()) {
        auto d = make_dimension(certificate, from);
        if (!d) return d.error();
        by.push_back(std::move(*d));
    }
    if (auto ok = compare_dimensions(certificate, given, by); !ok) return ok.error();
    auto c = cube::make(std::move(by));
    if (!c) return refuse(certificate, c.error().message);
    return c;
}

result<void> check_read(const certificate_check& check, const verify_options& options) {
    if (check.fault().message.empty()) return {};
    auto e = refuse(options, check.fault());
    if (!check.is_certificate()) e.code = errc::bad_syntax; // proves nothing and disproves nothing
    return e;
}

result<verification> verify(certificate_check& check, const public_table& release,
                            const verify_options& options) {
    if (auto ok = run(release, options, check); !ok) return ok.error();
    if (!options.rules.empty()) {
        if (auto ok = check_rules(options, release, check); !ok) return ok.error();
    }
    const auto unpublished = find_unpublished(release, check);
    verification made{.cells = check.cells().size(), .requirements = check.requirements().size()};
    for (cell_index cell = 0; cell < check.cells().size(); ++cell) {
        if (!unpublished.empty() && unpublished[cell])
            --made.cells;
        else
            made.suppressed += check.cells()[cell].suppressed;
    }
    return made;
}

} // namespace sdc::inline v0
