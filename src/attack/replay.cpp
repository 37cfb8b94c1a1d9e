#include <sdc/attack/replay.hpp>

#include <sdc/detail/splitmix64.hpp>
#include <sdc/enumerate/leaf_facts.hpp>
#include <sdc/table/tabulate.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <numeric>
#include <optional>
#include <string>
#include <utility>

namespace sdc::inline v0 {
namespace {

using values_of_table = std::vector<std::int64_t>;

std::uint64_t add_limited(std::uint64_t a, std::uint64_t b) noexcept {
    return b > ~a ? ~std::uint64_t{0} : a + b;
}

/// All tables that agree; nothing if they are too many.
result<std::optional<std::vector<values_of_table>>> list_tables(const knowledge& known,
                                                                const replay_options& options) {
    auto search = detail::table_search::make(known);
    if (!search) return search.error();
    std::vector<values_of_table> all;
    bool too_many = false;
    const auto complete = search->run(options.search, [&] {
        too_many = all.size() == options.tables;
        if (!too_many) search->fill(known.cube(), all.emplace_back());
        return !too_many;
    });
    if (!complete) return complete.error();
    if (!*complete) detail::report_limit(options.search);
    if (!*complete || too_many) return std::optional<std::vector<values_of_table>>();
    return std::optional(std::move(all));
}

/// Tables that agree, drawn leaf by leaf in random order, each value from what the facts leave of
/// it. Every table can be drawn; they are not equally likely.
class table_drawer {
public:
    [[nodiscard]] static result<table_drawer> make(const knowledge& known,
                                                   const replay_options& options) {
        auto facts = detail::leaf_facts::make(known);
        if (!facts) return facts.error();
        if (!detail::tighten(*facts)) return detail::no_table();
        drop_known_leaves(*facts);
        table_drawer made(std::move(*facts), options);
        made.cases_ = known.cases();
        return made;
    }

    /// Table number `i`; false if no attempt agreed.
    [[nodiscard]] bool draw(const cube& c, std::uint64_t i, values_of_table& values) const {
        detail::splitmix64 random(detail::splitmix64(seed_ ^ detail::splitmix64(i).next()).next());
        for (std::uint64_t left = attempts_; left > 0;) {
            auto facts = facts_;
            if (!fill(facts, random, left)) continue;
            values.assign(c.size(), 0);
            for (std::size_t k = 0; k < facts.leaves.size(); ++k)
                values[facts.leaves[k]] = facts.low[k];
            detail::add_margins(c, values);
            const auto is_broken = [&](const one_of& cases) {
                return find_alternative(cases, [&](cell_index cell) { return values[cell]; }) ==
                       cases.size();
            };
            if (std::ranges::any_of(cases_, is_broken)) continue;
            return true;
        }
        return false;
    }

private:
    table_drawer(detail::leaf_facts facts, const replay_options& options)
        : facts_(std::move(facts)), seed_(options.seed), attempts_(options.attempts) {
        for (std::size_t k = 0; k < facts_.leaves.size(); ++k) {
            if (facts_.low[k] < facts_.high[k]) open_.push_back(k);
        }
    }

    static void drop_known_leaves(detail::leaf_facts& facts) {
        for (auto& fact : facts.facts) {
            std::erase_if(fact.terms, [&](const auto& term) {
                if (facts.low[term.first] != facts.high[term.first]) return false;
                const auto part = term.second * facts.low[term.first];
                fact.low -= part;
                if (fact.high) *fact.high -= part;
                return true;
            });
        }
    }

    /// One way down; false at a dead end. Each value that is tried takes one of `left`.
    bool fill(detail::leaf_facts& facts, detail::splitmix64& random, std::uint64_t& left) const {
        auto order = open_;
        for (std::size_t i = order.size(); i > 1; --i)
            std::swap(order[i - 1], order[random.below(i)]);
        for (const auto k : order) {
            // A value that contradicts the facts is taken out, at an end or by trying the next one.
            const auto width = static_cast<std::uint64_t>(facts.high[k] - facts.low[k]) + 1;
            const auto first = random.below(width);
            bool set = false;
            for (std::uint64_t step = 0; step < width && left > 0 && !set; ++step, --left) {
                auto next = facts;
                next.low[k] = next.high[k] =
                    facts.low[k] + static_cast<std::int64_t>((first + step) % width);
                set = detail::tighten(next);
                if (set) facts = std::move(next);
            }
            if (!set) {
                if (left > 0) --left;
                return false;
            }
        }
        return true;
    }

    std::vector<one_of> cases_;
    detail::leaf_facts facts_;
    std::vector<std::size_t> open_;
    std::uint64_t seed_, attempts_;
};

result<std::vector<values_of_table>> draw_tables(const knowledge& known,
                                                 const replay_options& options) {
    const auto drawer = table_drawer::make(known, options);
    if (!drawer) return drawer.error();
    std::vector<values_of_table> all(options.samples);
    for (std::uint64_t i = 0; i < options.samples; ++i) {
        if (!drawer->draw(known.cube(), i, all[i]))
            return error{.code = errc::not_proved,
                         .message = "no table for the sample was found",
                         .wanted = "more attempts than " + std::to_string(options.attempts)};
    }
    return all;
}

/// Over all secrets. A table that the method refuses is not released.
result<std::uint64_t> sum_weights(const release_weight& weight,
                                  std::span<const std::int64_t> values, std::uint64_t draws) {
    std::uint64_t sum = 0;
    for (std::uint64_t draw = 0; draw < draws; ++draw) {
        const auto one = weight(values, draw);
        if (!one && one.error().code == errc::cancelled) return one.error();
        if (one) sum = add_limited(sum, *one);
    }
    return sum;
}

class collector {
public:
    collector(std::span<const cell_index> asked, std::span<const requirement> requirements)
        : asked_(asked), requirements_(requirements), tried_(asked.size()),
          possible_(requirements.size()), met_(requirements.size()) {}

    void add(std::span<const std::int64_t> values, std::uint64_t weight) {
        ++tables_;
        accepted_ += weight > 0 ? 1 : 0;
        for (std::size_t i = 0; i < asked_.size(); ++i) {
            auto& of = tried_[i][values[asked_[i]]];
            ++of.tables;
            of.weight = add_limited(of.weight, weight);
        }
        for (std::size_t i = 0; i < requirements_.size(); ++i) {
            const bool met = is_met(requirements_[i], functional(requirements_[i], values));
            possible_[i] = possible_[i] || met;
            met_[i] = met_[i] || (met && weight > 0);
        }
    }

    [[nodiscard]] replay_result found(bool exact) && {
        replay_result made{.exact = exact,
                           .tables = tables_,
                           .accepted = accepted_,
                           .possible = std::move(possible_),
                           .met = std::move(met_)};
        for (std::size_t i = 0; i < asked_.size(); ++i) {
            auto& one = made.cells.emplace_back(replayed_cell{.cell = asked_[i]});
            for (const auto& [value, of] : tried_[i]) {
                one.possible.push_back(value);
                one.tables.push_back(of.tables);
                if (of.weight == 0) continue;
                one.values.push_back(value);
                one.weights.push_back(of.weight);
            }
        }
        return made;
    }

private:
    struct tally {
        std::uint64_t tables = 0, weight = 0;
    };
    std::span<const cell_index> asked_;
    std::span<const requirement> requirements_;
    std::vector<std::map<std::int64_t, tally>> tried_; // of each asked cell, by value
    std::vector<bool> possible_, met_;
    std::uint64_t tables_ = 0, accepted_ = 0;
};

result<void> check(const knowledge& known, std::span<const cell_index> asked,
                   std::span<const requirement> requirements, const replay_options& options) {
    const auto refuse = [](const char* what, const char* field, std::uint64_t found,
                           std::string wanted) {
        return error{.code = errc::bad_argument,
                     .message = what,
                     .field = field,
                     .found = std::to_string(found),
                     .wanted = std::move(wanted)};
    };
    const auto cells = known.cube().size();
    if (options.draws == 0)
        return refuse("replay_options.draws", "replay_options.draws", 0, "at least 1");
    if (options.samples == 0)
        return refuse("replay_options.samples", "replay_options.samples", 0, "at least 1");
    for (const auto cell : asked) {
        if (cell >= cells)
            return refuse("a cell outside the table", "asked", cell, "a cell of the table");
    }
    for (const auto& n : requirements) {
        if (n.cell >= cells)
            return refuse("a requirement of a cell outside the table", "requirements", n.cell,
                          "a cell of the table");
        if (n.minus != no_cell && n.minus >= cells)
            return refuse("a requirement of a cell outside the table", "requirements", n.minus,
                          "a cell of the table");
    }
    return {};
}

} // namespace

result<replay_result> replay(const knowledge& known, const release_weight& weight,
                             std::span<const cell_index> asked,
                             std::span<const requirement> requirements,
                             const replay_options& options) {
    if (auto ok = check(known, asked, requirements, options); !ok) return ok.error();
    auto all = list_tables(known, options);
    if (!all) return all.error();
    const bool exact = all->has_value();
    if (exact && (*all)->empty()) return detail::no_table();
    auto tried = exact ? result<std::vector<values_of_table>>(std::move(**all))
                       : draw_tables(known, options);
    if (!tried) return tried.error();
    collector found(asked, requirements);
    for (const auto& values : *tried) {
        const auto sum = sum_weights(weight, values, options.draws);
        if (!sum) return sum.error();
        found.add(values, *sum);
    }
    auto made = std::move(found).found(exact);
    if (exact && made.accepted == 0)
        return error{
            .code = errc::contradiction,
            .message = "the method makes this release of no table that agrees with it",
            .wanted = "the rules and options that it was made with, or more draws of the secret"};
    return made;
}

result<replay_result> replay(const knowledge& known, const published_values& released,
                             const release_method& method, std::span<const cell_index> asked,
                             std::span<const requirement> requirements,
                             const replay_options& options) {
    if (released.size() != known.cube().size())
        return error{.code = errc::bad_argument,
                     .message = "the number of released cells",
                     .field = "released",
                     .found = std::to_string(released.size()),
                     .wanted = std::to_string(known.cube().size()) + " (one for each cell)"};
    const auto weight = [&](std::span<const std::int64_t> values,
                            std::uint64_t draw) -> result<std::uint32_t> {
        const auto shown = method(values, draw);
        if (!shown) return shown.error();
        return *shown == released ? 1U : 0U;
    };
    return replay(known, release_weight(weight), asked, requirements, options);
}

} // namespace sdc::inline v0
