// A method of one's own, outside the library: docs/architecture.md shows this file. It suppresses
// every leaf cell that holds somebody and publishes the margins. It proves nothing: the audit says
// whether the margins alone protect the table.
#include <sdc/attack/audit.hpp>
#include <sdc/io/csv.hpp>
#include <sdc/sdc.hpp>

#include <iostream>
#include <memory>

sdc::result<sdc::plan> publish_margins(std::shared_ptr<const sdc::table> t,
                                       const sdc::suppress_options& options) {
    auto found = sdc::evaluate(*t, options.rules);
    if (!found) return found.error();
    sdc::plan p{.source = t, .rules = options.rules, .protection = options.protection};
    p.requirements = sdc::list_requirements(*t, *found, p.rules, p.protection);
    p.status.assign(t->size(), sdc::cell_status::published);
    for (const auto& cell : sdc::cells(*t)) {
        if (cell.is_margin() || t->value(cell.index()) == 0) continue;
        p.status[cell.index()] = sdc::cell_status::secondary;
        p.cost += t->value(cell.index());
    }
    for (const auto cell : found->cells()) {
        if (p.status[cell] == sdc::cell_status::secondary) p.cost -= t->value(cell);
        p.status[cell] = sdc::cell_status::primary;
    }
    p.verdicts = std::move(*found);
    return p;
}

int main() {
    const sdc::records rows{
        .names = {"area", "sex", "n"},
        .fields = {"north", "f", "12", "north", "m", "3", "south", "f", "9", "south", "m", "8"}};
    const auto area = sdc::flat_dimension(rows, "area").value();
    const auto sex = sdc::flat_dimension(rows, "sex").value();
    const auto t = std::make_shared<const sdc::table>(
        sdc::tabulate(rows, {.by = {area, sex}, .count = "n"}).value());
    const sdc::suppression_method method = publish_margins; // as suppress_against_replay takes it
    const auto proof = sdc::audit(method(t, {.rules = {sdc::threshold{.minimum = 5}}}).value());
    if (!proof) return std::cerr << sdc::to_string(proof.error()) << '\n', 1;
    sdc::write_csv(std::cout, sdc::publish(*proof));
}
