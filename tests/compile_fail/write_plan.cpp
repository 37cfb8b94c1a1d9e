// A plan cannot be written.
#include <sdc/attack/audited.hpp>
#include <sdc/io/csv.hpp>
#include <sdc/release/published.hpp>

#include <iostream>

void write(const sdc::plan& proposed, const sdc::published& safe) {
    static_cast<void>(proposed);
    static_cast<void>(safe);
#ifdef SDCKIT_MUST_FAIL
    sdc::write_csv(std::cout, proposed);
#else
    sdc::write_csv(std::cout, safe);
#endif
}
