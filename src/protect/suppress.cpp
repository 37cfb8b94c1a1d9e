#include "suppressor.hpp"

#include <sdc/protect/suppress.hpp>

#include <algorithm>

namespace sdc::inline v0 {
namespace {

/// Unsafe cells that must stay public are a contradiction of the options.
result<void> check_kept(const table& t, const verdicts& v, std::span<const cell_index> kept) {
    for (const auto cell : kept) {
        if (cell >= t.size()) return error{.code = errc::bad_argument, .message = "a kept cell is outside the table", .found = std::to_string(cell)};
        const auto reasons = v.reasons(cell);
        if (is_unsafe(reasons))
            return error{.code = errc::not_protectable, .message = "an unsafe cell must stay public", .cell = describe(t, cell), .rule = to_string(reasons.front().rule)};
    }
    return {};
}

std::vector<cell_status> first_status(const table& t, const verdicts& v, std::span<const cell_index> kept) {
    std::vector<cell_status> status(t.size(), cell_status::published);
    for (std::size_t i = 0; i < v.cells().size(); ++i) {
        const auto cell = v.cells()[i];
        if (is_unsafe(v.reasons_at(i))) status[cell] = cell_status::unsafe;
        else if (!std::ranges::binary_search(kept, cell)) status[cell] = cell_status::hidden_zero;
    }
    return status;
}

result<void> check_frequency(const table& t) {
    if (t.is_frequency()) return {};
    return error{.code = errc::not_available, .message = "suppression of magnitude tables", .found = "a table with contributors", .wanted = "a frequency table"};
}

} // namespace

result<plan> suppress(std::shared_ptr<const table> t, const suppress_options& options) {
    if (auto ok = check_frequency(*t); !ok) return ok.error();
    if (auto ok = check(options.protection); !ok) return ok.error();
    auto v = evaluate(*t, options.rules);
    if (!v) return v.error();
    plan p{.source = std::move(t), .rules = options.rules, .protection = options.protection, .inside = options.inside, .kept = options.kept, .verdicts = *std::move(v)};
    std::ranges::sort(p.kept);
    if (auto ok = check_kept(*p.source, p.verdicts, p.kept); !ok) return ok.error();
    p.status = first_status(*p.source, p.verdicts, p.kept);
    p.needs = requirements(*p.source, p.verdicts, p.rules, p.protection);
    detail::suppressor engine(p, options);
    if (auto ok = engine.run(); !ok) return ok.error();
    return p;
}

result<plan> suppress(const table& t, const suppress_options& options) { return suppress(std::make_shared<const table>(t), options); }

} // namespace sdc::inline v0
