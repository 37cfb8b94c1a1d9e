#include <sdc/risk/release/linked_geographic_differencing.hpp>

#include "../counts_of_tables.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace sdc::inline v0 {
namespace {

using names = std::set<std::string>;

/// What the codes of a dimension are made of, by the hierarchies of all tables.
class atoms_of_codes {
public:
    atoms_of_codes(const linked_tables& tables, const std::string& dimension) {
        for (const auto& t : tables.tables()) {
            const auto d = t.cube->find_dimension(dimension);
            if (!d) continue;
            const auto& codes = t.cube->codes(*d);
            std::map<std::string, names> parts;
            for (code_index i = 1; i < codes.size(); ++i)
                parts[codes[codes.parent(i)].id].insert(codes[i].id);
            for (auto& [whole, of] : parts) ways_[whole].insert(std::move(of));
        }
    }

    /// Of several ways to divide a code the one of most atoms; a code that nothing divides is an
    /// atom.
    const names& operator()(const std::string& code) {
        if (const auto known = atoms_.find(code); known != atoms_.end()) return known->second;
        atoms_[code] = {code}; // also where codes of two tables are parts of each other
        names best;
        for (const auto& parts : ways_[code]) {
            names all;
            for (const auto& part : parts) {
                const auto& of = (*this)(part);
                all.insert(of.begin(), of.end());
            }
            if (all.size() > best.size()) best = std::move(all);
        }
        if (!best.empty()) atoms_[code] = std::move(best);
        return atoms_[code];
    }

private:
    std::map<std::string, std::set<names>> ways_; // of each code the sets of its parts
    std::map<std::string, names> atoms_;
};

/// The deepest codes of a dimension as zones.
struct table_zones {
    std::vector<code_index> codes = {};
    std::map<std::string, std::uint32_t> zone_of = {}; ///< Of each atom.
    bool apart = true;                                 ///< No atom is in two zones.
};

table_zones zones_of(const hierarchy& codes, atoms_of_codes& atoms) {
    table_zones z;
    for (code_index i = 0; i < codes.size(); ++i) {
        if (!codes.is_leaf(i)) continue;
        for (const auto& atom : atoms(codes[i].id))
            z.apart = z.zone_of.emplace(atom, static_cast<std::uint32_t>(z.codes.size())).second &&
                      z.apart;
        z.codes.push_back(i);
    }
    return z;
}

/// Two tables, seen along one dimension.
class two_tables {
public:
    two_tables(const linked_tables& tables, std::span<const interval> counts,
               const zone_difference_options& options, residual_groups& to)
        : tables_(tables), counts_(counts), options_(options), to_(to) {}

    result<void> compare(std::size_t first, std::size_t second, const std::string& dimension) {
        const auto a = tables_.cube(first).find_dimension(dimension),
                   b = tables_.cube(second).find_dimension(dimension);
        if (!a || !b) return {};
        atoms_of_codes atoms(tables_, dimension);
        const auto one = zones_of(tables_.cube(first).codes(*a), atoms),
                   other = zones_of(tables_.cube(second).codes(*b), atoms);
        const auto same = [](const auto& x, const auto& y) { return x.first == y.first; };
        if (!one.apart || !other.apart || !std::ranges::equal(one.zone_of, other.zone_of, same))
            return {};
        division left, right;
        for (const auto& [atom, zone] : one.zone_of) left.zone_of.push_back(zone);
        for (const auto& [atom, zone] : other.zone_of) right.zone_of.push_back(zone);
        if (left.zone_of == right.zone_of) return {}; // the same zones
        name_rests(dimension, atoms);
        std::map<cell_index, cell_index> all_of; // of the second table, by what they mean
        for_each_all(second, *b,
                     [&](cell_index cell) { all_of.emplace(tables_.variable_of(cell), cell); });
        result<void> ok;
        for_each_all(first, *a, [&](cell_index cell) {
            const auto met = all_of.find(tables_.variable_of(cell));
            if (ok && met != all_of.end())
                ok =
                    subtract(one, left, {first, *a, cell}, other, right, {second, *b, met->second});
        });
        return ok;
    }

private:
    struct named_codes {
        std::set<names> codes;    // as atoms
        std::set<cell_index> all; // what cells of all zones mean
    };
    struct place {
        std::size_t table, dimension;
        cell_index all; // the cell of all zones
    };
    template <class F>
    void for_each_all(std::size_t table, std::size_t d, F&& f) const {
        const auto& shape = tables_.cube(table).shape();
        for (cell_index cell = 0; cell < shape.size(); ++cell) {
            if (shape.coordinate(cell, d) == 0) f(tables_.offset(table) + cell);
        }
    }
    /// What codes there are of all tables, so that a rest that is a cell is left to it.
    void name_rests(const std::string& dimension, atoms_of_codes& atoms) {
        named_.clear();
        for (std::size_t k = 0; k < tables_.tables().size(); ++k) {
            const auto d = tables_.cube(k).find_dimension(dimension);
            if (!d) continue;
            auto& own = named_.emplace_back();
            const auto& codes = tables_.cube(k).codes(*d);
            for (code_index i = 0; i < codes.size(); ++i) own.codes.insert(atoms(codes[i].id));
            for_each_all(k, *d,
                         [&](cell_index cell) { own.all.insert(tables_.variable_of(cell)); });
        }
    }
    [[nodiscard]] bool is_named(cell_index all, const names& rest) const {
        return std::ranges::any_of(named_, [&](const named_codes& n) {
            return n.all.contains(tables_.variable_of(all)) && n.codes.contains(rest);
        });
    }
    /// The atoms of the outer zones that are in none of the inner.
    [[nodiscard]] static names rest_of(const zone_difference& d, const table_zones& one,
                                       const table_zones& other) {
        names rest;
        const auto &outer = d.first_is_outer ? one : other, &inner = d.first_is_outer ? other : one;
        for (const auto& [atom, zone] : outer.zone_of) {
            if (std::ranges::binary_search(d.outer, zone) &&
                !std::ranges::binary_search(d.inner, inner.zone_of.at(atom)))
                rest.insert(atom);
        }
        return rest;
    }
    [[nodiscard]] cell_index cell_of(const table_zones& z, const place& at,
                                     std::uint32_t zone) const {
        return at.all + z.codes[zone] * tables_.cube(at.table).shape().stride(at.dimension);
    }
    /// Nothing if the count of some zone is open.
    [[nodiscard]] std::optional<std::vector<std::int64_t>> counts_of(const table_zones& z,
                                                                     const place& at) const {
        std::vector<std::int64_t> counts;
        for (std::uint32_t zone = 0; zone < z.codes.size(); ++zone) {
            const auto& n = counts_[cell_of(z, at, zone)];
            if (!n.is_single_value()) return std::nullopt;
            counts.push_back(n.low);
        }
        return counts;
    }
    result<void> subtract(const table_zones& one, division& left, const place& here,
                          const table_zones& other, division& right, const place& there) {
        auto a = counts_of(one, here), b = counts_of(other, there);
        if (!a || !b) return {};
        left.counts = *std::move(a);
        right.counts = *std::move(b);
        const auto found = find_zone_differences(left, right, options_);
        if (!found) return found.error();
        to_.complete = to_.complete && found->complete;
        for (const auto& d : found->found) {
            if (is_named(here.all, rest_of(d, one, other))) continue;
            residual_group made{.people = d.people};
            const auto add = [&](const std::vector<std::uint32_t>& zones, bool of_first,
                                 std::int64_t times) {
                for (const auto zone : zones)
                    made.what.emplace_back(
                        of_first ? cell_of(one, here, zone) : cell_of(other, there, zone), times);
            };
            add(d.outer, d.first_is_outer, 1);
            add(d.inner, !d.first_is_outer, -1);
            to_.found.push_back(std::move(made));
        }
        return {};
    }

    const linked_tables& tables_;
    std::span<const interval> counts_;
    const zone_difference_options& options_;
    residual_groups& to_;
    std::vector<named_codes> named_; // of each table with the dimension
};

} // namespace

result<residual_groups> find_zone_differences(const linked_tables& tables,
                                              std::span<const interval> counts,
                                              const zone_difference_options& options) {
    if (auto ok = detail::check_counts(tables, counts); !ok) return ok.error();
    residual_groups all;
    for (std::size_t first = 0; first < tables.tables().size(); ++first) {
        for (std::size_t second = first + 1; second < tables.tables().size(); ++second) {
            for (const auto& d : tables.cube(first).dimensions()) {
                if (auto ok =
                        two_tables(tables, counts, options, all).compare(first, second, d.name);
                    !ok)
                    return ok.error();
            }
        }
    }
    return all;
}

} // namespace sdc::inline v0
