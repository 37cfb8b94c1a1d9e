// The files of a table that nobody has audited cannot be made, in any format.
#include <sdc/attack/audited.hpp>
#include <sdc/io/release_file.hpp>
#include <sdc/release/published.hpp>

bool write(const sdc::plan& proposed, const sdc::published& safe) {
    static_cast<void>(proposed);
    static_cast<void>(safe);
#ifdef SDCKIT_MUST_FAIL
    return sdc::write_release(proposed, {.file = "T.ods"}).has_value();
#else
    return sdc::write_release(safe, {.file = "T.ods"}).has_value();
#endif
}
