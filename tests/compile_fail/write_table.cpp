// A table that nobody has protected cannot be written.
#include <sdc/attack/audited.hpp>
#include <sdc/io/csv.hpp>
#include <sdc/release/published.hpp>

#include <iostream>

void write(const sdc::table& raw, const sdc::published& safe) {
    static_cast<void>(raw);
    static_cast<void>(safe);
#ifdef SDCKIT_MUST_FAIL
    sdc::write_csv(std::cout, raw);
#else
    sdc::write_csv(std::cout, safe);
#endif
}
