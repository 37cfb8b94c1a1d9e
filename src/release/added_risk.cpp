#include "added_risk.hpp"

#include <utility>

namespace sdc::inline v0 {

result<added_risk> added_risk::make(const table& t, const recommend_options& options) {
    added_risk made(options);
    const auto& people = options.channels.population;
    made.population_.assign(people.begin(), people.end());
    if (!people.empty()) made.population_.resize(made.before().size(), unlimited - 1); // of the cells of other tables none is known
    made.structural_zeros_.assign(t.structural_zeros().begin(), t.structural_zeros().end());
    auto before = made.score(made.before());
    if (!before) return before.error();
    made.before_ = *std::move(before);
    for (const auto* some : {&made.before_.cells, &made.before_.differences}) {
        for (std::size_t i = 0; i < some->size(); ++i) {
            const bool is_first = some != &made.before_.cells || made.before().tables().unknown(i) == i;
            made.at_risk_ += is_first && (*some)[i].one_in <= options.limit_one_in ? 1 : 0;
        }
    }
    return made;
}

result<added_risk::scores> added_risk::score(const knowledge& reader) const {
    const auto pairs = reader.tables().contained();
    scores s{.cells = std::vector<cell_risk>(reader.size()), .differences = std::vector<cell_risk>(pairs.size())};
    if (reader.may_be_empty()) return s;
    interval_risk_options how{.channels = options_->channels, .structural_zeros = structural_zeros_, .attack = {.threads = options_->threads}};
    how.channels.population = population_;
    const auto cells = score_reader(reader, how);
    if (!cells) return cells.error();
    const auto differences = score_differences(reader, *cells, how);
    if (!differences) return differences.error();
    for (std::size_t i = 0; i < cells->size(); ++i) {
        s.cells[i] = (*cells)[i].certain;
        s.exact = s.exact && (*cells)[i].exact;
    }
    for (std::size_t i = 0; i < differences->size(); ++i) {
        s.differences[i] = (*differences)[i].highest();
        s.exact = s.exact && (*differences)[i].exact;
    }
    return s;
}

result<raised_score> added_risk::of(const std::function<void(knowledge&)>& tell) const {
    auto reader = before();
    for (const auto& one : options_->said) reader.learn(one);
    tell(reader);
    const auto after = score(reader);
    if (!after) return after.error();
    if (!after->exact) return error{.code = errc::not_proved, .message = "a search limit came first"};
    raised_score highest;
    for (std::size_t i = 0; i < after->cells.size(); ++i) {
        const auto& one = after->cells[i];
        if (one.one_in < before_.cells[i].one_in && one.one_in < highest.risk.one_in) highest = {.risk = one, .cell = i};
    }
    for (std::size_t i = 0; i < after->differences.size(); ++i) {
        const auto& one = after->differences[i];
        const auto& [part, whole] = reader.tables().contained()[i];
        if (one.one_in < before_.differences[i].one_in && one.one_in < highest.risk.one_in) highest = {.risk = one, .cell = whole, .less = part};
    }
    return highest;
}

} // namespace sdc::inline v0
