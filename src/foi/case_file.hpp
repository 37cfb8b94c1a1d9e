// What every step of an assessment works on: the joint table, the parts resolved against it, and
// the test of a joint release.
#pragma once

#include <sdc/attack/audited.hpp>
#include <sdc/foi/request.hpp>
#include <sdc/table/recode.hpp>

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace sdc::inline v0::foi {

/// For each dimension of the joint table down to which depth of its hierarchy; 0 leaves it out.
using levels = std::vector<code_index>;

/// A part resolved: along each dimension of the joint table how deep it asks, and where it stands
/// otherwise.
struct question {
    levels depths = {};
    coordinates at = {};
    recoded view = {}; // its cells; `origin` is in the joint table

    [[nodiscard]] std::int64_t count() const { return view.table->grand_total(); }
};

/// A joint release that held, with its cells in the joint table.
struct joint_release {
    recoded of;
    audited proof;
};

struct case_file {
    std::shared_ptr<const table> joint;
    const request* asked = nullptr;
    verdicts flags = {};
    std::vector<question> questions = {};
    bool total_is_public = false;

    /// Errors: as `assess`.
    [[nodiscard]] static result<case_file> open(std::shared_ptr<const table> joint,
                                                const request& asked);

    [[nodiscard]] bool is_flagged(cell_index joint_cell) const {
        return !flags.reasons(joint_cell).empty();
    }
    /// The cells of the joint table down to these levels, the other dimensions at their totals.
    [[nodiscard]] recoded slice(const levels& depths) const {
        return recode(*joint, depths).value();
    }
    /// Deepens `depths` so that a slice has the cells of the part, of which `part_depths` may be
    /// coarser levels.
    void include(levels& depths, const question& q, const levels& part_depths) const;
    /// Deepens `depths` so that a slice has this cell.
    void include(levels& depths, cell_index joint_cell) const;
    /// Deepens `depths` so that a slice has every cell that the side statements speak of.
    void include_statements(levels& depths) const;
    /// What an intruder has before any breakdown is given: the total, if it is public, and the side
    /// statements.
    [[nodiscard]] knowledge before(const recoded& s) const;
    /// Suppresses and audits the joint table of these levels, and attacks it with the side
    /// statements. Errors: as `suppress` and `audit`.
    [[nodiscard]] result<joint_release> try_release(const levels& depths,
                                                    std::span<const cell_index> kept) const;

private:
    void say(const recoded& s, knowledge& known) const;
    [[nodiscard]] result<void> withstands_statements(const joint_release& r, levels depths) const;
};

/// The cell of a slice that equals a cell of the joint table; `no_cell` if the slice does not have
/// it.
[[nodiscard]] cell_index find_cell(const recoded& s, cell_index joint_cell);

/// "month 2024-05, outcome advice"; "the total".
[[nodiscard]] std::string name_of(const cube& c, cell_index cell);

/// "by calendar year and outcome"
[[nodiscard]] std::string name_of_levels(const case_file& file, const levels& depths);

/// What an intruder of the total makes of the part; empty if the total is not public or the tables
/// are too many.
[[nodiscard]] std::optional<attacker_view> look(const case_file& file, const question& q);

/// Who could learn what from the flagged cells of a part.
[[nodiscard]] std::vector<evidence> find_evidence(const case_file& file, const question& q);
[[nodiscard]] std::vector<std::string> sentences(const case_file& file, const question& q,
                                                 const attacker_view& view);

/// The most detailed coarser table that can be given beside `given`; empty if there is none but the
/// total.
[[nodiscard]] std::string find_offer(const case_file& file, const question& q,
                                     const std::optional<joint_release>& given);

} // namespace sdc::inline v0::foi
