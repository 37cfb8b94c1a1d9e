// lower_bound INSTANCE [ROUNDS]: prints bounds below which no plan for the instance costs, counts
// under 5 unsafe, zeros shown, cost by value. What parts of the table demand by themselves holds
// for the whole: cuts come from the cells of one code of the first dimension, from those of one
// choice of the others, and from a code and its children with everything; an integer program over
// what is suppressed adds them up.
#include <instances.hpp>

#include <sdc/protect/detail/exact/suppression_master.hpp>
#include <sdc/protect/detail/problem/table_problem.hpp>
#include <sdc/protect/detail/search/separation.hpp>

#include <sdc/table/cells.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>
#include <span>
#include <vector>

namespace {

using namespace sdc::detail;

/// The cells of a part, and the rows that lie within it.
class part {
public:
    part(const suppression_problem& p, std::vector<unknown> cells) : cells_(std::move(cells)) {
        std::map<unknown, unknown> local;
        for (const auto cell : cells_) {
            local[cell] = static_cast<unknown>(own_.size());
            own_.value.push_back(p.value[cell]);
            own_.low.push_back(p.low[cell]);
            own_.high.push_back(p.high[cell]);
            own_.cost.push_back(p.cost[cell]);
            own_.role.push_back(p.role[cell]);
        }
        for (std::uint32_t r = 0; r < p.rows.size(); ++r) {
            std::vector<row_system::term> terms;
            for (const auto& t : p.rows.row(r)) {
                const auto at = local.find(t.cell);
                if (at == local.end()) break;
                terms.push_back({at->second, t.coefficient});
            }
            if (terms.size() == p.rows.row(r).size()) own_.rows.add(terms);
        }
        own_.rows.index(own_.size());
        for (auto n : p.requirements) {
            const auto at = local.find(static_cast<unknown>(n.cell));
            if (at == local.end() || n.minus != sdc::no_cell) continue;
            n.cell = at->second;
            own_.requirements.push_back(n);
        }
        separation_ = std::make_unique<separation>(own_);
    }

    std::size_t add_cuts(std::span<const double> open, suppression_master& to) {
        std::vector<double> here;
        for (const auto cell : cells_) here.push_back(open[cell]);
        std::size_t added = 0;
        for (const auto& n : own_.requirements) {
            const auto asked = questions_of(own_, n);
            auto found = separation_->ask(asked.front(), here);
            if (asked.size() > 1 || !found.cut) continue;
            auto cut = rounded(*std::move(found.cut), here);
            for (auto& [cell, amount] : cut.terms) cell = cells_[cell];
            std::ranges::sort(cut.terms);
            added += to.add(cut, nullptr, std::vector<bool>(to.columns().size(), false));
        }
        return added;
    }

private:
    std::vector<unknown> cells_;
    suppression_problem own_;
    std::unique_ptr<separation> separation_;
};

using parts = std::vector<std::unique_ptr<part>>;

/// Thin parts, whose cuts are found at once, and thick ones.
std::vector<parts> split(const sdc::table& t, const suppression_problem& p) {
    const auto& codes = t.cube().codes(0);
    std::map<std::uint64_t, std::vector<unknown>> by_first, by_rest, families;
    const auto under_first = t.size() / codes.size(); // the last dimension runs fastest
    for (unknown cell = 0; cell < t.size(); ++cell) {
        const auto first = static_cast<sdc::code_index>(cell / under_first);
        by_first[first].push_back(cell);
        by_rest[cell % under_first].push_back(cell);
        families[first].push_back(cell);
        if (first != 0) families[codes.parent(first)].push_back(cell);
    }
    std::vector<parts> made(2);
    for (const auto& [key, cells] : by_first) made[0].push_back(std::make_unique<part>(p, cells));
    for (const auto& [key, cells] : by_rest) made[0].push_back(std::make_unique<part>(p, cells));
    for (const auto& [key, cells] : families) made[1].push_back(std::make_unique<part>(p, cells));
    return made;
}

/// `every`: thick parts are asked even if thin ones had cuts.
std::size_t add_cuts(std::vector<parts>& all, suppression_master& to, bool every) {
    const std::vector<double> values(to.solver().values().begin(), to.solver().values().end());
    const auto open = to.open(values);
    auto added = to.add_bridges(values);
    for (auto& some : all) {
        for (auto& one : some) added += one->add_cuts(open, to);
        if (added > 0 && !every) return added;
    }
    return added;
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2 || instances::find(argv[1]) == nullptr) return 2;
    const auto t = std::make_shared<const sdc::table>(instances::make_table(argv[1]));
    const int rounds = argc > 2 ? std::atoi(argv[2]) : 20;
    const sdc::suppress_options options{.rules = {sdc::threshold{.minimum = 5}}};
    const auto proposed = propose(t, options).value();
    const auto problem = make_problem(proposed, options).value();
    auto all = split(*t, problem);
    suppression_master master(problem);
    do {
        if (master.solver().relax() != sdc::program_outcome::optimal) return 1;
        std::cout << "relaxed: " << master.solver().bound() << std::endl;
    } while (add_cuts(all, master, false) > 0);
    for (int round = 0; round < rounds; ++round) {
        master.solver().solve(2000, sdc::no_bound);
        std::cout << "whole: " << master.solver().bound() << std::endl;
        if (master.solver().values().empty() || add_cuts(all, master, true) == 0) break;
    }
    return 0;
}
