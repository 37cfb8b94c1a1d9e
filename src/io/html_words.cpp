#include "html_words.hpp"

#include "html_text.hpp"

#include <sdc/table/display_name.hpp>

#include <string>
#include <variant>
#include <vector>

namespace sdc::inline v0::detail {
namespace {

using sentences = std::vector<std::string>;

void say_zeros(const threshold& r, sentences& to) {
    switch (r.zeros) {
    case zero_policy::show:
        to.emplace_back("Zeros are always published, so that everybody knows that a suppressed "
                        "count is at least 1.");
        break;
    case zero_policy::eligible:
        to.emplace_back("Zeros are safe, and may be suppressed to protect other cells.");
        break;
    case zero_policy::hide:
        to.emplace_back("Zeros are suppressed, so that they do not point at other cells; they are "
                        "not protected themselves.");
        break;
    case zero_policy::unsafe: to.emplace_back("Zeros are unsafe."); break;
    }
    if (r.hide_zeros_below_total > 0)
        to.push_back("While the total is below " + std::to_string(r.hide_zeros_below_total) +
                     ", zeros are suppressed.");
}

void say_rule(const threshold& r, sentences& to) {
    if (r.minimum == 2) to.emplace_back("A count of 1 is unsafe (threshold 2).");
    if (r.minimum > 2)
        to.push_back("Counts from 1 to " + std::to_string(r.minimum - 1) +
                     " are unsafe (threshold " + std::to_string(r.minimum) + ").");
    say_zeros(r, to);
    if (r.publish_total) to.emplace_back("The total is published whatever its size.");
    if (r.min_total_for_breakdown > 0)
        to.push_back("A total below " + std::to_string(r.min_total_for_breakdown) +
                     " has no breakdown.");
}

void say_rule(const group_disclosure& r, sentences& to) {
    auto text = "A cell is unsafe if all " +
                (r.coalition == 0 ? std::string() : "but at most " + std::to_string(r.coalition)) +
                (r.coalition == 0 ? "of a group are in it" : " of a group are in it");
    if (r.upper_bound != unlimited) text += ", up to a count of " + std::to_string(r.upper_bound);
    to.push_back(text + " (group disclosure).");
}

void say_rule(const listed_cells& r, sentences& to) {
    to.push_back(count_of(r.cells.size(), "cell") + (r.cells.size() == 1 ? " is" : " are") +
                 " unsafe because the disclosure officer says so.");
}

std::string name_action(const band& b) {
    switch (b.action) {
    case band_action::keep: return "as it is";
    case band_action::suppress: return "suppressed";
    case band_action::label: return "shown as \"" + b.label + "\"";
    case band_action::round: return "the nearest multiple of " + std::to_string(b.base);
    case band_action::midpoint: return "the midpoint of " + std::to_string(b.base) + " values";
    case band_action::significant:
        return std::to_string(b.base) + " significant digit" + (b.base == 1 ? "" : "s");
    }
    return "";
}

std::string say_reason(const cube& c, const reason& why) {
    const auto found = std::to_string(why.found), limit = std::to_string(why.limit);
    switch (why.rule) {
    case rule_id::small_count: return found + " is below the threshold of " + limit;
    case rule_id::unsafe_zero: return "it is 0, and zeros are unsafe";
    case rule_id::suppressed_zero:
        return "zeros are suppressed, so that they do not point at other cells";
    case rule_id::small_total:
        return "the total is " + found + ", and below " + limit + " there is no breakdown";
    case rule_id::group_disclosure:
        return (why.found == 0 ? "all" : "all but " + found) + " of " + display_name(c, why.group) +
               " are in it";
    case rule_id::listed: return "the disclosure officer says so";
    }
    return "";
}

std::string say_requirement(const cube& c, const requirement& n) {
    const auto limit = std::to_string(n.limit);
    const auto bound = n.direction == requirement::side::down ? "at most " + limit
                       : n.direction == requirement::side::up ? "at least " + limit
                                                              : "another value than " + limit;
    return n.minus == no_cell ? bound : bound + " others of " + display_name(c, n.cell);
}

} // namespace

sentences rules_in_words(const plan& p) {
    sentences made;
    for (const auto& r : p.rules) std::visit([&](const auto& one) { say_rule(one, made); }, r);
    if (!p.applied_before.empty())
        made.push_back("The table was made coarser until it passed: " + p.applied_before + ".");
    return made;
}

sentences protection_in_words(const protection& p) {
    sentences made;
    switch (p.width) {
    case protection::kind::cover:
        made.emplace_back("All counts below the threshold that the zero rule allows, and more than "
                          "one value (cover).");
        break;
    case protection::kind::reach:
        made.emplace_back("All counts below the threshold that the zero rule allows, and the "
                          "threshold itself (reach).");
        break;
    case protection::kind::exact:
        made.emplace_back("More than one value (exact). This is weak: an intruder may be certain "
                          "that the count is small.");
        break;
    case protection::kind::percent:
        made.push_back("All values within " + std::to_string(p.percent) +
                       " percent of the true one.");
        break;
    case protection::kind::absolute:
        made.push_back("All values within " + std::to_string(p.absolute) + " of the true one.");
        break;
    }
    if (!p.levels.empty())
        made.push_back(count_of(p.levels.size(), "cell") +
                       (p.levels.size() == 1 ? " has" : " have") +
                       " protection levels instead, listed by the disclosure officer.");
    return made;
}

sentences intruders_in_words(const internal_intruders& who) {
    sentences made{"Anyone who has what is published (the external intruder)."};
    if (who.coalition == 1)
        made.emplace_back("Each sole contributor of a suppressed cell, who knows the own "
                          "contribution (internal intruders).");
    if (who.coalition > 1)
        made.push_back("Each coalition of at most " + std::to_string(who.coalition) +
                       " contributors of one total (internal intruders).");
    if (!who.holdings.empty())
        made.push_back(count_of(who.holdings.size(), "holding") +
                       ", each of which knows all its own records.");
    return made;
}

sentences bands_in_words(const banding& bands) {
    sentences made;
    for (const auto& b : bands.bands)
        made.push_back(range_text(b.low, b.high) + ": " + name_action(b));
    return made;
}

std::string reasons_in_words(const cube& c, std::span<const reason> reasons) {
    std::string text;
    for (const auto& why : reasons) append(text, text.empty() ? "" : "; ", say_reason(c, why));
    return text;
}

std::string requirements_in_words(const cube& c, std::span<const requirement> requirements) {
    std::string text;
    for (const auto& n : requirements)
        append(text, text.empty() ? "" : "; ", say_requirement(c, n));
    return text;
}

std::string interval_in_words(const interval& i) {
    return i.is_single_value() ? "exactly " + std::to_string(i.low) : to_string(i);
}

std::string complement_in_words(const plan& p, const complement_reason& why) {
    if (p.witnesses.empty()) return "protects other cells";
    if (why.protects == no_cell) return "goes with other suppressed cells";
    auto text = "protects " + display_name(p.source->cube(), why.protects);
    if (why.unsafe_cells > 1) append(text, " and ", why.unsafe_cells - 1, " more");
    return text;
}

} // namespace sdc::inline v0::detail
