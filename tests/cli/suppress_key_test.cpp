#include "program.hpp"

#include <gmock/gmock.h>

#include <set>
#include <string>

namespace {

using support::Program;
using ::testing::HasSubstr;
using ::testing::Not;

/// --key and --against replay, on a table with one unsafe cell and complements of equal cost.
class SuppressKey : public Program {
protected:
    SuppressKey() {
        std::string rows = "area,kind,n\n";
        for (const char* area : {"N", "S", "E", "W"}) {
            for (const char* kind : {"a", "b", "c", "d"})
                rows += std::string(area) + "," + kind +
                        (*area == 'N' && *kind == 'a' ? ",1\n" : ",9\n");
        }
        write("in.csv", rows);
        write_key("key", "0123456789abcdef");
    }
    void write_key(const std::string& name, const std::string& content) const {
        write(name, content);
        ::chmod(path(name).c_str(), 0600);
    }
    [[nodiscard]] support::outcome suppress(const std::string& options) const {
        return run(
            "suppress --input in.csv --dimension area --dimension kind --count n --threshold 3 " +
            options);
    }
    void expect_refused(const std::string& options, const std::string& text) const {
        const auto r = suppress(options + " --output public.csv");
        EXPECT_EQ(r.status, 2) << options;
        EXPECT_THAT(r.err, HasSubstr(text));
        EXPECT_THAT(r.err, Not(HasSubstr("0123456789")));
        EXPECT_FALSE(exists("public.csv"));
    }
};

TEST_F(SuppressKey, TheSameKeyTheSameBytes) {
    for (const std::string more : {"", " --against replay", " --against replay --method optimal"}) {
        std::set<std::string> releases;
        for (const char* secret : {"0123456789abcdef", "0123456789abcdeg",
                                   "a longer secret, of which the last byte counts: 1",
                                   "a longer secret, of which the last byte counts: 2"}) {
            write_key("key", secret);
            const auto r = suppress("--key key" + more);
            EXPECT_EQ(r.status, 0) << r.err;
            EXPECT_THAT(r.out, HasSubstr("N,a,[c]\n"));
            EXPECT_EQ(suppress("--key key" + more).out, r.out);
            releases.insert(r.out);
        }
        EXPECT_GT(releases.size(), 2U) << more;
    }
}

TEST_F(SuppressKey, TheRecordSaysHowAndNothingHasTheKey) {
    const auto plain =
        suppress("--key key --private record.json --format json --output public.json");
    EXPECT_EQ(plain.status, 0) << plain.err;
    EXPECT_THAT(read("record.json"), HasSubstr("\"made_by\": \"costs perturbed by a secret key\""));
    const auto r = suppress("--key key --against replay --private record.json --certificate "
                            "proof.txt --format json --output public.json");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(read("record.json"),
                HasSubstr("\"made_by\": \"against replay: costs perturbed by a secret key; "));
    EXPECT_THAT(read("public.json"), Not(HasSubstr("replay")));
    EXPECT_THAT(read("public.json"), Not(HasSubstr("made_by")));
    for (const auto& text : {r.err, read("record.json"), read("public.json"), read("proof.txt")})
        EXPECT_THAT(text, Not(HasSubstr("0123456789")));
    EXPECT_EQ(suppress("--private record.json --quiet").status, 0);
    EXPECT_THAT(read("record.json"), Not(HasSubstr("made_by")));
}

TEST_F(SuppressKey, BadKeyFilesAreRefused) {
    expect_refused("--key missing", "missing");
    write_key("key", "");
    expect_refused("--key key", "found 0 bytes; wanted at least 16 bytes");
    write_key("key", "0123456789abcde");
    expect_refused("--key key", "found 15 bytes; wanted at least 16 bytes");
    write_key("key", "0123456789abcdef");
    for (const mode_t mode : {0640u, 0604u, 0620u, 0610u}) {
        ::chmod(path("key").c_str(), mode);
        expect_refused("--key key", "chmod 600 key");
    }
    expect_refused("--key /dev/urandom", "not a regular file");
    expect_refused("--key .", "not a regular file");
    expect_refused("--key ''", "--key: an empty value");
    ::chmod(path("key").c_str(), 0600);
    const auto overwritten = suppress("--key key --private key");
    EXPECT_EQ(overwritten.status, 2);
    EXPECT_EQ(read("key"), "0123456789abcdef");
}

TEST_F(SuppressKey, AgainstReplayNeedsAKey) {
    expect_refused(
        "--against replay",
        "--key FILE with it: an intruder who runs the program must not be able to run all of it");
    expect_refused("--against minimality --key key", "--against");
    expect_refused("--against replay --key key --intruder contributor", "--intruder");
    write("further.json", "{\"tables\": []}");
    expect_refused("--against replay --key key --linked further.json", "--linked");
    EXPECT_EQ(
        run("round --input in.csv --dimension area --dimension kind --count n --base 5 --key key")
            .status,
        2);
}

} // namespace
