/// What an attack on a release found out about one cell.
#pragma once

#include <sdc/fwd.hpp>
#include <sdc/table/interval.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sdc::inline v0 {

/// Up to `already_public` the cell is not judged, above `is_protected` it is at risk.
enum class cell_verdict : std::uint8_t {
    zero,      ///< A zero that an intruder can infer, under a rule that does not protect zeros.
    no_unsafe, ///< Suppressed, and no unsafe count.
    requirements_counts, ///< Unsafe if it is small, which only the counts say.
    no_threshold, ///< Less is left of a rounded number than the method says, and no rule says what
                  ///< is unsafe.
    already_public, ///< Unsafe, and already published.
    is_protected,   ///< Every protection requirement is proved.
    undecided,      ///< The search limit came first.
    known,          ///< An intruder can infer more than the rule allows.
    published,      ///< Its number is shown, although the rule suppresses it.
};

/// "protected", "not judged: no threshold"
[[nodiscard]] constexpr const char* to_string(cell_verdict v) noexcept {
    switch (v) {
    case cell_verdict::zero: return "not at risk, since the rule does not protect zeros";
    case cell_verdict::no_unsafe: return "not judged: no unsafe count";
    case cell_verdict::requirements_counts:
        return "not judged: only the counts say whether it is unsafe";
    case cell_verdict::no_threshold: return "not judged: no threshold";
    case cell_verdict::already_public: return "not judged: already published";
    case cell_verdict::is_protected: return "protected";
    case cell_verdict::undecided: return "not decided";
    case cell_verdict::known: return "at risk";
    case cell_verdict::published: return "at risk: published although the rule says it is unsafe";
    }
    return "";
}

/// An internal intruder who learns more than an external one.
struct internal_finding {
    std::string who;
    std::size_t others = 0; ///< How many more learn about the cell, none of them more narrowly.
    interval known = {};
    cell_verdict outcome = cell_verdict::known;
};

/// Of an external intruder, whose interval follows from what is public, and of the internal
/// intruder who learns most: from that true counts follow.
struct finding {
    cell_index cell = 0;
    interval known = {};
    cell_verdict outcome = cell_verdict::is_protected; ///< For an external intruder.
    bool is_rounded = false;                           ///< Shown as a rounded number.
    cell_index group = no_cell; ///< The group whose category is disclosed, if that is how.
    std::optional<internal_finding> intruders = {};
    std::string how = {}; ///< The sum that discloses the cell, if it follows by addition and
                          ///< subtraction alone.
    std::vector<std::string> because = {}; ///< Sources without any one of which the cell would not
                                           ///< be at risk.

    [[nodiscard]] cell_verdict worst() const noexcept {
        return intruders ? std::max(outcome, intruders->outcome) : outcome;
    }
};

} // namespace sdc::inline v0
