#include "case_file.hpp"

#include <sdc/attack/audit.hpp>
#include <sdc/attack/bounds.hpp>
#include <sdc/detail/quoted.hpp>
#include <sdc/protect/suppress.hpp>
#include <sdc/rule/requirement.hpp>
#include <sdc/table/detail/row_reader.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <ranges>
#include <set>
#include <utility>

namespace sdc::inline v0::foi {

namespace {

result<std::size_t> require_dimension(const cube& c, const std::string& name) {
    if (const auto d = c.find_dimension(name)) return *d;
    return error{.code = errc::bad_argument,
                 .message = "a dimension that the joint table does not have",
                 .found = detail::quoted(name)};
}

result<question> resolve(const table& joint, const part& p) {
    question q{.depths = std::vector<code_index>(joint.cube().dimensions().size())};
    const auto refuse = [&](const std::string& name) {
        return error{.code = errc::bad_argument,
                     .message = "part " + p.id + ": dimension given twice",
                     .found = detail::quoted(name)};
    };
    for (const auto& name : p.by) {
        const auto d = require_dimension(joint.cube(), name);
        if (!d) return d.error();
        if (q.depths[*d] != 0 || name == p.within_dimension) return refuse(name);
        q.depths[*d] = depth_of(joint.cube().codes(*d));
    }
    if (!p.within_dimension.empty()) {
        const auto d = require_dimension(joint.cube(), p.within_dimension);
        if (!d) return d.error();
        const auto code = sdc::detail::require_code(joint.cube().dimensions()[*d], p.within_code);
        if (!code) return code.error();
        q.at[*d] = *code;
    }
    auto view = recode(joint, q.depths, q.at);
    if (!view) return view.error();
    q.view = std::move(*view);
    return q;
}

/// A statement that is not true of the table would make the attack reason from a falsehood.
result<void> check_statements(const table& joint, const statement& s) {
    sdc::detail::wide_sum sum = 0;
    for (const auto& [cell, coefficient] : s.terms) {
        if (cell >= joint.size())
            return error{.code = errc::bad_argument,
                         .message =
                             detail::quoted(s.text) + " speaks of a cell outside the joint table"};
        sum += sdc::detail::wide_sum{coefficient} * joint.value(cell);
    }
    if (sum >= s.low && (s.high == unlimited || sum <= s.high)) return {};
    return error{.code = errc::contradiction,
                 .message = detail::quoted(s.text) + " is not true of the records"};
}

} // namespace

result<case_file> case_file::open(std::shared_ptr<const table> joint, const request& asked) {
    if (joint == nullptr) return sdc::detail::none_given("table");
    if (asked.parts.empty())
        return error{.code = errc::bad_argument, .message = "a request without parts"};
    if (!joint->is_frequency())
        return error{.code = errc::bad_argument,
                     .message = "a request is assessed on counts, not on magnitudes"};
    case_file file{.joint = std::move(joint), .asked = &asked};
    auto flags = evaluate(*file.joint, asked.rules);
    if (!flags) return flags.error();
    file.flags = std::move(*flags);
    for (const auto& s : asked.statements) {
        if (auto ok = check_statements(*file.joint, s); !ok) return ok.error();
    }
    for (const auto& p : asked.parts) {
        auto q = resolve(*file.joint, p);
        if (!q) return q.error();
        file.questions.push_back(std::move(*q));
        const bool total = p.by.empty() && p.within_dimension.empty() && p.held == holding::yes;
        file.total_is_public = file.total_is_public || (total && !file.is_flagged(0));
    }
    return file;
}

void case_file::include(levels& depths, const question& q, const levels& part_depths) const {
    for (std::size_t d = 0; d < depths.size(); ++d) {
        depths[d] = std::max({depths[d], part_depths[d], joint->cube().codes(d).depth(q.at[d])});
    }
}

void case_file::include(levels& depths, cell_index joint_cell) const {
    for (std::size_t d = 0; d < depths.size(); ++d) {
        depths[d] =
            std::max(depths[d],
                     joint->cube().codes(d).depth(joint->cube().shape().coordinate(joint_cell, d)));
    }
}

void case_file::include_statements(levels& depths) const {
    for (const auto& s : asked->statements) {
        for (const auto& term : s.terms) include(depths, term.first);
    }
}

void case_file::say(const recoded& s, knowledge& known) const {
    for (auto said : asked->statements) {
        for (auto& term : said.terms) term.first = find_cell(s, term.first);
        const bool fits = std::ranges::none_of(
            said.terms, [](const auto& term) { return term.first == no_cell; });
        if (fits) known.learn(std::move(said));
    }
}

knowledge case_file::before(const recoded& s) const {
    knowledge known(s.table->shared_cube());
    if (total_is_public) known.learn_exact(0, joint->grand_total());
    say(s, known);
    return known;
}

result<joint_release> case_file::try_release(const levels& depths,
                                             std::span<const cell_index> kept) const {
    auto s = slice(depths);
    suppress_options options{.rules = asked->rules};
    for (const auto cell : kept) options.must_publish.push_back(find_cell(s, cell));
    if (total_is_public) options.must_publish.push_back(0);
    std::ranges::sort(options.must_publish);
    options.must_publish.erase(std::ranges::unique(options.must_publish).begin(),
                               options.must_publish.end());
    auto plan = suppress(s.table, options);
    if (!plan) return plan.error();
    auto proof = audit(std::move(*plan));
    if (!proof) return proof.error();
    joint_release r{.of = std::move(s), .proof = std::move(*proof)};
    if (auto ok = withstands_statements(r, depths); !ok) return ok.error();
    return r;
}

result<void> case_file::withstands_statements(const joint_release& r, levels depths) const {
    if (asked->statements.empty()) return {};
    include_statements(depths);
    const auto wide = slice(depths);
    auto known = before(wide);
    const auto& p = r.proof.plan();
    const auto public_facts = knowledge_of(p);
    const auto in_wide = [&](cell_index cell) {
        return cell == no_cell ? no_cell : find_cell(wide, r.of.origin[cell]);
    };
    for (cell_index cell = 0; cell < r.of.origin.size(); ++cell)
        known.learn(in_wide(cell), public_facts.low(cell), public_facts.high(cell));
    auto requirements = list_requirements(*p.source, p.verdicts, p.rules, p.protection);
    for (auto& n : requirements) {
        n.cell = in_wide(n.cell);
        n.minus = in_wide(n.minus);
    }
    const auto feasibility_result = check_feasibility(known, requirements);
    if (!feasibility_result) return feasibility_result.error();
    const auto open = std::ranges::find_if(
        *feasibility_result, [](feasibility answer) { return answer != feasibility::feasible; });
    if (open == feasibility_result->end()) return {};
    const auto at = static_cast<std::size_t>(open - feasibility_result->begin());
    return error{.code = errc::not_proved,
                 .message = "the side statements undo the suppression",
                 .cell = describe(*wide.table, requirements[at].cell)};
}

cell_index find_cell(const recoded& s, cell_index joint_cell) {
    const auto at =
        std::ranges::lower_bound(s.origin, joint_cell); // a slice keeps the order of cells
    return at != s.origin.end() && *at == joint_cell
               ? static_cast<cell_index>(at - s.origin.begin())
               : no_cell;
}

std::string name_of(const cube& c, cell_index cell) {
    std::string text;
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        const auto i = c.shape().coordinate(cell, d);
        if (i != 0)
            text +=
                (text.empty() ? "" : ", ") + c.dimensions()[d].name + " " + c.codes(d)[i].text();
    }
    return text.empty() ? "the total" : text;
}

std::string name_of_levels(const case_file& file, const levels& depths) {
    std::string text;
    for (std::size_t d = 0; d < depths.size(); ++d) {
        if (depths[d] == 0) continue;
        const auto& dim = file.joint->cube().dimensions()[d];
        auto name = depths[d] == depth_of(dim.codes)
                        ? dim.name
                        : fmt::format("{} (level {})", dim.name, depths[d]);
        for (const auto& level : file.asked->levels) {
            if (level.dimension == dim.name && level.depth == depths[d]) name = level.name;
        }
        text += (text.empty() ? "by " : " and ") + name;
    }
    return text;
}

} // namespace sdc::inline v0::foi
