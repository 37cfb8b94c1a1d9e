// Headers only: core_consumer OFFENCES.csv AREA.csv protects the table, proves it and prints it; on
// standard error, what it says about it.
#include <sdc/core.hpp>
#include <sdc/core_source.hpp>

#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace {

sdc::records read(const char* file) {
    std::ifstream in(file);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    return sdc::parse_csv(text, file).value();
}

sdc::dimension make_area(const char* file) {
    const auto rows = read(file);
    std::vector<sdc::code_parent> codes;
    for (std::size_t i = 0; i < rows.size(); ++i)
        codes.push_back({.id = rows.field(i, 0), .parent = rows.field(i, 1)});
    return {.name = "area", .codes = sdc::hierarchy::from_parents(codes).value()};
}

} // namespace

int main(int, char** files) {
    const auto rows = read(files[1]);
    const auto offence = sdc::flat_dimension(rows, "offence").value();
    const auto counts = std::make_shared<const sdc::table>(
        sdc::tabulate(rows, {.by = {make_area(files[2]), offence}, .count = "count"}).value());
    const std::vector<sdc::rule> rules{sdc::threshold{.minimum = 5}};

    auto plan = sdc::suppress(counts, {.rules = rules}).value();
    const auto unsafe = plan.verdicts.cells().size();
    const auto scores = sdc::score_cells(*counts).value();
    const auto rounded = sdc::round(counts, {.bands = sdc::conventional(5)}).value();

    auto lies = plan; // a complement that is published after all
    for (auto& status : lies.status) {
        if (status == sdc::cell_status::secondary) status = sdc::cell_status::published;
    }
    const auto refused = sdc::audit_by_witnesses(std::move(lies));
    const auto proof = sdc::audit_by_witnesses(std::move(plan)).value();
    sdc::write_csv(std::cout, sdc::publish(proof));

    const sdc::version v;
    std::cerr << "sdckit " << v.major << '.' << v.minor << '.' << v.patch << " core: " << unsafe
              << " of " << counts->size() << " cells are unsafe, "
              << proof.summary().proved_by_witness << " of " << proof.summary().requirements
              << " requirements proved, " << scores.size() << " cells scored, "
              << rounded.status.size() << " rounded, "
              << (refused ? "a lie believed" : "a lie refused") << '\n';
}
