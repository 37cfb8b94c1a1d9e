/// Independent jobs on several threads; what comes out does not depend on how many.
#pragma once

#include <sdc/error.hpp>
#include <sdc/run_control.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace sdc::inline v0::detail {

/// Runs job(0) .. job(n - 1), each on some thread. If jobs fail, the error of the first by number
/// is returned; `cancelled` if `run` asks to stop before all are done.
template <class Job>
[[nodiscard]] result<void> for_each_parallel(std::size_t n, unsigned threads, Job&& job,
                                             const run_control& run = {}) {
    std::vector<result<void>> outcome(n);
    std::atomic<std::size_t> next = 0, done = 0;
    const auto caller = std::this_thread::get_id();
    const auto work = [&] {
        for (auto i = next++; i < n; i = next++) {
            outcome[i] = check_cancelled(run);
            if (outcome[i]) outcome[i] = job(i);
            ++done;
            if (run.progress && std::this_thread::get_id() == caller) run.progress(done, n);
        }
    };
    {
        std::vector<std::jthread> helpers;
        for (std::size_t t = 1; t < std::min<std::size_t>(threads, n); ++t)
            helpers.emplace_back(work);
        work();
    }
    for (auto& o : outcome) {
        if (!o) return o;
    }
    return check_cancelled(run); // what a job found after that is not what it would have found
}

} // namespace sdc::inline v0::detail
