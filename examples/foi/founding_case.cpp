// A request in four parts about four incidents, as it reached a police force in 2024. The incidents
// are invented; the total, the side statement and the questions are those of the published answer.
#include "../data.hpp"

#include <sdc/foi/request.hpp>
#include <sdc/io/csv_file.hpp>
#include <sdc/io/hierarchy_file.hpp>
#include <sdc/table/tabulate.hpp>

#include <exception>
#include <iostream>
#include <memory>

int main() try {
    using sdc::role;
    const auto incidents = sdc::read_csv(data("incidents.csv")).value();
    const auto month = sdc::read_hierarchy(data("month.csv")).value();
    const auto column = [&](const char* name, role r) {
        return sdc::flat_dimension(incidents, name, "Total", r).value();
    };

    // Every part of the request is a margin of this one table.
    const auto joint = std::make_shared<const sdc::table>(
        sdc::tabulate(
            incidents,
            {.by = {{.name = "month", .codes = month, .role = role::time},
                    column("nature", role::sensitive),
                    column("outcome", role::sensitive),
                    column("gender", role::identifying),
                    column("age", role::identifying),
                    {.name = "convicted",
                     .codes = sdc::hierarchy::flat(std::vector<std::string>{"no", "yes"}).value(),
                     .role = role::sensitive}}})
            .value());

    const sdc::foi::request request{
        .parts = {{.id = "Q1a", .question = "how many reports"},
                  {.id = "Q1b", .question = "the reports per month", .by = {"month"}},
                  {.id = "Q2",
                   .question = "nature and outcome of each",
                   .by = {"nature", "outcome"}},
                  {.id = "Q3",
                   .question = "gender and age of those who reported",
                   .by = {"gender", "age"}},
                  {.id = "Q3 (convicted)",
                   .question = "gender and age of those convicted",
                   .by = {"gender", "age"},
                   .within_dimension = "convicted",
                   .within_code = "yes"}},
        .rules = {sdc::threshold{.minimum = 5, .publish_total = true, .min_total_for_breakdown = 5},
                  sdc::group_disclosure{}},
        .statements =
            {sdc::foi::all_in(joint->cube(), "month", "2024", "these were all in 2024").value()},
        .levels = {{.dimension = "month", .depth = 1, .name = "calendar year"}}};
    const auto assessment = sdc::foi::assess(joint, request).value();

    std::cout << "The four incidents are invented; they agree with what was published.\n\nFor the "
                 "officer\n\n";
    for (const auto& note : assessment.noticed) std::cout << note << "\n\n";
    for (const auto& part : assessment.parts)
        std::cout << sdc::officer_record(part.decision) << "\n";
    std::cout << "For the answer, once a named person has decided\n\n";
    for (const auto& part : assessment.parts) std::cout << sdc::public_text(part.decision.answer);
} catch (const std::exception& e) {
    std::cerr << e.what() << '\n';
    return 1;
}
