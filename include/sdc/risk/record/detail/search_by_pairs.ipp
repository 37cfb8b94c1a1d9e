#include <sdc/risk/record/detail/search_by_pairs.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

void hitting_sets::find(const std::vector<std::uint64_t>& members, std::size_t room,
                        std::vector<std::uint64_t>& found) {
    members_ = &members, found_ = &found, room_ = room;
    found.clear();
    words_ = (members.size() + 63) / 64;
    std::uint64_t candidates = 0;
    met_by_.assign(64 * words_, 0);
    levels_.assign((maximum_size_ + 1) * (maximum_size_ + 1) * words_, 0);
    for (std::size_t m = 0; m < members.size(); ++m) {
        candidates |= members[m];
        for (auto rest = members[m]; rest != 0; rest &= rest - 1)
            met_by_[static_cast<std::size_t>(std::countr_zero(rest)) * words_ + m / 64] |=
                std::uint64_t{1} << m % 64;
        list(0, 0)[m / 64] |= std::uint64_t{1} << m % 64;
    }
    extend(0, 0, candidates);
}

std::uint64_t hitting_sets::fewest(std::size_t depth, std::uint64_t candidates,
                                   bool& covered) noexcept {
    const auto* open = list(depth, 0);
    std::uint64_t best = 0;
    int least = std::numeric_limits<int>::max();
    for (std::size_t w = 0; w < words_; ++w) {
        for (auto rest = open[w]; rest != 0; rest &= rest - 1) {
            const auto here =
                (*members_)[w * 64 + static_cast<std::size_t>(std::countr_zero(rest))] & candidates;
            if (std::popcount(here) < least) best = here, least = std::popcount(here);
        }
    }
    covered = least == std::numeric_limits<int>::max();
    return best;
}

bool hitting_sets::choose(std::size_t depth, std::size_t element) noexcept {
    const auto* met = met_by_.data() + element * words_;
    for (std::size_t k = 0; k <= depth; ++k) {
        std::uint64_t any = 0;
        for (std::size_t w = 0; w < words_; ++w)
            any |= list(depth + 1, k)[w] = list(depth, k)[w] & ~met[w];
        if (k > 0 && any == 0) return false;
    }
    for (std::size_t w = 0; w < words_; ++w)
        list(depth + 1, depth + 1)[w] = list(depth, 0)[w] & met[w];
    return true;
}

void hitting_sets::extend(std::size_t depth, std::uint64_t chosen, std::uint64_t candidates) {
    bool covered = false;
    const auto branches = fewest(depth, candidates, covered);
    if (covered && found_->size() < room_) found_->push_back(chosen);
    if (covered || depth == maximum_size_) return;
    candidates &= ~branches;
    for (auto rest = branches; rest != 0 && found_->size() < room_; rest &= rest - 1) {
        const auto element = static_cast<std::size_t>(std::countr_zero(rest));
        if (!choose(depth, element)) continue; // nor will a larger choice take it
        extend(depth + 1, chosen | std::uint64_t{1} << element, candidates);
        candidates |= std::uint64_t{1} << element;
    }
}

void search_by_pairs::collect_differences(const std::vector<key_column>& columns, std::size_t i) {
    constexpr std::size_t block = 512;
    std::array<std::uint64_t, block> differ{};
    differences_.clear();
    seen_.fill(0);
    for (std::size_t from = 0; from < found_.size(); from += block) {
        const auto size = std::min(block, found_.size() - from);
        differ.fill(0);
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const auto* codes = columns[c].data() + from;
            const auto own = columns[c][i];
            for (std::size_t j = 0; j < size; ++j) differ[j] |= std::uint64_t{codes[j] != own} << c;
        }
        for (std::size_t j = 0; j < size; ++j) {
            auto& seen = seen_[differ[j] * 0x9e3779b97f4a7c15ULL >> 52];
            if (differ[j] != 0 && seen != differ[j])
                keep_minimal(seen = differ[j]); // 0: the key itself
        }
    }
    // The only key is alone on each column.
    if (differences_.empty()) differences_.push_back((std::uint64_t{1} << columns.size()) - 1);
}

void search_by_pairs::keep_minimal(std::uint64_t difference) {
    for (std::size_t m = 0; m < differences_.size(); ++m) {
        if ((differences_[m] & difference) != differences_[m]) continue;
        if (m > 0)
            std::swap(differences_[m],
                      differences_[m - 1]); // what covers much is soon looked at first
        return;
    }
    std::erase_if(differences_,
                  [difference](std::uint64_t other) { return (difference & other) == difference; });
    differences_.push_back(difference);
}

} // namespace sdc::inline v0::detail
