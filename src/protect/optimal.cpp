#include "optimal.hpp"

#include "separation.hpp"
#include "suppression_master.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

namespace sdc::inline v0::detail {
namespace {

constexpr double tolerance = 1e-6;

/// All costs are whole numbers.
std::int64_t whole_bound(double bound) { return static_cast<std::int64_t>(std::ceil(bound - tolerance - 1e-12 * std::abs(bound))); }

bool tells_alone(const intruder& who, cell_index cell) {
    const auto own = std::ranges::lower_bound(who.own, cell, {}, &own_cell::cell);
    return own != who.own.end() && own->cell == cell && own->alone;
}

/// The intruder cannot tell it from the truth.
bool passes(const suppression_problem& p, const move& m, const intruder* who) {
    return who == nullptr || std::ranges::all_of(m, [&](const auto& c) {
        const auto [low, high] = room(p, c.first, who);
        return low <= c.second && c.second <= high;
    });
}

class exact_search {
public:
    exact_search(const suppression_problem& p, const exact_options& options)
        : p_(p), options_(options), master_(p), separation_(p), recent_(p.needs.size()) {
        if (p.find_inside) always_inside_ = p.find_inside(master_.withheld(std::vector<bool>(width(), false)));
    }

    problem_solution run() {
        if (!check_all()) return finish();
        if (options_.start != nullptr && options_.start->outcome == problem_outcome::solved) take(master_.columns_of(options_.start->withheld));
        cut_relaxation();
        improve(support_);
        if (!best_) improve(std::vector<bool>(width(), true));
        for (std::uint64_t round = 0; round < options_.round_limit && !done() && solve_integers(); ++round) cut_relaxation();
        return finish();
    }

private:
    [[nodiscard]] std::size_t width() const { return master_.columns().size(); }

    bool done() {
        stopped_ = stopped_ || (options_.stop && options_.stop());
        return stopped_ || impossible_ || (best_ && lower_bound_ >= best_->cost);
    }

    /// Every need of outsiders with all candidates withheld; more never harms.
    bool check_all() {
        const std::vector<bool> all(width(), true);
        const auto withheld = master_.withheld(all);
        for (std::uint32_t n = 0; n < p_.needs.size(); ++n) {
            bool settled = true;
            if (find_witness(n, nullptr, withheld, settled)) continue;
            open_.push_back(n);
            impossible_ = impossible_ || settled;
        }
        return open_.empty();
    }

    // --- witnesses -------------------------------------------------------------------------------------------------------------

    [[nodiscard]] bool serves(const move& m, std::uint32_t n, const intruder* who, const std::vector<bool>& withheld) const {
        return std::ranges::all_of(m, [&](const auto& c) { return withheld[c.first]; }) && passes(p_, m, who) && meets(p_, p_.needs[n], m) && agrees(p_, withheld, m);
    }

    std::optional<move> find_witness(std::uint32_t n, const intruder* who, const std::vector<bool>& withheld, bool& settled) {
        for (const auto& m : recent_[n]) {
            if (serves(m, n, who, withheld)) return m;
        }
        const std::vector<double> open(withheld.begin(), withheld.end());
        for (const auto& q : questions_of(p_, p_.needs[n], who)) {
            auto answer = separation_.ask(q, open);
            if (!answer.possible && answer.cut) continue;
            if (!answer.whole || !serves(*answer.whole, n, who, withheld)) answer.whole = separation_.whole_move(q, withheld, options_.node_limit, settled);
            if (!answer.whole) continue;
            if (!serves(*answer.whole, n, who, withheld)) {
                settled = false;
                continue;
            }
            recent_[n].insert(recent_[n].begin(), *answer.whole);
            if (recent_[n].size() > 8) recent_[n].pop_back();
            return answer.whole;
        }
        return std::nullopt;
    }

    /// Of every need, also against the readers inside; nothing at the first one that has none.
    std::optional<problem_solution> prove(const std::vector<bool>& on) {
        problem_solution s{.withheld = master_.withheld(on), .cost = master_.cost(on)};
        const auto inside = p_.find_inside ? p_.find_inside(s.withheld) : std::vector<intruder>{};
        const auto add = [&](move m) {
            s.moves.push_back(std::move(m));
            return static_cast<std::uint32_t>(s.moves.size() - 1);
        };
        bool settled = true;
        for (std::uint32_t n = 0; n < p_.needs.size(); ++n) {
            auto m = find_witness(n, nullptr, s.withheld, settled);
            if (!m) return std::nullopt;
            s.move_of.push_back(add(*std::move(m)));
            for (const auto& who : inside) {
                if (tells_alone(who, protected_cell(p_.needs[n])) || passes(p_, s.moves[s.move_of[n]], &who)) continue;
                auto other = find_witness(n, &who, s.withheld, settled);
                if (!other) return std::nullopt;
                s.inside.emplace_back(n, add(*std::move(other)));
            }
        }
        return s;
    }

    // --- upper bounds ----------------------------------------------------------------------------------------------------------

    bool take(const std::vector<bool>& on) {
        if (best_ && master_.cost(on) >= best_->cost) return true;
        auto s = prove(on);
        if (!s) return false;
        best_ = std::move(s);
        return true;
    }

    /// From what may be withheld, leaves out one after the other, costly ones first, as long as all needs keep a witness.
    void improve(std::vector<bool> on) {
        if (!prove(on)) return;
        std::vector<std::uint32_t> order;
        for (std::uint32_t j = 0; j < on.size(); ++j) {
            if (on[j]) order.push_back(j);
        }
        std::ranges::stable_sort(order, [&](auto a, auto b) { return master_.cost(a) > master_.cost(b); });
        for (const auto j : order) {
            on[j] = false;
            on[j] = !prove(on);
        }
        take(on);
    }

    // --- cuts ------------------------------------------------------------------------------------------------------------------

    /// What the need demands and `open` does not give; nothing if it does, or if no cut says so.
    std::optional<capacity_cut> separate(std::uint32_t n, const intruder* who, std::span<const double> open) {
        std::optional<capacity_cut> all;
        for (const auto& q : questions_of(p_, p_.needs[n], who)) {
            auto answer = separation_.ask(q, open);
            if (!answer.cut) return std::nullopt;
            all = all ? either(*all, *answer.cut) : std::move(answer.cut);
            if (!all) return std::nullopt;
        }
        return rounded(*std::move(all), open);
    }

    std::size_t add_cuts(std::span<const double> values) {
        const auto open = master_.open(values);
        const std::vector<bool> on(width(), false);
        auto added = master_.add_bridges(values);
        for (std::uint32_t n = 0; n < p_.needs.size(); ++n) {
            if (const auto cut = separate(n, nullptr, open)) added += master_.add(*cut, nullptr, on);
        }
        for (std::uint32_t n = 0; n < p_.needs.size() && added == 0; ++n) {
            for (const auto& who : always_inside_) {
                if (tells_alone(who, protected_cell(p_.needs[n]))) continue;
                if (const auto cut = separate(n, &who, open)) added += master_.add(*cut, &who, on);
            }
        }
        return added;
    }

    /// Adds cuts until the linear relaxation satisfies all that are found.
    void cut_relaxation() {
        for (std::uint64_t round = 0; round < options_.round_limit && !done(); ++round) {
            const auto outcome = master_.solver().relax();
            if (outcome == program_outcome::infeasible) impossible_ = !best_;
            if (outcome != program_outcome::optimal) return;
            raise(master_.solver().bound());
            const std::vector<double> values(master_.solver().values().begin(), master_.solver().values().end());
            support_.assign(width(), false);
            for (std::size_t j = 0; j < values.size(); ++j) support_[j] = values[j] > tolerance;
            if (add_cuts(values) == 0) return;
        }
    }

    void raise(double bound) {
        if (!proving_ || bound <= -1e300) return;
        const auto most = best_ ? best_->cost : unlimited;
        const auto base = master_.cost(std::vector<bool>(width(), false));
        lower_bound_ = std::max(lower_bound_, bound >= static_cast<double>(most - base) ? most : base + whole_bound(bound));
    }

    /// The cheapest choice that satisfies the cuts: either it answers all, or there are new cuts. False: nothing more to be done.
    bool solve_integers() {
        const auto base = master_.cost(std::vector<bool>(width(), false));
        const auto outcome = master_.solver().solve(options_.node_limit, best_ ? static_cast<double>(best_->cost - base) : no_bound);
        raise(master_.solver().bound());
        if (outcome == integer_outcome::infeasible) impossible_ = !best_;
        if (master_.solver().values().empty()) return false;
        std::vector<bool> on(width());
        for (std::size_t j = 0; j < on.size(); ++j) on[j] = master_.solver().values()[j] > 0.5;
        if (take(on)) {
            if (outcome == integer_outcome::optimal) raise(static_cast<double>(best_->cost - base));
            return outcome == integer_outcome::optimal;
        }
        if (!refute(on)) return false;
        if (best_) {
            const auto other = master_.columns_of(best_->withheld);
            for (std::size_t j = 0; j < on.size(); ++j) on[j] = on[j] || other[j];
            improve(std::move(on));
        }
        return true;
    }

    /// Adds cuts for everything that `on` leaves without a witness.
    bool refute(const std::vector<bool>& on) {
        const auto withheld = master_.withheld(on);
        const auto inside = p_.find_inside ? p_.find_inside(withheld) : std::vector<intruder>{};
        bool any = false;
        for (std::uint32_t n = 0; n < p_.needs.size(); ++n) {
            any = refute(n, nullptr, on, withheld) || any;
            for (const auto& who : inside) any = (!tells_alone(who, protected_cell(p_.needs[n])) && refute(n, &who, on, withheld)) || any;
        }
        return any;
    }

    bool refute(std::uint32_t n, const intruder* who, const std::vector<bool>& on, const std::vector<bool>& withheld) {
        bool settled = true;
        if (find_witness(n, who, withheld, settled)) return false;
        // Not refuted either: the search goes on without this choice, and proves nothing more.
        proving_ = proving_ && settled;
        const std::vector<double> open(withheld.begin(), withheld.end());
        if (const auto cut = separate(n, who, open); cut && master_.add(*cut, who, on)) return true;
        return master_.add_beyond(on, who);
    }

    problem_solution finish() {
        problem_solution s = best_ ? *std::move(best_) : problem_solution{.withheld = master_.withheld(std::vector<bool>(width(), false))};
        s.lower_bound = lower_bound_;
        if (s.move_of.size() == p_.needs.size()) return s;
        s.outcome = stopped_ ? problem_outcome::cancelled : impossible_ ? problem_outcome::impossible : problem_outcome::undecided;
        s.open = std::move(open_);
        return s;
    }

    const suppression_problem& p_;
    const exact_options& options_;
    suppression_master master_;
    separation separation_;
    std::vector<std::vector<move>> recent_;  ///< Of each need the last moves that met it.
    std::vector<intruder> always_inside_;    ///< With whatever is withheld.
    std::vector<bool> support_;              ///< What the last relaxation withholds at all.
    std::optional<problem_solution> best_;
    std::vector<std::uint32_t> open_;
    std::int64_t lower_bound_ = 0;
    bool proving_ = true, impossible_ = false, stopped_ = false;
};

} // namespace

problem_solution solve_exactly(const suppression_problem& p, const exact_options& options) { return exact_search(p, options).run(); }

} // namespace sdc::inline v0::detail
