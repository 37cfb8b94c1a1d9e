#include <sdc/io/file_places.hpp>

#include <matchers.hpp>

#include "scratch.hpp"

#include <filesystem>

namespace {

using support::HasErrc;
using support::IsOk;

class FilePlaces : public ::testing::Test {
protected:
    /// Names within the folder; "-" and empty ones as they are.
    [[nodiscard]] sdc::result<void> check(std::vector<std::string> inputs,
                                          std::vector<std::string> outputs) const {
        for (auto* names : {&inputs, &outputs}) {
            for (auto& name : *names) {
                if (!name.empty() && name != "-" && name.front() != '/') name = folder.path(name);
            }
        }
        return sdc::check_places(inputs, outputs);
    }
    support::scratch folder;
};

TEST_F(FilePlaces, OfTheirOwnAreFine) {
    folder.write("in.csv", "x\n");
    EXPECT_THAT(check({"in.csv", "", "-"}, {"out.csv", "", "-"}), IsOk());
    EXPECT_THAT(check({"/dev/null"}, {"/dev/null"}), IsOk()) << "nothing is overwritten";
}

TEST_F(FilePlaces, OneFileByTwoNamesIsRefused) {
    folder.write("in.csv", "x\n");
    std::filesystem::create_symlink(folder.path("in.csv"), folder.path("link.csv"));
    const auto over = check({"in.csv"}, {"link.csv"});
    ASSERT_THAT(over, HasErrc(sdc::errc::bad_argument));
    EXPECT_EQ(over.error().message, "an output would overwrite an input");
    const auto twice = check({}, {"out.csv", "./out.csv"});
    ASSERT_THAT(twice, HasErrc(sdc::errc::bad_argument));
    EXPECT_EQ(twice.error().message, "two outputs go to the same file");
}

TEST_F(FilePlaces, StandardInputIsReadOnce) {
    for (const char* spelling : {"-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"}) {
        const auto r = check({"-", spelling}, {});
        ASSERT_THAT(r, HasErrc(sdc::errc::bad_argument)) << spelling;
        EXPECT_EQ(r.error().message, "two inputs are standard input");
    }
}

TEST_F(FilePlaces, NamesThatCannotBeWrittenAreRefusedBeforeAnyWork) {
    EXPECT_THAT(check({}, {std::string(300, 'a')}), HasErrc(sdc::errc::bad_argument));
}

} // namespace
