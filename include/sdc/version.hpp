/// The one place where the version is written; CMake reads it from here.
#pragma once

#include <sdc/config.hpp>

#define SDCKIT_VERSION_MAJOR 0
#define SDCKIT_VERSION_MINOR 1
#define SDCKIT_VERSION_PATCH 0

namespace sdc::inline v0 {

/// Semantic version of the headers that a program was compiled with.
struct version {
    int major = SDCKIT_VERSION_MAJOR;
    int minor = SDCKIT_VERSION_MINOR;
    int patch = SDCKIT_VERSION_PATCH;
};

} // namespace sdc::inline v0
