#include "added_risk.hpp"

#include <algorithm>
#include <utility>

namespace sdc::inline v0 {

result<added_risk> added_risk::make(const table& t, const recommend_options& options) {
    added_risk made(options);
    const auto& people = options.channels.population;
    made.population_.assign(people.begin(), people.end());
    if (!people.empty())
        made.population_.resize(made.before().size(),
                                unknown_population); // of the cells of other tables
    made.structural_zeros_.assign(t.structural_zeros().begin(), t.structural_zeros().end());
    auto before = made.score(made.before());
    if (!before) return before.error();
    made.before_ = *std::move(before);
    made.at_risk_ = made.before_.count_at_risk(made.before().tables(), options.limit_one_in);
    return made;
}

result<joint_risk> added_risk::score(const knowledge& known) const {
    const auto limit = options_->limit_one_in;
    interval_risk_options how{.channels = options_->channels,
                              .structural_zeros = structural_zeros_,
                              .attack = {.run = options_->run,
                                         .threads = options_->threads,
                                         .search_limit = options_->search_limit}};
    how.channels.population = population_;
    how.at_least_one_in = how.reasons_one_in = limit;
    return score_joint(known, {.scores = how, .limit_one_in = limit});
}

result<maximum_risk> added_risk::of(const std::function<void(knowledge&)>& learn) const {
    auto known = before();
    for (const auto& one : options_->statements) known.learn(one);
    learn(known);
    const auto after = score(known);
    if (!after) return after.error();
    if (!after->exact)
        return error{.code = errc::not_proved, .message = "a search limit came first"};
    maximum_risk highest;
    const auto offer = [&](const linear_form& what, const cell_risk& is) {
        if (is.one_in < highest.risk.one_in) highest = {.what = what, .risk = is};
    };
    // Something new can be learned at a cell that was at risk already: by another channel, or among
    // other people.
    for (cell_index cell = 0; cell < after->cells.size(); ++cell) {
        const auto &was = before_.cells[cell], &is = after->cells[cell];
        if (is.certain.one_in < was.certain.one_in) offer({{cell, 1}}, is.certain);
        for (const auto& why : is.reasons) {
            const bool was_there = std::ranges::any_of(was.reasons, [&](const cell_risk& r) {
                return r.channel == why.channel && r.group == why.group && r.one_in <= why.one_in;
            });
            if (!was_there) offer({{cell, 1}}, why);
        }
    }
    for (std::size_t i = 0; i < after->differences.size(); ++i) {
        const auto &was = before_.differences[i], &is = after->differences[i];
        for (const auto& why : is.reasons) {
            const bool was_there =
                std::ranges::any_of(was.reasons, [&](const difference_reason& r) {
                    return r.risk.channel == why.risk.channel && r.risk.group == why.risk.group &&
                           r.group_part == why.group_part && r.risk.one_in <= why.risk.one_in;
                });
            if (!was_there) offer({{is.whole, 1}, {is.part, -1}}, why.risk);
        }
    }
    for (const auto& rest : after->residual_groups) {
        if (std::ranges::find(before_.residual_groups, rest) == before_.residual_groups.end())
            offer(rest.what, detail::identity_among({.low = rest.people, .high = rest.people},
                                                    options_->channels.coalition));
    }
    return highest;
}

} // namespace sdc::inline v0
