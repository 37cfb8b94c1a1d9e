/// What only `suppress` is asked: costs, groups, the last period, how long and how hard to search.
#pragma once

#include "arguments.hpp"

#include <sdc/protect/optimal.hpp>
#include <sdc/protect/suppress.hpp>
#include <sdc/release/marker.hpp>

#include <memory>
#include <optional>

namespace sdc::cli {

/// --cost: value, count, unity, log, box-cox=LAMBDA, distance or distance=1,2,4.
[[nodiscard]] result<cost_options> read_cost(const arguments& a);

/// --cost-file, --together and --previous.
[[nodiscard]] result<void> read_suppress_files(const arguments& a, const table& counts, const marker& shown, suppress_options& to);

/// --method and --nodes; nothing for the heuristic.
[[nodiscard]] result<std::optional<optimal_options>> read_method(const arguments& a);

/// --effort and --seconds. The clock starts with the first question; `cut` tells afterwards whether time ended the improvement.
[[nodiscard]] result<void> read_limits(const arguments& a, suppress_options& to, std::shared_ptr<bool> cut);

/// While it lives, the first Ctrl-C is an answer to `asked`; a second one ends the program as usual.
class interruption {
public:
    interruption();
    ~interruption();
    interruption(const interruption&) = delete;
    interruption& operator=(const interruption&) = delete;
    [[nodiscard]] static bool asked() noexcept;
};

/// What was made, unless Ctrl-C came first: an error that says what became of the files. What was found impossible stays so.
template <class T>
[[nodiscard]] result<T> uninterrupted(result<T> made) {
    if (made ? interruption::asked() : made.error().code == errc::cancelled)
        return error{.code = errc::cancelled, .message = "interrupted; nothing was written"};
    return made;
}

} // namespace sdc::cli
