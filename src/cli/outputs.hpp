/// What leaves the program: files, the summary line, progress.
#pragma once

#include "arguments.hpp"

#include <sdc/attack/audit.hpp>
#include <sdc/io/spdlog_log.hpp>
#include <sdc/release/marker.hpp>
#include <sdc/run_control.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace sdc::cli {

/// Says on standard error what went wrong. Returns the status.
int tell(const error& e);

/// The same for outputs: a system that fails to write is no mistake of the user.
int report_unwritten(const error& e);

void warn(const arguments& a, std::string_view text);

/// --log and --log-file; nullptr without them. Nothing is written before the first line. Errors: a
/// file that cannot be written, or that is another output or an input.
[[nodiscard]] result<std::unique_ptr<checked_log>> open_log(const arguments& a);

/// For calls that are logged.
[[nodiscard]] run_control logged(const arguments& a);
[[nodiscard]] audit_options audit_of(const arguments& a, unsigned threads);

/// The public table, the private record and the certificate as they are asked for, all or none;
/// then what the plan is like and the summary line. The record says `made_by`. Returns the status.
[[nodiscard]] int release(const arguments& a, const audited& proof, const marker& m,
                          unsigned threads, const std::string& made_by = {});

/// One table of several, and where it goes.
struct outgoing {
    std::string name;
    std::string file;
    const audited* proof = nullptr;
    cell_index first = 0;  ///< The number of its first cell among those of all tables.
    bool is_group = false; ///< Its rows are in the file of the first table.
};

/// The same for several tables that were audited as one plan: all or none. `whole`: the codes of
/// the first table with its groups; nullptr without groups.
[[nodiscard]] int release(const arguments& a, std::span<const outgoing> tables,
                          const linked_plan& all, const std::shared_ptr<const cube>& whole,
                          const marker& m, unsigned threads, const std::string& made_by = {});

/// The same for tables that were proved each for itself and are one file, which is `text`.
[[nodiscard]] int release(const arguments& a, std::span<const outgoing> tables, std::string text,
                          const marker& m, unsigned threads, const std::string& made_by = {});

/// Several tables that are one file make it CSV. `option`: why there are several.
[[nodiscard]] result<void> check_one_csv(const arguments& a, const std::string& option,
                                         const std::string& value);

/// Draws a bar if it is asked for and standard error is a terminal; else nothing.
[[nodiscard]] std::function<void(std::uint64_t, std::uint64_t)> make_progress(const arguments& a);

} // namespace sdc::cli
