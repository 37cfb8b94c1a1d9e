#include <sdc/rule/condition.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace sdc::inline v0 {

void one_of::add(std::span<const condition> alternative) {
    conditions_.insert(conditions_.end(), alternative.begin(), alternative.end());
    first_.push_back(conditions_.size());
}

void one_of::sort() {
    std::vector<std::vector<condition>> all;
    for (std::size_t i = 0; i < size(); ++i) {
        all.emplace_back((*this)[i].begin(), (*this)[i].end());
        std::ranges::sort(all.back());
    }
    std::ranges::sort(all);
    const auto repeated = std::ranges::unique(all);
    all.erase(repeated.begin(), repeated.end());
    *this = {};
    for (const auto& one : all) add(one);
}

} // namespace sdc::inline v0
