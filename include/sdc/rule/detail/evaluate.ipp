#include <sdc/rule/evaluate.hpp>

#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace sdc::inline v0 {

bool may_suppress_zeros(std::span<const rule> rules, const table& t) noexcept {
    for (const auto& r : rules) {
        const auto* limit = std::get_if<threshold>(&r);
        if (limit != nullptr && zeros_in(*limit, t) != zero_policy::show) return true;
    }
    return false;
}

} // namespace sdc::inline v0

namespace sdc::inline v0::detail {

condition fact_of_limit(std::int64_t total, std::int64_t limit) {
    if (limit == 0 || total == 0) return {};
    return total < limit ? condition{.low = 1, .high = limit - 1} : condition{.low = limit};
}

void add_facts(const threshold& rule, const table& t, verdicts& found) {
    const auto total = t.contributors(0);
    if (rule.zeros == zero_policy::unsafe) {
        // A total of 0 would be suppressed, too; but what is shown next to a suppressed total says
        // that there is somebody.
        if (total >= rule.min_total_for_breakdown)
            found.add_fact(fact_of_limit(total, rule.min_total_for_breakdown));
        return;
    }
    if (total > 0) found.add_fact({.cell = 0, .low = 1}); // a total of 0 is never suppressed
    if (rule.zeros != zero_policy::hide)
        found.add_fact(fact_of_limit(total, rule.hide_zeros_below_total));
    found.add_fact(fact_of_limit(total, rule.min_total_for_breakdown));
}

std::vector<bool> last_shown_codes(const cube& c, const std::vector<bool>& unpublished,
                                   std::size_t d) {
    const auto& codes = c.codes(d);
    std::vector<bool> last(codes.size(), unpublished.empty());
    for (cell_index cell = 0; cell < unpublished.size(); ++cell) {
        if (!unpublished[cell]) last[c.shape().coordinate(cell, d)] = true;
    }
    std::vector<bool> has_shown_below(codes.size());
    for (auto i = codes.size(); i-- > 0;) { // codes come after their parents
        if (i > 0 && (last[i] || has_shown_below[i])) has_shown_below[codes.parent(i)] = true;
        if (has_shown_below[i]) last[i] = false;
    }
    return last;
}

std::vector<bool> sums_of_published(const cube& c, const std::vector<bool>& unpublished) {
    std::vector<bool> known(unpublished.size());
    for (auto cell = unpublished.size(); cell-- > 0;) { // parts come after their totals
        known[cell] = !unpublished[cell];
        for (std::size_t d = 0; d < c.dimensions().size() && !known[cell]; ++d) {
            if (c.codes(d).is_leaf(c.shape().coordinate(cell, d))) continue;
            bool all = true;
            relation(c, d, cell).for_each_part([&](cell_index part) { all = all && known[part]; });
            known[cell] = all;
        }
    }
    return known;
}

void add_code_facts(const table& t, verdicts& found) {
    const auto& c = t.cube();
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        if (!c.dimensions()[d].codes_from_data) continue;
        const auto last = last_shown_codes(c, found.unpublished(), d);
        std::vector<condition> facts;
        bool all = true;
        for (code_index i = 1; i < c.codes(d).size(); ++i) {
            if (!last[i]) continue;
            all = all && t.contributors(i * c.shape().stride(d)) > 0;
            facts.push_back({.cell = i * c.shape().stride(d), .low = 1});
        }
        if (!all || facts.empty()) continue;
        found.add_fact({.cell = 0, .low = static_cast<std::int64_t>(facts.size())});
        for (const auto& fact : facts) found.add_fact(fact);
    }
}

bool announces_total(std::span<const rule> rules) noexcept {
    for (const auto& r : rules) {
        const auto* limit = std::get_if<threshold>(&r);
        if (limit != nullptr && limit->publish_total) return true;
    }
    return false;
}

result<void> check_unpublished(const table& t, const std::vector<bool>& unpublished) {
    const auto refuse = [](const char* message, std::string found, const char* wanted) {
        return error{.code = errc::bad_argument,
                     .message = message,
                     .field = "unpublished",
                     .found = std::move(found),
                     .wanted = wanted};
    };
    if (unpublished.empty()) return {};
    if (unpublished.size() != t.size())
        return refuse("the flags of cells that are not published are not those of the table",
                      std::to_string(unpublished.size()), "one a cell");
    if (unpublished.front())
        return refuse("the grand total is not published", {}, "tables with their grand total");
    return {};
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

result<verdicts> evaluate(const table& t, std::span<const rule> rules,
                          std::vector<bool> unpublished) {
    if (rules.empty())
        return error{.code = errc::bad_argument,
                     .message = "no rule given",
                     .field = "rules",
                     .wanted = "at least one, such as a threshold"};
    for (const auto& r : rules) {
        if (auto ok = std::visit([](const auto& one) { return check(one); }, r); !ok)
            return ok.error();
    }
    if (auto ok = detail::check_unpublished(t, unpublished); !ok) return ok.error();
    verdicts found;
    found.set_unpublished(std::move(unpublished));
    found.set_suppressed_minimum(may_suppress_zeros(rules, t) ? 0 : 1);
    for (const auto& r : rules) {
        if (const auto* limit = std::get_if<threshold>(&r)) detail::add_facts(*limit, t, found);
    }
    detail::add_code_facts(t, found);
    for (const auto& r : rules) {
        const auto* listed = std::get_if<listed_cells>(&r);
        if (listed == nullptr) continue;
        if (auto ok = check(*listed, t, found, detail::announces_total(rules)); !ok)
            return ok.error();
    }
    const auto judged = detail::sums_of_published(t.cube(), found.unpublished());
    for (const auto& cell : cells(t)) {
        if (!judged.empty() && !judged[cell.index()]) continue;
        for (const auto& r : rules) {
            std::visit(
                [&](const auto& one) {
                    for_each_reason(one, t, cell,
                                    [&](const reason& why) { found.add(cell.index(), why); });
                },
                r);
        }
    }
    return found;
}

} // namespace sdc::inline v0
