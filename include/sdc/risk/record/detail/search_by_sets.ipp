#include <sdc/risk/record/detail/search_by_sets.hpp>

#include <algorithm>
#include <cstddef>

namespace sdc::inline v0::detail {

double count_sets(std::size_t columns, std::size_t maximum_size) noexcept {
    double sets = 0, of_size = 1;
    for (std::size_t k = 1; k <= maximum_size; ++k) {
        of_size = of_size * static_cast<double>(columns - k + 1) / static_cast<double>(k);
        sets += of_size;
    }
    return sets;
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0::detail {

void search_by_sets::extend(std::size_t depth, std::size_t before, std::uint64_t set) {
    for (std::size_t c = 0; c < before && total_ <= found_limit_; ++c) {
        const auto longer = set | std::uint64_t{1} << order_[c];
        split(levels_[depth], columns_[order_[c]], levels_[depth + 1]);
        leave_behind(longer, levels_[depth + 1]);
        if (depth + 1 < maximum_size_ && !levels_[depth + 1].keys.empty())
            extend(depth + 1, c, longer);
    }
}

void search_by_sets::split(const level& from, const key_column& column, level& to) {
    to.keys.clear();
    to.classes.clear();
    sizes_.clear();
    ++round_;
    const auto shift = 64 - std::countr_zero(std::bit_ceil(2 * from.keys.size()));
    const auto last = (std::size_t{1} << (64 - shift)) - 1;
    for (std::size_t i = 0; i < from.keys.size(); ++i) {
        const auto key = from.keys[i];
        const auto content =
            std::uint64_t{from.classes[i]} << 32 | static_cast<std::uint32_t>(column[key]);
        auto s = static_cast<std::size_t>(content * 0x9e3779b97f4a7c15ULL >> shift);
        while (slots_[s].round == round_ && slots_[s].content != content) s = (s + 1) & last;
        if (slots_[s].round != round_) {
            slots_[s] = {.content = content,
                         .round = round_,
                         .made = static_cast<std::uint32_t>(sizes_.size())};
            sizes_.push_back(0);
        }
        ++sizes_[slots_[s].made];
        to.keys.push_back(key);
        to.classes.push_back(slots_[s].made);
    }
}

void search_by_sets::leave_behind(std::uint64_t set, level& all) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < all.keys.size(); ++i) {
        const auto key = all.keys[i];
        if (sizes_[all.classes[i]] > 1) {
            all.keys[kept] = key;
            all.classes[kept++] = all.classes[i];
        } else if (!repeated_[key] && std::ranges::none_of(found_[key], [set](std::uint64_t part) {
                       return (part & set) == part;
                   })) {
            found_[key].push_back(set);
            ++total_;
        }
    }
    all.keys.resize(kept);
    all.classes.resize(kept);
}

} // namespace sdc::inline v0::detail
