#include <sdc/io/decode_text.hpp>

#include "support/matchers.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

using sdc::decode_text;
using sdc::errc;
using support::HasErrc;

TEST(DecodeText, KeepsUtf8) {
    EXPECT_EQ(decode_text("caf\xC3\xA9", "x").value(), "caf\xC3\xA9");
    EXPECT_EQ(decode_text("\xEF\xBB\xBF"
                          "a",
                          "x")
                  .value(),
              "\xEF\xBB\xBF"
              "a");
}

TEST(DecodeText, KnowsUtf16ByItsMark) {
    EXPECT_EQ(decode_text(std::string("\xFF\xFE\xE9\0,\0", 6), "x").value(), "\xC3\xA9,");
    EXPECT_EQ(decode_text(std::string("\xFE\xFF\0\xE9\0,", 6), "x").value(), "\xC3\xA9,");
}

TEST(DecodeText, ReadsTheEncodingThatIsNamed) {
    EXPECT_EQ(decode_text("caf\xE9 \x80", "x", "windows-1252").value(), "caf\xC3\xA9 \xE2\x82\xAC");
    EXPECT_EQ(decode_text(std::string("a\0b\0", 4), "x", "utf-16le").value(), "ab");
    const std::string much(100'000, '\xE9');
    EXPECT_EQ(decode_text(much, "x", "windows-1252")->size(), 200'000U);
}

TEST(DecodeText, RefusesWhatIsNoEncodingOrHasNoCharacter) {
    EXPECT_THAT(decode_text("a", "x", "no-such"), HasErrc(errc::bad_argument));
    const auto r = decode_text("a\nb\n\xFFq", "x", "utf-8");
    ASSERT_THAT(r, HasErrc(errc::bad_syntax));
    EXPECT_EQ(r.error().where.line, 3U);
    EXPECT_THAT(decode_text(std::string("\xFF\xFE\0\xD8", 4), "x"), HasErrc(errc::bad_syntax));
}

} // namespace
