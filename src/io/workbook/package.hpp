/// The parts of a zip package, unpacked within limits, so that a small file cannot fill the memory.
#pragma once

#include <sdc/error.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sdc::inline v0::detail {

struct package_limits {
    std::size_t parts = 10'000;
    std::uint64_t unpacked = std::uint64_t{1} << 30U; ///< Of all parts together.
    std::uint64_t ratio = 150; ///< Unpacked to packed; what follows is exempt.
    std::uint64_t unpacked_at_any_ratio = std::uint64_t{1} << 26U;
};

struct package_part {
    std::string name = {};
    std::uint64_t size = 0;
};

class package {
public:
    /// Precondition: `bytes` outlives it. Errors: bad_syntax (no or a damaged zip file, a name
    /// twice), bad_argument (encrypted), overflow (beyond the limits); with the source.
    [[nodiscard]] static result<package> open(std::string_view bytes, std::string source,
                                              const package_limits& limits = {});

    [[nodiscard]] const std::string& source() const noexcept { return source_; }
    [[nodiscard]] const std::vector<package_part>& parts() const noexcept { return parts_; }
    /// Whatever the case of ASCII letters, with or without a "/" in front.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;

    /// Unpacks piece by piece; ends early where `sink` says false. Errors: bad_syntax for a damaged
    /// part, or one that holds more than the package says.
    [[nodiscard]] result<void> read(std::size_t part,
                                    const std::function<bool(std::string_view)>& sink) const;
    [[nodiscard]] result<std::string> read(std::size_t part) const;

    /// An error that names the part.
    [[nodiscard]] error refuse(std::size_t part, std::string message, std::string found = {},
                               std::string wanted = {}) const;

private:
    struct closer {
        void operator()(void* archive) const noexcept;
    };
    result<void> list(std::uint64_t packed, const package_limits& limits);

    std::string source_ = {};
    std::unique_ptr<void, closer> archive_ = {};
    std::vector<package_part> parts_ = {};
    std::map<std::string, std::size_t, std::less<>> by_name_ = {}; ///< In small letters.
};

} // namespace sdc::inline v0::detail
