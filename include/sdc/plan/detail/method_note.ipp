#include <sdc/plan/method_note.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

namespace sdc::inline v0::detail {

std::optional<std::int64_t> largest_change(const band& b) {
    if (b.action == band_action::significant) return std::nullopt;
    return b.action == band_action::round || b.action == band_action::midpoint ? b.base / 2 : 0;
}

std::string promise(const protection& p, const std::string& what) {
    if (p.width == protection::kind::exact && p.levels.empty()) return "infer " + what + " exactly";
    const bool by_rule = p.levels.empty() &&
                         (p.width == protection::kind::cover || p.width == protection::kind::reach);
    return "narrow " + what + " further than " +
           (by_rule ? "the rule allows" : "the protection that was chosen for it allows");
}

std::string rounding_guarantee(const banding& rule) {
    std::int64_t change = 0;
    std::string digits;
    for (const auto& b : rule.bands) {
        if (const auto most = largest_change(b))
            change = std::max(change, *most);
        else
            digits = ", from " + std::to_string(b.low) + " to " + std::to_string(b.base) +
                     " significant digits";
    }
    if (change == 0 && digits.empty()) return "each number is the true value";
    return "each number is within " + std::to_string(change) + " of the true value" + digits +
           "; margins are rounded from their true values and need not be the sum of their parts";
}

std::string rounding_suffix(const banding& rule) {
    const band* first = nullptr;
    for (const auto& b : rule.bands) {
        if (!shows_number(b) || b.action == band_action::keep) continue;
        if (first != nullptr && (first->action != b.action || first->base != b.base))
            return "_bands";
        first = &b;
    }
    if (first == nullptr) return "";
    if (first->action == band_action::significant)
        return "_significant" + std::to_string(first->base);
    return (first->action == band_action::round ? "_nearest" : "_midpoint") +
           std::to_string(first->base);
}

std::string describe_intruders(const internal_intruders& intruders) {
    if (!intruders.any()) return "an external intruder cannot ";
    std::string text = "neither an external intruder";
    if (intruders.coalition == 1) text += " nor a sole contributor of a suppressed count";
    if (intruders.coalition > 1)
        text += " nor any " + std::to_string(intruders.coalition) +
                " or fewer contributors who together are all of one suppressed count or of several "
                "of one "
                "total";
    if (!intruders.holdings.empty()) text += " nor one who knows all records of one holding";
    return text + " can ";
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

method_note note_of(const plan& p) {
    if (p.by_gaussian_suppression)
        return {.name = "suppression by elimination",
                .guarantee = "Published counts are true. Some counts are suppressed so that none "
                             "that is unsafe is a sum or "
                             "difference of published ones. No protection of intervals"};
    if (!p.bands)
        return {.guarantee =
                    "Published counts are true. Some counts are suppressed so that " +
                    detail::describe_intruders(p.intruders) +
                    detail::promise(p.protection, p.intruders.any() ? "an unsafe count of others"
                                                                    : "an unsafe count")};
    method_note note{.name = p.bands->name.empty() ? "bands" : p.bands->name,
                     .suffix = detail::rounding_suffix(*p.bands),
                     .guarantee = detail::rounding_guarantee(*p.bands)};
    if (p.protection.width == protection::kind::exact)
        note.guarantee += "; of a suppressed or labelled value no more is promised than that a "
                          "second value is possible";
    return note;
}

} // namespace sdc::inline v0
