#include "suppressed_search.hpp"

#include "../workbook/values.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace sdc::inline v0::detail {
namespace {

char small(char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c; }

/// Trimmed, in small letters.
std::string folded(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\n\r");
    if (first == std::string_view::npos) return "";
    text = text.substr(first, text.find_last_not_of(" \t\n\r") - first + 1);
    std::string made(text);
    std::ranges::transform(made, made.begin(), small);
    return made;
}

bool is_word(char c) {
    c = small(c);
    return ('a' <= c && c <= 'z') || ('0' <= c && c <= '9') ||
           (static_cast<unsigned char>(c) & 0x80U) != 0;
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    bool inside = false;
    for (const char c : text) {
        if (is_word(c)) {
            if (!inside) words.emplace_back();
            words.back() += small(c);
        }
        inside = is_word(c);
    }
    return words;
}

std::string joined(std::span<const std::string> words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

/// Calls f(decimal) for each number in a text, with commas between thousands left out.
template <class F>
void for_each_number(std::string_view text, F f) {
    const auto is_digit = [](char c) { return '0' <= c && c <= '9'; };
    for (std::size_t at = 0; at < text.size();) {
        if (!is_digit(text[at])) {
            ++at;
            continue;
        }
        std::string number;
        if (at > 0 && text[at - 1] == '-' && (at < 2 || !is_word(text[at - 2]))) number = "-";
        const bool in_word = at > 0 && is_word(text[at - 1]);
        for (; at < text.size(); ++at) {
            const bool next = at + 1 < text.size() && is_digit(text[at + 1]);
            if (is_digit(text[at]) || (text[at] == '.' && next))
                number += text[at];
            else if (text[at] != ',' || !next)
                break;
        }
        if (!in_word && (at == text.size() || !is_word(text[at]))) f(number);
    }
}

std::string key_of(std::span<const std::uint32_t> codes) {
    return {reinterpret_cast<const char*>(codes.data()), codes.size_bytes()};
}

} // namespace

suppressed_search::suppressed_search(std::span<const recorded_table> tables) : tables_(tables) {
    for (const auto& table : tables) {
        const auto& value = table.cells.front().value;
        const auto point = value.find('.');
        if (point != std::string::npos) decimals_ = std::max(decimals_, value.size() - point - 1);
    }
    for (std::uint32_t t = 0; t < tables.size(); ++t) add(t, tables[t]);
}

void suppressed_search::add(std::uint32_t table, const recorded_table& from) {
    auto& made = prepared_.emplace_back();
    const auto n = from.dimensions.size();
    made.codes.resize(n);
    std::vector<std::unordered_map<std::string, std::uint32_t>> numbers(n);
    for (std::uint32_t i = 0; i < from.cells.size(); ++i) {
        const auto& cell = from.cells[i];
        auto& codes = made.cells.emplace_back();
        for (std::uint32_t d = 0; d < n; ++d) {
            const auto [at, is_new] = numbers[d].try_emplace(
                cell.codes[d], static_cast<std::uint32_t>(made.codes[d].size()));
            codes.push_back(at->second);
            if (!is_new) continue;
            made.codes[d].push_back(cell.codes[d]);
            const code_reference reference{table, d, at->second};
            by_text_[folded(cell.codes[d])].push_back(reference);
            const auto words = words_of(cell.codes[d]);
            if (words.empty()) continue;
            longest_ = std::max(longest_, words.size());
            by_words_[joined(words)].push_back(reference);
        }
        made.by_codes.emplace(key_of(codes), i);
        made.values.push_back(number(cell.value).value_or(0));
        if (!cell.is_suppressed) continue;
        made.suppressed[made.values.back()].push_back(i);
        suppressed_values_.insert(made.values.back());
    }
    made.root = made.cells.front();
}

const code_references& suppressed_search::named_by(std::string_view text) const {
    static const code_references none;
    constexpr std::size_t longest_code = 400;
    if (text.size() > longest_code) return none;
    const auto at = by_text_.find(folded(text));
    return at == by_text_.end() ? none : at->second;
}

code_references suppressed_search::named_in(std::string_view text) const {
    code_references all;
    const auto words = words_of(text);
    for (std::size_t first = 0; first < words.size(); ++first) {
        for (std::size_t n = 1; n <= longest_ && first + n <= words.size(); ++n) {
            const auto at = by_words_.find(joined(std::span(words).subspan(first, n)));
            if (at != by_words_.end()) all.insert(all.end(), at->second.begin(), at->second.end());
        }
    }
    return all;
}

std::optional<std::int64_t> suppressed_search::number(std::string_view decimal) const {
    const auto plain = plain_decimal(decimal);
    if (!plain) return std::nullopt;
    const auto point = std::min(plain->find('.'), plain->size());
    auto rest = plain->substr(std::min(point + 1, plain->size()));
    if (rest.size() > decimals_) return std::nullopt;
    rest.append(decimals_ - rest.size(), '0');
    const auto digits = plain->substr(0, point) + rest;
    std::int64_t n = 0;
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), n);
    // Halves of the range, so that sums and differences stay within it.
    constexpr std::int64_t most = std::int64_t{1} << 62U;
    if (failure != std::errc() || end != digits.data() + digits.size() || n >= most || n <= -most)
        return std::nullopt;
    return n;
}

void suppressed_search::add_further(code_references& to, const code_references& more) const {
    const auto before = static_cast<std::ptrdiff_t>(to.size());
    for (const auto& one : more) {
        const auto names_it = [&](const code_reference& near) {
            return near.table == one.table && near.dimension == one.dimension &&
                   near.code != prepared_[near.table].root[near.dimension];
        };
        if (std::none_of(to.begin(), to.begin() + before, names_it)) to.push_back(one);
    }
}

std::vector<cell_reference> suppressed_search::cells_of(const code_references& named) const {
    constexpr std::size_t most = 16;
    std::vector<cell_reference> cells;
    for (std::uint32_t t = 0; t < prepared_.size(); ++t) {
        const auto& from = prepared_[t];
        std::vector<std::vector<std::uint32_t>> tried{{}};
        bool some = false;
        for (std::uint32_t d = 0; d < from.codes.size(); ++d) {
            std::vector<std::uint32_t> codes;
            for (const auto& one : named) {
                if (one.table == t && one.dimension == d &&
                    std::ranges::find(codes, one.code) == codes.end())
                    codes.push_back(one.code);
            }
            some = some || !codes.empty();
            if (codes.empty()) codes.push_back(from.root[d]);
            std::vector<std::vector<std::uint32_t>> longer;
            for (const auto& start : tried) {
                for (const auto code : codes) {
                    if (longer.size() == most) break;
                    longer.push_back(start);
                    longer.back().push_back(code);
                }
            }
            tried = std::move(longer);
        }
        if (!some) continue;
        for (const auto& codes : tried) {
            const auto at = from.by_codes.find(key_of(codes));
            if (at != from.by_codes.end()) cells.push_back({t, at->second});
        }
    }
    return cells;
}

bool suppressed_search::is_suppressed(cell_reference cell) const {
    return tables_[cell.table].cells[cell.cell].is_suppressed;
}

code_references suppressed_search::codes_of(cell_reference cell) const {
    code_references codes;
    const auto& of = prepared_[cell.table].cells[cell.cell];
    for (std::uint32_t d = 0; d < of.size(); ++d) codes.push_back({cell.table, d, of[d]});
    return codes;
}

std::int64_t suppressed_search::value(cell_reference cell) const {
    return prepared_[cell.table].values[cell.cell];
}

std::string suppressed_search::describe(cell_reference cell) const {
    const auto& from = tables_[cell.table];
    std::string text = from.name.empty() ? "" : from.name + ": ";
    for (std::size_t d = 0; d < from.dimensions.size(); ++d)
        text += (d == 0 ? "" : ", ") + from.dimensions[d] + "=" + from.cells[cell.cell].codes[d];
    return text;
}

std::vector<cell_reference> suppressed_search::find_in(std::string_view text,
                                                       code_references named) const {
    std::vector<cell_reference> found;
    std::set<std::int64_t> numbers;
    for_each_number(text, [&](const std::string& decimal) {
        if (const auto n = number(decimal); n && suppressed_values_.contains(*n))
            numbers.insert(*n);
    });
    if (numbers.empty()) return found;
    const auto inside = named_in(text);
    named.insert(named.end(), inside.begin(), inside.end());
    for (std::uint32_t t = 0; t < prepared_.size(); ++t) {
        const auto& from = prepared_[t];
        std::vector<std::set<std::uint32_t>> codes(from.codes.size());
        bool some = false;
        for (const auto& one : named) {
            if (one.table != t) continue;
            codes[one.dimension].insert(one.code);
            some = true;
        }
        if (!some) continue;
        const auto names = [&](std::uint32_t cell) {
            for (std::size_t d = 0; d < codes.size(); ++d) {
                const auto code = from.cells[cell][d];
                if (!codes[d].contains(code) && (!codes[d].empty() || code != from.root[d]))
                    return false;
            }
            return true;
        };
        for (const auto n : numbers) {
            const auto at = from.suppressed.find(n);
            if (at == from.suppressed.end()) continue;
            for (const auto cell : at->second) {
                if (names(cell)) found.push_back({t, cell});
            }
        }
    }
    return found;
}

bool suppressed_search::holds_value(std::string_view text) const {
    bool found = false;
    for_each_number(text, [&](const std::string& decimal) {
        const auto n = number(decimal);
        found = found || (n && suppressed_values_.contains(*n));
    });
    return found;
}

} // namespace sdc::inline v0::detail
