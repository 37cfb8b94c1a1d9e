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

/// What an intruder who has the total can infer about one part, counted exactly. The release is
/// that of primary suppression only: it shows zeros and suppresses what is below the threshold.
/// Probabilities take a unit to be equally likely in every cell, which is kind: real ones cluster.
struct attacker_view {
    std::uint64_t cells = 0;                  ///< Leaf cells of the part.
    std::uint64_t tables = 0;                 ///< Tables that agree with the total.
    std::uint64_t tables_with_statements = 0; ///< Those that agree with the side statements too.
    std::uint64_t zeros_with_statements =
        0;                      ///< Cells that the total and the side statements fix at zero.
    recovery primary_only = {}; ///< Small cells suppressed and nothing else; knowing the total.
    recovery primary_only_with_statements = {};  ///< Knowing the side statements too.
    recovery primary_only_zeros_suppressed = {}; ///< The same with zeros suppressed as well.
};

struct part_assessment {
    sdc::decision decision = {};
    std::optional<attacker_view> view =
        {}; ///< For breakdowns whose total is public, where the tables can be enumerated.
};

struct assessment {
    std::vector<part_assessment> parts = {}; ///< In the order of the request.
    std::vector<std::string> noticed = {}; ///< What concerns all parts; for the disclosure officer.
    std::optional<audited> proof = {};     ///< The joint release of all parts that are disclosed,
                                           ///< wholly or but for cells; `publish` takes it.
};

/// Proposes for each part what to give, withhold or offer, with the evidence.
///
/// A part is disclosed if no rule flags a cell of it, withheld if the rules flag all of it; the
/// others are suppressed and audited jointly, in the table of all dimensions that they ask for, and
/// attacked once more with the side statements.
///
/// It is evidence for the disclosure officer and names cells at risk; only `public_text` of
/// an answer is for others. Errors: bad_argument (no part, an unknown or double dimension or code,
/// a magnitude table, a rule out of range); contradiction if a side statement is not true of the
/// table. Complexity: a suppression and audit for each coarser table.
[[nodiscard]] SDCKIT_API result<assessment> assess(std::shared_ptr<const table> joint,
                                                   const request& asked);

} // namespace sdc::inline v0::foi
