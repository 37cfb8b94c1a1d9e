/// Fields of a table's description in JSON; errors carry the number of the table.
#pragma once

#include <sdc/detail/quoted.hpp>
#include <sdc/error.hpp>
#include <sdc/fwd.hpp>
#include <sdc/rule/largest_limit.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace sdc::inline v0::detail {

class json_fields {
public:
    using json = nlohmann::ordered_json;
    using keys = std::span<const std::string_view>;

    explicit json_fields(std::string source) : source_(std::move(source)) {}
    void set_table(std::size_t number) noexcept { number_ = number; }
    [[nodiscard]] const std::string& source() const noexcept { return source_; }

    sdc::error refuse(std::string message, std::string found, std::string wanted,
                      errc code = errc::bad_syntax) const {
        return {.code = code,
                .message = "table " + std::to_string(number_) + ": " + std::move(message),
                .where = {.file = source_},
                .found = std::move(found),
                .wanted = std::move(wanted)};
    }
    sdc::error refuse(const sdc::error& e) const {
        return refuse(e.message, e.found, e.wanted, e.code);
    }

    result<void> check_keys(const json& from, keys known) const {
        for (const auto& [key, value] : from.items()) {
            if (std::ranges::find(known, key) != known.end()) continue;
            std::string all;
            for (const auto name : known) all += (all.empty() ? "" : ", ") + std::string(name);
            return refuse("unknown key", detail::quoted(key), std::move(all));
        }
        return {};
    }

    /// A text that may be left out.
    result<std::string> read_text(const json& from, const std::string& key,
                                  std::string otherwise = "") const {
        if (!from.contains(key)) return otherwise;
        if (!from[key].is_string())
            return refuse(detail::quoted(key) + " is no text", from[key].type_name(), "a string");
        return from[key].get<std::string>();
    }
    result<std::int64_t> read_number(const json& from, const std::string& key,
                                     std::optional<std::int64_t> otherwise,
                                     std::int64_t most = largest_limit) const {
        if (!from.contains(key) && otherwise) return *otherwise;
        if (!from.contains(key)) return refuse("no " + detail::quoted(key), "", "a whole number");
        const auto& n = from[key];
        if (!n.is_number_unsigned() || n.get<std::uint64_t>() > static_cast<std::uint64_t>(most))
            return refuse(detail::quoted(key) + " is no whole number in range", shorten(n.dump()),
                          "0 to " + std::to_string(most));
        return n.get<std::int64_t>();
    }
    result<bool> read_flag(const json& from, const std::string& key, bool otherwise) const {
        if (!from.contains(key)) return otherwise;
        if (!from[key].is_boolean())
            return refuse(detail::quoted(key) + " is not true or false", shorten(from[key].dump()),
                          "true or false");
        return from[key].get<bool>();
    }

private:
    std::string source_;
    std::size_t number_ = 0;
};

} // namespace sdc::inline v0::detail
