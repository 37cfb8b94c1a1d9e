// The core as a user compiles it who links no library.
#include <sdc/core_source.hpp>
