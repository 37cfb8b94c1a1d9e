#include <sdc/proof/verify.hpp>

#include <sdc/attack/audit.hpp>
#include <sdc/io/certificate.hpp>
#include <sdc/protect/suppress.hpp>

#include <matchers.hpp>
#include <small_tables.hpp>

#include <gmock/gmock.h>

#include <sstream>

namespace {

using sdc::errc;
using sdc::verify_options;
using support::HasErrc;
using support::IsOk;

/// 3 and a complement are suppressed.
class VerifyCertificate : public ::testing::Test {
protected:
    VerifyCertificate() {
        auto p = sdc::suppress(std::make_shared<const sdc::table>(support::series({3, 9, 20})),
                               {.rules = {sdc::threshold{.minimum = 5}}})
                     .value();
        status_ = p.status;
        std::ostringstream out;
        sdc::write_certificate(out, sdc::audit(std::move(p)).value());
        text_ = std::move(out).str();
    }
    /// Of the release that the plan makes, or of another.
    [[nodiscard]] sdc::result<sdc::verification>
    verify(const verify_options& options, std::vector<std::int64_t> numbers = {32, 3, 9, 20}) {
        sdc::certificate_check check(text_);
        EXPECT_THAT(sdc::check_read(check, options), IsOk());
        const auto c = sdc::make_cube(check, {}, "proof").value();
        sdc::public_table release{.known = sdc::knowledge(c), .listed = std::vector<bool>(4, true)};
        for (sdc::cell_index cell = 0; cell < c->size(); ++cell) {
            if (status_[cell] == sdc::cell_status::published)
                release.known.learn_exact(cell, numbers[cell]);
            else
                release.suppressed.push_back(cell);
        }
        return sdc::verify(check, release, options);
    }

    std::vector<sdc::cell_status> status_;
    std::string text_;
};

TEST_F(VerifyCertificate, ProvesItsReleaseWithAndWithoutRules) {
    const auto alone = verify({});
    ASSERT_THAT(alone, IsOk());
    EXPECT_EQ(alone->cells, 4U);
    EXPECT_EQ(alone->suppressed, 2U);
    EXPECT_GT(alone->requirements, 0U);
    EXPECT_THAT(verify({.rules = {sdc::threshold{.minimum = 5}}}), IsOk());
}

TEST_F(VerifyCertificate, RefusesOtherNumbersByTheNameOfTheRelease) {
    const auto r = verify({.certificate = "proof", .release = "p.csv"}, {33, 3, 9, 20});
    ASSERT_THAT(r, HasErrc(errc::not_proved));
    EXPECT_EQ(r.error().where.file, "p.csv");
}

TEST_F(VerifyCertificate, RefusesAStricterRuleByCellAndRule) {
    const auto flagged = verify({.rules = {sdc::threshold{.minimum = 30}}, .certificate = "proof"});
    ASSERT_THAT(flagged, HasErrc(errc::not_proved));
    EXPECT_EQ(flagged.error().message, "a cell that the rule suppresses is published");
    EXPECT_EQ(flagged.error().rule, "small count");
    EXPECT_EQ(flagged.error().where.file, "proof");
    const auto wider = verify({.rules = {sdc::threshold{.minimum = 5}},
                               .protection = {.width = sdc::protection::kind::reach}});
    ASSERT_THAT(wider, HasErrc(errc::not_proved));
    EXPECT_EQ(wider.error().message, "a protection requirement of the rule has no witness");
    EXPECT_EQ(wider.error().cell, "x=x0");
}

TEST_F(VerifyCertificate, RefusesRulesThatRevealMore) {
    const auto r =
        verify({.rules = {sdc::threshold{.minimum = 5, .zeros = sdc::zero_policy::eligible}}});
    ASSERT_THAT(r, HasErrc(errc::not_proved)) << "then 0 must stay possible, too";
    EXPECT_THAT(verify({.rules = {sdc::threshold{.minimum = 5}}, .structural_zeros = {1}}),
                testing::Not(IsOk()))
        << "a cell that everybody knows to be empty holds somebody";
}

TEST_F(VerifyCertificate, InternalIntrudersAreAskedIfAsked) {
    EXPECT_THAT(verify({.internal_intruders = true}), IsOk()) << "no cell of one";
}

TEST_F(VerifyCertificate, TheDimensionsAreThoseGiven) {
    sdc::certificate_check check(text_);
    const std::vector<sdc::dimension> same{support::flat("x", 3, sdc::role::sensitive)};
    const auto c = sdc::make_cube(check, same, "proof");
    ASSERT_THAT(c, IsOk());
    EXPECT_EQ((*c)->dimensions()[0].role, sdc::role::sensitive);
    for (const auto& other : {std::vector{support::flat("x", 2)},
                              {support::flat("y", 3)},
                              {support::flat("x", 3), support::flat("y", 3)}}) {
        const auto refused = sdc::make_cube(check, other, "proof");
        ASSERT_THAT(refused, HasErrc(errc::not_proved));
        EXPECT_EQ(refused.error().where.file, "proof");
    }
}

TEST(CheckRead, NamesTheLineOfTheFault) {
    sdc::certificate_check check("sdckit-certificate 3\nnonsense\n");
    const auto r = sdc::check_read(check, {.certificate = "proof", .release = "p.csv"});
    ASSERT_THAT(r, HasErrc(errc::not_proved));
    EXPECT_EQ(r.error().where.file, "proof");
    EXPECT_GT(r.error().where.line, 0U);
    EXPECT_EQ(r.error().found, "version 3");
    EXPECT_EQ(r.error().wanted, "version 4");
}

TEST(CheckRead, WhatIsNoCertificateIsBadSyntax) {
    for (const char* text : {"", "k,n\nTotal,20\n", "sdckit certificate 4\n"}) {
        sdc::certificate_check check(text);
        EXPECT_THAT(sdc::check_read(check, {.certificate = "proof"}), HasErrc(errc::bad_syntax))
            << text;
    }
}

} // namespace
