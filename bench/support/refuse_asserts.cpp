// Part of every benchmark: numbers taken with asserts on would mislead, so such a build does not
// compile.
#ifndef NDEBUG
#error "benchmarks are built with NDEBUG: use the preset release"
#endif
