/// Everything that an intruder has besides the rules, source by source: files, linked tables,
/// statements, cells that are already published. Each has a name and can be left out, so that a
/// report can say which of them discloses a cell.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/knowledge/knowledge.hpp>
#include <sdc/knowledge/public_table.hpp>
#include <sdc/knowledge/shown_totals.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// Which sources an intruder does not have, by their position among all; by default none.
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

/// A file about the first table. What its rows say depends on what a marker implies.
struct published_file {
    std::string name;
    std::function<result<public_table>(const marker_meaning&)> read;
};

/// What is known of a linked table, about the cells of its own cube.
struct linked_facts {
    public_table facts;
    bool is_public = false; ///< False: a table that states codes alone.
};

/// Cells that are already published.
struct already_published_cells {
    std::string source = {};                                       ///< Empty: there are none.
    std::vector<cell_index> cells = {};                            ///< Ascending.
    std::vector<std::pair<cell_index, std::int64_t>> numbers = {}; ///< As far as they are known.
};

/// The sources in this order: files, already published cells, linked tables, statements (those of
/// one text, which follow each other, are one source).
struct SDCKIT_API public_sources {
    std::shared_ptr<const linked_tables> tables; ///< The first is that of the files.
    std::vector<published_file> files = {};
    std::optional<banding> bands = {}; ///< By which the numbers of the files were made.
    bool leaves_out_empty = false;     ///< A cell without a row is 0, not suppressed.
    counted_in_totals totals = counted_in_totals::all_cells; ///< Of the files.
    std::vector<cell_index> residuals = {}; ///< Ascending: not published, if no file has a row of
                                            ///< one, instead of suppressed.
    std::vector<cell_index> structural_zeros = {}; ///< Known without a row.
    already_published_cells already_published = {};
    std::vector<linked_facts> linked = {}; ///< One for each table but the first.
    std::vector<statement> statements = {};

    [[nodiscard]] const sdc::cube& cube() const noexcept { return tables->cube(0); }
    [[nodiscard]] bool are_linked() const noexcept { return !linked.empty(); }
    [[nodiscard]] bool is_already_published(cell_index cell) const {
        return std::ranges::binary_search(already_published.cells, cell);
    }
    [[nodiscard]] std::vector<std::string> names() const;
    /// Positions of the linked tables that are public.
    [[nodiscard]] std::vector<std::size_t> public_linked() const;
    /// True if the source is one of several, so that a release without it makes sense.
    [[nodiscard]] bool can_leave_out(std::size_t source) const noexcept {
        return source >= files.size() || files.size() > 1;
    }
    /// Suppressed cells of the linked tables.
    [[nodiscard]] std::vector<cell_index> linked_suppressed(const left_out& without = {}) const;

    [[nodiscard]] knowledge know_nothing() const { return knowledge(tables); }
    /// The facts of the files about the first table. A cell that no file has a row for, not even
    /// one that is left out here, is taken for a suppressed one, or for 0 if they leave out empty
    /// cells. Errors: those of `published_file::read` and `with_totals_of_shown`; contradiction
    /// between two files, explained as by `explain`.
    [[nodiscard]] result<joined_tables> join(const marker_meaning& marker,
                                             const left_out& without = {}) const;
    /// What the other sources add to `first`. Errors: contradiction, explained as by `explain`.
    [[nodiscard]] result<knowledge> learn_others(const knowledge& first,
                                                 const left_out& without = {}) const;

private:
    [[nodiscard]] std::size_t first_linked() const noexcept {
        return files.size() + (already_published.source.empty() ? 0 : 1);
    }
    [[nodiscard]] result<public_table> read(const published_file& file,
                                            const marker_meaning& marker) const;
    void learn_absent(joined_tables& all, std::vector<bool> listed,
                      const std::vector<bool>& numbers, const marker_meaning& marker) const;
};

/// The source of what is not public, so that no error repeats what it says.
inline constexpr const char* input_source = "the input";

/// What to ask for where a cell without a row contradicts the rest.
inline constexpr const char* empty_cells_wanted =
    "public_sources.leaves_out_empty, if the files leave out the cells that are empty";

/// Where no table agrees with `known`, the smallest set of facts that shows it, instead of a cell
/// alone; of the input only the cell. Other errors unchanged.
[[nodiscard]] SDCKIT_API error explain(const knowledge& known, error e);

} // namespace sdc::inline v0
