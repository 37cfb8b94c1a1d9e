#include <sdc/risk/record/score_records.hpp>

#include <sdc/detail/quoted.hpp>
#include <sdc/risk/table/diversity.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace sdc::inline v0 {
namespace detail {

inline result<void> check(const record_options& options) {
    const auto refuse = [](const char* field, const char* what, const std::string& found,
                           const char* wanted) {
        return error{.code = errc::bad_argument,
                     .message = what,
                     .field = field,
                     .found = found,
                     .wanted = wanted};
    };
    const auto& keys = options.keys;
    if (keys.empty())
        return refuse("record_options.keys", "key", "none",
                      "a column by which somebody could be found");
    for (auto at = keys.begin(); at != keys.end(); ++at) {
        if (*at == options.sensitive)
            return refuse("record_options.sensitive", "sensitive", detail::quoted(*at),
                          "a column that is not a key");
        if (std::find(keys.begin(), at, *at) != at)
            return refuse("record_options.keys", "key", detail::quoted(*at), "each column once");
    }
    if (options.fraction && !(*options.fraction >= 1e-9 && *options.fraction <= 1))
        return refuse("record_options.fraction", "fraction", std::to_string(*options.fraction),
                      "0.000000001 to 1");
    return {};
}

/// Codes by first appearance; what is empty is missing.
inline result<key_column> code_column(const records& rows, const std::string& name) {
    const auto column = rows.find_column(name);
    if (!column)
        return error{.code = errc::missing_column,
                     .message = "column not found",
                     .where = {.file = rows.source, .line = 1},
                     .found = "no " + detail::quoted(name)};
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
inline key_column without_missing(key_column column) {
    const auto none = std::ranges::max(column) + 1;
    std::ranges::replace(column, missing_code, none);
    return column;
}

/// An empty value can be any value, so a record can be in several classes: its risk is 1 over those
/// that it matches.
inline void count_matches(const std::vector<std::int64_t>& matches, record_scores& to) {
    double sum = 0;
    for (const auto n : matches) {
        sum += 1 / static_cast<double>(n);
        to.uniques += n == 1 ? 1 : 0;
    }
    to.smallest = std::ranges::min(matches);
    to.prosecutor = {.highest = 1 / static_cast<double>(to.smallest),
                     .lowest = 1 / static_cast<double>(std::ranges::max(matches)),
                     .average = sum / static_cast<double>(matches.size())};
}

/// That a full search would take too long is no reason to give no score: most that matters is in
/// sets of few columns.
inline void find_uniques(const std::vector<key_column>& columns, record_scores& to) {
    constexpr std::size_t few = 3;
    constexpr std::uint64_t steps = 20'000'000'000; // some minutes
    auto found = find_minimal_uniques(columns, {.step_limit = steps});
    if (!found && columns.size() > few)
        found = find_minimal_uniques(columns, {.maximum_size = few, .step_limit = steps});
    if (!found) {
        to.not_searched = found.error().message + ": " + found.error().found;
        return;
    }
    scored_uniques made{.special = special_uniques(*found),
                        .scores = suda_scores(*found),
                        .contributions = attribute_contributions(*found)};
    made.all = *std::move(found);
    to.minimal = std::move(made);
}

inline result<chosen_estimate> estimate_uniques(const std::vector<key_column>& columns,
                                                std::int64_t population) {
    const auto sizes = class_sizes(columns);
    if (!sizes) return sizes.error();
    std::vector<std::int64_t> histogram(static_cast<std::size_t>(std::ranges::max(*sizes)));
    for (const auto size : *sizes) ++histogram[static_cast<std::size_t>(size) - 1];
    return dankar_uniques(histogram, population);
}

inline result<void> fit_models(const std::vector<key_column>& columns, scored_sample& to) {
    constexpr log_linear_options in_seconds{.model = log_linear_model::two_way,
                                            .tolerance = 1e-6,
                                            .iterations = 200,
                                            .cell_limit = 200'000};
    const auto fit = fit_log_linear(columns);
    if (!fit) return fit.error();
    const auto independent = risk_by_log_linear(*fit, to.fraction);
    if (!independent) return independent.error();
    to.independent = *independent;
    const auto two_way = fit_log_linear(columns, in_seconds);
    if (!two_way) return {}; // too large
    const auto risk = risk_by_log_linear(*two_way, to.fraction);
    if (!risk) return risk.error();
    to.two_way = *risk;
    to.two_way_gap = two_way->largest_gap;
    return {};
}

inline result<scored_sample> score_sample(double fraction, const std::vector<key_column>& columns,
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
    const auto uniques = estimate_uniques(columns, made.population);
    if (!uniques) return uniques.error();
    made.uniques = *uniques;
    if (auto ok = fit_models(columns, made); !ok) return ok.error();
    if (!from.minimal || from.minimal->all.uniques == 0) return made;
    const auto& all = from.minimal->all;
    const auto rate = intrusion_match_rate(all.uniques, all.pairs, fraction);
    if (!rate) return rate.error();
    made.match_rate = *rate;
    if (columns.size() >= 28) return made; // its exponent is for fewer
    auto chances = dis_suda(all, from.minimal->scores, fraction);
    if (!chances) return chances.error();
    made.chances = *std::move(chances);
    return made;
}

/// Class by class, the records sorted by their keys.
inline result<scored_values> score_values(const std::vector<key_column>& columns,
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

} // namespace detail

result<record_scores> score_records(const records& rows, const record_options& options) {
    if (auto ok = detail::check(options); !ok) return ok.error();
    record_scores made{.keys = options.keys, .sensitive = options.sensitive};
    std::vector<key_column> columns, filled;
    for (const auto& name : options.keys) {
        auto column = detail::code_column(rows, name);
        if (!column) return column.error();
        columns.push_back(*std::move(column));
    }
    const auto matches = count_keys(columns);
    if (!matches) return matches.error();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        made.lines.push_back(rows.where(row, 0).line);
        const bool misses = std::ranges::any_of(
            columns, [row](const key_column& c) { return c[row] == missing_code; });
        made.with_missing += misses ? 1 : 0;
    }
    for (const auto& column : columns) filled.push_back(detail::without_missing(column));
    made.classes = static_cast<std::int64_t>(class_sizes(filled)->size());
    detail::count_matches(matches->frequency, made);
    detail::find_uniques(filled, made);
    if (options.fraction) {
        auto sample = detail::score_sample(*options.fraction, filled, matches->frequency, made);
        if (!sample) return sample.error();
        made.sample = *std::move(sample);
    }
    if (!options.sensitive.empty()) {
        const auto values = detail::code_column(rows, options.sensitive);
        if (!values) return values.error();
        const auto worst = detail::score_values(filled, detail::without_missing(*values));
        if (!worst) return worst.error();
        made.values = *worst;
    }
    return made;
}

} // namespace sdc::inline v0
