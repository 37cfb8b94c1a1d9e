/// Describing a release in CSV by CSVW metadata: what its columns are and what its marker means.
#pragma once

#include <sdc/io/csv.hpp>

#include <iosfwd>
#include <string>

namespace sdc::inline v0 {

struct csvw_options {
    std::string file = "table.csv"; ///< The file that is described, beside the metadata.
    write_options written = {};     ///< As it was written by `write_csv`.
};

/// JSON: title, notes, and of each column its name and type; the marker is the `null` of the
/// numbers. Programs look for it in FILE-metadata.json. Reference: Metadata Vocabulary for Tabular
/// Data (W3C, 2015).
SDCKIT_API void write_csvw_metadata(std::ostream& out, const published& release,
                                    const csvw_options& options = {});

// As in csv.hpp: what has not been audited cannot be written.
void write_csvw_metadata(std::ostream& out, const table&, const csvw_options& = {}) = delete;
void write_csvw_metadata(std::ostream& out, const plan&, const csvw_options& = {}) = delete;
void write_csvw_metadata(std::ostream& out, const audited&, const csvw_options& = {}) = delete;

} // namespace sdc::inline v0
