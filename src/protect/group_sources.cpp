#include <sdc/protect/group_sources.hpp>

#include <sdc/detail/quoted.hpp>

#include <utility>

namespace sdc::inline v0 {
namespace {

constexpr code_index group_code = 1;

/// The same rules for cells whose zeros nobody sees; nothing to change where none are shown.
bool hide_shown_zeros(std::vector<rule>& rules) {
    bool changed = false;
    for (auto& one : rules) {
        auto* limit = std::get_if<threshold>(&one);
        if (limit == nullptr || limit->zeros != zero_policy::show) continue;
        limit->zeros = zero_policy::eligible;
        changed = true;
    }
    return changed;
}

/// Its dimension has one code.
result<table> group_alone(const table& counts, std::size_t d) {
    const auto& c = counts.cube();
    std::vector<dimension> by(c.dimensions().begin(), c.dimensions().end());
    auto codes = hierarchy::flat({}, c.codes(d)[group_code].id);
    if (!codes) return codes.error();
    by[d].codes = *std::move(codes);
    const auto own = cube::make(std::move(by));
    if (!own) return own.error();
    columns data;
    for (const auto& cell : cells(**own)) {
        cell_index at = 0;
        for (std::size_t k = 0; k < c.dimensions().size(); ++k)
            at += (k == d ? group_code : cell.at()[k]) * c.shape().stride(k);
        data.values.push_back(counts.value(at));
    }
    return table::make(*own, std::move(data), counts.measure());
}

} // namespace

result<std::vector<linked_source>> sources_of_group(std::shared_ptr<const table> counts,
                                                    const std::string& dimension,
                                                    std::span<const rule> rules) {
    if (counts == nullptr) return detail::none_given("table");
    const auto d = counts->cube().find_dimension(dimension);
    if (!d || counts->cube().codes(*d).size() <= group_code)
        return error{.code = errc::bad_argument,
                     .message = "a group of no dimension",
                     .field = "overlapping_code",
                     .found = detail::quoted(dimension)};
    const auto name = dimension + "=" + counts->cube().codes(*d)[group_code].id;
    auto own = without_lists({rules.begin(), rules.end()});
    std::vector<linked_source> made{{.name = name, .counts = counts}};
    if (!hide_shown_zeros(own)) return made;
    auto& whole = made.front();
    whole.name += " and all others";
    whole.rules = std::move(own);
    for (cell_index cell = 0; cell < counts->size(); ++cell) {
        if (counts->value(cell) == 0 && counts->cube().shape().coordinate(cell, *d) <= group_code)
            whole.must_publish.push_back(cell);
    }
    auto alone = group_alone(*counts, *d);
    if (!alone) return alone.error();
    made.push_back({.name = name, .counts = std::make_shared<const table>(*std::move(alone))});
    return made;
}

} // namespace sdc::inline v0
