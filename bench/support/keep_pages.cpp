// Part of every benchmark: the heap gives nothing back between runs. Else whether a run pays for
// page faults hangs on what lies at the top of the heap, and times differ twofold.
#include <cstdlib>

#ifdef __GLIBC__
#include <limits>
#include <malloc.h>

namespace {

const bool kept = mallopt(M_MMAP_THRESHOLD, 32 << 20) == 1 &&
                  mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max()) == 1;

} // namespace
#endif
