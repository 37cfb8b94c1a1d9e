/// The command audit: attacks what is or will be public.
#include "commands.hpp"
#include "inputs.hpp"
#include "interrupts.hpp"
#include "outputs.hpp"
#include "places.hpp"
#include "rules.hpp"
#include "sources.hpp"
#include "words.hpp"

#include <sdc/attack/assess_release.hpp>
#include <sdc/io/assessment_report.hpp>
#include <sdc/io/certificate.hpp>
#include <sdc/io/file.hpp>

#include <sstream>
#include <string>
#include <utility>

namespace sdc::cli {
namespace {

/// What the options say, before any file of counts is read.
struct audit_setup {
    announced how = {};
    unsigned threads = 1;
};

result<audit_setup> read_audit_setup(const arguments& a) {
    audit_setup made;
    if (auto ok = check_places(a); !ok) return ok.error();
    if (a.input.empty() && a.publics.empty())
        return error{.code = errc::bad_argument,
                     .message = "nothing to attack",
                     .wanted = "--public FILE, --input FILE or both"};
    auto how = read_announced(a);
    if (!how) return how.error();
    made.how = *std::move(how);
    made.threads = count_threads(a);
    const auto& [rules, width, bands, perturbed] = made.how.method;
    if (!a.certificate.empty() && bands)
        return bad_option("--certificate", a.certificate,
                          "no rounding: it proves by true counts that a release holds");
    if (!a.input.empty() && rules.empty() && a.unsafe.empty() && a.levels.empty()) return no_rule();
    if (!a.input.empty()) return made;
    if (width.width == protection::kind::percent || width.width == protection::kind::absolute)
        return bad_option("--protect", to_string(width.width),
                          "cover, reach or exact; other widths need the counts of --input");
    if (*a.coalition > 0)
        return bad_option("--intruder", intruder_text(*a.coalition),
                          "--input with it: public tables do not show who contributes to a cell");
    return made;
}

result<counts_assessment> assess_with_counts(const arguments& a, audit_setup setup) {
    auto input = read_input(a);
    if (!input) return input.error();
    const auto& counts = *input->counts;
    auto& method = setup.how.method;
    if (auto ok = read_listed(a, counts.cube(), method.rules, method.protection); !ok)
        return ok.error();
    auto files = read_public_files(a);
    if (!files) return files.error();
    const auto sources = read_sources(a, *std::move(files), setup.how,
                                      {.counts = input->counts, .cube = counts.shared_cube()});
    if (!sources) return sources.error();
    auto holdings = read_holdings(a, counts, input->rows, a.count);
    if (!holdings) return holdings.error();
    auto made =
        assess_release(input->counts, method, *sources,
                       {.coalition = *a.coalition, .holdings = *std::move(holdings)},
                       !a.certificate.empty(), {.run = logged(a), .threads = setup.threads});
    if (made) made->found.intruders = describe_intruders(*a.coalition, a.contributor);
    return made;
}

/// The columns of the files say what the dimensions are.
result<counts_assessment> assess_files(const arguments& a, const audit_setup& setup) {
    auto files = read_public_files(a);
    if (!files) return files.error();
    const auto first = read_codes(a, *files);
    if (!first) return first.error();
    const auto sources = read_sources(a, *std::move(files), setup.how, *first);
    if (!sources) return sources.error();
    auto found =
        assess_release(setup.how.method, *sources, {.run = logged(a), .threads = setup.threads});
    if (!found) return found.error();
    return counts_assessment{.found = *std::move(found)};
}

int exit_status(assessment_result r) {
    switch (r) {
    case assessment_result::holds: return done;
    case assessment_result::at_risk: return refused;
    case assessment_result::not_judged: return not_judged;
    }
    return internal_failure;
}

} // namespace

int run_audit(const arguments& a) {
    const auto setup = read_audit_setup(a);
    if (!setup) return tell(setup.error());
    const auto made = a.input.empty() ? assess_files(a, *setup) : assess_with_counts(a, *setup);
    if (!made) return tell(made.error());
    std::ostringstream report;
    (a.as_json ? write_assessment_json : write_assessment_text)(report, made->found);
    // True counts follow from what internal intruders learn.
    const auto access =
        made->found.intruders.empty() ? file_access::ordinary : file_access::owner_only;
    ignore_interrupts();
    file_set files;
    if (auto ok = files.add(a.output, std::move(report).str(), access); !ok)
        return report_unwritten(ok.error());
    if (made->proof) {
        std::ostringstream text;
        write_certificate(text, *made->proof);
        if (auto ok = files.add(a.certificate, std::move(text).str(), file_access::owner_only); !ok)
            return report_unwritten(ok.error());
    }
    if (auto ok = files.commit(); !ok) return report_unwritten(ok.error());
    const auto ended = exit_status(conclude(made->found));
    if (ended == refused && !a.certificate.empty())
        warn(a, a.certificate + " was not written: what is at risk is not proved");
    return ended;
}

} // namespace sdc::cli
