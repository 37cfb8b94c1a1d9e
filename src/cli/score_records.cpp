#include "score_records.hpp"

#include "places.hpp"
#include "words.hpp"

#include <sdc/detail/quoted.hpp>
#include <sdc/io/csv_file.hpp>
#include <sdc/risk/table/diversity.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace sdc::cli {
namespace {

using nlohmann::ordered_json;

result<double> read_fraction(const std::string& text) {
    double f = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), f);
    if (failure != std::errc() || end != text.data() + text.size() || !(f >= 1e-9 && f <= 1))
        return bad_option("--fraction", text, "0.000000001 to 1, such as 0.05");
    return f;
}

result<void> check_options(const arguments& a) {
    const auto wants_key = [](const char* option) {
        return error{.code = errc::bad_argument,
                     .message = std::string(option) + " is about records",
                     .wanted = "--key COLUMN"};
    };
    if (a.keys.empty()) {
        if (!a.sensitive.empty()) return wants_key("--sensitive");
        if (!a.fraction.empty()) return wants_key("--fraction");
        return {};
    }
    if (a.input.empty())
        return error{.code = errc::bad_argument,
                     .message = "--key names columns of the records",
                     .wanted = "--input FILE"};
    if (!a.count.empty())
        return error{.code = errc::bad_argument,
                     .message = "--key with --count",
                     .wanted = "a row for each record, without --count"};
    for (auto at = a.keys.begin(); at != a.keys.end(); ++at) {
        if (*at == a.sensitive)
            return bad_option("--sensitive", a.sensitive, "a column that is not a --key");
        if (std::find(a.keys.begin(), at, *at) != at)
            return bad_option("--key", *at, "each column once");
    }
    // Each place by itself was checked, so what fails here is that standard input would be read
    // again, for the table.
    if (!check_places(a, {a.input}))
        return bad_option("--input", a.input,
                          "a file with --key: records are read for the table and for their keys");
    return {};
}

/// Codes by first appearance; what is empty is missing.
result<key_column> read_column(const records& rows, const std::string& name) {
    const auto column = rows.find_column(name);
    if (!column)
        return error{.code = errc::missing_column,
                     .message = "column not found",
                     .where = {.file = rows.source, .line = 1},
                     .found = "no " + sdc::detail::quoted(name)};
    std::unordered_map<std::string_view, std::int32_t> known;
    key_column codes;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const std::string_view text = rows.field(row, *column);
        codes.push_back(
            text.empty()
                ? missing_code
                : known.try_emplace(text, static_cast<std::int32_t>(known.size())).first->second);
    }
    return codes;
}

/// What is missing becomes a value of its own.
key_column without_missing(key_column column) {
    const auto none = std::ranges::max(column) + 1;
    std::ranges::replace(column, missing_code, none);
    return column;
}

std::vector<std::int64_t> histogram_of(const std::vector<std::int64_t>& sizes) {
    std::vector<std::int64_t> histogram(static_cast<std::size_t>(std::ranges::max(sizes)));
    for (const auto size : sizes) ++histogram[static_cast<std::size_t>(size) - 1];
    return histogram;
}

/// An empty value can be any value, so a record can be in several classes: its risk is 1 over those
/// that it matches.
void count_matches(const std::vector<std::int64_t>& matches, record_scores& to) {
    double sum = 0;
    for (const auto n : matches) {
        sum += 1 / static_cast<double>(n);
        to.alone += n == 1 ? 1 : 0;
    }
    to.smallest = std::ranges::min(matches);
    to.prosecutor = {.highest = 1 / static_cast<double>(to.smallest),
                     .lowest = 1 / static_cast<double>(std::ranges::max(matches)),
                     .average = sum / static_cast<double>(matches.size())};
}

/// That a full search would take too long is no reason to give no score: most that matters is in
/// sets of few columns.
result<void> find_uniques(const std::vector<key_column>& columns, record_scores& to) {
    constexpr std::size_t few = 3;
    constexpr std::uint64_t steps = 20'000'000'000; // some minutes
    auto found = find_minimal_uniques(columns, {.step_limit = steps});
    if (!found && columns.size() > few)
        found = find_minimal_uniques(columns, {.maximum_size = few, .step_limit = steps});
    if (!found) {
        to.not_searched = found.error().message + ": " + found.error().found;
        return {};
    }
    scored_uniques made{.special = special_uniques(*found),
                        .scores = suda_scores(*found),
                        .contributions = attribute_contributions(*found)};
    made.all = *std::move(found);
    to.uniques = std::move(made);
    return {};
}

constexpr log_linear_options in_seconds{.model = log_linear_model::two_way,
                                        .tolerance = 1e-6,
                                        .iterations = 200,
                                        .cell_limit = 200'000};

result<scored_sample> score_sample(double fraction, const std::vector<key_column>& columns,
                                   const std::vector<std::int64_t>& matches,
                                   const record_scores& from) {
    scored_sample made{.fraction = fraction,
                       .population = std::llround(static_cast<double>(matches.size()) / fraction)};
    std::vector<double> weighted;
    for (const auto n : matches) weighted.push_back(static_cast<double>(n) / fraction);
    const auto risks = individual_risks(matches, weighted);
    if (!risks) return risks.error();
    const auto expected = expect_reidentifications(*risks);
    if (!expected) return expected.error();
    made.matches = *expected;
    const auto sizes = class_sizes(columns);
    if (!sizes) return sizes.error();
    const auto uniques = dankar_uniques(histogram_of(*sizes), made.population);
    if (!uniques) return uniques.error();
    made.uniques = *uniques;
    const auto fit = fit_log_linear(columns);
    if (!fit) return fit.error();
    const auto independent = risk_by_log_linear(*fit, fraction);
    if (!independent) return independent.error();
    made.independent = *independent;
    if (const auto two_way = fit_log_linear(columns, in_seconds)) {
        const auto risk = risk_by_log_linear(*two_way, fraction);
        if (!risk) return risk.error();
        made.two_way = *risk;
        made.two_way_gap = two_way->largest_gap;
    }
    if (!from.uniques || from.uniques->all.uniques == 0) return made;
    const auto rate =
        intrusion_match_rate(from.uniques->all.uniques, from.uniques->all.pairs, fraction);
    if (!rate) return rate.error();
    made.match_rate = *rate;
    if (columns.size() >= 28) return made; // its exponent is for fewer
    auto chances = dis_suda(from.uniques->all, from.uniques->scores, fraction);
    if (!chances) return chances.error();
    made.chances = *std::move(chances);
    return made;
}

/// Class by class, the records sorted by their keys.
result<scored_values> score_values(const std::vector<key_column>& columns,
                                   const key_column& values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto before = [&](std::size_t i, std::size_t j) {
        for (const auto& column : columns) {
            if (column[i] != column[j]) return column[i] < column[j];
        }
        return false;
    };
    std::ranges::sort(order, before);
    std::vector<std::int64_t> whole(static_cast<std::size_t>(std::ranges::max(values)) + 1),
        group(whole.size());
    for (const auto v : values) ++whole[static_cast<std::size_t>(v)];
    scored_values worst{.distinct = std::numeric_limits<std::int64_t>::max(),
                        .entropy = std::numeric_limits<double>::infinity()};
    for (std::size_t from = 0, to = 0; from < order.size(); from = to) {
        for (; to < order.size() && !before(order[from], order[to]); ++to)
            ++group[static_cast<std::size_t>(values[order[to]])];
        const auto l = l_diversity_of(group);
        if (!l) return l.error();
        const auto t = equal_distance(group, whole);
        if (!t) return t.error();
        worst.distinct = std::min(worst.distinct, l->distinct);
        worst.entropy = std::min(worst.entropy, l->entropy);
        worst.distance = std::max(worst.distance, *t);
        if (l->distinct == 1) worst.of_one_value += static_cast<std::int64_t>(to - from);
        std::ranges::fill(group, 0);
    }
    return worst;
}

const char* to_string(uniques_model model) {
    switch (model) {
    case uniques_model::zayatz: return "Zayatz";
    case uniques_model::pitman: return "Pitman";
    case uniques_model::snb: return "slide negative binomial";
    }
    return "";
}

ordered_json json_uniques(const record_scores& s) {
    const auto& u = *s.uniques;
    ordered_json made{{"found", u.all.found.size()},
                      {"maximum_size", u.all.maximum_size},
                      {"by_size", ordered_json::array()},
                      {"contributions", ordered_json::object()},
                      {"special", ordered_json::array()}};
    std::vector<std::size_t> by_size(
        std::min(u.all.columns, u.all.maximum_size)); // of others nothing is known
    for (const auto& one : u.all.found) ++by_size[static_cast<std::size_t>(one.size()) - 1];
    made["by_size"] = by_size;
    for (std::size_t c = 0; c < s.keys.size(); ++c)
        made["contributions"][s.keys[c]] = u.contributions[c];
    auto at = u.all.found.begin();
    for (const auto record : u.special) {
        while (at->record != record) ++at; // both are by record; the smallest set comes first
        ordered_json one{{"line", s.lines[record]},
                         {"score", u.scores[record]},
                         {"smallest", ordered_json::array()}};
        for (std::size_t c = 0; c < s.keys.size(); ++c) {
            if ((at->columns >> c & 1) != 0) one["smallest"].push_back(s.keys[c]);
        }
        if (s.sample && !s.sample->chances.empty()) one["chance"] = s.sample->chances[record];
        made["special"].push_back(std::move(one));
    }
    return made;
}

ordered_json json_sample(const scored_sample& s) {
    ordered_json made{{"fraction", s.fraction},
                      {"population", s.population},
                      {"expected_reidentifications", s.matches.persons},
                      {"rate", s.matches.rate}};
    made["match_rate"] = s.match_rate ? ordered_json(*s.match_rate) : ordered_json(nullptr);
    made["population_uniques"] = {{"model", to_string(s.uniques.model)},
                                  {"uniques", s.uniques.estimate.uniques},
                                  {"share", s.uniques.estimate.share}};
    const auto risk = [](const log_linear_risk& r) {
        return ordered_json{{"tau1", r.tau1}, {"tau2", r.tau2}};
    };
    made["log_linear"] = {{"sample_uniques", s.independent.sample_uniques},
                          {"main_effects", risk(s.independent)},
                          {"two_way", nullptr}};
    if (!s.two_way) return made;
    made["log_linear"]["two_way"] = risk(*s.two_way);
    made["log_linear"]["two_way"]["largest_gap"] = s.two_way_gap;
    return made;
}

} // namespace

result<std::optional<record_scores>> score_records(const arguments& a) {
    if (auto ok = check_options(a); !ok) return ok.error();
    if (a.keys.empty()) return std::optional<record_scores>();
    const auto fraction = read_fraction(a.fraction.empty() ? "1" : a.fraction);
    if (!fraction) return fraction.error();
    const auto rows = read_csv(a.input);
    if (!rows) return rows.error();
    record_scores made{.keys = a.keys, .sensitive = a.sensitive};
    std::vector<key_column> columns, filled;
    for (const auto& name : a.keys) {
        auto column = read_column(*rows, name);
        if (!column) return column.error();
        columns.push_back(*std::move(column));
    }
    const auto matches = count_keys(columns);
    if (!matches) return matches.error();
    for (std::size_t row = 0; row < rows->size(); ++row) {
        made.lines.push_back(rows->where(row, 0).line);
        made.with_missing +=
            std::ranges::any_of(columns,
                                [row](const key_column& c) { return c[row] == missing_code; })
                ? 1
                : 0;
    }
    for (const auto& column : columns) filled.push_back(without_missing(column));
    made.classes = static_cast<std::int64_t>(class_sizes(filled)->size());
    count_matches(matches->frequency, made);
    if (auto ok = find_uniques(filled, made); !ok) return ok.error();
    if (!a.fraction.empty()) {
        auto sample = score_sample(*fraction, filled, matches->frequency, made);
        if (!sample) return sample.error();
        made.sample = *std::move(sample);
    }
    if (!a.sensitive.empty()) {
        const auto values = read_column(*rows, a.sensitive);
        if (!values) return values.error();
        const auto worst = score_values(filled, without_missing(*values));
        if (!worst) return worst.error();
        made.values = *worst;
    }
    return std::optional(std::move(made));
}

std::string describe_records(const record_scores& s) {
    const auto all = s.lines.size();
    std::string text = "records " + std::to_string(all) + ", by " + join(printable(s.keys)) +
                       ": classes " + std::to_string(s.classes) + ", the smallest of " +
                       std::to_string(s.smallest) + "; unique " + std::to_string(s.alone) +
                       "; an intruder who knows that a person is one of them identifies that "
                       "person with a mean chance "
                       "of " +
                       percent(s.prosecutor.average) +
                       "\nthese records do not count in the verdict above, which is of cells\n";
    if (s.with_missing > 0)
        text += "records with an empty value " + std::to_string(s.with_missing) +
                ": they match whoever has any value there\n";
    if (s.uniques)
        text += "unique by fewer columns " + std::to_string(s.uniques->special.size()) +
                " (special uniques); minimal uniques " +
                (s.uniques->all.maximum_size < s.keys.size()
                     ? "of at most " + std::to_string(s.uniques->all.maximum_size) + " columns "
                     : "") +
                std::to_string(s.uniques->all.found.size()) + '\n';
    else
        text += "minimal uniques not searched: " + s.not_searched + '\n';
    if (s.sample)
        text += "of a population of " + std::to_string(s.sample->population) +
                ": right matches expected " + decimal(s.sample->matches.persons, 1) + " (" +
                percent(s.sample->matches.rate) + " of the records); unique there about " +
                decimal(s.sample->uniques.estimate.uniques, 1) + " (" +
                percent(s.sample->uniques.estimate.share) + "), model of " +
                to_string(s.sample->uniques.model) + '\n';
    if (s.values)
        text += printable(s.sensitive) + ": values in a class at least " +
                std::to_string(s.values->distinct) + ", records in classes of one value " +
                std::to_string(s.values->of_one_value) + ", distance of a class from all at most " +
                decimal(s.values->distance, 2) + '\n';
    return text;
}

nlohmann::ordered_json json_records(const record_scores& s) {
    ordered_json made{{"keys", s.keys},
                      {"records", s.lines.size()},
                      {"with_missing_values", s.with_missing},
                      {"classes", s.classes},
                      {"smallest_class", s.smallest},
                      {"unique", s.alone}};
    made["prosecutor"] = {{"highest", s.prosecutor.highest},
                          {"lowest", s.prosecutor.lowest},
                          {"average", s.prosecutor.average}};
    made["minimal_uniques"] =
        s.uniques ? json_uniques(s) : ordered_json{{"not_searched", s.not_searched}};
    made["sample"] = s.sample ? json_sample(*s.sample) : ordered_json(nullptr);
    if (!s.values) return made;
    made["sensitive"] = {{"column", s.sensitive},
                         {"least_distinct", s.values->distinct},
                         {"least_entropy", s.values->entropy},
                         {"records_of_one_value", s.values->of_one_value},
                         {"largest_distance", s.values->distance}};
    return made;
}

} // namespace sdc::cli
