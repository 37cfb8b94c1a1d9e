/// Releases about the same people, one after another.
#pragma once

#include "people.hpp"

#include <sdc/attack/bounds.hpp>
#include <sdc/knowledge/knowledge.hpp>
#include <sdc/risk/release/sequence.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace support {

/// Tables about the same people, of which the first are released in order and the rest tell only
/// which codes are parts of which.
struct history {
    std::vector<sdc::linked_source> sources;
    std::size_t released = 0;
    std::shared_ptr<const sdc::linked_tables> tables = {};
    std::vector<std::vector<bool>> suppressed = {}; // of each released table

    history(std::vector<sdc::linked_source> of, std::size_t n)
        : sources(std::move(of)), released(n) {
        tables = link(sources);
        for (std::size_t k = 0; k < released; ++k)
            suppressed.emplace_back(sources[k].counts->size());
    }
    [[nodiscard]] sdc::knowledge_for known() const {
        return [this](const std::vector<bool>& told) -> sdc::result<sdc::knowledge> {
            sdc::knowledge known(tables);
            for (std::size_t k = 0; k < told.size(); ++k) {
                if (!told[k]) continue;
                known.set_source(sources[k].name);
                for (sdc::cell_index cell = 0; cell < sources[k].counts->size(); ++cell) {
                    if (!suppressed[k][cell])
                        known.learn_exact(tables->offset(k) + cell, sources[k].counts->value(cell));
                }
            }
            return known;
        };
    }
    [[nodiscard]] std::int64_t value(const sdc::linear_form& what) const {
        std::int64_t sum = 0;
        for (const auto& [cell, times] : what) {
            const auto k = tables->table_of(cell);
            sum += times * sources[k].counts->value(cell - tables->offset(k));
        }
        return sum;
    }
    [[nodiscard]] std::string name(const sdc::linear_form& what) const {
        return sdc::describe(*tables, what[0].first) +
               (what.size() > 1 ? " less " + sdc::describe(*tables, what[1].first) : "");
    }
};

} // namespace support
