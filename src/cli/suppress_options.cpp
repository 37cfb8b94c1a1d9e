#include "suppress_options.hpp"

#include "inputs.hpp"
#include "words.hpp"

#include <sdc/io/cell_columns.hpp>
#include <sdc/io/csv_file.hpp>
#include <sdc/io/key_file.hpp>
#include <sdc/io/public_table.hpp>

#include <chrono>
#include <utility>

namespace sdc::cli {
namespace {

template <class Read, class To>
result<void> read_file_into(const std::string& file, const cube& c, Read&& read, To& to) {
    if (file.empty()) return {};
    const auto rows = read_csv(file);
    if (!rows) return rows.error();
    auto found = read(*rows, c);
    if (!found) return found.error();
    to = *std::move(found);
    return {};
}

} // namespace

result<cost_options> read_cost(const arguments& a) {
    auto made = a.cost;
    if (a.key_file.empty()) return made;
    const auto key = read_key(a.key_file);
    if (key) {
        made.key = *key;
        return made;
    }
    auto e = key.error();
    if (e.code == errc::bad_argument) e.message = "--key";
    return e;
}

std::string describe_key(const cost_options& cost) {
    return cost.key ? "costs perturbed by a secret key" : "";
}

result<void> read_suppress_files(const arguments& a, const table& counts, const marker& shown,
                                 suppress_options& to) {
    if (auto ok = read_file_into(a.cost_file, counts.cube(), read_costs, to.cost.cells); !ok)
        return ok;
    if (auto ok =
            read_file_into(a.suppression_groups, counts.cube(), read_groups, to.suppression_groups);
        !ok)
        return ok;
    if (a.previous.empty()) return {};
    const auto rows = read_public_rows(a, a.previous, names_of(counts.cube()));
    if (!rows) return rows.error();
    auto earlier = read_public(*rows, counts.shared_cube(), {.markers = {shown.text}});
    if (!earlier) return earlier.error();
    to.preferred = std::move(earlier->suppressed);
    return {};
}

result<std::optional<optimal_options>> read_method(const arguments& a) {
    if (!a.optimal && a.nodes)
        return bad_option("--nodes", std::to_string(*a.nodes), "--method optimal with it");
    if (!a.optimal) return std::optional<optimal_options>();
    optimal_options made;
    if (a.nodes) made.node_limit = static_cast<std::uint64_t>(*a.nodes);
    return std::optional(made);
}

void take_limits(const arguments& a, suppress_options& to, std::shared_ptr<bool> cut) {
    if (a.improvement_budget)
        to.improvement_budget = static_cast<std::uint64_t>(*a.improvement_budget);
    if (!a.seconds) return;
    using clock = std::chrono::steady_clock;
    to.stop_improving = [cut = std::move(cut), most = std::chrono::seconds(*a.seconds),
                         start = clock::now()] {
        if (clock::now() - start < most) return false;
        *cut = true;
        return true;
    };
}

} // namespace sdc::cli
