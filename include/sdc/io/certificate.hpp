/// The proof of a release as text that anybody can check by addition. Private: it holds true
/// values.
#pragma once

#include <sdc/attack/audited.hpp>
#include <sdc/config.hpp>

#include <iosfwd>

namespace sdc::inline v0 {

/// The format, version 3, is described in docs/formats.md; `certificate_check` reads and checks it.
/// A requirement that the attack proved without a witness, as those of rounded releases, is listed
/// and not shown.
SDCKIT_API void write_certificate(std::ostream& out, const audited& proof);

} // namespace sdc::inline v0
