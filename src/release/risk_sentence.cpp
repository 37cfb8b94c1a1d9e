#include <sdc/release/risk_sentence.hpp>

#include <sdc/table/display_name.hpp>

namespace sdc::inline v0 {
namespace {

/// "all who are counted", "f but not in s".
struct group_name {
    bool is_everybody = false;
    std::string of = {}; // everybody's is what follows, if anything

    [[nodiscard]] std::string all() const { return is_everybody ? "all who are counted" + of : of; }
    [[nodiscard]] std::string everyone() const {
        return is_everybody ? "everyone who is counted" + of : "everyone of " + of;
    }
    [[nodiscard]] std::string being_in() const {
        return is_everybody ? "to know that somebody is counted" + of
                            : "to know that somebody is in " + of;
    }
};

interval exactly(std::int64_t n) { return {.low = n, .high = n}; }

class sentences {
public:
    explicit sentences(const scored_tables& of) : of_(of), tables_(*of.tables), k_(of.coalition) {}

    [[nodiscard]] std::string operator()(cell_index cell, const cell_risk& risk) const {
        if (risk.group == no_cell) return say(risk, of_.count(cell), {}, {});
        // Within one table the group is named as the cell is; with the table where it is another
        // one.
        const auto k = tables_.table_of(risk.group), own = tables_.table_of(cell);
        const auto group = risk.group - tables_.offset(k);
        if (k == own)
            return say(risk, of_.count(cell), of_.count(risk.group),
                       group == 0 ? name_group(risk.group)
                                  : group_name{.of = display_name(tables_.cube(k), group)});
        return say(risk, of_.count(cell), of_.count(risk.group), name_group(risk.group),
                   "not of " + name_table(own));
    }
    /// Of those who are in one cell and not in another.
    [[nodiscard]] std::string operator()(const difference_risk& d,
                                         const difference_reason& why) const {
        if (why.risk.group == no_cell) return say(why.risk, d.count, {}, {});
        const auto whole = of_.count(why.risk.group), part = of_.count(why.group_part);
        const bool known = whole.is_single_value() && part.is_single_value();
        auto group = name_group(why.risk.group);
        group.of += " but not in " + describe_people(tables_, why.group_part);
        return say(why.risk, d.count,
                   known ? interval{.low = whole.low - part.low, .high = whole.low - part.low}
                         : interval{},
                   group);
    }
    [[nodiscard]] std::string operator()(const residual_group& rest) const {
        return identity(exactly(rest.people));
    }

private:
    /// `whole`: of the group.
    [[nodiscard]] std::string say(const cell_risk& risk, const interval& n, const interval& whole,
                                  const group_name& group,
                                  const std::string& elsewhere = "elsewhere") const {
        switch (risk.channel) {
        case risk_channel::population:
            return risk.one_in == 1 ? "the only person of the population with these codes is here"
                                    : "of the population only " + name_count(exactly(risk.one_in)) +
                                          " have these codes, and somebody of them is here";
        case risk_channel::identity: return identity(n);
        case risk_channel::attribute: return attribute(n, whole, risk, group, elsewhere);
        case risk_channel::negative_attribute: return negative_attribute(n, group);
        case risk_channel::dominance:
            return "the largest contributors can infer what others contribute, or anybody what "
                   "they "
                   "do";
        case risk_channel::none: break;
        }
        return "";
    }
    [[nodiscard]] group_name name_group(cell_index group) const {
        if (group == 0 && tables_.tables()[0].where.empty()) return {.is_everybody = true};
        return {.of = describe_people(tables_, group)};
    }
    [[nodiscard]] std::string identity(const interval& n) const {
        const auto are_here =
            name_count(n) + (n.is_single_value() && n.low == 1 ? " is here" : " are here");
        if (n.high == 1)
            return "one person is here: who knows that they are in the table finds them";
        if (k_ == 0)
            return are_here + ": who knows that somebody is one of them finds them among as many";
        if (n.high <= k_) return are_here + ": together they know of each other";
        const auto others = n.high - k_;
        const auto few =
            n.is_single_value()
                ? (others == 1 ? "is only 1 other" : "are " + std::to_string(others) + " others")
                : (others == 1 ? "is at most 1 other"
                               : "are at most " + std::to_string(others) + " others");
        return are_here + ": to " + (k_ == 1 ? std::string("one") : std::to_string(k_)) +
               " of them there " + few;
    }
    [[nodiscard]] std::string attribute(const interval& n, const interval& whole,
                                        const cell_risk& risk, const group_name& group,
                                        const std::string& elsewhere) const {
        if (!n.is_single_value() || !whole.is_single_value()) {
            const auto others = risk.one_in == 1 ? k_ : risk.one_in - 1 + k_;
            return others == 0 ? group.everyone() + " is here: " + group.being_in() +
                                     " is to know this of them"
                               : group.everyone() + " but for at most " +
                                     name_count(exactly(others)) + " is here";
        }
        const auto others = whole.low - n.low;
        if (others == 0)
            return group.everyone() + " is here: " + group.being_in() + " is to know this of them";
        const auto apart = name_count(exactly(others)) + " of " + group.all() +
                           (others == 1 ? " is " : " are ") + elsewhere;
        if (others <= k_)
            return apart + ", and " + (others == 1 ? "knows" : "together know") +
                   " that everyone else is here";
        return "only " + apart + intruders();
    }
    [[nodiscard]] std::string negative_attribute(const interval& n, const group_name& group) const {
        if (n.high == 0)
            return "nobody of " + group.all() + " is here: " + group.being_in() +
                   " is to know that this is not so of them";
        const auto here = name_count(exactly(n.high)) + " of " + group.all() +
                          (n.high == 1 ? " is" : " are") + " here";
        const auto apart = (n.is_single_value() ? "" : "at most ") + here;
        if (n.high <= k_)
            return apart + ", and " + (n.high == 1 ? "knows" : "together know") +
                   " that everyone else is elsewhere";
        return (n.is_single_value() ? "only " : "") + apart + intruders();
    }

    [[nodiscard]] std::string intruders() const {
        return k_ == 0   ? ""
               : k_ == 1 ? ", and the intruder is one of them"
                         : ", and the intruders are " + std::to_string(k_) + " of them";
    }

    [[nodiscard]] std::string name_table(std::size_t k) const {
        return k == 0 && tables_.tables()[0].where.empty()
                   ? "this table"
                   : describe_people(tables_, tables_.offset(k));
    }

    const scored_tables& of_;
    const linked_tables& tables_;
    std::int64_t k_;
};

} // namespace

std::string name_count(const interval& people) {
    const auto of = [](std::int64_t n) {
        return std::to_string(n) + (n == 1 ? " person" : " people");
    };
    if (people.is_single_value()) return of(people.low);
    return people.high == unlimited ? std::to_string(people.low) + " or more people"
                                    : std::to_string(people.low) + " to " + of(people.high);
}

const char* source_of(const cell_risk& why) noexcept {
    switch (why.channel) {
    case risk_channel::population: return "Sweeney (2002)";
    case risk_channel::identity: return "Handbook on SDC, 2nd edition, 3.3";
    case risk_channel::attribute:
        return why.one_in == 1 ? "Lupp and Langsrud (2021)"
                               : "sdckit, after Lupp and Langsrud (2021)";
    case risk_channel::negative_attribute: return "sdckit, after Lupp and Langsrud (2021)";
    case risk_channel::dominance: return "Hundepool et al. (2012), 4.2";
    case risk_channel::none: break;
    }
    return "";
}

std::string name_intruder(const cell_risk& why, std::int64_t coalition) {
    if (why.channel == risk_channel::population) return "journalist";
    return coalition == 0   ? "prosecutor"
           : coalition == 1 ? "internal intruder"
                            : "coalition of " + std::to_string(coalition);
}

std::string explain_risk(const scored_tables& of, cell_index cell, const cell_risk& why) {
    return sentences(of)(cell, why);
}
std::string explain_risk(const scored_tables& of, const difference_risk& difference,
                         const difference_reason& why) {
    return sentences(of)(difference, why);
}
std::string explain_risk(const scored_tables& of, const residual_group& rest) {
    return sentences(of)(rest);
}

} // namespace sdc::inline v0
