#include <sdc/io/certificate.hpp>

#include "text.hpp"

#include <ostream>
#include <string>

namespace sdc::inline v0 {
namespace {

const char* side_name(need::side s) {
    switch (s) {
    case need::side::down: return "at-most";
    case need::side::up: return "at-least";
    case need::side::other: return "different-from";
    }
    return "";
}

std::string line(auto... numbers) {
    std::string text;
    ((text += (text.empty() ? "" : " ") + std::to_string(numbers)), ...);
    return text + '\n';
}

void write_hidden(std::ostream& out, const plan& p) {
    out << "hidden " << line(count(p).withheld());
    for (cell_index cell = 0; cell < p.status.size(); ++cell) {
        if (is_withheld(p.status[cell])) out << line(cell, p.source->value(cell));
    }
}

void write_needs(std::ostream& out, const plan& p) {
    out << "needs " << line(p.needs.size());
    for (std::size_t i = 0; i < p.needs.size(); ++i) {
        const auto& n = p.needs[i];
        const bool shown = i < p.witness_of.size() && p.witness_of[i] < p.witnesses.size();
        out << std::to_string(n.cell) << ' ' << (n.minus == no_cell ? "-" : std::to_string(n.minus)) << ' ' << side_name(n.direction) << ' '
            << std::to_string(n.limit) << ' ' << (shown ? std::to_string(p.witness_of[i]) : "-") << '\n';
    }
}

} // namespace

void write_certificate(std::ostream& out, const audited& proof) {
    const auto& p = proof.plan();
    out << "sdckit-certificate 1\n";
    for (const auto& d : p.source->cube().dimensions()) out << "dimension " << std::to_string(d.codes.size()) << ' ' << detail::quote_json(d.name) << '\n';
    out << "minimum " << line(p.verdicts.withheld_minimum());
    write_hidden(out, p);
    write_needs(out, p);
    out << "witnesses " << line(p.witnesses.size());
    for (std::size_t i = 0; i < p.witnesses.size(); ++i) {
        out << "witness " << line(i, p.witnesses[i].move.size());
        for (const auto& [cell, change] : p.witnesses[i].move) out << line(cell, change);
    }
    out << "end\n";
}

} // namespace sdc::inline v0
