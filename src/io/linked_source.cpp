#include <sdc/io/linked_source.hpp>

#include <sdc/detail/quoted.hpp>

#include <algorithm>
#include <utility>

namespace sdc::inline v0 {
namespace {

error in_table(const linked_release& t, const std::string& file, std::string message,
               std::string wanted) {
    return {.code = errc::bad_argument,
            .message = "table " + detail::quoted(t.table.name) + ": " + std::move(message),
            .where = {.file = file},
            .wanted = std::move(wanted)};
}

result<linked_use> read_use(const linked_release& t, const std::string& file) {
    if (t.counts == nullptr)
        return in_table(t, file, "no input",
                        "\"input\": FILE, the counts, without which nothing is protected");
    if (t.is_public && !t.output.empty())
        return in_table(t, file, "already published, and an output",
                        "one of \"public\" and \"output\"");
    return t.is_public        ? linked_use::earlier
           : t.output.empty() ? linked_use::unpublished
                              : linked_use::released;
}

/// An earlier release shows true numbers, all of them, and markers that tell what its rule tells.
/// No error holds a number: it may be suppressed.
result<void> check_earlier(const linked_release& t, const verdicts& announced,
                           const std::string& file) {
    const auto& known = t.facts.known;
    const auto refuse = [&](cell_index cell, errc code, std::string message, std::string wanted) {
        auto e = in_table(t, file, std::move(message), std::move(wanted));
        e.code = code;
        e.cell = describe(*t.counts, cell);
        return e;
    };
    for (cell_index cell = 0; cell < t.counts->size(); ++cell) {
        const auto low = known.low(cell), high = known.high(cell);
        if (low > t.counts->value(cell) || t.counts->value(cell) > high)
            return refuse(cell, errc::contradiction, "what is public does not agree with the input",
                          "");
        if (std::ranges::binary_search(t.facts.suppressed, cell)) {
            if (low > announced.minimum(cell) || high < announced.maximum(cell))
                return refuse(cell, errc::not_available,
                              "an earlier release whose marker reveals more than the rule",
                              "a marker such as [c] or *");
        } else if (low != high) {
            return refuse(cell, errc::not_available,
                          "an earlier release that shows neither a true number nor a marker",
                          "one of both for every cell");
        }
    }
    return {};
}

} // namespace

result<linked_source> make_source(const linked_release& t, std::span<const rule> rules,
                                  const std::string& file) {
    const auto use = read_use(t, file);
    if (!use) return use.error();
    linked_source made{.name = t.table.name,
                       .counts = t.counts,
                       .measure = t.table.measure,
                       .where = t.table.where,
                       .use = *use};
    if (*use != linked_use::earlier) return made;
    const auto announced = evaluate(*t.counts, without_lists({rules.begin(), rules.end()}));
    if (!announced) return announced.error();
    if (auto ok = check_earlier(t, *announced, file); !ok) return ok.error();
    made.suppressed = t.facts.suppressed;
    return made;
}

} // namespace sdc::inline v0
