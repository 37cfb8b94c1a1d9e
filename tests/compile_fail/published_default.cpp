// Only publish makes a release.
#include <sdc/attack/audited.hpp>
#include <sdc/io/csv.hpp>
#include <sdc/release/published.hpp>

#include <iostream>

void release(const sdc::published& safe) {
    static_cast<void>(safe);
#ifdef SDCKIT_MUST_FAIL
    const sdc::published made;
    static_cast<void>(made);
#else
    const sdc::published copy(safe);
    static_cast<void>(copy);
#endif
}
