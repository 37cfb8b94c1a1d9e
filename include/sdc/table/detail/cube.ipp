#include <sdc/table/cube.hpp>

#include <memory>
#include <optional>
#include <string>

namespace sdc::inline v0 {

std::string describe(const cube& c, cell_index cell) {
    std::string text;
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        if (d != 0) text += ", ";
        text += detail::shorten(c.dimensions()[d].name) + "=" +
                detail::shorten(c.codes(d)[c.shape().coordinate(cell, d)].id);
    }
    return text;
}

} // namespace sdc::inline v0

namespace sdc::inline v0 {

result<std::shared_ptr<const cube>> cube::make(std::vector<dimension> dimensions) {
    std::vector<code_index> extents;
    for (std::size_t d = 0; d < dimensions.size(); ++d) {
        extents.push_back(dimensions[d].codes.size());
        for (std::size_t e = 0; e < d; ++e) {
            if (dimensions[e].name == dimensions[d].name)
                return error{.code = errc::duplicate,
                             .message = "dimension given twice",
                             .found = detail::quoted(dimensions[d].name)};
        }
    }
    const auto s = sdc::shape::make(extents);
    if (!s) return s.error();
    return std::shared_ptr<const cube>(new cube(std::move(dimensions), *s));
}

bool cube::is_margin(cell_index cell) const noexcept {
    for (std::size_t d = 0; d < dimensions_.size(); ++d) {
        if (!codes(d).is_leaf(shape_.coordinate(cell, d))) return true;
    }
    return false;
}

std::optional<std::size_t> cube::find_dimension(std::string_view name) const noexcept {
    for (std::size_t d = 0; d < dimensions_.size(); ++d) {
        if (dimensions_[d].name == name) return d;
    }
    return std::nullopt;
}

} // namespace sdc::inline v0
