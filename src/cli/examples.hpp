/// What the help of each command ends with: examples, what files look like, exit statuses.
#pragma once

#include <string_view>

namespace sdc::cli {

extern const std::string_view protect_examples;
extern const std::string_view suppress_examples;
extern const std::string_view round_examples;
extern const std::string_view coarsen_examples;
extern const std::string_view audit_examples;
extern const std::string_view score_examples;
extern const std::string_view verify_examples;
extern const std::string_view inspect_examples;
extern const std::string_view policies_examples;

} // namespace sdc::cli
