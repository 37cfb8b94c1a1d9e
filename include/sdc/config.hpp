/// Visibility and the debug check. `inline namespace v0` is the ABI: it changes when a public type
/// changes its layout.
#pragma once

#include <cassert>

#if defined(SDCKIT_SHARED) && (defined(__GNUC__) || defined(__clang__))
#define SDCKIT_API __attribute__((visibility("default")))
#else
#define SDCKIT_API
#endif

/// A broken invariant of our own, never bad input: bad input is a `result` that holds an error.
#define SDCKIT_ASSERT(condition) assert(condition)
