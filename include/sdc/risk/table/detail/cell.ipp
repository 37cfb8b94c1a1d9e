#include <sdc/risk/table/cell.hpp>

#include <string>

namespace sdc::inline v0::detail {

result<void> check(const cell_risk_options& options) {
    if (options.coalition < 0)
        return error{.code = errc::bad_argument,
                     .message = "cell_risk_options.coalition",
                     .field = "cell_risk_options.coalition",
                     .found = std::to_string(options.coalition),
                     .wanted = "at least 0"};
    if (options.upper_bound < 1)
        return error{.code = errc::bad_argument,
                     .message = "cell_risk_options.upper_bound",
                     .field = "cell_risk_options.upper_bound",
                     .found = std::to_string(options.upper_bound),
                     .wanted = "at least 1"};
    return {};
}

result<void> check(const cell_risk_options& options, const table& t) {
    if (auto ok = check(options); !ok) return ok;
    if (options.population.empty()) return {};
    if (options.population.size() != t.size())
        return error{.code = errc::bad_argument,
                     .message = "cell_risk_options.population",
                     .field = "cell_risk_options.population",
                     .found = std::to_string(options.population.size()) + " cells",
                     .wanted = std::to_string(t.size()) + " cells"};
    for (cell_index cell = 0; cell < t.size(); ++cell) {
        if (options.population[cell] < t.contributors(cell))
            return error{.code = errc::contradiction,
                         .message = "a population is less than the people counted in it",
                         .cell = describe(t, cell)};
    }
    return {};
}

} // namespace sdc::inline v0::detail
