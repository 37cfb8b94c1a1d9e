#include "interrupts.hpp"

#include "arguments.hpp"

#include <csignal>
#include <string_view>

#include <unistd.h>

namespace sdc::cli {
namespace {

// What a signal handler may do is to write and to end.
extern "C" void end_at_once(int) {
    constexpr std::string_view says = "sdckit: error: interrupted; nothing was written\n";
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, says.data(), says.size());
    ::_exit(interrupted);
}

} // namespace

void end_at_interrupts() noexcept {
    struct sigaction now {};
    if (::sigaction(SIGINT, nullptr, &now) == 0 && now.sa_handler != SIG_IGN)
        std::signal(SIGINT, end_at_once);
}

void ignore_interrupts() noexcept { std::signal(SIGINT, SIG_IGN); }

} // namespace sdc::cli
