/// Runs the program in a directory of its own and keeps all that it did.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace support {

struct outcome {
    int status = -1;
    std::string out = {}, err = {};

    /// Of standard error, without its end.
    [[nodiscard]] std::string last_line() const {
        auto text = err;
        while (text.ends_with('\n')) text.pop_back();
        return text.substr(text.rfind('\n') + 1); // from 0 if there is one line
    }
};

/// A test with an empty directory, in which the program runs.
class Program : public ::testing::Test {
protected:
    Program() {
        auto name = (std::filesystem::temp_directory_path() / "sdckit-cli-XXXXXX").string();
        root_ = ::mkdtemp(name.data());
        std::filesystem::create_directory(root_ + "/work");
    }
    ~Program() override {
        std::error_code ignored;
        std::filesystem::remove_all(root_, ignored);
    }

    /// `words` as a shell reads them; standard input is the file `stdin` if that was written, else
    /// empty.
    [[nodiscard]] outcome run(const std::string& words) const {
        const auto in =
            std::filesystem::exists(path("stdin")) ? path("stdin") : std::string("/dev/null");
        const auto line = "cd '" + root_ + "/work' && '" SDCKIT_PROGRAM "' " + words + " <'" + in +
                          "' >'" + root_ + "/out' 2>'" + root_ + "/err'";
        const int status = std::system(line.c_str());
        return {.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
                .out = slurp(root_ + "/out"),
                .err = slurp(root_ + "/err")};
    }

    /// The same with Ctrl-C while it waits for `pipe`, which nothing is written to.
    [[nodiscard]] outcome run_interrupted(const std::string& words, const std::string& pipe) const {
        const auto line = "cd '" + root_ + "/work' && exec '" SDCKIT_PROGRAM "' " + words + " >'" +
                          root_ + "/out' 2>'" + root_ + "/err'";
        if (::mkfifo(path(pipe).c_str(), 0600) != 0) return {};
        const auto child = ::fork();
        if (child == 0) {
            ::signal(SIGINT, SIG_DFL); // ignored where the tests run in the background
            ::execl("/bin/sh", "sh", "-c", line.c_str(), nullptr);
            ::_exit(127);
        }
        const int writer = ::open(path(pipe).c_str(), O_WRONLY); // once it reads
        ::kill(child, SIGINT);
        int status = 0;
        ::waitpid(child, &status, 0);
        ::close(writer);
        return {.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
                .out = slurp(root_ + "/out"),
                .err = slurp(root_ + "/err")};
    }

    void write(const std::string& name, const std::string& content) const {
        std::ofstream(path(name), std::ios::binary) << content;
    }
    [[nodiscard]] std::string read(const std::string& name) const { return slurp(path(name)); }
    [[nodiscard]] bool exists(const std::string& name) const {
        return std::filesystem::exists(path(name));
    }
    [[nodiscard]] std::string path(const std::string& name) const {
        return root_ + "/work/" + name;
    }
    [[nodiscard]] unsigned mode(const std::string& name) const {
        struct stat found {};
        return ::stat(path(name).c_str(), &found) == 0 ? found.st_mode & 0777U : 0U;
    }
    /// Names of all files, sorted, hidden ones too.
    [[nodiscard]] std::vector<std::string> files() const {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(root_ + "/work"))
            names.push_back(entry.path().filename().string());
        std::sort(names.begin(), names.end());
        return names;
    }

private:
    static std::string slurp(const std::string& file) {
        std::ifstream in(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    std::string root_;
};

} // namespace support
