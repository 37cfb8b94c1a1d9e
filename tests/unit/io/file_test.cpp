#include <sdc/io/file.hpp>

#include <matchers.hpp>

#include "scratch.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <thread>
#include <vector>

namespace {

using sdc::errc;
using sdc::file_access;
using support::HasErrc;
using support::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

unsigned mode_of(const std::string& file) {
    struct stat found {};
    return ::stat(file.c_str(), &found) == 0 ? found.st_mode & 0777U : 0U;
}

TEST(WriteFile, WritesAndReplaces) {
    const support::scratch dir;
    ASSERT_THAT(sdc::write_file(dir.path("a"), "one"), IsOk());
    ASSERT_THAT(sdc::write_file(dir.path("a"), "two"), IsOk());
    EXPECT_EQ(dir.read("a"), "two");
    EXPECT_THAT(dir.list(), ElementsAre("a"));
    EXPECT_EQ(*sdc::read_file(dir.path("a")), "two");
}

TEST(WriteFile, OwnerOnlyIs0600EvenOverAnOpenFile) {
    const support::scratch dir;
    dir.write("secret", "old");
    ::chmod(dir.path("secret").c_str(), 0644);
    ASSERT_THAT(sdc::write_file(dir.path("secret"), "new", file_access::owner_only), IsOk());
    EXPECT_EQ(mode_of(dir.path("secret")), 0600U);
}

TEST(WriteFile, KeepsTheModeOfWhatItReplaces) {
    const support::scratch dir;
    dir.write("a", "old");
    ::chmod(dir.path("a").c_str(), 0640);
    ASSERT_THAT(sdc::write_file(dir.path("a"), "new"), IsOk());
    EXPECT_EQ(mode_of(dir.path("a")), 0640U);
}

TEST(WriteFile, FollowsALink) {
    const support::scratch dir;
    dir.write("target", "old");
    std::filesystem::create_symlink("target", dir.path("link"));
    ASSERT_THAT(sdc::write_file(dir.path("link"), "new"), IsOk());
    EXPECT_TRUE(std::filesystem::is_symlink(dir.path("link")));
    EXPECT_EQ(dir.read("target"), "new");
}

TEST(WriteFile, RefusesPlacesThatCannotBeWritten) {
    const support::scratch dir;
    EXPECT_THAT(sdc::write_file(dir.path("no/such/a"), "x"), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::write_file(dir.path(""), "x"), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::write_file("", "x"), HasErrc(errc::bad_argument));
    EXPECT_THAT(dir.list(), IsEmpty());
}

TEST(WriteFile, ADeviceIsWrittenToAndNotReplaced) {
    ASSERT_THAT(sdc::write_file("/dev/null", "x", file_access::owner_only), IsOk());
    EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
    EXPECT_THAT(sdc::write_file("/dev/full", "x"), HasErrc(errc::io_failure));
}

TEST(WriteFile, TakesEveryNameThatTheFileSystemTakes) {
    const support::scratch dir;
    std::string accents;
    for (int i = 0; i < 127; ++i) accents += "\xC3\xA9";
    for (const auto& name : {std::string(200, 'n'), std::string(245, 'n'), std::string(248, 'n'),
                             std::string(255, 'n'), accents, accents + "n"}) {
        ASSERT_THAT(sdc::write_file(dir.path(name), "one"), IsOk()) << name.size();
        ASSERT_THAT(sdc::write_file(dir.path(name), "two", file_access::owner_only), IsOk())
            << name.size();
        EXPECT_EQ(dir.read(name), "two");
        EXPECT_THAT(dir.list(), ElementsAre(name));
        std::filesystem::remove(dir.path(name));
    }
}

TEST(WriteFile, NamesTheLimitOfALongerName) {
    const support::scratch dir;
    for (const std::size_t size : {256U, 300U, 5000U}) {
        const auto r = sdc::write_file(dir.path(std::string(size, 'n')), "x");
        ASSERT_THAT(r, HasErrc(errc::bad_argument));
        EXPECT_EQ(r.error().found, std::to_string(size) + " bytes");
        EXPECT_EQ(r.error().wanted, "at most 255 bytes");
        EXPECT_LT(to_string(r.error()).size(), 300U);
    }
    EXPECT_THAT(dir.list(), IsEmpty());
}

TEST(WriteFile, TemporaryFilesOfOthersAreLeftAlone) {
    const support::scratch dir;
    const auto taken = ".sdckit-" + std::to_string(::getpid()) + "-0";
    dir.write(taken, "another's");
    ASSERT_THAT(sdc::write_file(dir.path("a"), "mine"), IsOk());
    EXPECT_EQ(dir.read(taken), "another's");
    EXPECT_THAT(dir.list(), ElementsAre(taken, "a"));
}

TEST(WriteFile, ConcurrentWritersLeaveOneWholeFile) {
    const support::scratch dir;
    std::vector<std::thread> writers;
    for (int i = 0; i < 8; ++i)
        writers.emplace_back([&, i] {
            for (int k = 0; k < 5; ++k)
                EXPECT_THAT(
                    sdc::write_file(dir.path("a"), std::string(10'000, static_cast<char>('a' + i))),
                    IsOk());
        });
    for (auto& one : writers) one.join();
    const auto text = dir.read("a");
    EXPECT_EQ(text, std::string(10'000, text.at(0)));
    EXPECT_THAT(dir.list(), ElementsAre("a"));
}

TEST(FileSet, NothingIsTouchedBeforeCommit) {
    const support::scratch dir;
    dir.write("a", "old");
    {
        sdc::file_set files;
        ASSERT_THAT(files.add(dir.path("a"), "new"), IsOk());
        EXPECT_EQ(dir.read("a"), "old");
    }
    EXPECT_EQ(dir.read("a"), "old");
    EXPECT_THAT(dir.list(), ElementsAre("a")) << "no temporary file is left";
}

TEST(FileSet, AFailureOfOneLeavesAllAsTheyWere) {
    const support::scratch dir;
    dir.write("a", "old");
    {
        sdc::file_set files;
        ASSERT_THAT(files.add(dir.path("a"), "new"), IsOk());
        ASSERT_THAT(files.add(dir.path("b"), "new", file_access::owner_only), IsOk());
        EXPECT_THAT(files.add(dir.path("none/c"), "new"), HasErrc(errc::bad_argument));
    }
    EXPECT_EQ(dir.read("a"), "old");
    EXPECT_THAT(dir.list(), ElementsAre("a"));
}

TEST(FileSet, ABrokenStreamLeavesNoFile) {
    const support::scratch dir;
    {
        sdc::file_set files;
        ASSERT_THAT(files.add(dir.path("a"), "new"), IsOk());
        ASSERT_THAT(files.add("/dev/full", "new"), IsOk());
        EXPECT_THAT(files.commit(), HasErrc(errc::io_failure));
    }
    EXPECT_THAT(dir.list(), IsEmpty());
}

TEST(FileSet, RefusesOneFileTwice) {
    const support::scratch dir;
    dir.write("a", "old");
    std::filesystem::create_symlink("a", dir.path("link"));
    sdc::file_set files;
    ASSERT_THAT(files.add(dir.path("a"), "1"), IsOk());
    EXPECT_THAT(files.add(dir.path("link"), "2"), HasErrc(errc::bad_argument));
    EXPECT_THAT(files.add(dir.path("a"), "2"), HasErrc(errc::bad_argument));
}

TEST(FileSet, CommitsAll) {
    const support::scratch dir;
    sdc::file_set files;
    ASSERT_THAT(files.add(dir.path("a"), "1"), IsOk());
    ASSERT_THAT(files.add(dir.path("b"), "2", file_access::owner_only), IsOk());
    ASSERT_THAT(files.commit(), IsOk());
    EXPECT_THAT(dir.list(), ElementsAre("a", "b"));
    EXPECT_EQ(dir.read("a"), "1");
    EXPECT_EQ(dir.read("b"), "2");
    EXPECT_EQ(mode_of(dir.path("b")), 0600U);
}

TEST(ReadFile, RefusesDirectoriesAndWhatIsNotThere) {
    const support::scratch dir;
    EXPECT_THAT(sdc::read_file(dir.path("none")), HasErrc(errc::io_failure));
    EXPECT_THAT(sdc::read_file(dir.path(".")), HasErrc(errc::io_failure));
}

} // namespace
