/// The report of a certificate that was checked and holds, for people and as JSON.
#pragma once

#include <sdc/config.hpp>
#include <sdc/proof/verify.hpp>

#include <iosfwd>
#include <string>

namespace sdc::inline v0 {

struct verify_report {
    verification checked = {};
    bool internal_intruders = false; ///< Proved against each contributor of a count of one as well.
    bool requirements_checked = false; ///< They are all that the rules require.
    std::string rules = {};            ///< In words, "threshold 5".
    bool hierarchies_checked = false; ///< The dimensions were given; else those of the certificate.
};

/// One line.
SDCKIT_API void write_verify_text(std::ostream& out, const verify_report& report);

/// JSON, as docs/schema/verify-report.schema.json describes it.
SDCKIT_API void write_verify_json(std::ostream& out, const verify_report& report);

} // namespace sdc::inline v0
