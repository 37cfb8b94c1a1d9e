/// A request in parts, judged jointly: every part asks for a margin of one table that is built from
/// the same records.
#pragma once

#include <sdc/attack/audited.hpp>
#include <sdc/attack/recovery.hpp>
#include <sdc/config.hpp>
#include <sdc/enumerate/enumerate.hpp>
#include <sdc/error.hpp>
#include <sdc/knowledge/knowledge.hpp>
#include <sdc/release/decision.hpp>
#include <sdc/rule/evaluate.hpp>
#include <sdc/table/table.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sdc::inline v0::foi {

/// One question, as the dimensions that it asks for.
struct part {
    std::string id = {};
    std::string question = {};
    std::vector<std::string> by =
        {}; ///< Names of dimensions of the joint table; empty: the total alone.
    std::string within_dimension =
        {}; ///< With `within_code`: only units with this code are asked for ("those convicted").
    std::string within_code = {};
    holding held = holding::yes;
};

/// What people call a level of a hierarchy: depth 1 of "month" is "calendar year".
struct level_name {
    std::string dimension = {};
    code_index depth = 1;
    std::string name = {};
};

struct request {
    std::vector<part> parts = {};
    std::vector<rule> rules = {};
    std::vector<statement> statements =
        {}; ///< Side statements of the draft answer, over the cells of the joint table.
    std::vector<level_name> levels = {};
    enumerate_options search = {
        .limit = 500'000}; ///< For the views; a view that needs more is left out.
};

/// "All of them in 2024": every unit has a code at or below `code`. Errors: missing_column for the
/// dimension, unknown_code.
[[nodiscard]] SDCKIT_API result<statement> all_in(const cube& joint, const std::string& dimension,
                                                  const std::string& code, std::string text);

/// What a reader of the total makes of one part, counted exactly. "Stars" is the release that shows
/// zeros, stars what is below the threshold and does nothing else. Probabilities take a unit to be
/// equally likely in every cell, which is kind: real ones cluster.
struct attacker_view {
    std::uint64_t cells = 0;                  ///< Leaf cells of the part.
    std::uint64_t tables = 0;                 ///< Tables that agree with the total.
    std::uint64_t tables_with_statements = 0; ///< Those that agree with the side statements too.
    std::uint64_t zeros_with_statements =
        0;               ///< Cells that the total and the side statements fix at zero.
    recovery stars = {}; ///< Knowing the total.
    recovery stars_with_statements = {}; ///< Knowing the side statements too.
    recovery stars_zeros_hidden = {};    ///< The same with zeros starred as well.
};

struct part_assessment {
    sdc::decision decision = {};
    std::optional<attacker_view> view =
        {}; ///< For breakdowns whose total is public, where the tables can be enumerated.
};

struct assessment {
    std::vector<part_assessment> parts = {}; ///< In the order of the request.
    std::vector<std::string> noticed = {};   ///< What concerns all parts; for the officer.
    std::optional<audited> proof = {};       ///< The joint release of all parts that are disclosed,
                                             ///< wholly or but for cells; `publish` takes it.
};

/// Proposes for each part what to give and what to withhold, with the evidence, and looks for the
/// most detailed coarser table to offer.
///
/// A part is disclosed if no rule flags a cell of it, withheld if the rules flag all of it; what
/// lies between is suppressed and audited jointly, in the table of all dimensions that such parts
/// ask for, and attacked once more with the side statements. That joint table holds more than the
/// parts ask for, so the result errs on the safe side. An offer either passes the same joint test
/// without a withheld cell and fixes no flagged cell of the part, or every cell of it follows
/// already from the total and the side statements.
///
/// The result is evidence for the officer and names cells at risk; only `public_text` of an answer
/// is meant for others. Errors: bad_argument (no part, an unknown dimension or code, a dimension
/// twice, a magnitude table, a rule out of range); contradiction if a side statement is not true of
/// the table. Complexity: one suppression and audit for the parts, one and an attack on the flagged
/// cells for each coarser table that no rule flags, and the enumerations of the views.
[[nodiscard]] SDCKIT_API result<assessment> assess(std::shared_ptr<const table> joint,
                                                   const request& asked);

} // namespace sdc::inline v0::foi
