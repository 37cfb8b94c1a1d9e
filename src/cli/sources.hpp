/// What is public, as the options name it.
#pragma once

#include "arguments.hpp"
#include "inputs.hpp"

#include <sdc/attack/public_sources.hpp>
#include <sdc/knowledge/announced_method.hpp>
#include <sdc/table/linked.hpp>
#include <sdc/table/records.hpp>
#include <sdc/table/table.hpp>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace sdc::cli {

/// How a release was made, as the options say, and the markers of its suppressed cells.
struct announced {
    announced_method method = {};
    std::vector<marker_to_read> markers = {};
};

[[nodiscard]] result<announced> read_announced(const arguments& a);

/// Tables of different codes can be about different people; that is for the user to say.
void warn_of_people(const arguments& a, const linked_table& first, const linked_table& other);

/// The rows of --public.
[[nodiscard]] result<std::vector<records>> read_public_files(const arguments& a);

/// The files, --frozen, --ledger, --linked and --known, about the first table.
[[nodiscard]] result<public_sources> read_sources(const arguments& a, std::vector<records> files,
                                                  const announced& method,
                                                  const first_table& first);

} // namespace sdc::cli
