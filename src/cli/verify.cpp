/// The check of a certificate: by addition, and with rules also whether it shows all that they ask
/// for.
#include "commands.hpp"
#include "inputs.hpp"
#include "outputs.hpp"
#include "places.hpp"
#include "rules.hpp"
#include "words.hpp"

#include <sdc/io/file.hpp>
#include <sdc/io/public_table.hpp>
#include <sdc/io/verify_report.hpp>
#include <sdc/proof/verify.hpp>

#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace sdc::cli {
namespace {

struct verify_setup {
    verify_options options = {};
    std::vector<marker_to_read> markers = {};
};

result<verify_setup> read_verify_setup(const arguments& a) {
    if (auto ok = check_places(a); !ok) return ok.error();
    if (a.publics.size() != 1 || a.certificate.empty())
        return error{.code = errc::bad_argument,
                     .message = "a certificate is checked against one release",
                     .wanted = "--public FILE and --certificate FILE"};
    verify_setup made;
    auto rules = read_rules(a);
    if (!rules) return rules.error();
    made.options.rules = *std::move(rules);
    made.options.protection = a.protection;
    if (made.options.rules.empty() && a.unsafe.empty() && a.levels.empty() &&
        (a.rules.policy || !(a.protection == protection{})))
        return no_rule();
    if (*a.coalition > 1)
        return bad_option(
            "--intruder", intruder_text(*a.coalition),
            "outsider or contributor: a certificate has no witnesses against coalitions");
    made.options.internal_intruders = *a.coalition == 1;
    made.markers = a.markers_to_read;
    made.markers.push_back(read_marker(a).text); // of the policy
    made.options.leaves_out_empty = a.leave_out_empty;
    return made;
}

result<public_table> read_release(const arguments& a, const verify_setup& setup,
                                  const records& rows, const std::shared_ptr<const cube>& c) {
    auto release = read_public(rows, c, {.value = a.value_column, .markers = setup.markers});
    if (release || release.error().code != errc::unknown_code) return release;
    auto e = release.error();
    e.code = errc::not_proved; // a table of something else, not a bad file
    return e;
}

result<verification> verify(const arguments& a, verify_setup& setup) {
    const auto text = read_file(a.certificate);
    if (!text) return text.error();
    auto& options = setup.options;
    options.certificate = a.certificate;
    options.release = a.publics.front();
    certificate_check check(*text);
    if (auto ok = check_read(check, options); !ok) return ok.error();
    std::vector<std::string> names;
    for (const auto& d : check.dimensions()) names.push_back(d.name);
    const auto rows = read_public_rows(a, options.release, names);
    if (!rows) return rows.error();
    std::vector<dimension> given;
    if (!a.dimensions.empty()) {
        auto by = read_dimensions(a, {&*rows, 1});
        if (!by) return by.error();
        auto with = with_residuals(a, *std::move(by));
        if (!with) return with.error();
        given = *std::move(with);
    }
    const auto c = make_cube(check, given, a.certificate);
    if (!c) return c.error();
    if (auto ok = read_listed(a, **c, options.rules, options.protection); !ok) return ok.error();
    const auto release = read_release(a, setup, *rows, *c);
    if (!release) return release.error();
    auto zeros = read_cell_file(a.structural_zeros, **c);
    if (!zeros) return zeros.error();
    options.structural_zeros = *std::move(zeros);
    return sdc::verify(check, *release, options);
}

} // namespace

int run_verify(const arguments& a) {
    auto setup = read_verify_setup(a);
    if (!setup) return tell(setup.error());
    const auto checked = verify(a, *setup);
    if (!checked) return tell(checked.error());
    const verify_report report{.checked = *checked,
                               .internal_intruders = setup->options.internal_intruders,
                               .requirements_checked = !setup->options.rules.empty(),
                               .rules = describe_rules(name_policy(a), setup->options.rules),
                               .hierarchies_checked = !a.dimensions.empty()};
    std::ostringstream text;
    (a.as_json ? write_verify_json : write_verify_text)(text, report);
    if (auto ok = write_file(a.output, std::move(text).str()); !ok)
        return report_unwritten(ok.error());
    return done;
}

} // namespace sdc::cli
