#include "release_notes.hpp"

#include <sdc/io/detail/text.hpp>
#include <sdc/plan/published_value.hpp>

namespace sdc::inline v0::detail {

std::string title_of(const published& release, const write_options& options) {
    if (!options.title.empty()) return options.title;
    auto title = release.column_name();
    const auto dimensions = release.cube().dimensions();
    for (std::size_t d = 0; d < dimensions.size(); ++d) {
        const bool is_last = d + 1 == dimensions.size();
        title += d == 0 ? " by " : is_last ? " and " : ", ";
        title += dimensions[d].name;
    }
    return title;
}

std::vector<std::string> notes_of(const published& release, const write_options& options) {
    std::vector<std::string> notes{"Method: " + release.method().name + "."};
    if (!release.method().guarantee.empty()) notes.push_back(release.method().guarantee + ".");
    notes.push_back(options.marker.text + ": " + std::string(marker_meaning) + ".");
    return notes;
}

bool shows_labels(const published& release) {
    for (cell_index cell = 0; cell < release.cube().size(); ++cell) {
        if (release[cell].shows == public_cell::kind::label) return true;
    }
    return false;
}

} // namespace sdc::inline v0::detail
