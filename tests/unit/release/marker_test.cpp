#include <sdc/release/marker.hpp>

#include <matchers.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>

namespace {

using sdc::errc;
using support::HasErrc;

TEST(Marker, Dialects_AreThoseOfTheirPublishers) {
    EXPECT_EQ(sdc::find_marker("gss")->text, "[c]");
    EXPECT_EQ(sdc::find_marker("dfe")->text, "c");
    EXPECT_EQ(sdc::find_marker("nhs")->text, "*");
    EXPECT_EQ(sdc::find_marker("aihw")->text, "n.p.");
    EXPECT_EQ(sdc::find_marker("statcan")->text, "x");
    EXPECT_EQ(sdc::marker{}.text, "[c]") << "the default is gss";
}

// "x" is confidential to Statistics Canada and unavailable to the GSS; "z" and "-" collide
// likewise: a dialect is named, never guessed.
TEST(Marker, EveryDialect_HasItsOwnNameAndAnAuthority) {
    std::set<std::string_view> names;
    for (const auto& d : sdc::marker_dialects) {
        EXPECT_TRUE(names.insert(d.name).second) << d.name;
        EXPECT_NE(d.authority, "") << d.name;
        EXPECT_EQ(sdc::find_marker(d.name)->text, d.text);
    }
}

TEST(Marker, OwnText_IsTakenAsItIs) {
    for (const std::string text : {"[REDACTED]", "s", " c ", "not for 2024", "x1"})
        EXPECT_EQ(sdc::find_marker("text=" + text)->text, text);
}

TEST(Marker, ATextThatReadsAsANumberOrIsEmpty_IsRefused) {
    for (const std::string text :
         {"", " ", "\t", "0", "5", "-1", "1,000", "2.5", "1e5", "-", ".", "1-4"}) {
        const auto refused = sdc::find_marker("text=" + text);
        ASSERT_THAT(refused, HasErrc(errc::bad_argument)) << text;
        EXPECT_EQ(refused.error().message, "marker");
    }
}

TEST(Marker, ATextThatActsUnseen_IsRefused) {
    const std::string unseen[] = {"\x1b[31mZ",
                                  "a\nb",
                                  "\x7f",
                                  "a\xE2\x80\xAE"
                                  "b",
                                  "\xC2\x9B"
                                  "1m",
                                  "\xE2\x80\x8B"
                                  "c",
                                  "\xFF",
                                  std::string("c\0", 2)};
    for (const auto& text : unseen)
        EXPECT_THAT(sdc::find_marker("text=" + text), HasErrc(errc::bad_argument)) << text;
}

TEST(Marker, ATextThatReadsAsARange_IsRefused) {
    for (const std::string text :
         {"<5", "<= 4", "1 to 4", "20 to 30", "fewer than 5", "Less than 1,000", "5 or more",
          "\xE2\x89\xA4"
          "4",
          "1\xE2\x80\x93"
          "4",
          ">10"})
        EXPECT_THAT(sdc::find_marker("text=" + text), HasErrc(errc::bad_argument)) << text;
}

TEST(Marker, AnUnknownDialect_IsRefusedWithTheKnownOnes) {
    for (const auto* name : {"", "GSS", "ons", "gss ", "Text=c", "text"}) {
        const auto refused = sdc::find_marker(name);
        ASSERT_THAT(refused, HasErrc(errc::bad_argument)) << name;
        EXPECT_TRUE(refused.error().wanted.starts_with("gss, dfe, nhs, aihw, statcan or text=..."));
    }
}

TEST(Marker, ATextAloneIsProposedAsAText) {
    EXPECT_TRUE(sdc::find_marker("[x]").error().wanted.ends_with(", such as text=[x]"));
    for (const auto* text : {"", "5", "<5", "a\nb", "Text=c"})
        EXPECT_TRUE(sdc::find_marker(text).error().wanted.ends_with("text=...")) << text;
}

TEST(Marker, RefusesTextThatBreaksLinesOrReadsAsANumber) {
    for (const std::string text :
         {"\n", "a\nb", "1\n", "a\tb", "inf", "-Inf", "NaN", "1.5e3", "", " "}) {
        EXPECT_FALSE(sdc::find_marker("text=" + text).has_value()) << text;
    }
    EXPECT_TRUE(sdc::find_marker("text=information withheld").has_value());
}

TEST(Marker, OfOthersHasAMeaning) {
    using sdc::shorthand;
    const auto read = [](const char* words) { return sdc::find_marker_to_read(words).value(); };
    EXPECT_EQ(read("nhs"), sdc::marker_to_read("*"));
    EXPECT_EQ(read("text=.."), sdc::marker_to_read(".."));
    EXPECT_EQ(read("..=withheld"), sdc::marker_to_read(".."));
    EXPECT_EQ(read("-=nil"), sdc::marker_to_read("-", shorthand::nil));
    EXPECT_EQ(read("[z]=not-applicable"), sdc::marker_to_read("[z]", shorthand::not_applicable));
    EXPECT_EQ(read("0=low"), sdc::marker_to_read("0", shorthand::low));
    EXPECT_EQ(read("a=b=unknown"), sdc::marker_to_read("a=b", shorthand::unknown));
    EXPECT_EQ(read("text=nil"), sdc::marker_to_read("nil"));
    EXPECT_EQ(read("text=text=nil"), sdc::marker_to_read("text", shorthand::nil));
    for (const auto* words : {"", "..", "..=hidden", "=nil", "text="})
        EXPECT_FALSE(sdc::find_marker_to_read(words)) << words;
}

} // namespace
