/// The oracle of linked tables: everybody, cross-classified in full. A person has one letter for
/// each dimension; a code holds the letters of its name ("ab" those of a and of b; digits part
/// names of equal codes), and "T" holds all. Nothing here knows relations, links or solvers.
#pragma once

#include "generators.hpp"

#include <sdc/plan/linked_plan.hpp>
#include <sdc/protect/suppress_linked.hpp>
#include <sdc/table/tabulate.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace support {

struct people {
    std::vector<std::string> names;        ///< Of the dimensions.
    std::vector<std::string> letters;      ///< Of each dimension.
    std::vector<std::int64_t> counts = {}; ///< One a combination; the last dimension runs fastest.

    [[nodiscard]] std::size_t size() const {
        std::size_t n = 1;
        for (const auto& l : letters) n *= l.size();
        return n;
    }
    /// The letter of combination i in a dimension.
    [[nodiscard]] char letter(std::size_t i, std::size_t d) const {
        for (auto k = letters.size(); --k > d;) i /= letters[k].size();
        return letters[d][i % letters[d].size()];
    }
    /// Combination i is among the people of the codes.
    [[nodiscard]] bool holds(const std::vector<std::pair<std::string, std::string>>& codes,
                             std::size_t i) const {
        for (const auto& [name, code] : codes) {
            for (std::size_t d = 0; d < names.size(); ++d) {
                if (names[d] == name && code != "T" && code.find(letter(i, d)) == std::string::npos)
                    return false;
            }
        }
        return true;
    }
};

struct people_options {
    std::int64_t most = 14;          ///< In all.
    std::uint64_t zero_percent = 30; ///< Share of combinations of nobody.
    std::uint64_t one_percent = 0;   ///< Share of one person among the others.
    std::uint64_t largest = 4;       ///< Count of a combination that is neither.
};

[[nodiscard]] inline people random_people(std::uint64_t seed, std::vector<std::string> names,
                                          std::vector<std::string> letters,
                                          const people_options& o) {
    people all{.names = std::move(names), .letters = std::move(letters)};
    splitmix64 random(seed);
    auto room = o.most;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto wanted = random.percent(o.zero_percent) ? 0
                            : o.one_percent > 0 && random.percent(o.one_percent)
                                ? 1
                                : 1 + random.below(o.largest);
        all.counts.push_back(std::min(room, static_cast<std::int64_t>(wanted)));
        room -= all.counts.back();
    }
    for (auto i = all.counts.size(); i > 1; --i)
        std::swap(all.counts[i - 1], all.counts[random.below(i)]);
    return all;
}

using code_tree = std::vector<sdc::code_parent>;

struct shown_dimension {
    std::string name;
    code_tree codes;
};

/// A total and its parts.
[[nodiscard]] inline shown_dimension flat(const std::string& name,
                                          const std::vector<std::string>& codes) {
    shown_dimension d{.name = name, .codes = {{"T", ""}}};
    for (const auto& c : codes) d.codes.push_back({c, "T"});
    return d;
}

/// A total, its groups, and in each group the letters that its code holds and is not.
[[nodiscard]] inline shown_dimension grouped(const std::string& name,
                                             const std::vector<std::string>& groups) {
    shown_dimension d{.name = name, .codes = {{"T", ""}}};
    for (const auto& group : groups) {
        d.codes.push_back({group, "T"});
        for (const auto letter : group.size() > 1 ? group : "") {
            if (letter > '9') d.codes.push_back({std::string(1, letter), group});
        }
    }
    return d;
}

using where_codes = std::vector<std::pair<std::string, std::string>>;

[[nodiscard]] inline where_codes codes_of(const sdc::cube& c, sdc::cell_index cell) {
    where_codes codes;
    for (std::size_t d = 0; d < c.dimensions().size(); ++d)
        codes.emplace_back(c.dimensions()[d].name, c.codes(d)[c.shape().coordinate(cell, d)].id);
    return codes;
}

[[nodiscard]] inline std::int64_t count(const people& of, std::span<const std::int64_t> counts,
                                        const where_codes& a, const where_codes& b) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < counts.size(); ++i)
        sum += of.holds(a, i) && of.holds(b, i) ? counts[i] : 0;
    return sum;
}

/// The table of the people as a source.
[[nodiscard]] inline sdc::linked_source tabulate(const people& of, std::string name,
                                                 const std::vector<shown_dimension>& by,
                                                 where_codes where = {}) {
    std::vector<sdc::dimension> dimensions;
    for (const auto& d : by)
        dimensions.push_back(
            {.name = d.name, .codes = sdc::hierarchy::from_parents(d.codes).value()});
    auto c = sdc::cube::make(std::move(dimensions)).value();
    sdc::columns data;
    for (sdc::cell_index cell = 0; cell < c->size(); ++cell)
        data.values.push_back(count(of, of.counts, codes_of(*c, cell), where));
    return {.name = std::move(name),
            .counts = std::make_shared<const sdc::table>(
                sdc::table::make(std::move(c), std::move(data)).value()),
            .where = std::move(where)};
}

/// The sources as linked tables, in their order.
[[nodiscard]] inline std::shared_ptr<const sdc::linked_tables>
link(const std::vector<sdc::linked_source>& sources) {
    std::vector<sdc::linked_table> linked;
    for (const auto& s : sources)
        linked.push_back({.name = s.name, .cube = s.counts->shared_cube(), .where = s.where});
    return sdc::linked_tables::make(std::move(linked)).value();
}

/// Six ages, a to f, in pairs and in threes: two hierarchies that meet in their leaves, which two
/// unpublished tables tell.
[[nodiscard]] inline std::vector<sdc::linked_source> ages_by_twos_and_threes(const people& of) {
    const std::vector<std::string> twos{"ab", "cd", "ef"}, threes{"abc", "def"};
    std::vector sources{tabulate(of, "twos", {flat("age", twos)}),
                        tabulate(of, "threes", {flat("age", threes)}),
                        tabulate(of, "codes", {grouped("age", twos)}),
                        tabulate(of, "more codes", {grouped("age", threes)})};
    sources[2].use = sources[3].use = sdc::linked_use::unpublished;
    return sources;
}

/// Calls f for all people that an intruder of the tables cannot tell from the true ones. Everybody
/// together must be public.
class everybody {
public:
    everybody(const people& of, const sdc::linked_plan& p) : of_(of) {
        std::int64_t total = 0;
        for (const auto n : of.counts) total += n;
        for (std::size_t k = 0; k < p.parts.size(); ++k) {
            if (p.use[k] == sdc::linked_use::unpublished) continue;
            const auto& part = p.parts[k];
            for (sdc::cell_index cell = 0; cell < part.source->size(); ++cell) {
                const bool suppressed = sdc::is_suppressed(part.status[cell]);
                const auto value = part.source->value(cell);
                fact one{.least = suppressed ? part.verdicts.minimum(cell) : value,
                         .most = suppressed ? part.verdicts.maximum(cell) : value};
                one.holds = members(p, k, cell);
                for (std::size_t i = 0; i < one.holds.size(); ++i) {
                    if (one.holds[i]) one.last = i;
                }
                if (suppressed && !part.source->is_structural_zero(cell))
                    take_rules(p, k, cell, one);
                facts_.push_back(std::move(one));
            }
        }
        total_ = total;
        if (!flags_something(of.counts))
            flagged_.clear(); // as where an earlier release did not keep to these rules
    }

    [[nodiscard]] std::vector<bool> members(const sdc::linked_plan& p, std::size_t k,
                                            sdc::cell_index cell) const {
        std::vector<bool> in(of_.size());
        const auto codes = codes_of(p.cubes->cube(k), cell);
        for (std::size_t i = 0; i < in.size(); ++i)
            in[i] = of_.holds(codes, i) && of_.holds(p.cubes->tables()[k].where, i);
        return in;
    }

    /// For each need, of all parts, whether some people meet it.
    [[nodiscard]] std::vector<bool> reached(const sdc::linked_plan& p) const {
        struct goal {
            sdc::requirement what;
            std::vector<bool> in, out;
        };
        std::vector<goal> goals;
        for (std::size_t k = 0; k < p.parts.size(); ++k) {
            for (const auto& n : p.parts[k].requirements)
                goals.push_back({n, members(p, k, n.cell),
                                 n.minus == sdc::no_cell ? std::vector<bool>(of_.size())
                                                         : members(p, k, n.minus)});
        }
        std::vector<bool> met(goals.size());
        for_each([&](std::span<const std::int64_t> counts) {
            for (std::size_t g = 0; g < goals.size(); ++g) {
                std::int64_t at = 0;
                for (std::size_t i = 0; i < counts.size(); ++i)
                    at += (goals[g].in[i] ? counts[i] : 0) - (goals[g].out[i] ? counts[i] : 0);
                met[g] = met[g] || sdc::is_met(goals[g].what, at);
            }
        });
        return met;
    }

    void for_each(const std::function<void(std::span<const std::int64_t>)>& f) const {
        std::vector<std::int64_t> counts(of_.size());
        assign(counts, 0, total_, [&](std::span<const std::int64_t> all) {
            if (flagged_.empty() || flags_something(all)) f(all);
        });
    }

private:
    struct fact {
        std::vector<bool> holds = {};
        std::int64_t least = 0, most = 0;
        std::size_t last = 0; // the last that it holds for
    };

    /// A threshold flags the cell from `least` to `most`.
    void take_rules(const sdc::linked_plan& p, std::size_t k, sdc::cell_index cell,
                    const fact& one) {
        const auto& part = p.parts[k];
        const bool total =
            sdc::equals_total(part.source->cube(), sdc::cell_view(part.source->cube(), cell).at());
        for (const auto& r : part.rules) {
            const auto& limit =
                std::get<sdc::threshold>(r); // of other rules this oracle knows nothing
            if (total && limit.publish_total) continue;
            const bool zeros = limit.zeros == sdc::zero_policy::unsafe ||
                               (limit.zeros == sdc::zero_policy::hide && !total);
            flagged_.push_back(
                {.holds = one.holds, .least = zeros ? 0 : 1, .most = limit.minimum - 1});
        }
    }
    /// Nothing is suppressed unless some suppressed cell is flagged.
    [[nodiscard]] bool flags_something(std::span<const std::int64_t> counts) const {
        return std::ranges::any_of(flagged_, [&](const fact& one) {
            std::int64_t sum = 0;
            for (std::size_t i = 0; i < counts.size(); ++i) sum += one.holds[i] ? counts[i] : 0;
            return one.least <= sum && sum <= one.most;
        });
    }

    void assign(std::vector<std::int64_t>& counts, std::size_t i, std::int64_t room,
                const std::function<void(std::span<const std::int64_t>)>& f) const {
        if (i == counts.size()) {
            f(counts);
            return;
        }
        for (std::int64_t n = i + 1 == counts.size() ? room : 0; n <= room; ++n) {
            counts[i] = n;
            if (fits(counts, i)) assign(counts, i + 1, room - n, f);
        }
    }
    /// What no count after i adds to.
    [[nodiscard]] bool fits(std::span<const std::int64_t> counts, std::size_t i) const {
        for (const auto& one : facts_) {
            if (one.last != i) continue;
            std::int64_t sum = 0;
            for (std::size_t k = 0; k <= i; ++k) sum += one.holds[k] ? counts[k] : 0;
            if (sum < one.least || sum > one.most) return false;
        }
        return true;
    }

    const people& of_;
    std::vector<fact> facts_, flagged_;
    std::int64_t total_ = 0;
};

} // namespace support
