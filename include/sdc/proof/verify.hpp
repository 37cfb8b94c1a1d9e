/// The check of a certificate against a release: by addition, and with rules also whether it shows
/// all that they require.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/knowledge/public_table.hpp>
#include <sdc/proof/certificate.hpp>
#include <sdc/rule/requirement.hpp>
#include <sdc/table/cube.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace sdc::inline v0 {

struct verify_options {
    std::vector<rule> rules = {}; ///< Empty: whether the requirements are all is not checked.
    sdc::protection protection = {};
    std::vector<cell_index> structural_zeros = {};
    bool internal_intruders = false; ///< Each contributor of a count of one is asked as well.
    bool leaves_out_empty = false;   ///< A cell of a published level without a row is 0.
    std::string certificate = {}, release = {}; ///< Names of the files, for errors.
};

/// Every cell adds up, and every protection requirement has a witness.
struct verification {
    std::size_t cells = 0, suppressed = 0, requirements = 0;
};

/// The table that a certificate is about. `given`: dimensions that must be those of the
/// certificate, in any order of siblings, whose roles it takes; empty: none. Errors: not_proved,
/// with the name of the certificate.
[[nodiscard]] SDCKIT_API result<std::shared_ptr<const cube>>
make_cube(const certificate_check& check, std::span<const dimension> given,
          const std::string& certificate);

/// The fault that a certificate was read with; no error if there is none. Errors: bad_syntax for
/// what is no certificate at all, else not_proved.
[[nodiscard]] SDCKIT_API result<void> check_read(const certificate_check& check,
                                                 const verify_options& options);

/// Checks the release, which is about `make_cube` of the certificate. With rules: every cell that
/// they flag is suppressed, nothing that they imply about the release rules out a witness, and each
/// of their requirements has one. Errors: not_proved with file, line, cell and rule, never a value;
/// those of `evaluate` and of tables that do not fit 64 bits. O(cells + certificate).
[[nodiscard]] SDCKIT_API result<verification>
verify(certificate_check& check, const public_table& release, const verify_options& options);

} // namespace sdc::inline v0
