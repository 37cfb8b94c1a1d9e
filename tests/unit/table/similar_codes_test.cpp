#include <sdc/table/similar_codes.hpp>

#include "support/matchers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using sdc::errc;
using support::HasErrc;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using strings = std::vector<std::string>;

TEST(SimilarCodes, DifferByBlanksOrCase) {
    EXPECT_THAT(sdc::find_similar_codes(strings{"Coventry", "Dudley", "Coventry ", "COVENTRY"}),
                ElementsAre(strings{"Coventry", "Coventry ", "COVENTRY"}));
    EXPECT_THAT(sdc::find_similar_codes(strings{"No further action", "No  further action"}),
                ElementsAre(testing::SizeIs(2)));
    EXPECT_THAT(sdc::find_similar_codes(strings{"A\xC2\xA0", "A"}),
                ElementsAre(testing::SizeIs(2)));
}

TEST(SimilarCodes, DifferByTheFormOfCharacters) {
    // e acute composed, and as two characters; a full-width A; the German sharp s.
    EXPECT_THAT(sdc::find_similar_codes(strings{"caf\xC3\xA9", "cafe\xCC\x81"}),
                ElementsAre(testing::SizeIs(2)));
    EXPECT_THAT(sdc::find_similar_codes(strings{"\xEF\xBC\xA1", "a"}),
                ElementsAre(testing::SizeIs(2)));
    EXPECT_THAT(sdc::find_similar_codes(strings{"Stra\xC3\x9F"
                                                "e",
                                                "STRASSE"}),
                ElementsAre(testing::SizeIs(2)));
}

TEST(SimilarCodes, LookAlikeInOtherAlphabets) {
    EXPECT_THAT(sdc::find_similar_codes(strings{"\xD0\xA1oventry", "Coventry"}), // Cyrillic Es
                ElementsAre(testing::SizeIs(2)));
    EXPECT_THAT(sdc::find_similar_codes(strings{"10-14", "10\xE2\x80\x93"
                                                         "14"}), // an en dash
                ElementsAre(testing::SizeIs(2)));
}

TEST(SimilarCodes, AreNotCodesOfAClassification) {
    EXPECT_THAT(sdc::find_similar_codes(strings{"I10", "l10", "O1", "01", "1I", "11", "\xC3\x89"}),
                IsEmpty());
    EXPECT_THAT(sdc::find_similar_codes(strings{"\xC3\xA9", "e", "\xC3\xB6", "o"}), IsEmpty());
}

sdc::records sexes() {
    return {.source = "in.csv",
            .names = {"sex", "n"},
            .fields = {"Female", "30", "Female ", "3", "female", "2", "Male", "20"},
            .lines = {2, 3, 4, 5}};
}

TEST(SimilarCodes, AreAnErrorThatNamesThem) {
    const auto r = sdc::check_similar_codes(sexes(), 0);
    ASSERT_THAT(r, HasErrc(errc::duplicate));
    EXPECT_EQ(r.error().where.line, 3U);
    EXPECT_EQ(r.error().field, "row_confirmations.merge_similar");
    EXPECT_THAT(r.error().found, HasSubstr("\"Female\", \"Female \", \"female\""));
    EXPECT_TRUE(sdc::check_similar_codes(sexes(), 1));
}

TEST(SimilarCodes, AreMergedIntoTheUsualSpelling) {
    auto rows = sexes();
    EXPECT_THAT(sdc::merge_similar_codes(rows, 0), ElementsAre(HasSubstr("\"Female\"")));
    EXPECT_THAT(rows.fields,
                ElementsAre("Female", "30", "Female", "3", "Female", "2", "Male", "20"));
    rows = {.names = {"sex"}, .fields = {"FEMALE ", "female", "female"}};
    EXPECT_THAT(sdc::merge_similar_codes(rows, 0), testing::SizeIs(1));
    EXPECT_THAT(rows.fields, ElementsAre("female", "female", "female"));
}

TEST(SimilarCodes, AreMergedIntoThoseOfAHierarchy) {
    auto rows = sexes();
    EXPECT_THAT(sdc::merge_similar_codes(rows, 0, strings{"FEMALE", "Male"}), testing::SizeIs(1));
    EXPECT_THAT(rows.fields,
                ElementsAre("FEMALE", "30", "FEMALE", "3", "FEMALE", "2", "Male", "20"));
    rows = sexes();
    EXPECT_THAT(sdc::merge_similar_codes(rows, 0, strings{"female", "Female", "Female "}),
                IsEmpty())
        << "a hierarchy that lists each of them says that they differ";
}

} // namespace
