#include <sdc/io/certificate.hpp>

#include <sdc/knowledge/knowledge.hpp>

#include <algorithm>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace sdc::inline v0 {
namespace {

const char* side_name(requirement::side s) {
    switch (s) {
    case requirement::side::down: return "at-most";
    case requirement::side::up: return "at-least";
    case requirement::side::other: return "different-from";
    }
    return "";
}

/// std::to_string asks no locale; a stream could put separators between digits.
std::string line(auto... numbers) {
    std::string text;
    ((text += (text.empty() ? "" : " ") + std::to_string(numbers)), ...);
    return text + '\n';
}

std::string limit(std::int64_t high) { return high == unlimited ? "-" : std::to_string(high); }

std::string escape_line(std::string_view name) {
    std::string text;
    for (const auto c : name) {
        if (c == '\\')
            text += "\\\\";
        else if (c == '\n')
            text += "\\n";
        else
            text += c;
    }
    return text;
}

void write_dimension(std::ostream& out, const dimension& d) {
    out << "dimension " << std::to_string(d.codes.size())
        << (d.codes_from_data ? " occurring " : " listed ") << escape_line(d.name) << '\n';
    for (code_index i = 0; i < d.codes.size(); ++i)
        out << (i == 0 ? "-" : std::to_string(d.codes.parent(i))) << ' '
            << escape_line(d.codes[i].id) << '\n';
}

void write_suppressed(std::ostream& out, const plan& p, const knowledge& known) {
    // Cells that are not published are as unknown as suppressed ones, and nothing is announced of
    // them.
    std::vector<cell_index> unknown;
    for (cell_index cell = 0; cell < p.status.size(); ++cell) {
        if (p.status[cell] != cell_status::published && !p.source->is_structural_zero(cell))
            unknown.push_back(cell);
    }
    out << "suppressed " << line(unknown.size());
    for (const auto cell : unknown) {
        out << std::to_string(cell) << ' ' << std::to_string(p.source->value(cell)) << ' '
            << std::to_string(known.low(cell)) << ' ' << limit(known.high(cell)) << '\n';
    }
}

void write_cases(std::ostream& out, const knowledge& known) {
    out << "cases " << line(known.cases().size());
    for (const auto& cases : known.cases()) {
        out << "union " << line(cases.size());
        for (std::size_t i = 0; i < cases.size(); ++i) {
            out << "alternative " << line(cases[i].size());
            for (const auto& c : cases[i])
                out << std::to_string(c.cell) << ' '
                    << (c.minus == no_cell ? "-" : std::to_string(c.minus)) << ' '
                    << std::to_string(c.low) << ' ' << limit(c.high) << '\n';
        }
    }
}

constexpr auto unnumbered = static_cast<std::uint32_t>(-1);

/// New numbers for the witnesses that a requirement names; a certificate holds no others.
struct numbering {
    std::vector<std::uint32_t> witnesses = {};
    std::vector<std::uint32_t> number_of = {};
};

numbering number_witnesses(const plan& p) {
    numbering made;
    made.number_of.assign(p.witnesses.size(), unnumbered);
    const auto add = [&](std::uint32_t w) {
        if (made.number_of[w] != unnumbered) return;
        made.number_of[w] = static_cast<std::uint32_t>(made.witnesses.size());
        made.witnesses.push_back(w);
    };
    for (const bool further : {false, true}) {
        for (const auto& proof : p.proofs) {
            if (proof.further == further) add(proof.witness);
        }
    }
    return made;
}

void write_requirements(std::ostream& out, const plan& p, const numbering& numbers) {
    std::vector<std::string> witness_of(p.requirements.size(), "-");
    for (const auto& proof : p.proofs) {
        if (!proof.further)
            witness_of[proof.requirement] = std::to_string(numbers.number_of[proof.witness]);
    }
    out << "requirements " << line(p.requirements.size());
    for (std::size_t i = 0; i < p.requirements.size(); ++i) {
        const auto& n = p.requirements[i];
        out << std::to_string(n.cell) << ' ' << (n.minus == no_cell ? "-" : std::to_string(n.minus))
            << ' ' << side_name(n.direction) << ' ' << std::to_string(n.limit) << ' '
            << witness_of[i] << '\n';
    }
}

void write_further(std::ostream& out, const plan& p, const numbering& numbers) {
    const auto further = std::ranges::count(p.proofs, true, &protection_proof::further);
    if (further == 0) return;
    out << "further " << line(further);
    for (const auto& proof : p.proofs) {
        if (proof.further) out << line(proof.requirement, numbers.number_of[proof.witness]);
    }
}

void write_witnesses(std::ostream& out, const plan& p, const numbering& numbers) {
    out << "witnesses " << line(numbers.witnesses.size());
    for (std::size_t i = 0; i < numbers.witnesses.size(); ++i) {
        const auto& move = p.witnesses[numbers.witnesses[i]].move;
        out << "witness " << line(i, move.size());
        for (const auto& [cell, change] : move) out << line(cell, change);
    }
}

} // namespace

void write_certificate(std::ostream& out, const audited& proof) {
    const auto& p = proof.plan();
    const auto& dimensions = p.source->cube().dimensions();
    out << "sdckit-certificate 4\ndimensions " << line(dimensions.size());
    for (const auto& d : dimensions) write_dimension(out, d);
    const auto known = knowledge_of(p);
    write_suppressed(out, p, known);
    write_cases(out, known);
    const auto numbers = number_witnesses(p);
    write_requirements(out, p, numbers);
    write_further(out, p, numbers);
    write_witnesses(out, p, numbers);
    out << "end\n";
}

} // namespace sdc::inline v0
