/// Everything that a reader has beside the rules: files, linked tables, statements, cells that are
/// public already. Each has a name and can be left out, so that a report can say which of them
/// gives a cell away.
#pragma once

#include "arguments.hpp"

#include <sdc/io/linked_file.hpp>
#include <sdc/io/public_table.hpp>
#include <sdc/table/records.hpp>
#include <sdc/table/table.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace sdc::cli {

/// The people of the first table, as --where says.
[[nodiscard]] result<std::vector<std::pair<std::string, std::string>>>
read_where(const arguments& a);

/// Tables of different codes can be about different people; that is for the user to say.
void warn_of_people(const arguments& a, const linked_table& first, const linked_table& other);

/// Which sources a reader does not have, by their position among all; by default none.
class left_out {
public:
    left_out() = default;
    left_out(std::size_t one) : out_(one + 1) { out_[one] = true; }
    explicit left_out(std::vector<bool> out) : out_(std::move(out)) {}

    [[nodiscard]] bool operator()(std::size_t source) const {
        return source < out_.size() && out_[source];
    }
    [[nodiscard]] bool any() const { return std::ranges::find(out_, true) != out_.end(); }

private:
    std::vector<bool> out_;
};

/// What the files tell of the first table.
struct joined_tables : public_table {
    std::vector<interval> shown = {}; ///< By cell: what its rows alone say.
    absent_cells absent = {}; ///< Of all files; those that are suppressed are among `suppressed`,
                              ///< unless empty cells are left out.

    /// A number that no rounding or noise blurs.
    [[nodiscard]] bool shows(cell_index cell) const {
        return listed[cell] && shown[cell].is_single_value() &&
               !std::ranges::binary_search(suppressed, cell);
    }
};

/// Whether --cells says that files leave out empty cells.
[[nodiscard]] result<bool> leaves_out_empty(const arguments& a);

class audit_sources {
public:
    /// Reads the files of --public; what depends on the table is read by `complete`.
    [[nodiscard]] static result<audit_sources> read(const arguments& a);
    /// Reads --ledger, --linked, --known over the cells of `c` and of the linked tables, and with
    /// the counts --frozen.
    [[nodiscard]] result<void> complete(const arguments& a, std::shared_ptr<const cube> c,
                                        const table* counts);

    [[nodiscard]] const std::vector<records>& files() const noexcept { return files_; }
    [[nodiscard]] std::size_t count_files() const noexcept { return files_.size(); }
    /// Positions of the linked tables that are public; the others tell codes alone.
    [[nodiscard]] std::vector<std::size_t> public_linked() const;
    /// Files, then the frozen cells, linked tables, statements.
    [[nodiscard]] std::vector<std::string> names() const;
    /// True if the source is one of several, so that a release without it makes sense.
    [[nodiscard]] bool can_leave_out(std::size_t source) const noexcept {
        return source >= files_.size() || files_.size() > 1;
    }

    /// Knowledge of nothing, over the table and those linked to it.
    [[nodiscard]] knowledge know_nothing() const { return knowledge(tables_); }
    [[nodiscard]] bool are_linked() const noexcept { return !linked_.empty(); }
    [[nodiscard]] const std::shared_ptr<const linked_tables>& tables() const noexcept {
        return tables_;
    }
    [[nodiscard]] const std::vector<statement>& statements() const noexcept { return statements_; }
    /// Withheld cells of the linked tables.
    [[nodiscard]] std::vector<cell_index> linked_suppressed(const left_out& without) const;
    /// Public already, by --frozen.
    [[nodiscard]] bool is_already_published(cell_index cell) const;
    /// The facts of the files about the first table. A cell that no file has a row for, not even
    /// one that is left out here, is taken for a suppressed one, or an empty one if --cells says
    /// so.
    [[nodiscard]] result<joined_tables> join(const public_options& options,
                                             const left_out& without) const;
    /// Adds everything else.
    [[nodiscard]] result<knowledge> learn_others(const knowledge& first,
                                                 const left_out& without) const;

private:
    [[nodiscard]] result<void> link(const arguments& a);
    [[nodiscard]] result<void> read_published_file(const arguments& a, const table* counts);
    void learn_absent(joined_tables& all, std::vector<bool> listed,
                      const std::vector<bool>& numbers, const public_options& options) const;

    std::shared_ptr<const cube> cube_;
    std::shared_ptr<const linked_tables> tables_;
    std::vector<records> files_;
    std::vector<linked_release> linked_;
    std::vector<statement> statements_; ///< Those of one text are one source.
    std::string published_file_name_;
    std::vector<cell_index> already_published_; ///< Ascending.
    std::vector<std::pair<cell_index, std::int64_t>>
        frozen_;                    ///< Their numbers, as far as they are known.
    std::vector<cell_index> zeros_; ///< Structural.
    bool leaves_out_empty_ = false;
};

/// The name of what is not public yet, so that no error repeats it.
inline constexpr const char* input_source = "the input";

/// A source whose facts hold unless --cells nonempty.
inline constexpr const char* by_leaving_out = " (which leaves it out)";
inline constexpr const char* or_empty =
    "--cells nonempty, if the files leave out the cells that are empty";

/// Where no table fits, the smallest set of facts that says so; other errors unchanged.
[[nodiscard]] error explain(const knowledge& known, error e);

} // namespace sdc::cli
