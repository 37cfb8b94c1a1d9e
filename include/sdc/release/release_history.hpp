/// The releases about the same people in the order in which they became public, as a score asks for
/// them.
#pragma once

#include <sdc/config.hpp>
#include <sdc/fwd.hpp>

#include <memory>

namespace sdc::inline v0 {

struct announced_method;
struct public_sources;
struct release_to_score;

/// What an intruder has who saw all releases, or some of them: first cells that are already
/// published and the linked tables that are public; then the release at hand, by its counts or, if
/// they are not at hand, file by file; without counts each statement is a release of its own, with
/// them statements come with the counts. Counts with no other table and no statement are scored by
/// themselves. `sources` and `method` outlive the result. O(sources); the errors of `known` are
/// those of `release_attack::know` and `public_sources::learn_others`.
[[nodiscard]] SDCKIT_API release_to_score
gather_releases(const public_sources& sources, const announced_method& method,
                const std::shared_ptr<const table>& counts = nullptr);

} // namespace sdc::inline v0
