// Only publish makes a release.
#include <sdc/attack/audited.hpp>
#include <sdc/io/csv.hpp>
#include <sdc/plan/method_note.hpp>
#include <sdc/release/published.hpp>

#include <iostream>

void release(const sdc::plan& proposed, const sdc::published& safe) {
    static_cast<void>(proposed);
#ifdef SDCKIT_MUST_FAIL
    const sdc::published made(proposed.source->shared_cube(), proposed.source->measure(),
                              sdc::note_of(proposed));
    static_cast<void>(made);
#else
    const sdc::published copy(safe);
    static_cast<void>(copy);
#endif
}
