/// Parts of XML, read as a stream: no document type, no entity but the five of XML, bounded depth.
#pragma once

#include "package.hpp"

#include <sdc/error.hpp>

#include <cstddef>
#include <cstring>
#include <optional>
#include <string_view>

namespace sdc::inline v0::detail {

/// "namespace local", as Expat gives it.
class xml_name {
public:
    explicit xml_name(std::string_view full) : full_(full) {
        const auto blank = full.rfind(' ');
        local_ = blank == std::string_view::npos ? full : full.substr(blank + 1);
    }
    [[nodiscard]] std::string_view local() const noexcept { return local_; }
    /// With the end of its namespace: "office:1.0 value". Namespaces of one meaning (of OOXML and
    /// its strict form) end alike.
    [[nodiscard]] bool is(std::string_view end) const noexcept { return full_.ends_with(end); }

    /// Its namespace ends so: "text:1.0".
    [[nodiscard]] bool is_in(std::string_view end) const noexcept {
        return local_.size() < full_.size() &&
               full_.substr(0, full_.size() - local_.size() - 1).ends_with(end);
    }

private:
    std::string_view full_, local_;
};

class xml_attributes {
public:
    explicit xml_attributes(const char** list) : list_(list) {}
    /// Of this end, as `xml_name::is` understands it; without a blank: in no namespace.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view end) const noexcept {
        const bool in_namespace = end.find(' ') != std::string_view::npos;
        for (const auto* at = list_; *at != nullptr; at += 2) {
            const auto* name = *at;
            // Nearly all attributes have short names in no namespace, and cells have millions.
            if (in_namespace
                    ? std::string_view(name).ends_with(end)
                    : std::strncmp(name, end.data(), end.size()) == 0 && name[end.size()] == '\0')
                return at[1];
        }
        return std::nullopt;
    }
    [[nodiscard]] std::string_view get(std::string_view end) const noexcept {
        return find(end).value_or(std::string_view{});
    }
    /// "1", "true" or "on".
    [[nodiscard]] bool is_set(std::string_view end) const noexcept {
        const auto value = get(end);
        return value == "1" || value == "true" || value == "on";
    }
    /// Calls f(name, value).
    template <class F>
    void for_each(F&& f) const {
        for (const auto* at = list_; *at != nullptr; at += 2) f(xml_name(at[0]), at[1]);
    }

private:
    const char** list_;
};

/// What is called as elements come. Each answers whether to go on.
class xml_handler {
public:
    xml_handler() = default;
    xml_handler(const xml_handler&) = delete;
    xml_handler& operator=(const xml_handler&) = delete;
    virtual ~xml_handler() = default;
    virtual bool start(const xml_name& name, const xml_attributes& attributes) = 0;
    virtual bool end(const xml_name& name) = 0;
    virtual bool text(std::string_view piece) = 0;
};

/// True if the part was read to its end, false if the handler stopped. Errors: bad_syntax (not well
/// formed, a document type), overflow (too deep); as `package::read`.
[[nodiscard]] result<bool> read_xml(const package& from, std::size_t part, xml_handler& handler);

} // namespace sdc::inline v0::detail
