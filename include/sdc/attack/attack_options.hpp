/// How an attack on a release is run.
#pragma once

#include <sdc/run_control.hpp>

namespace sdc::inline v0 {

struct attack_options {
    run_control run = {};
    unsigned threads = 1; ///< Results do not depend on it.
};

} // namespace sdc::inline v0
