// Question: what does it cost to read a certificate and to check it against its release, by the
// code that can be copied alone? Items are requirements.
#include <harness.hpp>

#include <sdc/attack/audit.hpp>
#include <sdc/io/certificate.hpp>
#include <sdc/proof/certificate.hpp>

#include <benchmark/benchmark.h>

#include <sstream>
#include <stdexcept>
#include <string_view>

namespace {

/// The public table as a reader of CSV hands it over.
struct public_rows {
    std::vector<std::string_view> codes = {};
    std::vector<sdc::shown_cell> shown = {};
};

public_rows list(const sdc::plan& p) {
    public_rows rows;
    const auto& c = p.source->cube();
    for (const auto& cell : sdc::cells(c)) {
        for (std::size_t d = 0; d < c.dimensions().size(); ++d)
            rows.codes.emplace_back(cell.code(d).id);
        const auto value = p.source->value(cell.index());
        rows.shown.push_back(sdc::is_suppressed(p.status[cell.index()])
                                 ? sdc::shown_cell{}
                                 : sdc::shown_cell{value, value});
    }
    return rows;
}

void check(benchmark::State& state, const std::string& name) {
    const auto proof = sdc::audit(harness::plan(name)).value();
    std::ostringstream out;
    sdc::write_certificate(out, proof);
    const auto text = std::move(out).str();
    const auto rows = list(proof.plan());
    for (auto _ : state) {
        sdc::certificate_check one(text);
        if (!one.run(rows.codes, rows.shown).message.empty())
            throw std::runtime_error(one.fault().message);
    }
    harness::report(state, name, proof.plan().source->size(), proof.plan().requirements.size());
    state.counters["bytes"] = static_cast<double>(text.size());
    state.counters["suppressed"] = static_cast<double>(count(proof.plan()).suppressed());
    state.counters["requirements"] = static_cast<double>(proof.plan().requirements.size());
}

const bool added =
    harness::add("certificate", check,
                 {.growth = {"F2f50", "F2hm", "F3t", "F3s", "F3p", "F3m"}, .million = {"F3L"}});

} // namespace
