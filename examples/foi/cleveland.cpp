// Monthly counts that a force published exactly (Cleveland Police 978-24), and what the
// alternatives would have told.
#include "../data.hpp"

#include <sdc/attack/audit.hpp>
#include <sdc/core.hpp>
#include <sdc/io/hierarchy_file.hpp>

#include <exception>
#include <iostream>
#include <map>
#include <string>

namespace {

const std::map<std::string, std::string> published_counts{
    {"2022-10", "1"}, {"2022-11", "1"}, {"2022-12", "3"}, {"2023-01", "1"}, {"2023-03", "2"},
    {"2023-04", "1"}, {"2023-07", "2"}, {"2023-09", "1"}, {"2023-11", "2"}, {"2023-12", "1"},
    {"2024-06", "1"}, {"2024-08", "2"}, {"2024-09", "1"}};

/// Withholds counts under 5, attacks the result, and says what is left to read.
void show(const std::string& title, const sdc::dimension& by, const sdc::records& rows) {
    const auto t = sdc::tabulate(rows, {.by = {by}, .count = "count"}).value();
    const auto release = sdc::publish(
        sdc::audit(sdc::suppress(t, {.rules = {sdc::threshold{.minimum = 5}}}).value()).value());
    std::cout << title << "\n";
    int suppressed = 0;
    for (const auto& cell : sdc::cells(release.cube())) {
        const auto& c = release[cell.index()];
        const bool number = c.shows == sdc::public_cell::kind::number;
        if (by.codes.depth(cell.at()[0]) < 2)
            std::cout << "  " << cell.code(0).text() << ": "
                      << (number ? std::to_string(c.number) : "withheld") << "\n";
        else
            suppressed += !number;
    }
    if (suppressed > 0) std::cout << "  and " << suppressed << " months are withheld\n";
}

} // namespace

int main() try {
    sdc::records rows{.names = {"month", "year", "period", "count"}};
    int single = 0;
    for (const auto& [month, count] : published_counts) {
        const auto* period =
            month < "2023-10" ? "October 2022 to September 2023" : "October 2023 to September 2024";
        rows.fields.append(std::vector<std::string>{month, month.substr(0, 4), period, count});
        single += count == "1";
    }
    const auto calendar = sdc::read_hierarchy(data("month.csv")).value();

    std::cout << "Cleveland Police published 19 crimes by month, exactly; another force withheld "
                 "such counts.\n"
              << "All " << rows.size() << " months with a crime have fewer than 5, and " << single
              << " of them a single one: whoever knows of a crime in such a\n"
              << "month knows that every other figure for that month is about it.\n\nWith a rule "
                 "of 5, attacked before it is shown:\n\n";
    show("By month", {.name = "month", .codes = calendar, .role = sdc::role::time}, rows);
    show("By calendar year", sdc::flat_dimension(rows, "year").value(), rows);
    show("By twelve months from October", sdc::flat_dimension(rows, "period").value(), rows);
    std::cout << "\nThe calendar years cut the request at 3 months, 12 and 9; two periods of "
                 "twelve months can be given in full.\n";
} catch (const std::exception& e) {
    std::cerr << e.what() << '\n';
    return 1;
}
