// A plan cannot be written.
#include <sdc/io/csv.hpp>
#include <sdc/sdc.hpp>

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
