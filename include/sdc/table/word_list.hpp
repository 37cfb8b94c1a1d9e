/// Texts that repeat, such as the fields of a file.
#pragma once

#include <sdc/config.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sdc::inline v0 {

/// A sequence of texts in which each distinct one is stored once and has a number: what is done
/// with a text can be done once for all places where it stands. Memory: 4 bytes a place, and the
/// distinct texts. Appending throws std::length_error beyond 2^32 - 2 distinct texts.
class SDCKIT_API word_list {
public:
    using value_type = std::string;
    class const_iterator;

    word_list() = default;
    word_list(std::initializer_list<std::string_view> texts) { append(texts); }
    word_list(const std::vector<std::string>& texts) { append(texts); }

    [[nodiscard]] std::size_t size() const noexcept { return numbers_.size(); }
    [[nodiscard]] bool empty() const noexcept { return numbers_.empty(); }
    [[nodiscard]] const std::string& operator[](std::size_t i) const noexcept {
        return words_[numbers_[i]];
    }
    [[nodiscard]] const_iterator begin() const noexcept;
    [[nodiscard]] const_iterator end() const noexcept;

    /// The number of the text at a place, below `words().size()`.
    [[nodiscard]] std::uint32_t number(std::size_t i) const noexcept { return numbers_[i]; }
    /// The distinct texts by number: in order of first appearance, and those replaced by `set`.
    [[nodiscard]] std::span<const std::string> words() const noexcept { return words_; }

    /// O(text), expected.
    void push_back(std::string_view text) { numbers_.push_back(number_of(text)); }
    /// The same text as at place `i`. O(1).
    void repeat(std::size_t i) { numbers_.push_back(numbers_[i]); }
    template <class Range>
    void append(const Range& texts) {
        for (const auto& text : texts) push_back(text);
    }
    void set(std::size_t i, std::string_view text) { numbers_[i] = number_of(text); }
    /// Keeps the first `n` places.
    void truncate(std::size_t n) { numbers_.resize(n); }
    void reserve(std::size_t n) { numbers_.reserve(n); }

    friend SDCKIT_API bool operator==(const word_list& a, const word_list& b) noexcept;

private:
    [[nodiscard]] std::uint32_t number_of(std::string_view text);
    void enlarge();

    std::vector<std::uint32_t> numbers_; // of the texts, place by place
    std::vector<std::string> words_;
    std::vector<std::uint32_t> slots_; // open addressing: number + 1, or 0; a power of two
};

class word_list::const_iterator {
public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = std::string;
    using difference_type = std::ptrdiff_t;
    using pointer = const std::string*;
    using reference = const std::string&;

    const_iterator() = default;
    const_iterator(const word_list& of, std::size_t at) : of_(&of), at_(at) {}
    [[nodiscard]] reference operator*() const noexcept { return (*of_)[at_]; }
    [[nodiscard]] pointer operator->() const noexcept { return &(*of_)[at_]; }
    const_iterator& operator++() noexcept { return ++at_, *this; }
    const_iterator operator++(int) noexcept {
        const auto before = *this;
        ++at_;
        return before;
    }
    [[nodiscard]] bool operator==(const const_iterator&) const = default;

private:
    const word_list* of_ = nullptr;
    std::size_t at_ = 0;
};

inline word_list::const_iterator word_list::begin() const noexcept { return {*this, 0}; }
inline word_list::const_iterator word_list::end() const noexcept { return {*this, size()}; }

} // namespace sdc::inline v0
