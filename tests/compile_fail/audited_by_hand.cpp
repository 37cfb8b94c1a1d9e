// Only audit makes an audited plan.
#include <sdc/attack/audited.hpp>
#include <sdc/io/csv.hpp>
#include <sdc/release/published.hpp>

#include <iostream>

void release(const sdc::plan& proposed, const sdc::audited& proof) {
    static_cast<void>(proposed);
#ifdef SDCKIT_MUST_FAIL
    const sdc::audited made(proposed, proof.summary());
    static_cast<void>(made);
#else
    const sdc::audited copy(proof);
    static_cast<void>(copy);
#endif
}
