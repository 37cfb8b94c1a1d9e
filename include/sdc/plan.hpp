/// What a method proposes. Untrusted: nothing here reaches the public before `audit` has attacked it.
#pragma once

#include <sdc/inside.hpp>
#include <sdc/rule/announced.hpp>
#include <sdc/rule/banded_requirement.hpp>
#include <sdc/rule/bands.hpp>
#include <sdc/rule/evaluate.hpp>
#include <sdc/rule/requirement.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

enum class cell_status : std::uint8_t {
    published,   ///< Its true value, or what the bands make of it.
    unsafe,      ///< Withheld because a rule flags it (primary suppression).
    hidden_zero, ///< Withheld because the zero policy hides zeros.
    complement,  ///< Withheld to protect others (secondary suppression).
};

[[nodiscard]] constexpr bool is_withheld(cell_status s) noexcept { return s != cell_status::published; }

/// One flag a cell.
[[nodiscard]] inline std::vector<bool> withheld_of(std::span<const cell_status> status) {
    std::vector<bool> flags(status.size());
    for (std::size_t i = 0; i < status.size(); ++i) flags[i] = is_withheld(status[i]);
    return flags;
}

/// A sparse integer change of the true table: the true table plus the move is a complete table that agrees with everything public.
struct witness {
    std::vector<std::pair<cell_index, std::int64_t>> move; ///< (cell, change), ascending cells, no change of 0.
};

/// The method in words that stand beside the published numbers.
struct method_note {
    std::string name = "suppression";    ///< "suppression", "nearest 5", ...
    std::string suffix = {};             ///< Appended to the measure's name where published numbers are not true values: "_nearest5".
    std::string guarantee = {};          ///< What a reader may rely on; no full stop at its end.
};

struct plan {
    std::shared_ptr<const table> source;
    std::vector<rule> rules = {};
    std::string applied_before = {};                ///< All that a coarser table was judged by, in words for the record.
    sdc::protection protection = {};
    insiders inside = {};                           ///< Against whom it is to hold as well.
    std::vector<cell_index> kept = {};              ///< Cells that must stay public (or are public already), ascending.
    sdc::verdicts verdicts = {};
    std::vector<cell_status> status = {};           ///< One per cell.
    std::optional<banding> bands = {};              ///< Set by the rounding methods: then published cells show `apply(*bands, value)`.
    std::vector<need> needs = {};                   ///< What the method set out to protect.
    std::vector<witness> witnesses = {};
    std::vector<std::uint32_t> witness_of = {};     ///< For each need the witness that meets it.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> further_witnesses = {}; ///< (need, witness) for readers inside whose cells the first one changes.
    std::int64_t cost = 0;                          ///< Sum of the costs of the complements.
    std::int64_t lower_bound = 0;                   ///< No plan for these needs costs less; 0: not known.
    bool improvement_cut = false;                   ///< `suppress_options::enough` ended the improvement: the plan depends on when.
    bool by_elimination = false;                    ///< Of `suppress_by_elimination`: the needs were not looked at beyond which cells they name.
};

/// What everybody sees of the suppression that a plan proposes (a `release_view`). The plan outlives it.
class plan_view {
public:
    explicit plan_view(const plan& p) : plan_(&p) {
        for (std::size_t d = 0; d < cube().dimensions().size(); ++d) occur_.push_back(cube().dimensions()[d].codes_from_data && all_occur(d));
    }

    [[nodiscard]] const sdc::cube& cube() const noexcept { return plan_->source->cube(); }
    [[nodiscard]] bool is_suppressed(cell_index cell) const noexcept { return is_withheld(plan_->status[cell]); }
    [[nodiscard]] bool is_structural_zero(cell_index cell) const noexcept { return plan_->source->is_structural_zero(cell); }
    [[nodiscard]] std::int64_t low(cell_index cell) const noexcept { return plan_->source->contributors(cell); }
    [[nodiscard]] std::int64_t high(cell_index cell) const noexcept { return low(cell); }
    [[nodiscard]] bool codes_occur(std::size_t d) const noexcept { return occur_[d]; }

private:
    /// If some code holds nobody, the list cannot have come from what occurs, and tells nothing.
    [[nodiscard]] bool all_occur(std::size_t d) const {
        const auto& codes = cube().codes(d);
        for (code_index i = 1; i < codes.size(); ++i) {
            if (codes.is_leaf(i) && plan_->source->contributors(i * cube().shape().stride(d)) == 0) return false;
        }
        return true;
    }

    const plan* plan_;
    std::vector<bool> occur_;
};

/// Numbers for the summary line and reports.
struct plan_counts {
    std::uint64_t cells = 0, unsafe = 0, hidden_zeros = 0, complements = 0;
    std::int64_t complement_value = 0; ///< Sum of the true values of the complements: private detail only in so far as a sum is.

    [[nodiscard]] std::uint64_t withheld() const noexcept { return unsafe + hidden_zeros + complements; }
};

[[nodiscard]] inline plan_counts count(const plan& p) {
    plan_counts n{.cells = p.status.size()};
    for (cell_index cell = 0; cell < p.status.size(); ++cell) {
        n.unsafe += p.status[cell] == cell_status::unsafe;
        n.hidden_zeros += p.status[cell] == cell_status::hidden_zero;
        if (p.status[cell] != cell_status::complement) continue;
        ++n.complements;
        n.complement_value += p.source->value(cell);
    }
    return n;
}

namespace detail {

/// How far a number of the band can be from the true value; nothing if that grows with the value.
inline std::optional<std::int64_t> largest_change(const band& b) {
    if (b.action == band_action::significant) return std::nullopt;
    return b.action == band_action::round || b.action == band_action::midpoint ? b.base / 2 : 0;
}

/// What a reader cannot do with an unsafe count, at each width.
inline std::string promise(const protection& p, const std::string& what) {
    if (p.width == protection::kind::exact && p.levels.empty()) return "work out " + what + " exactly";
    const bool by_rule = p.levels.empty() && (p.width == protection::kind::cover || p.width == protection::kind::reach);
    return "narrow " + what + " further than " + (by_rule ? "the rule allows" : "the protection that was chosen for it allows");
}

inline std::string rounding_guarantee(const banding& rule) {
    std::int64_t change = 0;
    std::string digits;
    for (const auto& b : rule.bands) {
        if (const auto most = largest_change(b)) change = std::max(change, *most);
        else digits = ", from " + std::to_string(b.low) + " to " + std::to_string(b.base) + " significant digits";
    }
    if (change == 0 && digits.empty()) return "each number is the true value";
    return "each number is within " + std::to_string(change) + " of the true value" + digits +
           "; margins are rounded from their true values and need not be the sum of their parts";
}

/// "_nearest5" if every rounded number is rounded alike, "_bands" if not; nothing if the numbers shown are true values.
inline std::string rounding_suffix(const banding& rule) {
    const band* first = nullptr;
    for (const auto& b : rule.bands) {
        if (!shows_number(b) || b.action == band_action::keep) continue;
        if (first != nullptr && (first->action != b.action || first->base != b.base)) return "_bands";
        first = &b;
    }
    if (first == nullptr) return "";
    if (first->action == band_action::significant) return "_significant" + std::to_string(first->base);
    return (first->action == band_action::round ? "_nearest" : "_midpoint") + std::to_string(first->base);
}

} // namespace detail

namespace detail {

/// Who cannot do what: "a reader who is not in the table cannot ".
inline std::string describe_readers(const insiders& inside) {
    if (!inside.any()) return "a reader who is not in the table cannot ";
    std::string text = "neither a reader who is not in the table";
    if (inside.coalition == 1) text += " nor one who is alone in a withheld count";
    if (inside.coalition > 1)
        text += " nor any " + std::to_string(inside.coalition) + " or fewer who together are all that is in one withheld count or in several of one total";
    if (!inside.holdings.empty()) text += " nor one who knows all records of one holding";
    return text + " can ";
}

} // namespace detail

/// Derived from the bands, the protection and the readers inside, so that a plan cannot claim what the audit did not prove. Percentages and
/// levels are not told: from them and a withheld cell's neighbours its value could be narrowed.
[[nodiscard]] inline method_note note_of(const plan& p) {
    if (p.by_elimination)
        return {.name = "suppression by elimination",
                .guarantee = "Published counts are true. Some counts are withheld so that none that is unsafe is a sum or "
                             "difference of published ones. No protection of intervals"};
    if (!p.bands)
        return {.guarantee = "Published counts are true. Some counts are withheld so that " + detail::describe_readers(p.inside) +
                             detail::promise(p.protection, p.inside.any() ? "an unsafe count of others" : "an unsafe count")};
    method_note note{.name = p.bands->name.empty() ? "bands" : p.bands->name, .suffix = detail::rounding_suffix(*p.bands),
                     .guarantee = detail::rounding_guarantee(*p.bands)};
    if (p.protection.width == protection::kind::exact)
        note.guarantee += "; of a withheld or labelled value no more is promised than that a second value is possible";
    return note;
}

/// What stands in a cell of the release.
struct public_cell {
    enum class kind : std::uint8_t { number, withheld, label };
    kind shows = kind::withheld;
    std::uint16_t label = 0;  ///< Index of the band whose label is shown.
    std::int64_t number = 0;  ///< 0 unless a number is shown.

    bool operator==(const public_cell&) const = default;
};

/// The public face of a cell: the only way from a true value to what is shown.
[[nodiscard]] inline public_cell face(const plan& p, cell_index cell) {
    if (is_withheld(p.status[cell])) return {};
    const auto value = p.source->value(cell);
    if (!p.bands) return {.shows = public_cell::kind::number, .number = value};
    const auto shown = apply(*p.bands, value);
    switch (shown.shows) {
    case band_value::kind::number: return {.shows = public_cell::kind::number, .number = shown.number};
    case band_value::kind::label: return {.shows = public_cell::kind::label, .label = shown.band};
    case band_value::kind::withheld: break;
    }
    return {};
}

} // namespace sdc::inline v0
