#include <sdc/detail/quoted.hpp>
#include <sdc/detail/trim.hpp>
#include <sdc/table/cells.hpp>
#include <sdc/table/published_terms.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {
namespace {

constexpr auto all_levels = std::numeric_limits<code_index>::max();

/// Dimensions that are crossed, as bits, and how deep each goes.
struct crossing {
    std::uint32_t dimensions = 0;
    std::vector<code_index> depth; ///< One a dimension of the cube.
};

/// Crossings joined by "*": any of them together with any others.
using term = std::vector<crossing>;

class terms_parser {
public:
    terms_parser(const cube& c, std::string_view line) : cube_(c), left_(trim(line)) {}

    result<std::vector<term>> run() {
        std::vector<term> terms(1);
        terms.back().push_back(nothing());
        while (true) {
            if (auto ok = take_dimension(terms.back().back()); !ok) return ok.error();
            left_ = trim(left_);
            if (left_.empty()) return terms;
            const auto next = left_.front();
            if (next != '+' && next != '*' && next != ':')
                return refuse("not a sum of margins", left_, "+, * or : between dimensions");
            left_ = trim(left_.substr(1));
            if (next == '+') terms.emplace_back();
            if (next != ':') terms.back().push_back(nothing());
        }
    }

private:
    static error refuse(const char* message, std::string_view found, std::string wanted) {
        return {.code = errc::bad_syntax,
                .message = message,
                .field = "published_terms",
                .found = std::string(found),
                .wanted = std::move(wanted)};
    }

    [[nodiscard]] crossing nothing() const {
        return {.depth = std::vector<code_index>(cube_.dimensions().size())};
    }

    /// What may follow a name.
    static bool ends_name(std::string_view rest) {
        rest = trim(rest);
        return rest.empty() ||
               std::string_view("+*:(").find(rest.front()) != std::string_view::npos;
    }

    /// The longest name that stands here, so that names with brackets and signs need no quotes.
    [[nodiscard]] const dimension* find_name(std::string_view& name) const {
        const dimension* found = nullptr;
        for (const auto& d : cube_.dimensions()) {
            if (d.name.size() > name.size() && left_.starts_with(d.name) &&
                ends_name(left_.substr(d.name.size()))) {
                name = left_.substr(0, d.name.size());
                found = &d;
            }
        }
        return found;
    }

    result<void> take_dimension(crossing& to) {
        const dimension* d = nullptr;
        std::string_view name;
        if (left_.starts_with('"')) {
            const auto end = left_.find('"', 1);
            if (end == std::string_view::npos)
                return refuse("a quote that is not closed", left_, "\" at the end of the name");
            const auto index = cube_.find_dimension(left_.substr(1, end - 1));
            name = left_.substr(0, end + 1);
            if (index) d = &cube_.dimensions()[*index];
        } else {
            d = find_name(name);
            if (d == nullptr) name = trim(left_.substr(0, left_.find_first_of("+*:(")));
        }
        if (name.empty())
            return refuse("a dimension is missing", left_, "a dimension on both sides of + * :");
        if (d == nullptr) return unknown(name);
        left_ = trim(left_.substr(name.size()));
        const auto at = static_cast<std::size_t>(d - cube_.dimensions().data());
        to.depth[at] = all_levels;
        auto ok = take_level(*d, to.depth[at]);
        if (to.depth[at] > 0) to.dimensions |= std::uint32_t{1} << at;
        return ok;
    }

    result<void> take_level(const dimension& d, code_index& level) {
        if (!left_.starts_with('(')) return {};
        const auto end = left_.find(')');
        const auto text = trim(left_.substr(1, end == std::string_view::npos ? end : end - 1));
        code_index deepest = 0;
        for (code_index i = 0; i < d.codes.size(); ++i)
            deepest = std::max(deepest, static_cast<code_index>(d.codes.depth(i)));
        level = 0;
        for (const auto digit : text) {
            if (digit < '0' || digit > '9' || level > deepest) level = deepest + 1;
            if (level <= deepest) level = level * 10 + static_cast<code_index>(digit - '0');
        }
        if (end == std::string_view::npos || text.empty() || level > deepest)
            return refuse("not a level of the dimension", left_,
                          d.name + "(0) to " + d.name + "(" + std::to_string(deepest) + ")");
        left_ = left_.substr(end + 1);
        return {};
    }

    [[nodiscard]] error unknown(std::string_view name) const {
        std::string names;
        for (const auto& d : cube_.dimensions()) names += (names.empty() ? "" : ", ") + d.name;
        return {.code = errc::unknown_code,
                .message = "a table of a dimension that is not there",
                .field = "published_terms",
                .found = quoted(std::string(name)),
                .wanted = "one of " + names};
    }

    const cube& cube_;
    std::string_view left_;
};

/// Some crossings of the term together have these dimensions and none besides, and go as deep.
bool has_cell(const term& t, const cell_view& cell, std::uint32_t dimensions, const cube& c) {
    std::uint32_t covered = 0;
    for (const auto& one : t) {
        if ((one.dimensions & ~dimensions) != 0) continue;
        bool reaches = true;
        for (std::size_t d = 0; d < one.depth.size(); ++d) {
            const bool named = (one.dimensions >> d & 1U) != 0;
            reaches = reaches && (!named || c.codes(d).depth(cell.at()[d]) <= one.depth[d]);
        }
        if (reaches) covered |= one.dimensions;
    }
    return covered == dimensions;
}

} // namespace
} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

result<std::vector<bool>> find_unpublished(const cube& c, std::string_view terms) {
    std::vector<detail::term> all;
    while (!terms.empty()) {
        const auto end = terms.find('\n');
        const auto line = terms.substr(0, end);
        terms = end == std::string_view::npos ? std::string_view() : terms.substr(end + 1);
        const auto text = detail::trim(line.substr(0, line.find('#')));
        if (text.empty()) continue;
        auto found = detail::terms_parser(c, text).run();
        if (!found) return found.error();
        std::ranges::move(*found, std::back_inserter(all));
    }
    if (all.empty())
        return error{.code = errc::bad_syntax,
                     .message = "no table that is published",
                     .field = "published_terms",
                     .wanted = "names of dimensions, joined by + * :"};
    std::vector<bool> unpublished(c.size());
    bool any = false;
    for (const auto& cell : cells(c)) {
        std::uint32_t dimensions = 0;
        for (std::size_t d = 0; d < c.dimensions().size(); ++d)
            dimensions |= static_cast<std::uint32_t>(cell.at()[d] != 0) << d;
        const bool published = dimensions == 0 || std::ranges::any_of(all, [&](const auto& t) {
                                   return detail::has_cell(t, cell, dimensions, c);
                               });
        unpublished[cell.index()] = !published;
        any = any || !published;
    }
    if (!any) unpublished.clear();
    return unpublished;
}

} // namespace sdc::inline v0
