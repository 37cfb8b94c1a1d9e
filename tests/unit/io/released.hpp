/// Small releases for the tests of writers.
#pragma once

#include <sdc/sdc.hpp>

#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

namespace support {

inline sdc::dimension one_dimension(const std::vector<std::string>& ids,
                                    std::string name = "kind") {
    return {.name = std::move(name), .codes = sdc::hierarchy::flat(ids).value()};
}

/// A table over the leaves of flat dimensions, in row-major order.
inline std::shared_ptr<const sdc::table> leaves_table(std::vector<sdc::dimension> by,
                                                      const std::vector<std::int64_t>& leaves) {
    sdc::records rows{.source = "test", .names = {}};
    for (const auto& d : by) rows.names.push_back(d.name);
    rows.names.push_back("n");
    const auto c = sdc::cube::make(by).value();
    std::size_t next = 0;
    for (const auto& cell : sdc::cells(*c)) {
        if (cell.is_margin()) continue;
        for (std::size_t d = 0; d < by.size(); ++d) rows.fields.push_back(cell.code(d).id);
        rows.fields.push_back(std::to_string(leaves.at(next++)));
    }
    return std::make_shared<const sdc::table>(
        sdc::tabulate(rows, {.by = by, .count = "n"}).value());
}

/// Two months by sex with one small cell: all four leaves are suppressed, every margin is shown.
inline sdc::audited audited_months() {
    const auto t = leaves_table(
        {one_dimension({"Jan", "Feb, Mar"}, "month"), one_dimension({"f", "m"}, "sex")},
        {2, 14, 23, 11});
    return sdc::audit(sdc::suppress(t, {.rules = {sdc::threshold{.minimum = 5}}}).value()).value();
}

inline sdc::published released_months() { return sdc::publish(audited_months()); }

inline sdc::published release(const sdc::dimension& by, const std::vector<std::int64_t>& leaves) {
    return sdc::publish(sdc::audit(sdc::suppress(leaves_table({by}, leaves),
                                                 {.rules = {sdc::threshold{.minimum = 5}}})
                                       .value())
                            .value());
}

inline sdc::published rounded_months() {
    const auto t = leaves_table({one_dimension({"Jan", "Feb, Mar"}, "month")}, {2, 14});
    const sdc::banding bands{
        .name = "label below 5, nearest 5",
        .bands = {{.low = 0, .high = 0},
                  {.low = 1, .high = 4, .action = sdc::band_action::label, .label = "1 to 4"},
                  {.low = 5, .action = sdc::band_action::round, .base = 5}}};
    return sdc::publish(sdc::audit(sdc::round(t, {.bands = bands}).value()).value());
}

} // namespace support
