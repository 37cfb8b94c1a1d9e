#include "protect_linked.hpp"

#include "inputs.hpp"
#include "outputs.hpp"
#include "places.hpp"
#include "sources.hpp"
#include "suppress_options.hpp"
#include "words.hpp"

#include <sdc/attack/audit.hpp>
#include <sdc/detail/quoted.hpp>
#include <sdc/io/linked_file.hpp>
#include <sdc/protect/suppress_linked.hpp>

#include <algorithm>
#include <utility>

namespace sdc::cli {
namespace {

error in_table(const linked_release& t, const std::string& file, std::string message,
               std::string wanted) {
    return {.code = errc::bad_argument,
            .message = "table " + sdc::detail::quoted(t.table.name) + ": " + std::move(message),
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
/// No error holds a number: it may be withheld.
result<void> check_earlier(const linked_release& t, const verdicts& announced,
                           const std::string& file) {
    const auto& reader = t.facts.known;
    const auto refuse = [&](cell_index cell, errc code, std::string message, std::string wanted) {
        auto e = in_table(t, file, std::move(message), std::move(wanted));
        e.code = code;
        e.cell = describe(*t.counts, cell);
        return e;
    };
    for (cell_index cell = 0; cell < t.counts->size(); ++cell) {
        const auto low = reader.low(cell), high = reader.high(cell);
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

result<linked_source> make_source(const arguments& a, const linked_release& t,
                                  const suppress_options& options, const std::string& file) {
    const auto use = read_use(t, file);
    if (!use) return use.error();
    linked_source made{.name = t.table.name,
                       .counts = t.counts,
                       .measure = t.table.measure,
                       .where = t.table.where,
                       .use = *use};
    auto holdings = read_holdings(a, *t.counts, t.input, t.count);
    if (!holdings) return holdings.error();
    made.holdings = *std::move(holdings);
    if (*use != linked_use::earlier) return made;
    const auto announced = evaluate(*t.counts, without_lists(options.rules));
    if (!announced) return announced.error();
    if (auto ok = check_earlier(t, *announced, file); !ok) return ok.error();
    made.suppressed = t.facts.suppressed;
    return made;
}

/// The tables, that of --input first, and where each goes.
struct gathered {
    std::vector<linked_source> sources = {};
    std::vector<std::string> outputs = {};
};

result<gathered> gather(const arguments& a, std::shared_ptr<const table> first,
                        const suppress_options& options) {
    auto where = read_where(a);
    if (!where) return where.error();
    gathered made{.sources = {{.counts = std::move(first), .where = *std::move(where)}},
                  .outputs = {a.output}};
    std::vector<std::string> reads, writes;
    const auto& own = made.sources.front();
    const linked_table named{.cube = own.counts->shared_cube(), .where = own.where};
    for (const auto& file : a.linked) {
        const auto some = read_linked(file, named.cube.get(), linked_reading::protect);
        if (!some) return some.error();
        for (const auto& t : *some) {
            auto source = make_source(a, t, options, file);
            if (!source) return source.error();
            warn_of_people(a, named, t.table);
            made.sources.push_back(*std::move(source));
            made.outputs.push_back(t.output);
            reads.insert(reads.end(), t.reads.begin(), t.reads.end());
            if (!t.output.empty() && !t.is_public) writes.push_back(t.output);
        }
    }
    if (auto ok = check_places(a, reads, writes); !ok) return ok.error();
    return made;
}

} // namespace

int suppress_linked(const arguments& a, std::shared_ptr<const table> first,
                    const suppress_options& options, const std::optional<optimal_options>& optimal,
                    const marker& shown, unsigned threads) {
    if (!a.certificate.empty()) return tell(not_yet("--certificate with --linked"));
    const auto all = gather(a, std::move(first), options);
    if (!all) return tell(all.error());
    const auto proposed = optimal ? suppress_optimally(all->sources, options, *optimal)
                                  : suppress(all->sources, options);
    if (!proposed) return tell(proposed.error());
    const auto proofs = audit(*proposed, {.threads = threads});
    if (!proofs) return tell(proofs.error());
    std::vector<outgoing> tables;
    for (std::size_t k = 0; k < proposed->parts.size(); ++k) {
        if (proposed->use[k] != linked_use::released) continue;
        tables.push_back({.name = all->sources[k].name,
                          .file = all->outputs[k],
                          .proof = &(*proofs)[tables.size()],
                          .first = proposed->cubes->offset(k)});
    }
    return release(a, tables, *proposed, shown, threads, describe_key(options.cost));
}

} // namespace sdc::cli
