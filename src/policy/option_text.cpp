#include <sdc/policy/option_text.hpp>

#include <sdc/detail/quoted.hpp>
#include <sdc/table/detail/number.hpp>

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

namespace sdc::inline v0 {
namespace {

constexpr option_words<protection::kind, 3> protection_words{{{"cover", protection::kind::cover},
                                                              {"reach", protection::kind::reach},
                                                              {"exact", protection::kind::exact}}};
constexpr option_words<suppression_cost, 5> cost_words{{{"value", suppression_cost::value},
                                                        {"count", suppression_cost::count},
                                                        {"unity", suppression_cost::unity},
                                                        {"log", suppression_cost::log},
                                                        {"distance", suppression_cost::distance}}};
constexpr option_words<calhhs_basis, 4> trait_words{
    {{"sex", calhhs_basis::sex},
     {"orientation", calhhs_basis::sexual_orientation},
     {"gender", calhhs_basis::gender_identity},
     {"detailed-gender", calhhs_basis::detailed_gender_identity}}};

/// What follows "name="; nothing if the text starts otherwise.
std::optional<std::string_view> text_after(std::string_view text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return std::nullopt;
    return text.substr(prefix.size());
}

/// Before and after an equals sign; all before it if there is none.
std::pair<std::string_view, std::string_view> split_at(std::string_view text, std::size_t equals) {
    if (equals == std::string_view::npos) return {text, {}};
    return {text.substr(0, equals), text.substr(equals + 1)};
}

template <class T, std::size_t N>
const T* find_word(const option_words<T, N>& from, std::string_view text) {
    const auto at = std::ranges::find(from, text, &std::pair<std::string_view, T>::first);
    return at == from.end() ? nullptr : &at->second;
}

result<std::vector<std::int64_t>> parse_distances(std::string_view text) {
    std::vector<std::int64_t> costs;
    while (true) {
        const auto comma = text.find(',');
        const auto n = parse_whole(text.substr(0, comma), 1, largest_limit, "cost.distance");
        if (!n) return n.error();
        costs.push_back(*n);
        if (comma == std::string_view::npos) return costs;
        text.remove_prefix(comma + 1);
    }
}

} // namespace

error detail::bad_text(std::string field, std::string_view found, std::string wanted) {
    auto message = field;
    return {.code = errc::bad_argument,
            .message = std::move(message),
            .field = std::move(field),
            .found = quoted(found),
            .wanted = std::move(wanted)};
}

result<std::int64_t> parse_whole(std::string_view text, std::int64_t least, std::int64_t most,
                                 std::string field) {
    const auto n = detail::parse_count(text);
    if (!n && n.error().code != errc::overflow)
        return detail::bad_text(std::move(field), text, "a whole number, digits only");
    if (n && least <= *n && *n <= most) return *n;
    return detail::bad_text(std::move(field), text,
                            most == largest_limit
                                ? detail::wanted_limit(least)
                                : std::to_string(least) + " to " + std::to_string(most));
}

result<zero_option> parse_zeros(std::string_view text) {
    if (const auto below = text_after(text, "hide-below=")) {
        const auto n = parse_whole(*below, 0, largest_limit, "zeros.hide-below");
        if (!n) return n.error();
        return zero_option{.hide_below_total = *n};
    }
    if (const auto* zeros = find_word(zero_words, text)) return zero_option{.zeros = *zeros};
    return detail::bad_text("zeros", text, "show, eligible, hide, unsafe or hide-below=N");
}

result<protection> parse_protection(std::string_view text) {
    using enum protection::kind;
    if (const auto width = text_after(text, "percent=")) {
        const auto n = parse_whole(*width, 1, largest_limit, "protect.percent");
        if (!n) return n.error();
        return protection{.width = percent, .percent = *n};
    }
    if (const auto width = text_after(text, "absolute=")) {
        const auto n = parse_whole(*width, 1, largest_limit, "protect.absolute");
        if (!n) return n.error();
        return protection{.width = absolute, .absolute = *n};
    }
    if (const auto* width = find_word(protection_words, text)) return protection{.width = *width};
    return detail::bad_text("protect", text, "cover, reach, exact, percent=P or absolute=W");
}

result<std::int64_t> parse_intruder(std::string_view text) {
    if (text == "outsider") return std::int64_t{0};
    if (text == "contributor") return std::int64_t{1};
    if (const auto members = text_after(text, "coalition="))
        return parse_whole(*members, 1, largest_limit, "intruder.coalition");
    return detail::bad_text("intruder", text, "outsider, contributor or coalition=K");
}

std::string intruder_text(std::int64_t coalition) {
    if (coalition == 0) return "outsider";
    return coalition == 1 ? "contributor" : "coalition=" + std::to_string(coalition);
}

result<cost_options> parse_cost(std::string_view text) {
    if (const auto lambda = text_after(text, "box-cox=")) {
        const auto n = detail::parse_decimal(*lambda, 3);
        if (!n || *n < 0 || *n > 1000)
            return detail::bad_text("cost.box-cox", *lambda,
                                    "0 to 1 with up to three decimals, such as 0.5");
        return cost_options{.by = suppression_cost::box_cox, .lambda_thousandths = *n};
    }
    if (const auto list = text_after(text, "distance=")) {
        auto distances = parse_distances(*list);
        if (!distances) return distances.error();
        return cost_options{.by = suppression_cost::distance, .distances = *std::move(distances)};
    }
    if (const auto* by = find_word(cost_words, text)) return cost_options{.by = *by};
    return detail::bad_text(
        "cost", text, "one of value, count, unity, log, box-cox=LAMBDA, distance, distance=1,2,4");
}

result<double> parse_fraction(std::string_view text) {
    constexpr double least = 1e-9;
    double n = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (failure == std::errc() && end == text.data() + text.size() && least <= n && n <= 1)
        return n;
    return detail::bad_text("fraction", text, "0.000000001 to 1, such as 0.05");
}

result<of_dimension<std::string>> parse_where(std::string_view text) {
    const auto [name, code] = split_at(text, text.find('='));
    if (name.empty() || code.empty())
        return detail::bad_text("where", text, "DIM=CODE, such as region=North");
    return of_dimension<std::string>{std::string(name), std::string(code)};
}

result<of_dimension<std::string>> parse_total(std::string_view text) {
    const auto equals = text.find('=');
    if (equals == std::string_view::npos) return of_dimension<std::string>{"", std::string(text)};
    const auto [name, code] = split_at(text, equals);
    if (name.empty() || code.empty())
        return detail::bad_text("total", text, "CODE, or DIM=CODE of a dimension of --dimension");
    return of_dimension<std::string>{std::string(name), std::string(code)};
}

result<of_dimension<std::string>> parse_dimension(std::string_view text) {
    const auto equals = text.find('=');
    const auto [name, hierarchy] = split_at(text, equals);
    if (name.empty() || (hierarchy.empty() && equals != std::string_view::npos))
        return detail::bad_text("dimension", text, "NAME or NAME=HIERARCHY");
    return of_dimension<std::string>{std::string(name), std::string(hierarchy)};
}

result<percent_column> parse_percent_column(std::string_view text) {
    const auto equals = text.find('=');
    const auto [of, name] = split_at(text, equals);
    if (of.empty() || (name.empty() && equals != std::string_view::npos))
        return detail::bad_text("percent_column", text, "DIM, or DIM=COLUMN");
    percent_column made{.of = std::string(of)};
    if (!name.empty()) made.name = name;
    return made;
}

result<of_dimension<role>> parse_role(std::string_view text) {
    const auto [name, kind] = split_at(text, text.rfind('='));
    const auto* found = find_word(role_words, kind);
    if (found == nullptr)
        return detail::bad_text("role", text, "DIM=identifying, DIM=sensitive or DIM=time");
    return of_dimension<role>{std::string(name), *found};
}

result<of_dimension<std::int64_t>> parse_depth(std::string_view text) {
    const auto [name, levels] = split_at(text, text.rfind('='));
    const auto n = parse_whole(levels);
    if (!n)
        return detail::bad_text("depth", text,
                                "DIM=LEVELS, a dimension of the table and 0, 1, ...");
    return of_dimension<std::int64_t>{std::string(name), *n};
}

result<value_bands> parse_value_bands(std::string_view text) {
    const auto refuse = [text] {
        return detail::bad_text("band", text, "COLUMN=0,16,18,25: where each band starts");
    };
    const auto [name, list] = split_at(text, text.rfind('='));
    value_bands made{.column = std::string(name)};
    for (auto rest = list; !rest.empty();) {
        const auto comma = std::min(rest.find(','), rest.size());
        const auto n = parse_whole(rest.substr(0, comma));
        if (!n || (!made.starts.empty() && *n <= made.starts.back())) return refuse();
        made.starts.push_back(*n);
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    if (name.empty() || made.starts.empty() || list.ends_with(',')) return refuse();
    return made;
}

result<calhhs_variable> parse_trait(std::string_view text) {
    const auto equals = text.find('=');
    if (equals == std::string_view::npos)
        return detail::bad_text("trait", text, "DIM=KIND, of a dimension of the table");
    const auto [name, kind] = split_at(text, equals);
    for (const auto& [prefix, basis] : {std::pair{"age=", calhhs_basis::age_years},
                                        std::pair{"population=", calhhs_basis::population}}) {
        const auto number = text_after(kind, prefix);
        if (!number) continue;
        const auto n = parse_whole(*number, 1, largest_limit, "trait");
        if (!n) return n.error();
        return calhhs_variable{.name = std::string(name), .basis = basis, .value = *n};
    }
    if (const auto* basis = find_word(trait_words, kind))
        return calhhs_variable{.name = std::string(name), .basis = *basis};
    return detail::bad_text("trait", kind,
                            "sex, orientation, gender, detailed-gender, age=YEARS or population=N");
}

} // namespace sdc::inline v0
