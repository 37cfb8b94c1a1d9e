/// What a release shows, as texts by codes, from the release and from each format by code of its
/// own: formats that agree with these agree with each other.
#pragma once

#include "released.hpp"

#include <sdc/detail/utf8.hpp>
#include <sdc/io/csv_escapes.hpp>

#include <nlohmann/json.hpp>

#include <charconv>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace support {

using codes_of_cell = std::vector<std::string>;
using shown_table = std::map<codes_of_cell, std::string>;

inline std::string with_point(std::int64_t n, int decimals) {
    auto text = std::to_string(n);
    if (decimals == 0) return text;
    while (text.size() <= static_cast<std::size_t>(decimals)) text.insert(0, "0");
    return text.insert(text.size() - static_cast<std::size_t>(decimals), ".");
}

inline shown_table shown_by(const sdc::published& release, const std::string& marker = "[c]") {
    shown_table shown;
    for (const auto& cell : sdc::cells(release.cube())) {
        codes_of_cell codes;
        for (std::size_t d = 0; d < release.cube().dimensions().size(); ++d)
            codes.push_back(cell.code(d).id);
        const auto& value = release[cell.index()];
        using kind = sdc::public_cell::kind;
        shown[codes] = value.shows == kind::number
                           ? with_point(value.number, release.measure().decimals)
                       : value.shows == kind::label ? release.label(value)
                                                    : marker;
    }
    return shown;
}

/// Rows of dimensions and one value. `columns`: of the header, in the order of the dimensions, then
/// that of the value.
inline shown_table shown_by(const sdc::records& rows, const std::vector<std::string>& columns) {
    shown_table shown;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        std::vector<std::string> fields;
        for (const auto& name : columns)
            fields.emplace_back(rows.field(row, rows.find_column(name).value()));
        auto value = fields.back();
        fields.pop_back();
        shown[fields] = value;
    }
    return shown;
}

/// By the specification of JSON-stat 2.0: row-major, the last dimension fastest.
inline shown_table shown_by_json_stat(const std::string& text) {
    const auto data = nlohmann::json::parse(text);
    std::vector<std::vector<std::string>> codes;
    for (const auto& id : data.at("id"))
        codes.push_back(data.at("dimension").at(id).at("category").at("index"));
    shown_table shown;
    std::vector<std::size_t> at(codes.size());
    for (std::size_t i = 0; i < data.at("value").size(); ++i) {
        codes_of_cell cell;
        for (std::size_t d = 0; d < codes.size(); ++d) cell.push_back(codes[d].at(at[d]));
        const auto& value = data.at("value")[i];
        shown[cell] = value.is_null() ? data.at("status").at(std::to_string(i)).get<std::string>()
                                      : value.dump();
        for (std::size_t d = codes.size(); d-- > 0;) {
            if (++at[d] < codes[d].size()) break;
            at[d] = 0;
        }
    }
    return shown;
}

/// Keywords of a PX file with their texts; what stands in parentheses is part of the keyword.
inline std::map<std::string, std::vector<std::string>> px_keywords(std::string_view text) {
    std::map<std::string, std::vector<std::string>> all;
    std::string keyword, piece;
    std::vector<std::string> values;
    bool in_keyword = true, in_text = false, is_there = false;
    for (const char c : text) {
        if (c == '"') {
            in_text = !in_text;
            is_there = true;
            if (in_keyword) keyword += c;
        } else if (in_text) {
            (in_keyword ? keyword : piece) += c;
        } else if (in_keyword && c == '=') {
            in_keyword = false;
        } else if (in_keyword) {
            if (c != '\n') keyword += c;
        } else if (c == ',' || c == ';' || (keyword == "DATA" && (c == ' ' || c == '\n'))) {
            if (is_there || !piece.empty()) values.push_back(piece);
            piece.clear();
            is_there = false;
            if (c != ';') continue;
            all[keyword] = values;
            keyword.clear();
            values.clear();
            in_keyword = true;
        } else if (c != '\n') {
            piece += c;
        }
    }
    return all;
}

/// <U+0022> is a quote.
inline std::string unnamed(std::string text) {
    for (auto at = text.find("<U+"); at != std::string::npos; at = text.find("<U+", at + 1)) {
        unsigned c = 0;
        const auto end = text.find('>', at);
        std::from_chars(text.data() + at + 3, text.data() + end, c, 16);
        text.replace(at, end + 1 - at, sdc::detail::to_utf8(static_cast<char32_t>(c)));
    }
    return text;
}

inline shown_table shown_by_px(std::string_view text) {
    const auto all = px_keywords(text);
    auto names = all.at("STUB");
    if (all.contains("HEADING")) {
        const auto& heading = all.at("HEADING");
        names.insert(names.end(), heading.begin(), heading.end());
    }
    const auto& data = all.at("DATA");
    shown_table shown;
    for (std::size_t i = 0; i < data.size(); ++i) {
        codes_of_cell cell;
        auto rest = i;
        for (std::size_t d = names.size(); d-- > 0;) {
            const auto& codes = all.at("CODES(\"" + names[d] + "\")");
            cell.insert(cell.begin(), unnamed(codes.at(rest % codes.size())));
            rest /= codes.size();
        }
        const bool is_symbol = data[i].starts_with('.');
        shown[cell] = is_symbol
                          ? unnamed(all.at("DATASYMBOL" + std::to_string(data[i].size())).at(0))
                          : data[i];
    }
    return shown;
}

/// Two dimensions, one of them of levels and labels; a third of the cells is suppressed.
inline sdc::published released_areas() {
    const std::vector<sdc::code_parent> entries{{"All", "", "All areas"},
                                                {"N", "All", "North"},
                                                {"N1", "N", "Ashford & Bridge"},
                                                {"N2", "N", "Brookvale"},
                                                {"S1", "All", "\"Southern\""}};
    const auto t = leaves_table({{"area", sdc::hierarchy::from_parents(entries).value()},
                                 one_dimension({"a", "b", "c"}, "kind")},
                                {20, 3, 30, 40, 50, 60, 70, 80, 90});
    return sdc::publish(
        sdc::audit(sdc::suppress(t, {.rules = {sdc::threshold{.minimum = 5}}}).value()).value());
}

/// Codes that act somewhere.
inline sdc::published released_hostile_codes() {
    return release(one_dimension({"=1+1",
                                  "'=1+1",
                                  "a\"b",
                                  "a'b",
                                  "<script>&amp;",
                                  "l1\nl2",
                                  "\tt",
                                  "c\rr",
                                  "\x1B[31m",
                                  "<U+001B>",
                                  "_x000D_",
                                  " b  l ",
                                  "x;y,z",
                                  "\xE2\x80\xAE"
                                  "abc",
                                  "]]>",
                                  "#",
                                  "caf\xC3\xA9",
                                  "007",
                                  "..",
                                  "small"},
                                 "k\"=<i>&\n'"),
                   {9, 8, 7, 9, 8, 7, 9, 8, 7, 9, 8, 7, 9, 8, 7, 9, 8, 7, 9, 2});
}

} // namespace support
