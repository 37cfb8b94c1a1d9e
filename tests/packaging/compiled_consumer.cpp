// Calls into the library down to its solver: x + y >= 3, cheapest sum.
#include <sdc/solve/clp.hpp>
#include <sdc/version.hpp>

#include <iostream>

int main() {
    sdc::program p;
    p.add_entry(p.add_column(0, sdc::no_bound, 1), 1);
    p.add_entry(p.add_column(0, sdc::no_bound, 1), 1);
    p.end_row(3, sdc::no_bound);
    const auto solver = sdc::make_clp(p);
    if (solver->solve() != sdc::program_outcome::optimal) return 1;
    const sdc::version v;
    std::cout << "sdckit " << v.major << '.' << v.minor << '.' << v.patch << " compiled: objective "
              << solver->values()[0] + solver->values()[1] << '\n';
}
