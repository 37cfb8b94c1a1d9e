/// The commands that print what is made from the table of options.
#include "commands.hpp"
#include "options.hpp"
#include "outputs.hpp"
#include "words.hpp"

#include <iostream>

namespace sdc::cli {
namespace {

int print(const std::string& text) {
    std::cout << text << std::flush;
    return std::cout ? done : internal_failure;
}

} // namespace

int run_completion(const arguments& a) {
    if (a.shell == "bash") return print(write_bash_completion());
    if (a.shell == "zsh") return print(write_zsh_completion());
    if (a.shell.empty())
        return tell({.code = errc::bad_argument, .message = "no shell", .wanted = "bash or zsh"});
    return tell(bad_option("shell", a.shell, "bash or zsh"));
}

int run_man(const arguments&) { return print(write_manual()); }

} // namespace sdc::cli
