#include "fields.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace sdc::cli {
namespace {

/// No field starts with another one.
constexpr std::array<std::pair<std::string_view, std::string_view>, 14> options{
    {{"threshold.minimum", "--threshold"},
     {"threshold.min_total_for_breakdown", "--min-total-for-breakdown"},
     {"threshold.hide_zeros_below_total", "--zeros hide-below"},
     {"group_disclosure.coalition", "--group-disclosure"},
     {"protection.percent", "--protect percent"},
     {"protection.absolute", "--protect absolute"},
     {"random_rounding.bands.base", "--base"},
     {"controlled_rounding.base", "--base"},
     {"controlled_rounding.steps", "--steps"},
     {"bounded_noise.deviation", "--deviation"},
     {"public_options.value", "--value-column"},
     {"public_options.markers", "--marker"},
     {"public_sources.leaves_out_empty", "--cells nonempty"},
     {"public_source_files.where", "--where"}}};

} // namespace

std::string name_options(std::string text) {
    for (const auto& [field, option] : options) {
        for (auto at = text.find(field); at != std::string::npos;
             at = text.find(field, at + option.size()))
            text.replace(at, field.size(), option);
    }
    return text;
}

error by_option(error e) {
    const auto known =
        std::ranges::find(options, e.field, &std::pair<std::string_view, std::string_view>::first);
    if (known != options.end()) {
        const bool says_more = e.message != e.field && !e.message.starts_with(known->second);
        e.message = std::string(known->second) + (says_more ? ": " + e.message : "");
        e.rule.clear();
    }
    for (auto* text : {&e.message, &e.explanation, &e.wanted})
        *text = name_options(std::move(*text));
    return e;
}

} // namespace sdc::cli
