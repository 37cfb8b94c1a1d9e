/// Everything that a reader has beside the rules: files, linked tables, statements, cells that are public already. Each has a name and can
/// be left out, so that a report can say which of them gives a cell away.
#pragma once

#include "arguments.hpp"

#include <sdc/io/public_table.hpp>
#include <sdc/table/records.hpp>
#include <sdc/table/table.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sdc::cli {

/// Position of a source among all; nothing leaves none out.
using left_out = std::optional<std::size_t>;

class audit_sources {
public:
    /// Reads the files of --public; what depends on the table is read by `complete`.
    [[nodiscard]] static result<audit_sources> read(const arguments& a);
    /// Reads --known over the cells of `c`, and with the counts --frozen.
    [[nodiscard]] result<void> complete(const arguments& a, std::shared_ptr<const cube> c, const table* counts);

    [[nodiscard]] const std::vector<records>& files() const noexcept { return files_; }
    /// Files, then the frozen cells, then statements.
    [[nodiscard]] std::vector<std::string> names() const;
    /// True if the source is one of several, so that a release without it makes sense.
    [[nodiscard]] bool can_leave_out(std::size_t source) const noexcept { return source >= files_.size() || files_.size() > 1; }

    /// The facts of the files about the first table.
    [[nodiscard]] result<public_table> join(const public_options& options, left_out without) const;
    /// Adds everything else.
    [[nodiscard]] result<knowledge> learn_others(const knowledge& first, left_out without) const;

private:
    std::shared_ptr<const cube> cube_;
    std::vector<records> files_;
    std::vector<std::string> names_of_statements_;
    std::vector<statement> statements_;
    std::string known_, frozen_name_;
    std::vector<std::pair<cell_index, std::int64_t>> frozen_;
};

} // namespace sdc::cli
