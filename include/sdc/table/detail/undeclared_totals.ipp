#include <sdc/table/undeclared_totals.hpp>

#include <sdc/detail/trim.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cctype>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace sdc::inline v0 {
namespace {

std::string fold_ascii(std::string_view text) {
    std::string folded(detail::trim(text));
    std::ranges::transform(folded, folded.begin(), [](unsigned char c) {
        return c < 0x80 ? static_cast<char>(std::tolower(c)) : static_cast<char>(c);
    });
    while (folded.ends_with(':') || folded.ends_with('*')) folded.pop_back();
    return folded;
}

/// A name that a category can have as well, such as "All other offences": the numbers decide.
bool can_name_total(std::string_view code) {
    constexpr std::array<std::string_view, 8> begins{"all ",   "total ", "any ",     "both ",
                                                     "whole ", "sum ",   "overall ", "entire "};
    const auto folded = fold_ascii(code);
    return folded.ends_with(" total") || folded.ends_with(" totals") ||
           std::ranges::any_of(begins,
                               [&](std::string_view begin) { return folded.starts_with(begin); });
}

/// The lines of a column: rows that agree in all other dimensions have one number.
std::vector<std::uint32_t> number_lines(const records& rows, const total_search& search,
                                        std::size_t column) {
    std::vector<std::uint32_t> line(rows.size(), 0);
    for (const auto d : search.dimensions) {
        if (d == column) continue;
        std::unordered_map<std::uint64_t, std::uint32_t> numbers;
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const auto word = rows.fields.number(row * rows.names.size() + d);
            const auto key = std::uint64_t{line[row]} << 32U | word;
            line[row] =
                numbers.try_emplace(key, static_cast<std::uint32_t>(numbers.size())).first->second;
        }
    }
    return line;
}

struct line_entry {
    std::uint32_t line = 0, word = 0;
    std::int64_t sum = 0;
};

/// The sum of each code in each line, line by line.
std::vector<line_entry> sum_lines(const records& rows, const total_search& search,
                                  std::size_t column, std::string_view declared) {
    const auto line = number_lines(rows, search, column);
    std::vector<line_entry> entries;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto place = row * rows.names.size() + column;
        if (!declared.empty() && rows.fields[place] == declared) continue;
        entries.push_back({line[row], rows.fields.number(place), search.counts[row]});
    }
    std::ranges::sort(entries, {}, [](const line_entry& e) { return std::pair(e.line, e.word); });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        auto& last = entries[kept];
        if (i > 0 && last.line == entries[i].line && last.word == entries[i].word)
            last.sum += entries[i].sum;
        else
            entries[i == 0 ? 0 : ++kept] = entries[i];
    }
    entries.resize(entries.empty() ? 0 : kept + 1);
    return entries;
}

struct line_evidence {
    std::size_t sums = 0; // lines in which the code is the sum of others that are not all 0
    bool of_two = false;  // in a line of at least two others
    std::size_t bits = 0; // of these sums: small ones are equal by chance
    bool differs = false; // in some line
};

/// Whether `value` is the sum of the codes that are not copies of it: of k copies, any number from
/// one to k can be totals.
bool is_sum(std::int64_t value, std::int64_t line_sum, std::size_t copies) {
    if (value == 0) return line_sum == 0;
    if (line_sum % value != 0) return false;
    constexpr std::int64_t telling = 10; // small counts are equal by chance
    const auto times = line_sum / value - 1;
    return times == 1 ||
           (1 < times && times <= static_cast<std::int64_t>(copies) && value >= telling);
}

void judge_line(std::span<const line_entry> line, std::vector<line_evidence>& of_word) {
    if (line.size() < 2) return;
    std::int64_t sum = 0;
    for (const auto& e : line) sum += e.sum;
    std::vector<std::int64_t> values;
    for (const auto& e : line) values.push_back(e.sum);
    std::ranges::sort(values);
    for (const auto& e : line) {
        const auto copies =
            static_cast<std::size_t>(std::ranges::equal_range(values, e.sum).size());
        auto& of = of_word[e.word];
        if (!is_sum(e.sum, sum, copies))
            of.differs = true;
        else if (e.sum > 0) {
            ++of.sums;
            of.of_two = of.of_two || line.size() > 2;
            of.bits += static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(e.sum)));
        }
    }
}

/// With a name that can be that of a total a single line will do; any other code has to be the sum
/// on enough lines, of enough people, and not of the only other code alone: two codes can be equal.
bool is_certain(std::string_view code, const line_evidence& of) {
    constexpr std::size_t lines_enough = 3;
    constexpr std::size_t bits_enough = 8;
    return is_name_of_total(code) || can_name_total(code) ||
           (of.of_two && of.sums >= lines_enough && of.bits >= bits_enough);
}

} // namespace

bool is_name_of_total(std::string_view code) {
    constexpr std::array<std::string_view, 20> names{
        "total",   "totals",        "all",    "grand total",   "grand totals",
        "overall", "overall total", "sum",    "gesamt",        "insgesamt",
        "summe",   "totaal",        "totale", "total general", "ensemble",
        "tous",    "todos",         "totalt", "i alt",         "yhteens\xC3\xA4"};
    return std::ranges::find(names, fold_ascii(code)) != names.end();
}

std::vector<undeclared_total> find_undeclared_totals(const records& rows,
                                                     const total_search& search) {
    std::vector<undeclared_total> found;
    for (std::size_t i = 0; i < search.columns.size(); ++i) {
        const auto column = search.columns[i];
        const auto entries = sum_lines(rows, search, column, search.declared[i]);
        std::vector<line_evidence> of_word(rows.fields.words().size());
        std::vector<bool> is_there(of_word.size(), false);
        for (std::size_t from = 0, to = 0; from < entries.size(); from = to) {
            for (; to < entries.size() && entries[to].line == entries[from].line; ++to)
                is_there[entries[to].word] = true;
            judge_line(std::span(entries).subspan(from, to - from), of_word);
        }
        for (std::size_t word = 0; word < of_word.size(); ++word) {
            if (!is_there[word]) continue;
            const auto& code = rows.fields.words()[word];
            const auto& of = of_word[word];
            const bool adds_up = !of.differs && of.sums > 0;
            const bool named = is_name_of_total(code);
            if (!named && !adds_up) continue;
            found.push_back({.column = rows.names[column],
                             .code = code,
                             .sums = of.differs ? 0 : of.sums,
                             .is_certain = is_certain(code, of)});
        }
    }
    return found;
}

} // namespace sdc::inline v0
