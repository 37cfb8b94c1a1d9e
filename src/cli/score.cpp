/// The command score: who, knowing what, could learn what of whom, cell by cell and over all
/// releases.
#include "commands.hpp"
#include "inputs.hpp"
#include "interrupts.hpp"
#include "options.hpp"
#include "outputs.hpp"
#include "places.hpp"
#include "rules.hpp"
#include "score_options.hpp"
#include "sources.hpp"
#include "words.hpp"

#include <sdc/attack/release_attack.hpp>
#include <sdc/io/csv_file.hpp>
#include <sdc/io/file.hpp>
#include <sdc/io/score_report.hpp>
#include <sdc/release/score_release.hpp>
#include <sdc/risk/record/score_records.hpp>

#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <unistd.h>
#include <utility>

namespace sdc::cli {
namespace {

/// Options that would do nothing.
result<void> check_modes(const arguments& a) {
    if (a.input.empty() == a.publics.empty())
        return error{.code = errc::bad_argument,
                     .message = a.input.empty() ? "no table given" : "--input and --public",
                     .wanted = "--input FILE, the counts, or --public FILE, what is public"};
    struct requirement_of {
        const char* option;
        std::string value;
        bool is_met;
        const char* wanted;
    };
    const bool counts = a.publics.empty();
    constexpr auto rule = "--public with it, the release that it is about";
    constexpr auto points = "--input: the points are those of the counts";
    for (const auto& [option, value, is_met, wanted] : std::vector<requirement_of>{
             {"--threshold", a.threshold, !counts, rule},
             {"--policy", a.policy, !counts, rule},
             {"--base", a.base, !counts, rule},
             {"--method", a.method, !counts, rule},
             {"--bands", a.bands, !counts, rule},
             {"--ties", word_of(words_of_ties, a.ties), !counts, rule},
             {"--steps", a.steps, !counts, rule},
             {"--deviation", a.deviation, !counts, rule},
             {"--marker", a.marker, !counts, rule},
             {"--value-column", a.value_column, !counts, rule},
             {"--period", word_of(words_of_period, a.period), counts, points},
             {"--trait", a.traits.empty() ? "" : a.traits.front(), counts, points},
             {"--trait", a.traits.empty() ? "" : a.traits.front(), a.period.has_value(),
              "--period with it"},
             {"--where", a.where.empty() ? "" : a.where.front(),
              !a.linked.empty() || !a.ledger.empty(),
              "--ledger or --linked with it, tables of other people"},
             {"--curve", a.curve, counts,
              "--input: what could be released instead is made from counts"}}) {
        if (!value.empty() && !is_met) return bad_option(option, value, wanted);
    }
    return {};
}

result<void> check_records(const arguments& a) {
    const auto refuse = [](std::string message, const char* wanted) {
        return error{.code = errc::bad_argument, .message = std::move(message), .wanted = wanted};
    };
    if (a.keys.empty() && (!a.sensitive.empty() || a.fraction))
        return refuse((a.sensitive.empty() ? "--fraction" : "--sensitive") +
                          std::string(" is about records"),
                      "--key COLUMN");
    if (a.keys.empty()) return {};
    if (a.input.empty()) return refuse("--key names columns of the records", "--input FILE");
    if (!a.count.empty())
        return refuse("--key with --count", "a row for each record, without --count");
    return {};
}

/// The options that set limit and intruder, for a command that is to judge by the same.
std::string repeat_options(const arguments& a) {
    return " --sensitivity " + word_of(words_of_sensitivity, a.sensitivity) + " --intruder " +
           a.intruder + (a.population.empty() ? "" : " --population " + as_word(a.population)) +
           (a.zeros == "unsafe" ? " --zeros unsafe" : "");
}

/// What an intruder has who saw all releases, or some of them.
class releases {
public:
    /// All outlive this.
    releases(const public_sources& sources, const announced_method& method, const table* counts)
        : sources_(sources), attack_(method, sources), counts_(counts), names_(sources.names()) {
        // Earlier releases first, then this one, then the statements. Tables of codes alone are
        // known from the start.
        order_ = sources.public_linked();
        earlier_ = order_.size();
        for (std::size_t i = 0; i < sources.files.size(); ++i) order_.push_back(i);
        // With counts a statement says nothing new of them, and is included with them.
        first_statement_ = sources.files.size() + sources.tables->tables().size() - 1;
        for (auto i = first_statement_; counts == nullptr && i < names_.size(); ++i)
            order_.push_back(i);
    }

    /// Positions among the names; the counts of the input come where files would.
    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> all;
        for (const auto i : order_) all.push_back(names_[i]);
        if (counts_ != nullptr)
            all.insert(all.begin() + static_cast<std::ptrdiff_t>(earlier_), "this table");
        return all;
    }
    [[nodiscard]] std::size_t earlier() const { return earlier_; }

    [[nodiscard]] result<knowledge> know(const std::vector<bool>& included) const {
        std::vector<bool> out(names_.size());
        std::size_t at = 0;
        bool counted = false;
        for (std::size_t i = 0; i < included.size(); ++i) {
            if (counts_ != nullptr && i == earlier_)
                counted = included[i];
            else
                out[order_[at++]] = !included[i];
        }
        if (counts_ == nullptr) {
            auto joined = attack_.know(left_out(std::move(out)));
            if (!joined) return joined.error();
            return std::move(joined->known);
        }
        for (auto i = first_statement_; i < names_.size(); ++i) out[i] = !counted;
        auto known = sources_.know_nothing();
        known.set_source(input_source);
        for (cell_index cell = 0; cell < counts_->size(); ++cell) {
            if (counted)
                known.learn_exact(cell, counts_->contributors(cell));
            else if (counts_->is_structural_zero(cell))
                known.learn_exact(cell, 0);
        }
        return sources_.learn_others(known, left_out(std::move(out)));
    }

private:
    const public_sources& sources_;
    release_attack attack_;
    const table* counts_;
    std::vector<std::string> names_;
    std::vector<std::size_t>
        order_; // of each release, but for the counts, its position among the names
    std::size_t earlier_ = 0, first_statement_ = 0;
};

/// The table of the counts, or the codes of what is public; and the records of the counts.
struct first_table {
    std::shared_ptr<const table> counts = {};
    std::shared_ptr<const sdc::cube> cube = {};
    std::vector<cell_index> zeros = {};
    std::optional<record_scores> records = {};
};

/// Names the option instead of the field of the library.
error by_record_option(error e) {
    const bool is_sensitive = e.field == "record_options.sensitive";
    if (is_sensitive) e.wanted = "a column that is not a --key";
    if (is_sensitive || e.field == "record_options.keys") e.message = "--" + e.message;
    return e;
}

result<first_table> read_counts(const arguments& a) {
    first_table made;
    const auto rows = read_csv(a.input);
    if (!rows) return rows.error();
    if (!a.keys.empty()) {
        auto scores = score_records(
            *rows, {.keys = a.keys, .sensitive = a.sensitive, .fraction = a.fraction});
        if (!scores) return by_record_option(scores.error());
        made.records = *std::move(scores);
    }
    auto counts = read_table(a, *rows);
    if (!counts) return counts.error();
    made.counts = *std::move(counts);
    made.cube = made.counts->shared_cube();
    return made;
}

result<first_table> read_codes(const arguments& a, const std::vector<records>& files) {
    first_table made;
    auto by = read_dimensions(a, files);
    if (!by) return by.error();
    auto c = cube::make(*std::move(by));
    if (!c) return c.error();
    made.cube = *std::move(c);
    auto zeros = read_cell_file(a.structural_zeros, *made.cube);
    if (!zeros) return zeros.error();
    made.zeros = *std::move(zeros);
    return made;
}

/// As the user sees it: `all`, if there are releases, tells what contradicts what.
error explain_score(const arguments& a, const error& e, const releases* all) {
    if (e.rule == "population")
        return bad_option("--population", a.population,
                          "for each cell at least the people counted there, as in " + e.cell +
                              "; without a row nobody is there");
    if (all == nullptr) return e;
    const auto known = all->know(std::vector<bool>(all->names().size(), true));
    return known ? explain(*known, e) : e;
}

struct scores {
    release_score release = {};
    std::optional<calhhs_score> points = {};
    std::optional<record_scores> records = {};
};

/// Reads everything and scores it.
result<scores> score(const arguments& a) {
    const auto coalition = read_coalition(a);
    if (!coalition) return coalition.error();
    auto announced_by = a;
    // Without a rule they only say what is there to learn.
    if (a.threshold.empty() && a.policy.empty() && a.group_disclosure.empty() &&
        a.min_total.empty())
        announced_by.zeros.clear();
    const auto how_made = read_announced(announced_by);
    if (!how_made) return how_made.error();
    auto files = read_public_files(a);
    if (!files) return files.error();
    auto first = a.input.empty() ? read_codes(a, *files) : read_counts(a);
    if (!first) return first.error();
    const auto* counts = first->counts.get();
    const auto sources = counts != nullptr ? read_sources(a, *std::move(files), *how_made, *counts)
                                           : read_sources(a, *std::move(files), *how_made,
                                                          first->cube, first->zeros);
    if (!sources) return sources.error();
    const auto people = read_population(a, *first->cube);
    if (!people) return people.error();
    scores made{.records = std::move(first->records)};
    score_options how{.run = logged(a),
                      .sensitivity = a.sensitivity,
                      .coalition = *coalition,
                      .population = *people,
                      .zeros_are_disclosive = a.zeros == "unsafe",
                      .points_limit = calhhs_release_limit,
                      .recommend = a.recommend || !a.curve.empty(),
                      .threads = count_threads(a)};
    if (counts != nullptr) {
        auto points = read_points(a, *counts, smallest_population(*people));
        if (!points) return points.error();
        made.points = *std::move(points);
        if (made.points) how.points = made.points->total;
    }
    const releases all(*sources, how_made->method, counts);
    release_to_score what{.tables = sources->tables,
                          .counts = first->counts,
                          .structural_zeros = first->zeros,
                          .releases = all.names(),
                          .earlier = all.earlier(),
                          .statements = sources->statements};
    const bool alone = counts != nullptr && what.tables->tables().size() == 1 && a.known.empty();
    if (!alone) what.known = [&all](const std::vector<bool>& seen) { return all.know(seen); };
    auto scored = score_release(what, how);
    if (!scored) return explain_score(a, scored.error(), alone ? nullptr : &all);
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
    for (const auto& check : {check_places(a), check_modes(a), check_zeros(a), check_records(a)}) {
        if (!check) return tell(check.error());
    }
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
                              .same_limit = repeat_options(a)};
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
