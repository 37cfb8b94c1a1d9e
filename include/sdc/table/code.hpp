/// A code of a classification and its label.
#pragma once

#include <sdc/config.hpp>

#include <string>

namespace sdc::inline v0 {

/// `id` is what data files hold ("E12000003"); `label` is what people read and may be empty.
struct code {
    std::string id;
    std::string label = {};

    [[nodiscard]] const std::string& text() const noexcept { return label.empty() ? id : label; }
    bool operator==(const code&) const = default;
};

} // namespace sdc::inline v0
