/// The files of a release in any format.
#pragma once

#include <sdc/io/csv.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sdc::inline v0 {

enum class release_format : unsigned char {
    csv,
    json,
    markdown,
    json_stat,
    sdmx_csv,
    px,
    csvw, ///< CSV, and its metadata in a second file.
    ods,
    xlsx,
    html,
};

/// By the ending of the name: .csv, .json, .md, .px, .ods, .xlsx and .html, in letters of either
/// case.
[[nodiscard]] SDCKIT_API std::optional<release_format> find_release_format(std::string_view file);

struct release_output {
    std::string file = "-";                    ///< "-" is standard output.
    std::optional<release_format> format = {}; ///< Empty: by the ending of the name, else CSV.
    write_options how = {};
};

struct release_file {
    std::string name;
    std::string content;
};

/// The names of the files, that of `to.file` first, before anything is computed. Errors:
/// bad_argument where the format is of two files and `to.file` is none, for a title,
/// a structure or percentages in a format without them, and for a structure that is none.
[[nodiscard]] SDCKIT_API result<std::vector<std::string>>
list_release_files(const release_output& to);

/// The same files with what they hold; nothing is written to disk. A title or structure that the
/// format does not have is left out. Errors: duplicate (a dimension with the name of the column of
/// numbers), and those of the format.
[[nodiscard]] SDCKIT_API result<std::vector<release_file>> write_release(const published& release,
                                                                         const release_output& to);

// As in csv.hpp: what has not been audited cannot be written.
result<std::vector<release_file>> write_release(const table&, const release_output&) = delete;
result<std::vector<release_file>> write_release(const plan&, const release_output&) = delete;
result<std::vector<release_file>> write_release(const audited&, const release_output&) = delete;

} // namespace sdc::inline v0
