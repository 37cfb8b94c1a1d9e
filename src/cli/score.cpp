/// The command score: who, knowing what, could learn what of whom, cell by cell and over all
/// releases.
#include "commands.hpp"
#include "inputs.hpp"
#include "interrupts.hpp"
#include "outputs.hpp"
#include "places.hpp"
#include "rules.hpp"
#include "sources.hpp"
#include "words.hpp"

#include <sdc/io/csv_file.hpp>
#include <sdc/io/file.hpp>
#include <sdc/io/score_report.hpp>
#include <sdc/policy/calhhs.hpp>
#include <sdc/release/release_history.hpp>
#include <sdc/release/score_release.hpp>
#include <sdc/risk/record/score_records.hpp>
#include <sdc/risk/table/population.hpp>

#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <unistd.h>
#include <utility>

namespace sdc::cli {
namespace {

/// The points of the criteria of --period; nothing if they are not asked for. `residents`: of the
/// smallest place.
result<std::optional<calhhs_score>> read_points(const arguments& a, const table& counts,
                                                std::int64_t residents) {
    if (!a.period) return std::optional<calhhs_score>();
    if (residents < 1)
        return bad_option(
            "--period", word_of(period_words, *a.period),
            "--population with it: how many people live where the events are counted");
    for (auto one = a.traits.begin(); one != a.traits.end(); ++one) {
        if (!counts.cube().find_dimension(one->name))
            return bad_option("--trait", one->name, "DIM=KIND, of a dimension of the table");
        if (std::find_if(a.traits.begin(), one, [one](const calhhs_variable& earlier) {
                return earlier.name == one->name;
            }) != one)
            return bad_option("--trait", one->name, "each dimension once");
    }
    auto points = sdc::score(calhhs_table_of(
        counts, {.period = *a.period,
                 .places = {{.kind = calhhs_place_kind::residence, .population = residents}},
                 .variables = a.traits,
                 .victims_or_justice = a.sensitivity == sensitivity::criminal_offence}));
    if (!points) return points.error();
    return std::optional(*std::move(points));
}

/// The options that set limit and intruder, for a command that is to judge by the same.
std::string repeat_options(const arguments& a) {
    return " --sensitivity " + std::string(word_of(sensitivity_words, a.sensitivity)) +
           " --intruder " + intruder_text(*a.coalition) +
           (a.population.empty() ? "" : " --population " + as_word(a.population)) +
           (has_disclosive_zeros(a) ? " --zeros unsafe" : "");
}

/// Names the option instead of the field of the library.
error by_record_option(error e) {
    const bool is_sensitive = e.field == "record_options.sensitive";
    if (is_sensitive) e.wanted = "a column that is not a --key";
    if (is_sensitive || e.field == "record_options.keys") e.message = "--" + e.message;
    return e;
}

/// Takes the scores of the records on the way.
result<first_table> read_counts(const arguments& a, std::optional<record_scores>& of_records) {
    const auto rows = read_input_rows(a);
    if (!rows) return rows.error();
    if (!a.keys.empty()) {
        auto scores = score_records(
            *rows, {.keys = a.keys, .sensitive = a.sensitive, .fraction = a.fraction});
        if (!scores) return by_record_option(scores.error());
        of_records = *std::move(scores);
    }
    const auto counts = read_table(a, *rows);
    if (!counts) return counts.error();
    return first_table{.counts = *counts, .cube = (*counts)->shared_cube()};
}

/// As the user sees it: what all releases say tells what contradicts what.
error explain_score(const arguments& a, const error& e, const release_to_score& what) {
    if (e.rule == "population")
        return bad_option("--population", a.population,
                          "for each cell at least the people counted there, as in " + e.cell +
                              "; without a row nobody is there");
    if (!what.known) return e;
    const auto known = what.known(std::vector<bool>(what.releases.size(), true));
    return known ? explain(*known, e) : e;
}

struct scores {
    release_score release = {};
    std::optional<calhhs_score> points = {};
    std::optional<record_scores> records = {};
};

/// Reads everything and scores it.
result<scores> score(const arguments& a) {
    auto announced_by = a;
    // Without a rule they only say what is there to learn.
    if (!a.rules.names_rule()) announced_by.rules.zeros = {};
    const auto how_made = read_announced(announced_by);
    if (!how_made) return how_made.error();
    auto files = read_public_files(a);
    if (!files) return files.error();
    scores made;
    const auto first = a.input.empty() ? read_codes(a, *files) : read_counts(a, made.records);
    if (!first) return first.error();
    const auto* counts = first->counts.get();
    const auto sources = read_sources(a, *std::move(files), *how_made, *first);
    if (!sources) return sources.error();
    const auto people = read_population(a, *first->cube);
    if (!people) return people.error();
    score_options how{.run = logged(a),
                      .sensitivity = a.sensitivity,
                      .coalition = *a.coalition,
                      .population = *people,
                      .zeros_are_disclosive = has_disclosive_zeros(a),
                      .points_limit = calhhs_release_limit,
                      .recommend = a.recommend || !a.curve.empty(),
                      .threads = count_threads(a)};
    if (counts != nullptr) {
        auto points = read_points(a, *counts, smallest_population(*people));
        if (!points) return points.error();
        made.points = *std::move(points);
        if (made.points) how.points = made.points->total;
    }
    const auto what = gather_releases(*sources, how_made->method, first->counts);
    auto scored = score_release(what, how);
    if (!scored) return explain_score(a, scored.error(), what);
    made.release = *std::move(scored);
    return made;
}

/// Whether the text goes to a terminal that shows colours, as on no-color.org.
bool is_coloured(const arguments& a) {
    const auto* no_color = std::getenv("NO_COLOR");
    const bool plain = no_color != nullptr && *no_color != '\0';
    return a.output == "-" && ::isatty(STDOUT_FILENO) == 1 && !plain;
}

} // namespace

int run_score(const arguments& a) {
    if (auto ok = check_places(a); !ok) return tell(ok.error());
    if (a.input.empty() == a.publics.empty())
        return tell({.code = errc::bad_argument,
                     .message = a.input.empty() ? "no table given" : "--input and --public",
                     .wanted = "--input FILE, the counts, or --public FILE, what is public"});
    const auto found = score(a);
    if (!found) return tell(found.error());
    const auto& of_release = found->release;
    if (!a.curve.empty() && !of_release.advice)
        return tell({.code = errc::bad_argument,
                     .message = "--curve without a choice to draw",
                     .wanted = "--input FILE with a cell at risk, or --recommend"});
    ignore_interrupts();
    const score_report report{.score = of_release,
                              .points = found->points ? &*found->points : nullptr,
                              .records = found->records ? &*found->records : nullptr,
                              .same_limit = repeat_options(a),
                              .totals = a.totals_of};
    std::ostringstream text;
    if (a.as_json)
        write_json(text, report);
    else
        write_text(text, report, is_coloured(a));
    file_set files;
    auto ok = files.add(a.output, std::move(text).str(), file_access::owner_only);
    for (const auto& [file, draw] :
         {std::pair(&a.map, &draw_map), std::pair(&a.curve, &draw_curve)}) {
        if (!ok || file->empty()) continue;
        auto picture = draw(of_release);
        if (!picture) return tell(picture.error());
        ok = files.add(*file, *std::move(picture), file_access::owner_only);
    }
    if (ok) ok = files.commit();
    if (!ok) return report_unwritten(ok.error());
    return of_release.is_at_risk() || !of_release.exact ? refused : done;
}

} // namespace sdc::cli
