#include "protect_linked.hpp"

#include "inputs.hpp"
#include "outputs.hpp"
#include "places.hpp"
#include "sources.hpp"
#include "suppress_options.hpp"
#include "words.hpp"

#include <sdc/attack/audit.hpp>
#include <sdc/io/linked_source.hpp>
#include <sdc/protect/group_sources.hpp>
#include <sdc/protect/suppress_linked.hpp>

#include <utility>

namespace sdc::cli {
namespace {

/// The tables, that of --input first, and where each goes.
struct gathered {
    std::vector<linked_source> sources = {};
    std::vector<std::string> outputs = {};
    std::size_t groups = 0; ///< Of these the ones behind the first are of --overlapping.
};

result<gathered> gather(const arguments& a, const input_table& first,
                        const suppress_options& options) {
    gathered made{.sources = {{.counts = first.counts, .where = a.where}}, .outputs = {a.output}};
    for (std::size_t i = 0; i < first.groups.size(); ++i) {
        auto some = sources_of_group(first.groups[i], a.overlapping[i].first, options.rules);
        if (!some) return some.error();
        for (auto& one : *some) {
            one.where = a.where;
            made.sources.push_back(std::move(one));
            made.outputs.emplace_back();
        }
    }
    made.groups = made.sources.size() - 1;
    std::vector<std::string> reads, writes;
    const linked_table named{.cube = first.counts->shared_cube(), .where = a.where};
    for (const auto& file : a.linked) {
        const auto some = read_linked(file, named.cube.get(), linked_reading::protect);
        if (!some) return some.error();
        for (const auto& t : *some) {
            auto source = make_source(t, options.rules, file);
            if (!source) return source.error();
            auto holdings = read_holdings(a, *t.counts, t.input, t.count);
            if (!holdings) return holdings.error();
            source->holdings = *std::move(holdings);
            warn_of_people(a, named, t.table);
            made.sources.push_back(*std::move(source));
            made.outputs.push_back(t.output);
            reads.insert(reads.end(), t.reads.begin(), t.reads.end());
            if (t.output.empty() || t.is_public) continue;
            const auto files = list_release_files(output_of(a, t.output));
            if (!files) return files.error();
            writes.insert(writes.end(), files->begin(), files->end());
        }
    }
    if (auto ok = check_places(a, reads, writes); !ok) return ok.error();
    return made;
}

} // namespace

int suppress_linked(const arguments& a, const input_table& first, const suppress_options& options,
                    const std::optional<optimal_options>& optimal, const marker& shown,
                    unsigned threads) {
    if (!a.certificate.empty()) return tell(not_yet("--certificate with --linked"));
    const auto all = gather(a, first, options);
    if (!all) return tell(all.error());
    const auto proposed = optimal ? suppress_optimally(all->sources, options, *optimal)
                                  : suppress(all->sources, options);
    if (!proposed) return tell(proposed.error());
    const auto proofs = audit(*proposed, audit_of(a, threads));
    if (!proofs) return tell(proofs.error());
    std::vector<outgoing> tables;
    for (std::size_t k = 0; k < proposed->parts.size(); ++k) {
        if (proposed->use[k] != linked_use::released) continue;
        tables.push_back({.name = all->sources[k].name,
                          .file = all->outputs[k],
                          .proof = &(*proofs)[tables.size()],
                          .first = proposed->cubes->offset(k),
                          .is_group = 0 < k && k <= all->groups});
    }
    return release(a, tables, *proposed, first.whole, shown, threads, describe_key(options.cost));
}

} // namespace sdc::cli
