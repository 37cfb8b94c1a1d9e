#include "commands.hpp"
#include "interrupts.hpp"
#include "options.hpp"
#include "outputs.hpp"
#include "places.hpp"
#include "words.hpp"

#include <sdc/detail/stage.hpp>
#include <sdc/io/file.hpp>

#include <algorithm>
#include <csignal>
#include <exception>
#include <iostream>
#include <new>

namespace {

int run(const sdc::cli::arguments& a) {
    switch (a.run) {
    case sdc::cli::command::protect: return sdc::cli::run_protect(a);
    case sdc::cli::command::suppress: return sdc::cli::run_suppress(a);
    case sdc::cli::command::round: return sdc::cli::run_round(a);
    case sdc::cli::command::coarsen: return sdc::cli::run_coarsen(a);
    case sdc::cli::command::audit: return sdc::cli::run_audit(a);
    case sdc::cli::command::score: return sdc::cli::run_score(a);
    case sdc::cli::command::verify: return sdc::cli::run_verify(a);
    case sdc::cli::command::inspect: return sdc::cli::run_inspect(a);
    case sdc::cli::command::policies: return sdc::cli::run_policies(a);
    case sdc::cli::command::completion: return sdc::cli::run_completion(a);
    case sdc::cli::command::man: return sdc::cli::run_man(a);
    }
    return sdc::cli::internal_failure;
}

int run_logged(sdc::cli::arguments a) {
    const auto opened = sdc::cli::open_log(a);
    if (!opened) return sdc::cli::report_unwritten(opened.error());
    a.logger = opened->get();
    sdc::file_set saved; // a place that cannot be written is found before anything is
    const bool saves = !a.save_config.empty() && a.run != sdc::cli::command::protect;
    if (saves) { // protect saves what it proposes
        if (auto ok = sdc::cli::check_places(a); !ok) return sdc::cli::tell(ok.error());
        if (auto ok = saved.add(a.save_config, sdc::cli::write_config(a.given)); !ok)
            return sdc::cli::report_unwritten(ok.error());
    }
    const int status = run(a);
    // A command that was refused may have named as its log a file that it would have read.
    if (status != sdc::cli::bad_input)
        sdc::detail::write_log(
            sdc::cli::logged(a), sdc::log_level::info, "sdckit ",
            std::ranges::find(sdc::cli::list_commands(), a.run, &sdc::cli::command_description::run)
                ->name,
            ": exit status ", status);
    if (status == sdc::cli::done && saves) {
        if (auto ok = saved.commit(); !ok) return sdc::cli::report_unwritten(ok.error());
    }
    const auto written = *opened ? (*opened)->check_written() : sdc::result<void>();
    if (written) return status;
    const int unwritten = sdc::cli::report_unwritten(written.error());
    return status == sdc::cli::done ? unwritten : status;
}

} // namespace

int main(int argc, char** argv) {
    // A reader that goes away is an error of writing, so that temporary files are removed.
    std::signal(SIGPIPE, SIG_IGN);
    sdc::cli::end_at_interrupts();
    try {
        const auto parsed = sdc::cli::parse(argc, argv);
        if (const auto* status = std::get_if<int>(&parsed)) return *status;
        return run_logged(std::get<sdc::cli::arguments>(parsed));
    } catch (const std::bad_alloc&) {
        std::cerr << "sdckit: error: out of memory\n";
    } catch (const std::exception& e) {
        std::cerr << "sdckit: error: internal failure: " << sdc::cli::printable(e.what()) << '\n';
    }
    return sdc::cli::internal_failure;
}
