// Not even an audited plan can be written: it still holds the suppressed values.
#include <sdc/attack/audited.hpp>
#include <sdc/io/csv.hpp>
#include <sdc/release/published.hpp>

#include <iostream>

void write(const sdc::audited& proof, const sdc::published& safe) {
    static_cast<void>(proof);
    static_cast<void>(safe);
#ifdef SDCKIT_MUST_FAIL
    sdc::write_csv(std::cout, proof);
#else
    sdc::write_csv(std::cout, safe);
#endif
}
