#include "case_file.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace sdc::inline v0::foi {

namespace {

std::optional<threshold> find_threshold(const request& asked) {
    for (const auto& r : asked.rules) {
        if (const auto* limit = std::get_if<threshold>(&r)) return *limit;
    }
    return std::nullopt;
}

/// The release by primary suppression only: the total as it is, small cells suppressed.
sdc::primary_only suppress_small(std::shared_ptr<const cube> c, const threshold& limit,
                                 zero_policy zeros) {
    return {std::move(c),
            {threshold{.minimum = limit.minimum, .zeros = zeros, .publish_total = true}}};
}

/// False if the tables are too many to enumerate.
bool count_tables(const knowledge& total, const knowledge& said, const enumerate_options& search,
                  attacker_view& view) {
    std::vector<cell_index> leaves;
    for (const auto& cell : cells(total.cube())) {
        if (!cell.is_margin()) leaves.push_back(cell.index());
    }
    const auto before = enumerate(total, {}, search);
    const auto after = enumerate(said, leaves, search);
    if (!before || !before->complete || !after || !after->complete) return false;
    view.cells = leaves.size();
    view.tables = before->tables;
    view.tables_with_statements = after->tables;
    view.zeros_with_statements =
        static_cast<std::uint64_t>(std::ranges::count(after->values, std::vector<std::int64_t>{0}));
    return true;
}

std::string decimal(double value, int digits) {
    const auto scale = static_cast<long>(std::pow(10.0, digits));
    const auto n = std::lround(value * static_cast<double>(scale));
    const auto fraction = std::to_string(scale + n % scale).substr(1);
    return std::to_string(n / scale) + "." + fraction;
}

std::string quoted_statements(const request& asked) {
    std::string text;
    for (const auto& s : asked.statements)
        text += (text.empty() ? "\"" : " and \"") + s.text + "\"";
    return text;
}

std::string never_or(double probability) {
    return probability > 0 ? "with probability " + decimal(probability, 3) : "never";
}

std::string bits(std::uint64_t tables) {
    return decimal(std::log2(static_cast<double>(tables)), 1) + " bits";
}

/// What the cell adds to its group: "outcome advice" under "month May 2024".
std::string name_of_difference(const cube& c, cell_index group, cell_index cell) {
    std::string text;
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        const auto i = c.shape().coordinate(cell, d);
        if (i != c.shape().coordinate(group, d))
            text += c.dimensions()[d].name + " " + c.codes(d)[i].text();
    }
    return text;
}

evidence group_evidence(const cube& c, cell_index cell, const reason& why) {
    const auto category = name_of_difference(c, why.group, cell);
    evidence e{.cell = cell, .rule = why.rule};
    if (why.found == 0) {
        e.who = "Anyone";
        e.knows = "that a case is in " + name_of(c, why.group);
        e.learns = category + ", with nobody identified first";
    } else {
        e.who = fmt::format("A member of {} who is not in {} (at most {})", name_of(c, why.group),
                            category, why.limit);
        e.knows = "the own case";
        e.learns = "that all others are in it";
    }
    return e;
}

} // namespace

std::optional<attacker_view> look(const case_file& file, const question& q) {
    const auto limit = find_threshold(*file.asked);
    if (!file.total_is_public || !limit || q.view.origin[0] != 0) return std::nullopt;
    knowledge total(q.view.table->shared_cube());
    total.learn_exact(0, file.joint->grand_total());
    const auto said = file.before(q.view);
    attacker_view view;
    const auto& search = file.asked->search;
    if (!count_tables(total, said, search, view)) return std::nullopt;
    const auto suppress = [&](zero_policy zeros) {
        return suppress_small(total.shared_cube(), *limit, zeros);
    };
    const auto first = recover(total, suppress(zero_policy::show), {.search = search});
    const auto second = recover(said, suppress(zero_policy::show), {.search = search});
    const auto without_zeros = recover(said, suppress(zero_policy::hide), {.search = search});
    if (!first || !second || !without_zeros) return std::nullopt;
    view.primary_only = *first;
    view.primary_only_with_statements = *second;
    view.primary_only_zeros_suppressed = *without_zeros;
    return view;
}

std::vector<evidence> find_evidence(const case_file& file, const question& q) {
    std::vector<evidence> found;
    const auto& c = file.joint->cube();
    for (const auto& cell : cells(*q.view.table)) {
        const auto at = q.view.origin[cell.index()];
        if (file.joint->value(at) == 0) continue;
        for (const auto& why : file.flags.reasons(at)) {
            if (why.rule == rule_id::group_disclosure) found.push_back(group_evidence(c, at, why));
            if (why.rule != rule_id::small_count || cell.is_margin()) continue;
            found.push_back(
                {.cell = at,
                 .rule = why.rule,
                 .who = "Someone close to a case",
                 .knows = name_of(c, at),
                 .learns = "what else is released of this cell, which holds fewer than " +
                           std::to_string(why.limit)});
        }
    }
    // What anyone can use comes first.
    std::ranges::stable_partition(found, [](const evidence& e) { return e.who == "Anyone"; });
    return found;
}

std::vector<std::string> sentences(const case_file& file, const question& q,
                                   const attacker_view& view) {
    std::vector<std::string> text;
    const auto said = quoted_statements(*file.asked);
    const auto table = name_of_levels(file, q.depths);
    const bool narrows = view.tables_with_statements < view.tables;
    if (narrows)
        text.push_back(fmt::format(
            "{} is part of an answer: {} it fixes {} of {} cells at zero and cuts the "
            "possible tables from {} ({}) to {} ({}).",
            said, table, view.zeros_with_statements, view.cells, view.tables, bits(view.tables),
            view.tables_with_statements, bits(view.tables_with_statements)));
    text.push_back(fmt::format(
        "with zeros shown and small cells suppressed an intruder recovers the whole "
        "table {} with probability {}{} ({} of {} tables); with zeros suppressed too, "
        "{}.",
        table, decimal(view.primary_only.probability, 3),
        narrows ? fmt::format("; once told {}, {}", said,
                              decimal(view.primary_only_with_statements.probability, 3))
                : "",
        view.primary_only_with_statements.recovered, view.primary_only_with_statements.tables,
        never_or(view.primary_only_zeros_suppressed.probability)));
    return text;
}

} // namespace sdc::inline v0::foi
