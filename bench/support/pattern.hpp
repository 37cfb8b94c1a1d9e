/// A release made by a quick rule, so that attacks can be measured on tables that suppression is
/// slow for: every unsafe cell with random siblings, one in each dimension in which it has some,
/// and the cells where their codes cross. So each unsafe cell is a corner of a box of suppressed
/// cells; nothing is proved of it.
#pragma once

#include <instances.hpp>

#include <sdc/plan/plan.hpp>

#include <memory>
#include <vector>

namespace harness {

[[nodiscard]] inline sdc::plan box_pattern(std::shared_ptr<const sdc::table> t,
                                           std::vector<sdc::rule> rules) {
    sdc::plan p{.source = t, .rules = std::move(rules)};
    p.verdicts = sdc::evaluate(*t, p.rules).value();
    p.status.assign(t->size(), sdc::cell_status::published);
    instances::generator random(1);
    const auto& c = t->cube();
    for (const auto cell : p.verdicts.cells()) {
        std::vector<sdc::cell_index> box{cell};
        for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
            const auto own = c.shape().coordinate(cell, d);
            const auto siblings = c.codes(d).children(c.codes(d).parent(own));
            if (own == 0 || siblings.size() < 2) continue;
            auto other = siblings[random.below(siblings.size())];
            if (other == own) other = own == siblings.front() ? siblings.back() : siblings.front();
            const auto corners = box.size();
            for (std::size_t i = 0; i < corners; ++i)
                box.push_back(box[i] - own * c.shape().stride(d) + other * c.shape().stride(d));
        }
        for (const auto corner : box) {
            if (t->value(corner) > 0) p.status[corner] = sdc::cell_status::secondary;
        }
    }
    for (const auto cell : p.verdicts.cells()) p.status[cell] = sdc::cell_status::primary;
    p.requirements = sdc::list_requirements(*t, p.verdicts, p.rules, p.protection);
    return p;
}

} // namespace harness
