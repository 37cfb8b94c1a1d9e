#include <sdc/io/key_file.hpp>

#include <matchers.hpp>

#include "scratch.hpp"

#include <filesystem>

#include <sys/stat.h>

namespace {

using support::HasErrc;
using support::IsOk;

class KeyFile : public ::testing::Test {
protected:
    std::string write(const std::string& secret, unsigned mode = 0600) const {
        const auto file = folder.write("key", secret);
        ::chmod(file.c_str(), mode);
        return file;
    }
    support::scratch folder;
};

TEST_F(KeyFile, EveryByteCounts) {
    const auto first = sdc::read_key(write("0123456789abcdef")).value();
    EXPECT_EQ(sdc::read_key(write("0123456789abcdef")).value().bytes, first.bytes);
    EXPECT_NE(sdc::read_key(write("0123456789abcdeg")).value().bytes, first.bytes);
    EXPECT_NE(sdc::read_key(write("0123456789abcdef\n")).value().bytes, first.bytes);
}

TEST_F(KeyFile, WhatIsNoSecretIsRefused) {
    EXPECT_THAT(sdc::read_key(write("0123456789abcde")), HasErrc(sdc::errc::bad_argument))
        << "15 bytes";
    for (const unsigned mode : {0640U, 0604U, 0620U}) {
        const auto r = sdc::read_key(write("0123456789abcdef", mode));
        ASSERT_THAT(r, HasErrc(sdc::errc::bad_argument)) << mode;
        EXPECT_EQ(r.error().wanted, "chmod 600 " + folder.path("key"));
        EXPECT_EQ(sdc::to_string(r.error()).find("0123456789abcdef"), std::string::npos);
    }
    EXPECT_THAT(sdc::read_key(folder.path("none")), HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(sdc::read_key("/dev/null"), HasErrc(sdc::errc::bad_argument));
}

} // namespace
