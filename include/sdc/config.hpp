/// Visibility and the debug check. `inline namespace v0` is the ABI: it changes when a public type
/// changes its layout.
#pragma once

// MSVC says in _MSVC_LANG what others say in __cplusplus.
#if defined(_MSVC_LANG) ? _MSVC_LANG < 202002L : __cplusplus < 202002L
#error "sdckit needs C++20"
// Compilers go on after #error, with a page of what follows from it; here they end.
#include <sdckit_needs_cxx20>
#endif

#include <cassert>

#if defined(SDCKIT_SHARED) && (defined(__GNUC__) || defined(__clang__))
#define SDCKIT_API __attribute__((visibility("default")))
#else
#define SDCKIT_API
#endif

/// A broken invariant of our own, never bad input: bad input is a `result` that holds an error.
#define SDCKIT_ASSERT(condition) assert(condition)
