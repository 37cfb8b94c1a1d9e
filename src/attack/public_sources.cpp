#include <sdc/attack/public_sources.hpp>

#include <sdc/attack/contradiction.hpp>
#include <sdc/detail/printable.hpp>

#include <iterator>

namespace sdc::inline v0 {
namespace {

/// Ends the name of a source whose facts hold unless empty cells are left out.
constexpr const char* by_leaving_out = " (which leaves it out)";

/// Takes `cells` for not published.
void set_apart(const std::vector<cell_index>& cells, absent_cells& of) {
    std::vector<cell_index> left;
    std::ranges::set_intersection(of.suppressed, cells, std::back_inserter(of.not_published));
    std::ranges::set_difference(of.suppressed, cells, std::back_inserter(left));
    of.suppressed = std::move(left);
    std::ranges::sort(of.not_published);
}

} // namespace

std::vector<std::string> public_sources::names() const {
    std::vector<std::string> all;
    for (const auto& file : files) all.push_back(file.name);
    if (!already_published.source.empty()) all.push_back(already_published.source);
    for (std::size_t k = 0; k < linked.size(); ++k) all.push_back(tables->tables()[k + 1].name);
    for (std::size_t i = 0; i < statements.size(); ++i) {
        if (i == 0 || statements[i].text != statements[i - 1].text)
            all.push_back("\"" + statements[i].text + "\"");
    }
    return all;
}

std::vector<std::size_t> public_sources::public_linked() const {
    std::vector<std::size_t> found;
    const auto first = first_linked();
    for (std::size_t k = 0; k < linked.size(); ++k) {
        if (linked[k].is_public) found.push_back(first + k);
    }
    return found;
}

std::vector<cell_index> public_sources::linked_suppressed(const left_out& without) const {
    std::vector<cell_index> cells;
    const auto first = first_linked();
    for (std::size_t k = 0; k < linked.size(); ++k) {
        for (const auto cell : linked[k].facts.suppressed) {
            if (!without(first + k)) cells.push_back(tables->offset(k + 1) + cell);
        }
    }
    return cells;
}

result<public_table> public_sources::read(const published_file& file,
                                          const marker_meaning& marker) const {
    auto facts = file.read(marker);
    if (!facts || totals == counted_in_totals::all_cells) return facts;
    auto made = with_totals_of_shown(*facts);
    if (made) return made;
    auto e = made.error();
    e.where.file = file.name;
    return e;
}

/// A structural zero is known without a row.
void public_sources::learn_absent(joined_tables& all, std::vector<bool> listed,
                                  const std::vector<bool>& numbers,
                                  const marker_meaning& marker) const {
    if (files.empty()) return;
    for (const auto cell : structural_zeros) listed[cell] = true;
    all.absent = find_absent(cube(), listed, numbers);
    if (std::ranges::none_of(residuals, [&](cell_index cell) { return listed[cell]; }))
        set_apart(residuals, all.absent);
    std::vector<std::string> names;
    for (const auto& file : files) names.push_back(file.name);
    if (!all.absent.suppressed.empty()) all.known.set_source(detail::join(names) + by_leaving_out);
    const auto suppressed = suppressed_interval(marker, bands);
    for (const auto cell : all.absent.suppressed) {
        if (leaves_out_empty)
            all.known.learn_exact(cell, 0);
        else
            all.known.learn(cell, suppressed.low, suppressed.high);
    }
    if (!all.absent.suppressed.empty()) all.known.set_source(names.back());
    if (!leaves_out_empty)
        all.suppressed.insert(all.suppressed.end(), all.absent.suppressed.begin(),
                              all.absent.suppressed.end());
}

result<joined_tables> public_sources::join(const marker_meaning& marker,
                                           const left_out& without) const {
    joined_tables all{{.known = know_nothing(), .listed = std::vector<bool>(cube().size())}};
    std::vector<bool> listed(cube().size()), numbers(cube().size());
    for (std::size_t i = 0; i < files.size(); ++i) {
        const auto one = read(files[i], marker);
        if (!one) return one.error();
        for (cell_index cell = 0; cell < cube().size(); ++cell) {
            listed[cell] = listed[cell] || one->listed[cell];
            numbers[cell] =
                numbers[cell] || (one->listed[cell] && one->known.high(cell) != unlimited &&
                                  !std::ranges::binary_search(one->suppressed, cell));
        }
        if (without(i)) continue;
        all.known.set_source(files[i].name);
        for (cell_index cell = 0; cell < cube().size(); ++cell) {
            all.listed[cell] = all.listed[cell] || one->listed[cell];
            all.known.learn(cell, one->known.low(cell), one->known.high(cell));
            if (all.known.low(cell) > all.known.high(cell))
                return explain(all.known, {.code = errc::contradiction,
                                           .message = "two public tables that cannot both be true",
                                           .where = {.file = files[i].name},
                                           .cell = describe(cube(), cell)});
        }
        all.suppressed.insert(all.suppressed.end(), one->suppressed.begin(), one->suppressed.end());
    }
    for (cell_index cell = 0; cell < cube().size(); ++cell)
        all.shown.push_back({.low = all.known.low(cell), .high = all.known.high(cell)});
    learn_absent(all, std::move(listed), numbers, marker);
    std::ranges::sort(all.suppressed);
    const auto repeated = std::ranges::unique(all.suppressed);
    all.suppressed.erase(repeated.begin(), repeated.end());
    return all;
}

result<knowledge> public_sources::learn_others(const knowledge& first,
                                               const left_out& without) const {
    auto known = first;
    auto source = files.size();
    if (!already_published.source.empty() && !without(source++)) {
        known.set_source(already_published.source);
        for (const auto& [cell, value] : already_published.numbers) known.learn_exact(cell, value);
    }
    for (std::size_t k = 0; k < linked.size(); ++k) {
        if (without(source++)) continue;
        if (auto ok = learn_table(known, k + 1, linked[k].facts); !ok)
            return explain(known, ok.error());
    }
    for (std::size_t i = 0; i < statements.size(); ++i) {
        if (i > 0 && statements[i].text != statements[i - 1].text) ++source;
        if (!without(source)) known.learn(statements[i]);
    }
    return known;
}

error explain(const knowledge& public_knowledge, error e) {
    if (e.code != errc::contradiction) return e;
    const auto found = explain_contradiction(public_knowledge);
    if (!found) return e;
    for (const auto& fact : found->facts) {
        if (public_knowledge.sources()[fact.source] != input_source) continue;
        return {.code = e.code,
                .message = "what is public does not agree with the input",
                .cell = describe(public_knowledge.tables(), fact.cell)};
    }
    if (std::ranges::any_of(found->facts, [&](const auto& fact) {
            return public_knowledge.sources()[fact.source].ends_with(by_leaving_out);
        }))
        e.wanted = empty_cells_wanted;
    e.message = to_string(public_knowledge, *found);
    if (!e.message.empty() && e.message.back() == '.') e.message.pop_back();
    e.cell.clear();
    return e;
}

} // namespace sdc::inline v0
