#include "case_file.hpp"

#include <sdc/detail/quoted.hpp>
#include <sdc/foi/section40.hpp>
#include <sdc/table/detail/row_reader.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <ranges>
#include <utility>

namespace sdc::inline v0::foi {

namespace {

/// Which cells of a part the rules flag. The grand total has its own rule and does not count.
enum class flagged { none, some, all };

flagged flags_in(const case_file& file, const question& q) {
    std::size_t cells = 0, hit = 0;
    for (const auto cell : q.view.origin) {
        if (cell == 0 && q.view.origin.size() > 1) continue;
        ++cells;
        hit += file.is_flagged(cell);
    }
    return hit == 0 ? flagged::none : hit == cells ? flagged::all : flagged::some;
}

class assessor {
public:
    explicit assessor(case_file file)
        : file_(std::move(file)), state_(file_.questions.size(), flagged::none) {}

    assessment run() {
        for (std::size_t i = 0; i < file_.questions.size(); ++i)
            out_.parts.push_back({.decision = first_look(i)});
        notice_rows();
        release_jointly();
        for (std::size_t i = 0; i < file_.questions.size(); ++i) complete(i);
        if (given_) out_.proof = given_->proof;
        return std::move(out_);
    }

private:
    [[nodiscard]] const part& asked(std::size_t i) const { return file_.asked->parts[i]; }
    [[nodiscard]] sdc::decision& decision(std::size_t i) { return out_.parts[i].decision; }
    [[nodiscard]] disposition& proposed(std::size_t i) { return decision(i).answer.proposed; }

    sdc::decision first_look(std::size_t i) {
        const auto& p = asked(i);
        const auto& q = file_.questions[i];
        sdc::decision d{.answer = {.part = p.id, .question = p.question}, .held = p.held};
        if (p.held == holding::no) {
            d.answer.proposed = disposition::not_held;
        } else if (p.held == holding::check || q.count() == 0) {
            d.held = holding::check;
            if (q.count() == 0)
                d.noticed.push_back("the records hold none: check whether the information is held "
                                    "before claiming an exemption.");
        } else {
            state_[i] = flags_in(file_, q);
            d.answer.proposed =
                state_[i] == flagged::all ? disposition::withheld : disposition::disclosed;
        }
        return d;
    }

    /// Several breakdowns of the same few units together are a list of these units.
    void notice_rows() {
        levels depths(file_.joint->cube().dimensions().size());
        std::size_t breakdowns = 0;
        for (const auto& q : file_.questions) {
            breakdowns += q.view.origin.size() > 1;
            file_.include(depths, q, q.depths);
        }
        if (breakdowns < 2) return;
        const auto together = file_.slice(depths);
        std::int64_t single = 0;
        for (const auto& cell : cells(*together.table))
            single += !cell.is_margin() && together.table->value(cell.index()) == 1;
        if (single > 0)
            out_.noticed.push_back(
                fmt::format("Taken together, the breakdowns asked for single out {} of {} cases: "
                            "they are judged as one table.",
                            single, together.table->grand_total()));
    }

    /// Parts of which something can be given are released together, or not at all.
    void release_jointly() {
        levels depths(file_.joint->cube().dimensions().size());
        std::vector<std::size_t> open;
        for (std::size_t i = 0; i < file_.questions.size(); ++i) {
            const auto& q = file_.questions[i];
            if (proposed(i) != disposition::disclosed) continue;
            if (q.view.origin == std::vector<cell_index>{0})
                continue; // the total, which is kept public anyway
            open.push_back(i);
            file_.include(depths, q, q.depths);
        }
        if (open.empty()) return;
        auto released = file_.try_release(depths, {});
        for (const auto i : open) {
            if (released)
                settle(i, *released);
            else
                refuse(i, released.error());
        }
        if (released) given_ = std::move(*released);
    }

    void settle(std::size_t i, const joint_release& released) {
        std::size_t withheld = 0, cells = 0;
        for (const auto cell : file_.questions[i].view.origin) {
            if (cell == 0) continue;
            ++cells;
            withheld += is_suppressed(released.proof.plan().status[find_cell(released.of, cell)]);
        }
        if (withheld != 0)
            proposed(i) = withheld == cells ? disposition::withheld : disposition::suppressed_cells;
        if (withheld != 0 && state_[i] == flagged::none)
            decision(i).noticed.push_back("no cell of this part is at risk by itself; some would "
                                          "tell about cells of the other parts.");
    }

    void refuse(std::size_t i, const sdc::error& why) {
        proposed(i) = disposition::withheld;
        decision(i).noticed.push_back(
            "no joint release of the parts held against the attack: " + to_string(why) + ".");
    }

    void complete(std::size_t i) {
        auto& d = decision(i);
        const auto& q = file_.questions[i];
        if (d.held != holding::yes) {
            d.to_decide = not_held_questions();
            return;
        }
        const bool number = q.view.origin.size() == 1;
        if (proposed(i) != disposition::withheld)
            d.answer.given =
                number ? std::to_string(q.count()) : "the table " + name_of_levels(file_, q.depths);
        if (proposed(i) == disposition::disclosed) return;
        justify(d, q);
        if (number) return;
        if (const auto view = look(file_, q)) {
            out_.parts[i].view = *view;
            for (auto& sentence : sentences(file_, q, *view))
                d.noticed.push_back(std::move(sentence));
        }
        if (proposed(i) != disposition::withheld) return;
        if (file_.total_is_public)
            d.answer.published_instead = "the total, " + std::to_string(file_.joint->grand_total());
        d.answer.offered = find_offer(file_, q, given_);
        if (d.answer.offered.empty())
            d.noticed.push_back("nothing between this and the total passes.");
    }

    void justify(sdc::decision& d, const question& q) {
        d.answer.limb = limb(section40_condition::first);
        d.answer.principle = principle();
        d.to_decide = section40_questions();
        d.at_risk = find_evidence(file_, q);
        for (const auto cell : q.view.origin) {
            for (const auto& why : file_.flags.reasons(cell)) {
                if (why.rule != rule_id::small_total) continue;
                d.noticed.insert(d.noticed.begin(),
                                 fmt::format("the total is below {}, the least for which the "
                                             "rules give a breakdown.",
                                             why.limit));
                return;
            }
        }
    }

    case_file file_;
    std::vector<flagged> state_;
    std::optional<joint_release> given_;
    assessment out_;
};

} // namespace

result<statement> all_in(const cube& joint, const std::string& dimension, const std::string& code,
                         std::string text) {
    const auto d = joint.find_dimension(dimension);
    if (!d)
        return error{.code = errc::missing_column,
                     .message = "dimension not found",
                     .found = detail::quoted(dimension)};
    const auto i = sdc::detail::require_code(joint.dimensions()[*d], code);
    if (!i) return i.error();
    return statement{.text = std::move(text),
                     .terms = {{0, 1}, {*i * joint.shape().stride(*d), -1}},
                     .low = 0,
                     .high = 0};
}

result<assessment> assess(std::shared_ptr<const table> joint, const request& asked) {
    auto file = case_file::open(std::move(joint), asked);
    if (!file) return file.error();
    return assessor(std::move(*file)).run();
}

} // namespace sdc::inline v0::foi
