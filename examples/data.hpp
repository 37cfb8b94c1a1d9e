/// Where an example's data is.
#pragma once

#include <string>

#ifndef EXAMPLE_DATA
#define EXAMPLE_DATA "" // the working directory
#endif

inline std::string data(const char* name) { return std::string(EXAMPLE_DATA) + name; }
