#include <sdc/io/verify_report.hpp>

#include <gmock/gmock.h>

#include <sstream>

namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const sdc::verify_report by_rule{.checked = {.cells = 9, .suppressed = 4, .requirements = 6},
                                 .internal_intruders = true,
                                 .requirements_checked = true,
                                 .rules = "threshold 5",
                                 .hierarchies_checked = true};

template <class Write>
std::string written(Write write, const sdc::verify_report& report) {
    std::ostringstream out;
    write(out, report);
    return std::move(out).str();
}

TEST(VerifyReport, SaysWhatWasChecked) {
    EXPECT_EQ(written(sdc::write_verify_text, by_rule),
              "9 cells add up; 4 suppressed; 6 of 6 protection requirements proved, against each "
              "contributor of a count of one as well; they are those of the rule (threshold 5)\n");
    EXPECT_EQ(written(sdc::write_verify_text, {.checked = {.cells = 1}}),
              "1 cells add up; 0 suppressed; 0 of 0 protection requirements proved; without the "
              "options of a rule it was not checked whether these are all requirements; without "
              "--dimension the hierarchies are taken from the certificate\n");
}

TEST(VerifyReport, TheJsonHoldsTheSame) {
    EXPECT_EQ(written(sdc::write_verify_json, by_rule),
              "{\n  \"format\": \"sdckit verify\",\n  \"version\": 2,\n  \"cells\": 9,\n"
              "  \"suppressed\": 4,\n  \"requirements\": 6,\n  \"requirements_proved\": 6,\n"
              "  \"proved_against_contributors\": true,\n"
              "  \"requirements_checked_by_rule\": true,\n  \"rule\": \"threshold 5\",\n"
              "  \"hierarchies_checked\": true\n}\n");
    EXPECT_THAT(written(sdc::write_verify_json, {}), Not(HasSubstr("\"rule\"")));
}

} // namespace
