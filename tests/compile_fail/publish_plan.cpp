// A plan that nobody has attacked cannot be published.
#include <sdc/attack/audited.hpp>
#include <sdc/io/csv.hpp>
#include <sdc/release/published.hpp>

#include <iostream>

void release(const sdc::plan& proposed, const sdc::audited& proof) {
    static_cast<void>(proposed);
    static_cast<void>(proof);
#ifdef SDCKIT_MUST_FAIL
    static_cast<void>(sdc::publish(proposed));
#else
    static_cast<void>(sdc::publish(proof));
#endif
}
