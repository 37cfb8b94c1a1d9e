#include <sdc/table/word_list.hpp>

#include <algorithm>
#include <functional>
#include <limits>
#include <stdexcept>

namespace sdc::inline v0 {

bool operator==(const word_list& a, const word_list& b) noexcept {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

std::uint32_t word_list::number_of(std::string_view text) {
    if (slots_.size() <= 2 * words_.size()) enlarge();
    const auto mask = slots_.size() - 1;
    auto slot = std::hash<std::string_view>()(text) & mask;
    for (; slots_[slot] != 0; slot = (slot + 1) & mask) {
        if (words_[slots_[slot] - 1] == text) return slots_[slot] - 1;
    }
    if (words_.size() + 1 >= std::numeric_limits<std::uint32_t>::max())
        throw std::length_error("word_list");
    words_.emplace_back(text);
    slots_[slot] = static_cast<std::uint32_t>(words_.size());
    return slots_[slot] - 1;
}

void word_list::enlarge() {
    slots_.assign(std::max<std::size_t>(64, 2 * slots_.size()), 0);
    const auto mask = slots_.size() - 1;
    for (std::size_t i = 0; i < words_.size(); ++i) {
        auto slot = std::hash<std::string_view>()(words_[i]) & mask;
        while (slots_[slot] != 0) slot = (slot + 1) & mask;
        slots_[slot] = static_cast<std::uint32_t>(i + 1);
    }
}

} // namespace sdc::inline v0
