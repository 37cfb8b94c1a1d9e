/// Reading everything that is public about a table: its files, linked tables, statements.
#pragma once

#include <sdc/attack/public_sources.hpp>
#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/io/linked_file.hpp>
#include <sdc/io/public_table.hpp>
#include <sdc/table/linked.hpp>
#include <sdc/table/records.hpp>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// Where it is. Names of files may be empty: there is none.
struct public_source_files {
    std::vector<records> tables = {}; ///< About the first table, read already.
    public_options reading = {};      ///< How the numbers and markers of those are to be read.
    bool leave_out_empty = false;     ///< A cell without a row is 0, not suppressed.
    counted_in_totals totals = counted_in_totals::all_cells; ///< Of those tables.
    std::vector<cell_index> residuals = {};                  ///< As in `public_sources`.
    std::vector<std::pair<std::string, std::string>> where =
        {};                               ///< The people of the first table, as in `linked_table`.
    std::string ledger = {};              ///< As `read_ledger` reads it.
    std::vector<std::string> linked = {}; ///< As `read_linked` reads them.
    std::vector<linked_release> groups = {};       ///< As `read_overlapping_groups` reads them.
    std::string statements = {};                   ///< As `read_statements` reads it.
    std::vector<cell_index> structural_zeros = {}; ///< In any order.
    already_published_cells already_published = {};
    std::vector<std::string> outputs = {}; ///< What the caller will write: none may be a file that
                                           ///< `ledger` or `linked` name.
};

/// Doubts are sentences: see `find_doubts`, and of totals that may be sums of shown cells. Errors:
/// those of the functions named above, and of `linked_tables::make` and `check_places`;
/// bad_argument for rounded numbers as sums of shown cells. The rows themselves are read when they
/// are joined.
[[nodiscard]] SDCKIT_API result<public_sources>
read_public_sources(public_source_files files, std::shared_ptr<const cube> c,
                    const std::function<void(const std::string&)>& doubt = {});

/// Whether two tables are about the same people is not guessed from their codes: one sentence for
/// each dimension of `other` that has other codes in `first`, if neither says of whom it is.
[[nodiscard]] SDCKIT_API std::vector<std::string> find_doubts(const linked_table& first,
                                                              const linked_table& other);
/// Tables of men, and of women: only a table of codes says that nobody is both, or that there are
/// others. One sentence for each such dimension that no table has.
[[nodiscard]] SDCKIT_API std::vector<std::string> find_doubts(const linked_tables& tables);

} // namespace sdc::inline v0
