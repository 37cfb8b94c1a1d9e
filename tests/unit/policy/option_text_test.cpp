#include <sdc/policy/option_text.hpp>

#include <matchers.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace {

using sdc::errc;
using support::HasErrc;

/// Refused, naming the field, quoting what was found, with a wanted that says so.
template <class T>
void expect_refused(const sdc::result<T>& r, const std::string& field, const std::string& found,
                    const std::string& wanted) {
    ASSERT_THAT(r, HasErrc(errc::bad_argument)) << found;
    EXPECT_EQ(r.error().field, field);
    EXPECT_EQ(r.error().found, '"' + found + '"');
    EXPECT_NE(r.error().wanted.find(wanted), std::string::npos) << r.error().wanted;
}

TEST(OptionText, AWordMeansWhatItsTableSays) {
    EXPECT_EQ(sdc::parse_word(sdc::tie_words, "half_even").value(), sdc::tie_rule::half_even);
    EXPECT_EQ(sdc::word_of(sdc::tie_words, sdc::tie_rule::half_down), "half_down");
    EXPECT_EQ(sdc::word_of(sdc::sensitivity_words, sdc::sensitivity::criminal_offence), "criminal");
    expect_refused(sdc::parse_word(sdc::tie_words, "half", "ties"), "ties", "half",
                   "one of half_up, half_even, half_down");
    EXPECT_THAT(sdc::parse_word(sdc::tie_words, ""), HasErrc(errc::bad_argument));
}

TEST(OptionText, WholeNumbersAreDigitsInRange) {
    EXPECT_EQ(sdc::parse_whole("0").value(), 0);
    EXPECT_EQ(sdc::parse_whole("7", 7, 9).value(), 7);
    EXPECT_EQ(sdc::parse_whole("9", 7, 9).value(), 9);
    EXPECT_EQ(sdc::parse_whole("1000000000000000").value(), sdc::largest_limit);
    for (const auto* text : {"", "-1", "+1", "1.0", "1e3", " 1", "1 ", "x"})
        expect_refused(sdc::parse_whole(text, 0, 9, "base"), "base", text, "digits only");
    for (const auto* text : {"6", "10", "99999999999999999999"})
        expect_refused(sdc::parse_whole(text, 7, 9, "base"), "base", text, "7 to 9");
    expect_refused(sdc::parse_whole("1000000000000001", 1), "number", "1000000000000001",
                   "at least 1, at most 1000000000000000");
}

TEST(OptionText, OfZeros) {
    EXPECT_EQ(sdc::parse_zeros("hide").value().zeros, sdc::zero_policy::hide);
    EXPECT_FALSE(sdc::parse_zeros("hide").value().hide_below_total);
    const auto below = sdc::parse_zeros("hide-below=5").value();
    EXPECT_EQ(below.hide_below_total, 5);
    EXPECT_FALSE(below.zeros) << "the policy is not changed";
    EXPECT_TRUE(below.is_given());
    EXPECT_FALSE(sdc::zero_option().is_given());
    expect_refused(sdc::parse_zeros("never"), "zeros", "never", "hide-below=N");
    expect_refused(sdc::parse_zeros("hide-below=x"), "zeros.hide-below", "x", "digits only");
}

TEST(OptionText, OfProtection) {
    using sdc::protection;
    EXPECT_EQ(sdc::parse_protection("reach").value(),
              (protection{.width = protection::kind::reach}));
    EXPECT_EQ(sdc::parse_protection("percent=20").value(),
              (protection{.width = protection::kind::percent, .percent = 20}));
    EXPECT_EQ(sdc::parse_protection("absolute=3").value(),
              (protection{.width = protection::kind::absolute, .absolute = 3}));
    for (const auto kind :
         {protection::kind::cover, protection::kind::reach, protection::kind::exact})
        EXPECT_EQ(sdc::parse_protection(to_string(kind)).value().width, kind);
    expect_refused(sdc::parse_protection("percent"), "protect", "percent", "percent=P");
    expect_refused(sdc::parse_protection("percent=0"), "protect.percent", "0", "at least 1");
    expect_refused(sdc::parse_protection("absolute=-1"), "protect.absolute", "-1", "digits only");
}

TEST(OptionText, OfBandsOfValues) {
    EXPECT_EQ(sdc::parse_value_bands("age=0,16,18").value(),
              (sdc::value_bands{.column = "age", .starts = {0, 16, 18}}));
    for (const auto* text : {"age", "age=", "=1,2", "age=1,1", "age=2,1", "age=1,", "age=x"})
        expect_refused(sdc::parse_value_bands(text), "band", text, "COLUMN=0,16,18,25");
}

TEST(OptionText, OfIntruders) {
    for (const std::int64_t coalition : {0, 1, 2, 7})
        EXPECT_EQ(sdc::parse_intruder(sdc::intruder_text(coalition)).value(), coalition);
    EXPECT_EQ(sdc::parse_intruder("coalition=1").value(), 1);
    EXPECT_EQ(sdc::intruder_text(1), "contributor");
    expect_refused(sdc::parse_intruder("anyone"), "intruder", "anyone", "coalition=K");
    expect_refused(sdc::parse_intruder("coalition=0"), "intruder.coalition", "0", "at least 1");
}

TEST(OptionText, OfCosts) {
    using sdc::suppression_cost;
    EXPECT_EQ(sdc::parse_cost("log").value().by, suppression_cost::log);
    const auto box_cox = sdc::parse_cost("box-cox=0.25").value();
    EXPECT_EQ(box_cox.by, suppression_cost::box_cox);
    EXPECT_EQ(box_cox.lambda_thousandths, 250);
    const auto distance = sdc::parse_cost("distance=1,20,4").value();
    EXPECT_EQ(distance.by, suppression_cost::distance);
    EXPECT_EQ(distance.distances, (std::vector<std::int64_t>{1, 20, 4}));
    EXPECT_EQ(sdc::parse_cost("distance").value().distances, sdc::cost_options().distances);
    expect_refused(sdc::parse_cost("free"), "cost", "free", "box-cox=LAMBDA");
    for (const auto* lambda : {"", "1.001", "-0.1", "0.1234", "x"})
        expect_refused(sdc::parse_cost("box-cox=" + std::string(lambda)), "cost.box-cox", lambda,
                       "0 to 1");
    expect_refused(sdc::parse_cost("distance=1,,2"), "cost.distance", "", "digits only");
    expect_refused(sdc::parse_cost("distance=1,0"), "cost.distance", "0", "at least 1");
}

TEST(OptionText, OfFractions) {
    EXPECT_EQ(sdc::parse_fraction("0.05").value(), 0.05);
    EXPECT_EQ(sdc::parse_fraction("1").value(), 1);
    for (const auto* text : {"0", "1.5", "-0.1", "0.5x", "", "nan"})
        expect_refused(sdc::parse_fraction(text), "fraction", text, "0.000000001 to 1");
}

TEST(OptionText, OfDimensions) {
    using text = sdc::of_dimension<std::string>;
    EXPECT_EQ(sdc::parse_dimension("area=a=b.csv").value(), (text{"area", "a=b.csv"}));
    EXPECT_EQ(sdc::parse_dimension("area").value(), (text{"area", ""}));
    EXPECT_EQ(sdc::parse_total("All").value(), (text{"", "All"}));
    EXPECT_EQ(sdc::parse_total("area=UK").value(), (text{"area", "UK"}));
    EXPECT_EQ(sdc::parse_where("area=N=1").value(), (text{"area", "N=1"}));
    EXPECT_EQ(sdc::parse_role("a=b=time").value(),
              (sdc::of_dimension<sdc::role>{"a=b", sdc::role::time}));
    EXPECT_EQ(sdc::parse_depth("a=b=2").value(), (sdc::of_dimension<std::int64_t>{"a=b", 2}));
    for (const auto* wrong : {"area=", "=x", "="}) {
        expect_refused(sdc::parse_dimension(wrong), "dimension", wrong, "NAME=HIERARCHY");
        expect_refused(sdc::parse_total(wrong), "total", wrong, "DIM=CODE");
        expect_refused(sdc::parse_where(wrong), "where", wrong, "DIM=CODE");
    }
    expect_refused(sdc::parse_where("area"), "where", "area", "DIM=CODE");
    EXPECT_EQ(sdc::parse_percent_column("age")->of, "age");
    EXPECT_EQ(sdc::parse_percent_column("age")->name, "percent");
    EXPECT_EQ(sdc::parse_percent_column("age=share=1")->name, "share=1");
    for (const char* wrong : {"", "=share", "age="})
        expect_refused(sdc::parse_percent_column(wrong), "percent_column", wrong,
                       "DIM, or DIM=COLUMN");
    expect_refused(sdc::parse_role("area"), "role", "area", "DIM=identifying");
    expect_refused(sdc::parse_role("area=secret"), "role", "area=secret", "DIM=time");
    for (const auto* wrong : {"area", "area=", "area=x", "area=-1"})
        expect_refused(sdc::parse_depth(wrong), "depth", wrong, "DIM=LEVELS");
}

TEST(OptionText, OfTraits) {
    const auto age = sdc::parse_trait("band=age=5").value();
    EXPECT_EQ(age.name, "band");
    EXPECT_EQ(age.basis, sdc::calhhs_basis::age_years);
    EXPECT_EQ(age.value, 5);
    EXPECT_EQ(sdc::parse_trait("s=sex").value().basis, sdc::calhhs_basis::sex);
    EXPECT_EQ(sdc::parse_trait("s=population=9").value().basis, sdc::calhhs_basis::population);
    expect_refused(sdc::parse_trait("sex"), "trait", "sex", "DIM=KIND");
    expect_refused(sdc::parse_trait("s=age"), "trait", "age", "age=YEARS");
    expect_refused(sdc::parse_trait("s=age=0"), "trait", "0", "at least 1");
}

} // namespace
