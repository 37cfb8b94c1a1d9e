#include "suppress_options.hpp"

#include "inputs.hpp"
#include "words.hpp"

#include <sdc/io/cell_columns.hpp>
#include <sdc/io/csv_file.hpp>
#include <sdc/io/key_file.hpp>
#include <sdc/io/public_table.hpp>
#include <sdc/rule/largest_limit.hpp>
#include <sdc/table/detail/number.hpp>

#include <chrono>
#include <string_view>
#include <utility>

namespace sdc::cli {
namespace {

result<std::vector<std::int64_t>> read_distances(std::string_view text) {
    std::vector<std::int64_t> costs;
    while (true) {
        const auto comma = text.find(',');
        const auto n = parse_whole("--cost distance", text.substr(0, comma));
        if (!n) return n.error();
        if (!sdc::detail::is_limit(*n, 1))
            return bad_option("--cost distance", text.substr(0, comma),
                              "costs of " + sdc::detail::wanted_limit(1));
        costs.push_back(*n);
        if (comma == std::string_view::npos) return costs;
        text.remove_prefix(comma + 1);
    }
}

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
    constexpr choices<suppression_cost, 5> costs{{{"value", suppression_cost::value},
                                                  {"count", suppression_cost::count},
                                                  {"unity", suppression_cost::unity},
                                                  {"log", suppression_cost::log},
                                                  {"distance", suppression_cost::distance}}};
    if (const auto lambda = after(a.cost, "box-cox=")) {
        const auto n = sdc::detail::parse_decimal(*lambda, 3);
        if (!n || *n < 0 || *n > 1000)
            return bad_option("--cost box-cox", *lambda,
                              "0 to 1 with up to three decimals, such as 0.5");
        return cost_options{.by = suppression_cost::box_cox, .lambda_thousandths = *n};
    }
    if (const auto list = after(a.cost, "distance=")) {
        auto distances = read_distances(*list);
        if (!distances) return distances.error();
        return cost_options{.by = suppression_cost::distance, .distances = *std::move(distances)};
    }
    const auto by = choose("--cost", a.cost, costs);
    if (!by)
        return bad_option(
            "--cost", a.cost,
            "one of value, count, unity, log, box-cox=LAMBDA, distance, distance=1,2,4");
    return cost_options{.by = *by};
}

result<std::optional<cost_key>> read_key(const arguments& a) {
    if (a.key_file.empty()) return std::optional<cost_key>();
    auto key = sdc::read_key(a.key_file);
    if (key) return std::optional(*key);
    auto e = std::move(key).error();
    if (e.code == errc::bad_argument) e.message = "--key";
    return e;
}

std::string describe_key(const cost_options& cost) {
    return cost.key ? "costs perturbed by a secret key" : "";
}

result<bool> read_against(const arguments& a) {
    if (a.against.empty()) return false;
    if (a.against != "replay") return bad_option("--against", a.against, "replay");
    if (a.key_file.empty())
        return bad_option("--against", a.against,
                          "--key FILE with it: an intruder who runs the program must not be able "
                          "to run all of it");
    if (!a.linked.empty()) return not_yet("--against replay with --linked");
    if (a.intruder != "outsider" || !a.contributor.empty())
        return not_yet("--against replay with --intruder or --contributor");
    return true;
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
