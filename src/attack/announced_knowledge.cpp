#include <sdc/attack/announced_knowledge.hpp>

#include <array>
#include <utility>

namespace sdc::inline v0 {
namespace {

/// Some leaf code of the dimension is shown with nobody, or with a rounded number that may stand
/// for nobody.
bool may_show_empty_code(const knowledge& known, std::size_t d,
                         const std::vector<bool>& suppressed) {
    const auto& c = known.cube();
    for (code_index i = 1; i < c.codes(d).size(); ++i) {
        const auto cell = i * c.shape().stride(d);
        if (c.codes(d).is_leaf(i) && !suppressed[cell] && known.low(cell) == 0 &&
            known.high(cell) != unlimited)
            return true;
    }
    return false;
}

/// The kinds of what rules imply, in the order in which they are left out where a release does not
/// keep to its rules.
constexpr unsigned flagged = 1, of_published = 2, codes = 4, zeros = 8, all_kinds = 15;

class announced_learner {
public:
    announced_learner(const knowledge& before, const published_view& view,
                      std::span<const rule> rules, std::span<const std::int64_t> truth)
        : before_(before), view_(view), rules_(rules), truth_(truth) {}

    /// `total`: what the numbers leave of it.
    knowledge learn(unsigned kinds, const condition& total, std::int64_t& minimum) const {
        auto known = before_;
        const auto announced = find_announced_facts(view_, rules_, total);
        minimum = 0;
        if ((kinds & zeros) != 0 && announced.fits) {
            minimum = announced.suppressed_minimum;
            for (cell_index cell = 0; cell < view_.cube().size(); ++cell) {
                if (view_.is_suppressed(cell) && !view_.is_structural_zero(cell))
                    known.learn(cell, minimum, unlimited);
            }
            for (const auto& cases : announced.cases) learn_cases(known, cases);
            learn_some(known, announced.total);
        }
        if ((kinds & codes) != 0) learn_some(known, announced.codes);
        if ((kinds & of_published) != 0) learn_some(known, announced.published);
        if ((kinds & flagged) != 0) {
            if (const auto cases = find_flagged_cases(view_, rules_)) learn_cases(known, *cases);
        }
        return known;
    }

private:
    void learn_some(knowledge& known, const std::vector<condition>& facts) const {
        for (const auto& fact : facts) {
            if (truth_.empty() || (fact.low <= truth_[fact.cell] && truth_[fact.cell] <= fact.high))
                known.learn(fact.cell, fact.low, fact.high);
        }
    }
    void learn_cases(knowledge& known, const one_of& cases) const {
        const auto value_of = [&](cell_index cell) { return truth_[cell]; };
        if (truth_.empty() || find_alternative(cases, value_of) < cases.size()) known.learn(cases);
    }

    const knowledge& before_;
    const published_view& view_;
    std::span<const rule> rules_;
    std::span<const std::int64_t> truth_;
};

} // namespace

published_view::published_view(const knowledge& known, std::span<const cell_index> suppressed,
                               std::span<const cell_index> structural_zeros,
                               std::vector<bool> codes_occur)
    : known_(&known), suppressed_(known.cube().size()), zeros_(structural_zeros),
      occur_(std::move(codes_occur)) {
    for (const auto cell : suppressed) suppressed_[cell] = true;
    for (const auto& d : cube().dimensions()) shows_.emplace_back(d.codes.size());
    for (const auto& cell : cells(cube())) {
        const auto i = cell.index();
        if (!suppressed_[i] && known.low(i) == 0 && known.high(i) == unlimited) continue;
        for (std::size_t d = 0; d < shows_.size(); ++d) shows_[d][cell.at()[d]] = true;
    }
    if (!occur_.empty()) return;
    for (std::size_t d = 0; d < cube().dimensions().size(); ++d)
        occur_.push_back(cube().dimensions()[d].codes_from_data &&
                         !may_show_empty_code(known, d, suppressed_));
}

result<std::int64_t> learn_announced(knowledge& known, const published_view& view,
                                     std::span<const rule> rules,
                                     const announced_options& options) {
    if (rules.empty()) return std::int64_t{1};
    const auto before = known;
    constexpr std::array<cell_index, 1> grand_total{0};
    const auto total =
        bounds(before, grand_total, {.run = options.run, .threads = options.threads});
    if (!total) return total.error();
    const announced_learner all(before, view, rules, options.truth);
    unsigned kinds = options.flagged ? all_kinds : all_kinds - flagged;
    for (const auto left_out : {0U, flagged, of_published, codes}) {
        kinds &= ~left_out;
        std::int64_t minimum = 0;
        auto made =
            all.learn(kinds, {.low = total->front().low, .high = total->front().high}, minimum);
        if (!options.truth.empty()) {
            known = std::move(made);
            return minimum;
        }
        const auto found = find_table(made, {.run = options.run, .threads = options.threads});
        if (!found && found.error().code == errc::contradiction && kinds != zeros)
            continue; // what contradicts the zero policy is found by the attack
        if (!found && found.error().code != errc::not_proved &&
            found.error().code != errc::contradiction)
            return found.error();
        known = std::move(made);
        return minimum;
    }
    return std::int64_t{0};
}

} // namespace sdc::inline v0
