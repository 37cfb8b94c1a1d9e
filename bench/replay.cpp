// replay [TABLES [KEYS [GROUP]]]: how much an intruder learns who runs the program on every table
// that agrees with a release. Random tiny tables, threshold 3; one line a method. Deterministic.
// GROUP: the lines of this group only.
#include <sdc/attack/replay.hpp>
#include <sdc/detail/siphash.hpp>
#include <sdc/detail/splitmix64.hpp>
#include <sdc/knowledge/knowledge.hpp>
#include <sdc/protect/gaussian_suppression.hpp>
#include <sdc/protect/optimal.hpp>
#include <sdc/protect/suppress.hpp>
#include <sdc/release/against_replay.hpp>
#include <sdc/table/tabulate.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using sdc::detail::splitmix64;

struct setting {
    std::string group, name;
    enum class way : unsigned char { heuristic, optimal, elimination } by = way::heuristic;
    sdc::suppress_options options = {};
    bool closed = false; ///< Every suppressed cell that may be unsafe for all an intruder knows is
                         ///< protected, too.
    unsigned superfluous = 0; ///< Of 64 cells that could be published this many are suppressed all
                              ///< the same, chosen by the key.
};

sdc::dimension flat(const std::string& name, std::size_t size) {
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < size; ++i) ids.push_back(name + std::to_string(i));
    return {.name = name, .codes = sdc::hierarchy::flat(ids).value()};
}

std::vector<std::shared_ptr<const sdc::cube>> shapes() {
    const std::vector<sdc::code_parent> tree{
        {.id = "all", .parent = ""}, {.id = "n", .parent = "all"}, {.id = "s", .parent = "all"},
        {.id = "n1", .parent = "n"}, {.id = "n2", .parent = "n"},  {.id = "s1", .parent = "s"},
        {.id = "s2", .parent = "s"}};
    const sdc::dimension area{.name = "area", .codes = sdc::hierarchy::from_parents(tree).value()};
    return {sdc::cube::make({flat("a", 2), flat("b", 3)}).value(),
            sdc::cube::make({flat("a", 3), flat("b", 3)}).value(),
            sdc::cube::make({flat("a", 2), flat("b", 2), flat("c", 2)}).value(),
            sdc::cube::make({area, flat("b", 2)}).value()};
}

/// A fifth are 0, three fifths 1 to 6, the others up to 20.
sdc::table random_table(std::shared_ptr<const sdc::cube> c, std::uint64_t seed) {
    splitmix64 random(seed);
    std::vector<std::int64_t> values(c->size());
    for (const auto& cell : sdc::cells(*c)) {
        if (cell.is_margin()) continue;
        const auto kind = random.below(5);
        values[cell.index()] =
            kind == 0 ? 0 : static_cast<std::int64_t>(1 + random.below(kind < 4 ? 6 : 20));
    }
    sdc::detail::add_margins(*c, values);
    return sdc::table::make(std::move(c), {.values = std::move(values)}).value();
}

sdc::cost_key make_key(std::uint64_t draw, std::int64_t spread) {
    sdc::cost_key key{.spread_thousandths = spread};
    splitmix64 random(draw);
    for (auto& byte : key.bytes) byte = static_cast<std::uint8_t>(random.next());
    return key;
}

sdc::result<sdc::plan> run_once(const setting& s, std::shared_ptr<const sdc::table> t,
                                const sdc::suppress_options& options) {
    return s.by == setting::way::heuristic ? sdc::suppress(t, options)
           : s.by == setting::way::optimal ? sdc::suppress_optimally(t, options)
                                           : sdc::gaussian_suppression(t, options);
}

sdc::result<sdc::plan> run(const setting& s, std::shared_ptr<const sdc::table> t,
                           std::uint64_t draw) {
    auto options = s.options;
    if (options.cost.key) options.cost.key = make_key(draw, options.cost.key->spread_thousandths);
    if (!s.closed) return run_once(s, t, options);
    const auto once = [&](std::shared_ptr<const sdc::table> of, const sdc::suppress_options& o) {
        return run_once(s, std::move(of), o);
    };
    auto made = sdc::suppress_against_replay(t, options, {.method = once, .one_in = 0});
    if (!made) return made.error();
    return std::move(made->plan);
}

bool may_be_superfluous(const sdc::plan& p, sdc::cell_index cell) {
    return cell != 0 && p.source->value(cell) >= p.verdicts.suppressed_minimum();
}

/// The release of the plan: further cells are suppressed, each that may be with the chance that the
/// setting says.
void suppress_more(const setting& s, sdc::plan& p, std::uint64_t seed) {
    splitmix64 random(seed);
    for (sdc::cell_index cell = 0; cell < p.status.size(); ++cell) {
        const bool hit = random.below(64) < s.superfluous;
        if (hit && p.status[cell] == sdc::cell_status::published && may_be_superfluous(p, cell))
            p.status[cell] = sdc::cell_status::secondary;
    }
}

/// How likely this plan is to become the release by `suppress_more`, in 2^-31, at least 1 if it
/// can.
std::uint32_t chance(const setting& s, const sdc::plan& p, const sdc::plan& released) {
    if (std::ranges::none_of(p.status, sdc::is_suppressed))
        return 0; // a safe table is published whole
    double share = 1;
    for (sdc::cell_index cell = 0; cell < p.status.size(); ++cell) {
        const bool own = sdc::is_suppressed(p.status[cell]),
                   wanted = sdc::is_suppressed(released.status[cell]);
        if (!wanted && p.source->value(cell) != released.source->value(cell)) return 0;
        if (own && !wanted) return 0;
        if (own || !may_be_superfluous(p, cell)) {
            if (own != wanted) return 0;
            continue;
        }
        share *= (wanted ? s.superfluous : 64 - s.superfluous) / 64.0;
    }
    return share == 0 ? 0 : static_cast<std::uint32_t>(std::max(1.0, share * 2147483648.0));
}

struct figures {
    std::uint64_t releases = 0, narrowed = 0, broken = 0, fixed = 0, left_out = 0, suppressed = 0,
                  cells = 0;
    double before = 0, after = 0; ///< Probability of the true value, all tables and keys alike,
                                  ///< summed over unsafe cells.
};

double share_of(std::int64_t value, const std::vector<std::int64_t>& values,
                const std::vector<std::uint64_t>& weights) {
    std::uint64_t own = 0, all = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        all += weights[i];
        own += values[i] == value ? weights[i] : 0;
    }
    return static_cast<double>(own) / static_cast<double>(all);
}

void measure(const setting& s, std::shared_ptr<const sdc::table> t, std::uint64_t keys,
             std::uint64_t seed, figures& to) {
    auto made = run(s, t, 0);
    if (!made) return;
    suppress_more(s, *made, seed);
    std::vector<sdc::cell_index> unsafe;
    for (sdc::cell_index cell = 0; cell < t->size(); ++cell) {
        if (made->status[cell] == sdc::cell_status::primary) unsafe.push_back(cell);
    }
    if (unsafe.empty()) return;
    const auto weight = [&](std::span<const std::int64_t> values,
                            std::uint64_t draw) -> sdc::result<std::uint32_t> {
        const auto other =
            run(s,
                std::make_shared<const sdc::table>(
                    sdc::table::make(t->shared_cube(), {.values = {values.begin(), values.end()}})
                        .value()),
                draw);
        if (!other) return other.error();
        return chance(s, *other, *made);
    };
    const auto found = sdc::replay(
        sdc::knowledge_of(*made), sdc::release_weight(weight), unsafe, made->requirements,
        {.draws = s.options.cost.key ? keys : 1, .tables = 300, .samples = 1, .attempts = 1});
    if (!found || !found->exact) {
        ++to.left_out;
        return;
    }
    ++to.releases;
    to.suppressed += sdc::count(*made).suppressed();
    bool narrowed = false, fixed = false, broken = false;
    for (const auto& one : found->cells) {
        narrowed = narrowed || one.is_narrowed();
        fixed = fixed || one.is_fixed();
        ++to.cells;
        to.before += share_of(t->value(one.cell), one.possible, one.tables);
        to.after += share_of(t->value(one.cell), one.values, one.weights);
    }
    for (std::size_t i = 0; i < made->requirements.size(); ++i)
        broken = broken || (found->possible[i] && !found->met[i]);
    to.narrowed += narrowed;
    to.fixed += fixed;
    to.broken += broken;
}

std::vector<setting> settings() {
    using way = setting::way;
    using cost = sdc::suppression_cost;
    using width = sdc::protection::kind;
    const auto options = [](cost by, std::optional<std::int64_t> spread = {},
                            width w = width::cover,
                            sdc::zero_policy zeros = sdc::zero_policy::show) {
        sdc::suppress_options o{.rules = {sdc::threshold{.minimum = 3, .zeros = zeros}}};
        o.protection.width = w;
        o.protection.percent = 50;
        o.cost.by = by;
        if (spread) o.cost.key = sdc::cost_key{.spread_thousandths = *spread};
        return o;
    };
    std::vector<setting> all;
    constexpr std::array<std::pair<const char*, cost>, 4> costs{{{"value", cost::value},
                                                                 {"count", cost::count},
                                                                 {"unity", cost::unity},
                                                                 {"log", cost::log}}};
    for (const auto& [name, by] : costs)
        all.push_back({"cost", std::string("heuristic, ") + name, way::heuristic, options(by)});
    for (const auto& [name, by] : costs)
        all.push_back({"optimal", std::string("optimal, ") + name, way::optimal, options(by)});
    for (const auto& [name, by] : costs)
        all.push_back(
            {"elimination", std::string("elimination, ") + name, way::elimination, options(by)});
    constexpr std::array<std::pair<const char*, width>, 3> widths{
        {{"reach", width::reach}, {"exact", width::exact}, {"percent=50", width::percent}}};
    for (const auto& [name, w] : widths) {
        all.push_back({"width", std::string("heuristic, value, ") + name, way::heuristic,
                       options(cost::value, {}, w)});
        all.push_back({"width", std::string("heuristic, unity, ") + name, way::heuristic,
                       options(cost::unity, {}, w)});
    }
    constexpr std::array<std::pair<const char*, sdc::zero_policy>, 3> zeros{
        {{"eligible", sdc::zero_policy::eligible},
         {"hide", sdc::zero_policy::hide},
         {"unsafe", sdc::zero_policy::unsafe}}};
    for (const auto& [name, z] : zeros) {
        all.push_back({"zeros", std::string("heuristic, value, zeros ") + name, way::heuristic,
                       options(cost::value, {}, width::cover, z)});
        all.push_back({"zeros", std::string("heuristic, unity, zeros ") + name, way::heuristic,
                       options(cost::unity, {}, width::cover, z)});
    }
    for (const std::int64_t spread : {100, 9000}) {
        all.push_back({"key", "heuristic, value, key spread " + std::to_string(spread),
                       way::heuristic, options(cost::value, spread)});
        all.push_back({"key", "heuristic, unity, key spread " + std::to_string(spread),
                       way::heuristic, options(cost::unity, spread)});
    }
    all.push_back({"more", "heuristic, value, one in 16 more", way::heuristic, options(cost::value),
                   false, 4});
    all.push_back({"more", "heuristic, value, key, one in 16 more", way::heuristic,
                   options(cost::value, 9000), false, 4});
    all.push_back({"closed", "heuristic, value, key, complements protected", way::heuristic,
                   options(cost::value, 9000), true});
    for (const auto& [name, by] : {costs[0], costs[2]})
        all.push_back(
            {"against",
             std::string("heuristic, ") + name + ", key, complements protected, one in 16 more",
             way::heuristic, options(by, 9000), true, 4});
    return all;
}

} // namespace

int main(int argc, char** argv) {
    const auto tables = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 300;
    const auto keys = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 32;
    const std::string_view group = argc > 3 ? argv[3] : "";
    const auto cubes = shapes();
    std::puts("| method | releases | suppressed | narrowed | requirement broken | fixed | "
              "probability of the true value, before | after | left out |");
    std::puts("|---|---|---|---|---|---|---|---|---|");
    for (const auto& s : settings()) {
        if (!group.empty() && s.group != group) continue;
        figures f;
        for (std::uint64_t i = 0; i < tables; ++i)
            measure(
                s, std::make_shared<const sdc::table>(random_table(cubes[i % cubes.size()], i + 1)),
                keys, i, f);
        const auto n = static_cast<double>(std::max<std::uint64_t>(1, f.releases)),
                   cells = static_cast<double>(std::max<std::uint64_t>(1, f.cells));
        std::printf("| %s | %llu | %.1f | %.1f %% | %.1f %% | %.1f %% | %.3f | %.3f | %llu |\n",
                    s.name.c_str(), static_cast<unsigned long long>(f.releases),
                    static_cast<double>(f.suppressed) / n,
                    100 * static_cast<double>(f.narrowed) / n,
                    100 * static_cast<double>(f.broken) / n, 100 * static_cast<double>(f.fixed) / n,
                    f.before / cells, f.after / cells, static_cast<unsigned long long>(f.left_out));
        std::fflush(stdout);
    }
    return 0;
}
