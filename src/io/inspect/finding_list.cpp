#include "finding_list.hpp"

#include <sdc/detail/quoted.hpp>

#include <algorithm>

namespace sdc::inline v0::detail {
namespace {

constexpr std::size_t most_of_a_kind = 100;

} // namespace

void finding_list::add(finding_kind kind, std::string_view part, std::string place,
                       std::string text) {
    file_finding made{kind, std::string(part), std::move(place), std::move(text)};
    if (counts_[{kind, made.part}] >= most_of_a_kind) {
        ++counts_[{kind, made.part}];
        return;
    }
    if (std::ranges::find(all_, made) != all_.end()) return;
    ++counts_[{kind, made.part}];
    all_.push_back(std::move(made));
}

std::string finding_list::show(std::string_view text) const {
    return search_.holds_value(text) ? "(a text with a suppressed number)" : detail::quoted(text);
}

std::vector<file_finding> finding_list::take() && {
    for (const auto& [where, count] : counts_) {
        if (count > most_of_a_kind)
            all_.push_back({where.first, where.second, "",
                            "and " + std::to_string(count - most_of_a_kind) + " more"});
    }
    std::ranges::stable_sort(all_, {}, &file_finding::kind);
    return std::move(all_);
}

} // namespace sdc::inline v0::detail
