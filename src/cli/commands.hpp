/// One function a command; each returns the exit status.
#pragma once

#include "arguments.hpp"

namespace sdc::cli {

[[nodiscard]] int run_protect(const arguments& a);
[[nodiscard]] int run_suppress(const arguments& a);
[[nodiscard]] int run_round(const arguments& a);
[[nodiscard]] int run_coarsen(const arguments& a);
[[nodiscard]] int run_audit(const arguments& a);
[[nodiscard]] int run_score(const arguments& a);
[[nodiscard]] int run_verify(const arguments& a);
[[nodiscard]] int run_inspect(const arguments& a);
[[nodiscard]] int run_policies(const arguments& a);
[[nodiscard]] int run_completion(const arguments& a);
[[nodiscard]] int run_man(const arguments& a);

} // namespace sdc::cli
