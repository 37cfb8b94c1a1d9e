/// The command score: who, knowing what, could learn what of whom, cell by cell and over all
/// releases.
#include "score.hpp"

#include "commands.hpp"
#include "inputs.hpp"
#include "interrupts.hpp"
#include "outputs.hpp"
#include "places.hpp"
#include "rules.hpp"
#include "score_options.hpp"
#include "sources.hpp"
#include "words.hpp"

#include <sdc/attack/release_attack.hpp>
#include <sdc/io/file.hpp>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <span>
#include <tuple>
#include <unistd.h>
#include <utility>

namespace sdc::cli {
namespace {

/// Options that would do nothing.
result<void> check_modes(const arguments& a) {
    const bool others = !a.linked.empty() || !a.ledger.empty();
    if (a.publics.empty()) {
        for (const auto& [option, text] : {std::pair("--threshold", &a.threshold),
                                           {"--policy", &a.policy},
                                           {"--base", &a.base},
                                           {"--method", &a.method},
                                           {"--bands", &a.bands},
                                           {"--ties", &a.ties},
                                           {"--steps", &a.steps},
                                           {"--deviation", &a.deviation},
                                           {"--marker", &a.marker},
                                           {"--value-column", &a.value_column}}) {
            if (!text->empty())
                return bad_option(option, *text, "--public with it, the release that it is about");
        }
    } else if (!a.period.empty() || !a.traits.empty()) {
        return bad_option(a.period.empty() ? "--trait" : "--period",
                          a.period.empty() ? a.traits.front() : a.period,
                          "--input: the points are those of the counts");
    }
    if (!a.where.empty() && !others)
        return bad_option("--where", a.where.front(),
                          "--ledger or --linked with it, tables of other people");
    if (!a.curve.empty() && !a.publics.empty())
        return bad_option("--curve", a.curve,
                          "--input: what could be released instead is made from counts");
    return {};
}

/// The options that set limit and intruder, for a command that is to judge by the same.
std::string repeat_options(const arguments& a) {
    return " --sensitivity " + a.sensitivity + " --intruder " + a.intruder +
           (a.population.empty() ? "" : " --population " + as_word(a.population)) +
           (a.zeros == "unsafe" ? " --zeros unsafe" : "");
}

result<score_setup> read_score_setup(const arguments& a) {
    constexpr choices<bool, 2> formats{{{"text", false}, {"json", true}}};
    if (auto ok = check_places(a); !ok) return ok.error();
    if (a.input.empty() == a.publics.empty())
        return error{.code = errc::bad_argument,
                     .message = a.input.empty() ? "no table given" : "--input and --public",
                     .wanted = "--input FILE, the counts, or --public FILE, what is public"};
    if (auto ok = check_modes(a); !ok) return ok.error();
    const auto s = read_sensitivity(a);
    if (!s) return s.error();
    const auto threads = read_threads(a);
    if (!threads) return threads.error();
    const auto coalition = read_coalition(a);
    if (!coalition) return coalition.error();
    if (auto ok = check_zeros(a); !ok) return ok.error();
    const auto as_json = choose("--format", a.format.empty() ? "text" : a.format, formats);
    if (!as_json) return as_json.error();
    const auto* no_color = std::getenv("NO_COLOR"); // as on no-color.org
    const bool plain = no_color != nullptr && *no_color != '\0';
    return score_setup{.sensitivity = *s,
                       .coalition = *coalition,
                       .zeros = a.zeros == "unsafe",
                       .options = repeat_options(a),
                       .threads = *threads,
                       .json = *as_json,
                       .coloured = a.output == "-" && ::isatty(STDOUT_FILENO) == 1 && !plain};
}

void sort(std::vector<cell_risk>& reasons) {
    std::ranges::stable_sort(reasons, {}, &cell_risk::one_in);
}
void sort(std::vector<scored_cell>& cells) {
    std::ranges::stable_sort(cells, {}, [](const scored_cell& c) { return c.highest.one_in; });
}

/// The figures of the counts themselves, whose scores these are.
result<void> find_figures(const table& counts, std::span<const cell_risk> scores, score_report& r) {
    const auto all = score_table(counts, scores, r.limit);
    if (!all) return all.error();
    r.table = *all;
    std::vector<std::int64_t> leaves;
    for (const auto& cell : cells(counts)) {
        if (!cell.is_margin() && !counts.is_structural_zero(cell.index()))
            leaves.push_back(counts.contributors(cell.index()));
    }
    if (all->persons > 0 && leaves.size() > 1) { // one cell has no spread
        const auto entropy = entropy_risk_of(leaves);
        if (!entropy) return entropy.error();
        r.entropy = *entropy;
    }
    const auto groups = find_least_diversity(counts);
    if (!groups) return groups.error();
    r.groups = *groups;
    return {};
}

/// The cells of a table that stands alone.
void find_cells(const std::shared_ptr<const table>& counts, std::span<const cell_risk> scores,
                const cell_risk_options& how, score_report& r) {
    r.cells = counts->size();
    r.count = [counts](cell_index cell) {
        const auto n = counts->contributors(cell);
        return interval{.low = n, .high = n};
    };
    for (cell_index cell = 0; cell < scores.size(); ++cell) {
        r.scores.push_back(scores[cell].score());
        if (scores[cell].one_in > r.limit) continue;
        auto& one = r.at_risk.emplace_back(
            scored_cell{.cell = cell, .highest = scores[cell], .expected = scores[cell].score()});
        for_each_risk(*counts, cell, how, r.limit,
                      [&](const cell_risk& why) { one.reasons.push_back(why); });
        sort(one.reasons);
    }
}

/// The points of the smallest place.
result<void> find_points(const arguments& a, const table& counts, score_report& r) {
    auto criteria = read_criteria(a, counts, r.smallest_population);
    if (!criteria) return criteria.error();
    if (!*criteria) return {};
    (*criteria)->victims_or_justice = r.setup.sensitivity == sensitivity::criminal_offence;
    auto points = sdc::score(**criteria);
    if (!points) return points.error();
    r.points = *std::move(points);
    return {};
}

/// What a reader of all releases, or of some, has.
class releases {
public:
    /// All outlive this.
    releases(const public_sources& sources, const announced_method& included, const table* counts)
        : sources_(sources), attack_(included, sources), counts_(counts), names_(sources.names()) {
        // Earlier releases first, then this one, then what is said beside it. Tables of codes alone
        // are known from the start.
        order_ = sources.public_linked();
        earlier_ = order_.size();
        for (std::size_t i = 0; i < sources.files.size(); ++i) order_.push_back(i);
        // Beside counts a statement says nothing new of them, and is included with them.
        first_statement_ = sources.files.size() + sources.tables->tables().size() - 1;
        for (auto i = first_statement_; counts == nullptr && i < names_.size(); ++i)
            order_.push_back(i);
    }

    /// Positions among the names; the counts of the input come where files would.
    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> all;
        for (const auto i : order_) all.push_back(names_[i]);
        if (counts_ != nullptr)
            all.insert(all.begin() + static_cast<std::ptrdiff_t>(earlier()), "this table");
        return all;
    }
    [[nodiscard]] std::size_t earlier() const { return earlier_; }
    /// What readers have without the counts, and what is said beside them.
    [[nodiscard]] result<knowledge> know_before() const {
        std::vector<bool> included(names().size());
        std::fill_n(included.begin(), earlier(), true);
        return know(included);
    }

    [[nodiscard]] result<knowledge> know(const std::vector<bool>& included) const {
        std::vector<bool> out(names_.size());
        std::size_t at = 0;
        bool counted = false;
        for (std::size_t i = 0; i < included.size(); ++i) {
            if (counts_ != nullptr && i == earlier())
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
        auto public_knowledge = sources_.know_nothing();
        public_knowledge.set_source(input_source);
        for (cell_index cell = 0; cell < counts_->size(); ++cell) {
            if (counted)
                public_knowledge.learn_exact(cell, counts_->contributors(cell));
            else if (counts_->is_structural_zero(cell))
                public_knowledge.learn_exact(cell, 0);
        }
        return sources_.learn_others(public_knowledge, left_out(std::move(out)));
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

/// The scores of a reader of everything, and where there are several releases, how they came about.
result<std::vector<interval_risk>> find_scores(const releases& all,
                                               const knowledge& public_knowledge,
                                               const interval_risk_options& how, score_report& r) {
    const auto names = all.names();
    if (names.size() < 2) {
        auto found = score_joint(public_knowledge, {.scores = how, .limit_one_in = r.limit});
        if (!found) return explain(public_knowledge, found.error());
        r.rests = std::move(found->rests);
        r.exact = found->exact;
        return std::move(found->cells);
    }
    auto found = score_sequence(
        names.size(), [&](const std::vector<bool>& included) { return all.know(included); },
        {.scores = how, .limit_one_in = r.limit});
    if (!found) return explain(public_knowledge, found.error());
    auto scores = std::move(found->scores);
    r.differences = std::move(found->differences);
    r.rests = std::move(found->rests);
    r.exact = found->exact;
    r.sequence =
        scored_sequence{.releases = names, .earlier = all.earlier(), .found = *std::move(found)};
    return scores;
}

result<void> score_releases(const releases& all, const interval_risk_options& how,
                            score_report& r) {
    const auto public_knowledge = all.know(std::vector<bool>(all.names().size(), true));
    if (!public_knowledge) return public_knowledge.error();
    auto scores = find_scores(all, *public_knowledge, how, r);
    if (!scores) return scores.error();
    auto counts = std::make_shared<std::vector<interval>>();
    std::map<cell_index, std::vector<cell_index>> open; // not certain to be at risk, by meaning
    std::map<cell_index, std::size_t> place;            // of what is at risk; shared cells have
                                             // groups of their own, and the riskiest is included
    for (cell_index cell = 0; cell < scores->size(); ++cell) {
        auto& one = (*scores)[cell];
        counts->push_back(one.count);
        if (cell < r.tables->cube(0).size()) r.scores.push_back(one.certain.score());
        r.exact = r.exact && one.exact;
        const auto meaning = public_knowledge->tables().variable_of(cell);
        r.cells += meaning == cell ? 1 : 0;
        if (one.certain.one_in > r.limit) {
            if (!one.count.is_single_value()) open[meaning].push_back(cell);
            continue;
        }
        sort(one.reasons);
        scored_cell found{.cell = cell,
                          .highest = one.certain,
                          .expected = one.expected,
                          .reasons = std::move(one.reasons)};
        const auto [at, is_new] = place.emplace(meaning, r.at_risk.size());
        if (is_new)
            r.at_risk.push_back(std::move(found));
        else if (found.highest.one_in < r.at_risk[at->second].highest.one_in)
            r.at_risk[at->second] = std::move(found);
    }
    // What is at risk as the cell of one table is not uncertain as that of another.
    for (const auto& [meaning, same] : open) {
        if (place.contains(meaning)) continue;
        double expected = 0;
        for (const auto cell : same) {
            const auto mean = (*scores)[cell].expected;
            expected = std::max(expected, mean);
            if (mean > r.highest_expected)
                r.highest_expected = mean, r.highest_expected_cell = cell;
        }
        r.uncertain += expected * static_cast<double>(r.limit) >= 1 ? 1 : 0;
    }
    r.count = [counts](cell_index cell) { return (*counts)[cell]; };
    return {};
}

/// What could be released instead, beside what is public already if anything is.
result<void> find_advice(const arguments& a, const std::shared_ptr<const table>& counts,
                         recommend_options how, score_report& r) {
    const cell_index most_cells =
        how.public_already == nullptr
            ? 2'000
            : 1'000; // beyond that it can take minutes, and is asked for by name
    const bool asked = a.recommend || !a.curve.empty(),
               too_many_points = r.points && !r.points->within_limit;
    if (!r.is_at_risk() && !too_many_points && !asked) return {};
    r.is_too_large_for_advice = r.tables->size() > most_cells && !asked;
    if (r.is_too_large_for_advice) return {};
    how.limit_one_in = r.limit;
    how.threads = r.setup.threads;
    if (r.points) how.points = r.points->total, how.points_limit = calhhs_release_limit;
    auto found = recommend(counts, how);
    if (!found) return found.error();
    r.advice = *std::move(found);
    if (how.statements.empty()) return {};
    how.statements = {};
    auto without_statements = recommend(counts, how);
    if (!without_statements) return without_statements.error();
    const auto &chosen = r.advice->candidates[r.advice->chosen],
               &other = without_statements->candidates[without_statements->chosen];
    if (std::tie(chosen.way, chosen.depths, chosen.base) !=
        std::tie(other.way, other.depths, other.base))
        r.without_statements = other;
    return {};
}

/// The table of the counts, or the codes of what is public.
struct first_table {
    std::shared_ptr<const table> counts = {};
    std::shared_ptr<const sdc::cube> cube = {};
    std::vector<cell_index> zeros = {};
};

result<first_table> read_first(const arguments& a, const std::vector<records>& files) {
    first_table made;
    if (!a.input.empty()) {
        auto counts = read_table(a);
        if (!counts) return counts.error();
        made.counts = std::move(*counts);
        made.cube = made.counts->shared_cube();
        made.zeros.assign(made.counts->structural_zeros().begin(),
                          made.counts->structural_zeros().end());
        return made;
    }
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

/// Counts with nothing beside them.
result<void> score_separately(const arguments& a, const std::shared_ptr<const table>& counts,
                              std::span<const cell_risk> scores, const cell_risk_options& how,
                              score_report& r) {
    find_cells(counts, scores, how, r);
    return find_advice(a, counts, {.channels = how}, r);
}

/// All releases, and statements, as one reader sees them.
result<void> score_jointly(const arguments& a, const public_sources& sources,
                           const announced_method& included, const first_table& first,
                           const cell_risk_options& channels, score_report& r) {
    const releases all(sources, included, first.counts.get());
    std::vector<std::int64_t> people(channels.population.begin(), channels.population.end());
    if (!people.empty())
        people.resize(r.tables->size(), unknown_population); // of the cells of other tables
    interval_risk_options how{.channels = channels,
                              .structural_zeros = first.zeros,
                              .attack = {.threads = r.setup.threads},
                              .at_least_one_in = r.limit,
                              .reasons_one_in = r.limit};
    how.channels.population = people;
    if (auto ok = score_releases(all, how, r); !ok) return ok.error();
    if (!first.counts) return {};
    const auto before = all.know_before();
    if (!before) return before.error();
    return find_advice(
        a, first.counts,
        {.channels = channels, .public_already = &*before, .statements = sources.statements}, r);
}

result<score_report> score(const arguments& a, const score_setup& setup) {
    auto records = score_records(a);
    if (!records) return records.error();
    auto announced_by = a;
    // Without a rule they only say what is there to learn.
    if (a.threshold.empty() && a.policy.empty() && a.group_disclosure.empty() &&
        a.min_total.empty())
        announced_by.zeros.clear();
    const auto included = read_announced(announced_by);
    if (!included) return included.error();
    auto files = read_public_files(a);
    if (!files) return files.error();
    const auto first = read_first(a, *files);
    if (!first) return first.error();
    const auto sources =
        first->counts ? read_sources(a, *std::move(files), *included, *first->counts)
                      : read_sources(a, *std::move(files), *included, first->cube, first->zeros);
    if (!sources) return sources.error();
    const auto people = read_population(a, *first->cube);
    if (!people) return people.error();
    score_report r{.setup = setup,
                   .population = people->empty() ? 0 : people->front(),
                   .smallest_population = smallest_population(*people),
                   .tables = sources->tables};
    r.records = *std::move(records);
    r.limit = limit_one_in(setup.sensitivity, r.smallest_population);
    const bool several = r.tables->tables().size() > 1;
    const cell_risk_options channels{.coalition = setup.coalition,
                                     .population = *people,
                                     .disclosed_by_linked_tables = several,
                                     .zeros_are_disclosive = setup.zeros};
    std::vector<cell_risk> scores; // of the counts by themselves
    if (first->counts) {
        auto found = score_cells(*first->counts, channels);
        if (!found && found.error().code == errc::contradiction)
            return bad_option("--population", a.population,
                              "for each cell at least the people counted there, as in " +
                                  found.error().cell + "; without a row nobody is there");
        if (!found) return found.error();
        scores = *std::move(found);
        if (auto ok = find_figures(*first->counts, scores, r); !ok) return ok.error();
        if (auto ok = find_points(a, *first->counts, r); !ok) return ok.error();
    }
    const bool alone = !several && first->counts && a.known.empty();
    if (auto ok =
            alone ? score_separately(a, first->counts, scores, channels, r)
                  : score_jointly(announced_by, *sources, included->method, *first, channels, r);
        !ok)
        return ok.error();
    sort(r.at_risk);
    return r;
}

} // namespace

int run_score(const arguments& a) {
    const auto setup = read_score_setup(a);
    if (!setup) return tell(setup.error());
    const auto report = score(a, *setup);
    if (!report) return tell(report.error());
    ignore_interrupts();
    file_set files;
    if (auto ok = files.add(a.output, setup->json ? to_json(*report) : to_text(*report),
                            file_access::owner_only);
        !ok)
        return report_unwritten(ok.error());
    for (const auto& [file, draw] :
         {std::pair(&a.map, &draw_map), std::pair(&a.curve, &draw_curve)}) {
        if (file->empty()) continue;
        auto picture = draw(*report);
        if (!picture) return tell(picture.error());
        if (auto ok = files.add(*file, *std::move(picture), file_access::owner_only); !ok)
            return report_unwritten(ok.error());
    }
    if (auto ok = files.commit(); !ok) return report_unwritten(ok.error());
    return report->is_at_risk() || !report->exact ? refused : done;
}

} // namespace sdc::cli
