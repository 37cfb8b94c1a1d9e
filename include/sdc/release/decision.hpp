/// What is proposed for one part of a request, on what evidence, and what is left to a person.
/// Never a verdict of law: a named person decides, and the record keeps that.
#pragma once

#include <sdc/config.hpp>
#include <sdc/rule/verdict.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sdc::inline v0 {

enum class disposition : std::uint8_t {
    undecided, ///< A person must settle something first, such as whether the information is held at
               ///< all.
    disclosed, ///< Nothing of it needs to be withheld.
    suppressed_cells, ///< Disclosed but for some cells.
    withheld,         ///< The part as a whole.
    not_held,         ///< There is nothing to disclose or to withhold.
};

[[nodiscard]] constexpr const char* to_string(disposition d) noexcept {
    switch (d) {
    case disposition::undecided: return "undecided";
    case disposition::disclosed: return "disclose";
    case disposition::suppressed_cells: return "disclose but for some cells";
    case disposition::withheld: return "withhold";
    case disposition::not_held: return "say that it is not held";
    }
    return "";
}

enum class holding : std::uint8_t {
    yes,
    no,
    check, ///< Not known, or the count is zero: to be settled before an exemption is claimed.
};

/// One disclosure by a release: which intruder, knowing what, learns what.
struct evidence {
    cell_index cell = 0; ///< In the joint table.
    rule_id rule = rule_id::small_count;
    std::string who = {};
    std::string knows = {};
    std::string learns = {};
};

[[nodiscard]] inline std::string to_sentence(const evidence& e) {
    return e.who + ", knowing " + e.knows + ", learns " + e.learns + ".";
}

/// The fields that are for publication. None of them holds the value of a suppressed cell.
struct public_answer {
    std::string part = {};
    std::string question = {};
    disposition proposed = disposition::undecided;
    std::string given = {};     ///< What is given: "4", "a table".
    std::string limb = {};      ///< The exemption, by provision; empty if none is relied on.
    std::string principle = {}; ///< The principle that disclosure would contravene.
    std::string published_instead = {}; ///< "the total, 4"
    std::string offered = {};           ///< The nearest breakdown that passes.
};

/// The record of one part. `decider`, `second_reader` and `decided_on` are for a person and stay
/// blank here.
struct decision {
    public_answer answer = {};
    holding held = holding::yes;
    std::vector<evidence> at_risk = {};
    std::vector<std::string> noticed = {};
    std::vector<std::string> to_decide = {};
    std::string decider = {};
    std::string second_reader = {};
    std::string decided_on = {};
};

/// The part as it could stand in a draft of the answer; it takes the public fields alone.
[[nodiscard]] SDCKIT_API std::string public_text(const public_answer& a);

/// The record for the disclosure officer: names the cells at risk, so it is not for publication. At
/// most `most` pieces of evidence are written out.
[[nodiscard]] SDCKIT_API std::string officer_record(const decision& d, std::size_t most = 3);

} // namespace sdc::inline v0
