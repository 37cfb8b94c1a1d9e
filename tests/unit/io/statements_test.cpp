#include <sdc/io/statements.hpp>

#include <matchers.hpp>

#include "released.hpp"

namespace {

using sdc::errc;
using sdc::parse_statements;
using support::HasErrc;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

class Statements : public ::testing::Test {
protected:
    std::shared_ptr<const sdc::cube> c = sdc::cube::make({support::one_dimension({"2023", "2024"}, "year"), support::one_dimension({"f", "m"}, "sex")}).value();

    void refuse(const std::string& text, errc code, const char* message) const {
        SCOPED_TRACE(text);
        const auto r = parse_statements(text, "known.json", *c);
        ASSERT_THAT(r, HasErrc(code));
        EXPECT_EQ(r.error().where.file, "known.json");
        EXPECT_THAT(sdc::to_string(r.error()), HasSubstr(message));
    }
    void refuse_one(const std::string& statement, errc code, const char* message) const { refuse("{\"statements\": [" + statement + "]}", code, message); }
};

TEST_F(Statements, CellsLeftOutAreAtTheirTotal) {
    const auto r = parse_statements(R"({"statements": [{"text": "all in 2024", "cell": {"year": "2024"}, "equals_cell": {}}]})", "x", *c);
    ASSERT_THAT(r, support::IsOk());
    ASSERT_EQ(r->size(), 1U);
    EXPECT_EQ((*r)[0].text, "all in 2024");
    EXPECT_THAT((*r)[0].terms, ElementsAre(Pair(6, 1), Pair(0, -1)));
    EXPECT_EQ((*r)[0].low, 0);
    EXPECT_EQ((*r)[0].high, 0);
}

TEST_F(Statements, LimitsAreRead) {
    const auto r = parse_statements(R"({"statements": [
        {"cell": {"sex": "f", "year": "2023"}, "at_least": 3},
        {"cell": {}, "at_most": 9, "at_least": 2},
        {"cell": {}, "equals": 4}]})", "x", *c);
    ASSERT_THAT(r, support::IsOk());
    EXPECT_THAT((*r)[0].terms, ElementsAre(Pair(4, 1)));
    EXPECT_EQ((*r)[0].low, 3);
    EXPECT_EQ((*r)[0].high, sdc::unlimited);
    EXPECT_EQ((*r)[1].low, 2);
    EXPECT_EQ((*r)[1].high, 9);
    EXPECT_EQ((*r)[2].low, 4);
    EXPECT_EQ((*r)[2].high, 4);
}

TEST_F(Statements, ErrorsSayWhere) {
    refuse("{\"statements\": [\n  {\"cell\": }\n]}", errc::bad_syntax, "known.json:2:12: not JSON");
    refuse("", errc::bad_syntax, "not JSON");
    refuse("[]", errc::bad_syntax, "not a list of statements");
    refuse("{}", errc::bad_syntax, "not a list of statements");
    refuse("{\"statement\": []}", errc::bad_syntax, "\"statement\"");
    refuse("{\"statements\": {}}", errc::bad_syntax, "not a list of statements");
    refuse("{\"statements\": [], \"statements\": []}", errc::duplicate, "\"statements\"");
    refuse("{\"statements\": [\"\xFF\"]}", errc::bad_syntax, "not JSON");
}

TEST_F(Statements, ErrorsNameTheStatement) {
    refuse_one(R"({"cell": {}, "equals": 1}, 7)", errc::bad_syntax, "statement 2: a statement that is no object");
    refuse_one(R"({"cell": {}, "atleast": 1})", errc::bad_syntax, "statement 1: unknown key; found \"atleast\"");
    refuse_one(R"({"at_least": 1})", errc::bad_syntax, "no cell");
    refuse_one(R"({"cell": {}})", errc::bad_syntax, "nothing is said");
    refuse_one(R"({"cell": {"town": "x"}, "equals": 1})", errc::bad_syntax, "unknown dimension; found \"town\"");
    refuse_one(R"({"cell": {"year": "2025"}, "equals": 1})", errc::unknown_code, "\"2025\"");
    refuse_one(R"({"cell": {"year": 2024}, "equals": 1})", errc::bad_syntax, "a code that is no text");
    refuse_one(R"({"cell": [], "equals": 1})", errc::bad_syntax, "a cell that is no object");
    refuse_one(R"({"text": 1, "cell": {}, "equals": 1})", errc::bad_syntax, "\"text\" is no text");
    refuse_one(R"({"cell": {}, "equals": -1})", errc::bad_syntax, "not a whole number");
    refuse_one(R"({"cell": {}, "equals": 1.5})", errc::bad_syntax, "not a whole number");
    refuse_one(R"({"cell": {}, "equals": "1"})", errc::bad_syntax, "not a whole number");
    refuse_one(R"({"cell": {}, "equals": 9223372036854775807})", errc::bad_syntax, "not a whole number");
    refuse_one(R"({"cell": {}, "equals": 1e999})", errc::bad_syntax, "a number");
    refuse_one(R"({"cell": {}, "equals_cell": {}, "equals": 1})", errc::bad_syntax, "beside equals_cell");
    refuse_one(R"({"cell": {}, "at_least": 3, "at_most": 2})", errc::contradiction, "no number meets");
    refuse_one(R"({"cell": {}, "equals": 3, "equals": 2})", errc::duplicate, "\"equals\"");
}

TEST_F(Statements, DeepNestingIsRefusedWithoutACrash) {
    refuse(std::string(100'000, '['), errc::bad_syntax, "not JSON");
}

} // namespace
