#include <sdc/protect/round.hpp>

#include <memory>
#include <utility>

namespace sdc::inline v0 {

result<plan> round(std::shared_ptr<const table> t, const round_options& options) {
    if (t == nullptr) return detail::none_given("table");
    if (auto ok = check_banded(*t, options.rules, options.bands, options.protection); !ok)
        return ok.error();
    verdicts found;
    if (options.rules.empty()) {
        if (auto ok = detail::check_unpublished(*t, options.unpublished); !ok) return ok.error();
        found.set_unpublished(options.unpublished);
    } else {
        auto evaluated = evaluate(*t, options.rules, options.unpublished);
        if (!evaluated) return std::move(evaluated).error();
        found = std::move(*evaluated);
    }
    plan p{.source = std::move(t), .rules = options.rules, .protection = options.protection};
    p.requirements =
        list_banded_requirements(*p.source, found, p.rules, options.bands, p.protection);
    p.status.assign(p.source->size(), cell_status::published);
    for (cell_index cell = 0; cell < options.unpublished.size(); ++cell) {
        if (options.unpublished[cell]) p.status[cell] = cell_status::unpublished;
    }
    for (std::size_t i = 0; i < found.cells().size(); ++i) {
        auto& status = p.status[found.cells()[i]];
        if (status == cell_status::unpublished) continue; // a sum of published cells
        status =
            is_unsafe(found.reasons_at(i)) ? cell_status::primary : cell_status::suppressed_zero;
    }
    p.verdicts = std::move(found);
    p.bands = options.bands;
    return p;
}

} // namespace sdc::inline v0
