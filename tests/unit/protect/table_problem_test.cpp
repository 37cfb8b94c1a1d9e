#include <sdc/protect/detail/problem/table_problem.hpp>

#include <matchers.hpp>

#include <sdc/attack/audit.hpp>
#include <sdc/table/tabulate.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace {

using namespace sdc;

/// 1,500 counts of 6: any two of them are a coalition of 12, and no unsafe cell makes one before.
TEST(TableProblem, CoalitionsThatAreTooManyOnceMoreIsWithheldAreRefusedByTheAudit) {
    std::vector<code_parent> codes{{.id = "T", .parent = ""}};
    records rows{.source = "rows.csv", .names = {"a", "n"}};
    for (int i = 0; i < 1'500; ++i) {
        codes.push_back({.id = "a" + std::to_string(i), .parent = "T"});
        rows.fields.append(std::vector<std::string>{codes.back().id, "6"});
    }
    const auto t = std::make_shared<const table>(
        tabulate(rows, {.by = {{.name = "a", .codes = hierarchy::from_parents(codes).value()}},
                        .count = "n"})
            .value());
    const suppress_options options{.rules = {threshold{.minimum = 5}},
                                   .intruders = {.coalition = 12}};
    auto p = detail::propose(t, options);
    ASSERT_THAT(p, support::IsOk());
    const auto problem = detail::make_problem(*p, options);
    ASSERT_THAT(problem, support::IsOk());
    EXPECT_TRUE(problem->list_internal_intruders(std::vector<bool>(t->size(), true)).empty());
    for (cell_index cell = 1; cell < t->size(); ++cell) p->status[cell] = cell_status::secondary;
    EXPECT_THAT(audit(*p), support::HasErrc(errc::overflow));
}

} // namespace
