/// The commands that print what is made from the table of options.
#include "commands.hpp"
#include "options.hpp"
#include "outputs.hpp"

#include <iostream>

namespace sdc::cli {
namespace {

int print(const std::string& text) {
    std::cout << text << std::flush;
    return std::cout ? done : internal_failure;
}

} // namespace

int run_completion(const arguments& a) {
    if (!a.shell)
        return tell({.code = errc::bad_argument, .message = "no shell", .wanted = "bash or zsh"});
    return print(*a.shell == shell::bash ? write_bash_completion() : write_zsh_completion());
}

int run_man(const arguments&) { return print(write_manual()); }

} // namespace sdc::cli
