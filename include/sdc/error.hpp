/// Errors are values at boundaries: a closed list of codes, and one record that says where, what
/// was found and what was wanted.
#pragma once

#include <sdc/config.hpp>

#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace sdc::inline v0 {

enum class errc {
    bad_argument,    ///< An option is outside its range, or two options exclude each other.
    bad_syntax,      ///< Text does not follow its grammar: CSV, JSON, a number, UTF-8.
    missing_column,  ///< A column that was asked for is not in the header.
    duplicate,       ///< A code, column or statement is given twice.
    unknown_code,    ///< A code is not in its hierarchy.
    bad_hierarchy,   ///< A cycle, two roots, an unknown parent, or a level skipped.
    not_additive,    ///< A margin differs from the sum of its parts.
    overflow,        ///< A size, count or sum does not fit 64 bits.
    contradiction,   ///< No table agrees with everything that is said to be public.
    not_protectable, ///< No release under these options can meet the requirement; this is proved,
                     ///< not given up.
    not_proved,      ///< The attack reached a suppressed value, or the search limit came first.
    not_available,   ///< A capability of the contract that this version does not have.
    cancelled,       ///< The caller asked to stop; nothing was made.
    io_failure,      ///< The system refused to read or write a file.
};

/// "bad argument", "unknown code", ...
[[nodiscard]] constexpr const char* to_string(errc code) noexcept {
    switch (code) {
    case errc::bad_argument: return "bad argument";
    case errc::bad_syntax: return "bad syntax";
    case errc::missing_column: return "missing column";
    case errc::duplicate: return "duplicate";
    case errc::unknown_code: return "unknown code";
    case errc::bad_hierarchy: return "bad hierarchy";
    case errc::not_additive: return "not additive";
    case errc::overflow: return "overflow";
    case errc::contradiction: return "contradiction";
    case errc::not_protectable: return "not protectable";
    case errc::not_proved: return "not proved";
    case errc::not_available: return "not available";
    case errc::cancelled: return "cancelled";
    case errc::io_failure: return "failure of the system";
    }
    return "";
}

/// Where in the input: 1-based; 0 means that it does not apply.
struct place {
    std::string file = {};
    std::uint64_t line = 0;
    std::uint64_t column = 0;
};

/// One failure. Fields that do not apply are empty. No field ever holds the value of a suppressed
/// cell.
struct error {
    errc code = errc::bad_argument;
    std::string message = {};
    std::string explanation = {}; ///< What shows it, or its first case.
    std::string field = {};       ///< The argument that is wrong, as "threshold.minimum"; of a list
                                  ///< "banding.bands.low".
    std::uint64_t element = 0;    ///< Of a list which one: 1-based; 0 means that it does not apply.
    place where = {};
    std::string cell = {};
    std::string rule = {};
    std::string found = {};
    std::string wanted = {};
};

/// "file:line:column: message; explanation; cell ...; rule ...; found ...; wanted ..." with empty
/// fields left out; `field` and `element` are for callers that know an argument by another name.
[[nodiscard]] SDCKIT_API std::string to_string(const error& e);

/// What `value()` throws for those who prefer exceptions.
class bad_result : public std::exception {
public:
    explicit bad_result(sdc::error e) : error_(std::move(e)), text_(to_string(error_)) {}
    [[nodiscard]] const char* what() const noexcept override { return text_.c_str(); }
    [[nodiscard]] const sdc::error& error() const noexcept { return error_; }

private:
    sdc::error error_;
    std::string text_;
};

namespace detail {

/// The error for a null pointer where the argument `what` is wanted, such as "table".
[[nodiscard]] SDCKIT_API sdc::error none_given(const char* what);

/// An error on the heap, or none: a result stays small, and what handles errors is compiled once.
class SDCKIT_API error_box {
public:
    error_box() noexcept = default;
    explicit error_box(sdc::error e);
    error_box(const error_box& other);
    error_box(error_box&& other) noexcept;
    error_box& operator=(error_box other) noexcept;
    ~error_box() {
        if (held_ != nullptr) destroy();
    }
    [[nodiscard]] sdc::error& get() const noexcept { return *held_; }
    /// Throws `bad_result` if there is an error.
    void require_none() const {
        if (held_ != nullptr) fail();
    }

private:
    void destroy() noexcept;
    [[noreturn]] void fail() const;
    sdc::error* held_ = nullptr;
};

} // namespace detail

/// A value or an error, with the member names of std::expected. Never an alias of it: the layout
/// must not depend on the consumer's language level. `*r` and `r.error()` require that the side is
/// there; `value()` throws `bad_result`.
template <class T>
class [[nodiscard]] result {
public:
    using value_type = T;

    result(T value) : has_value_(true), value_(std::move(value)) {}
    result(sdc::error e) : error_(std::move(e)) {}
    result(const result& other) : error_(other.error_), has_value_(other.has_value_) {
        if (has_value_) std::construct_at(&value_, other.value_);
    }
    /// Only to be assigned to or destroyed: what was moved from, if it held an error.
    result(result&& other) noexcept(std::is_nothrow_move_constructible_v<T>)
        : error_(std::move(other.error_)), has_value_(other.has_value_) {
        if (has_value_) std::construct_at(&value_, std::move(other.value_));
    }
    result& operator=(result other) noexcept(std::is_nothrow_move_constructible_v<T>) {
        std::destroy_at(this);
        std::construct_at(this, std::move(other));
        return *this;
    }
    ~result() {
        if (has_value_) value_.~T();
    }

    [[nodiscard]] bool has_value() const noexcept { return has_value_; }
    explicit operator bool() const noexcept { return has_value(); }

    [[nodiscard]] T& operator*() & noexcept { return value_; }
    [[nodiscard]] const T& operator*() const& noexcept { return value_; }
    [[nodiscard]] T&& operator*() && noexcept { return std::move(value_); }
    [[nodiscard]] T* operator->() noexcept { return &value_; }
    [[nodiscard]] const T* operator->() const noexcept { return &value_; }

    [[nodiscard]] T& value() & { return error_.require_none(), value_; }
    [[nodiscard]] const T& value() const& { return error_.require_none(), value_; }
    [[nodiscard]] T&& value() && { return error_.require_none(), std::move(value_); }

    [[nodiscard]] const sdc::error& error() const& noexcept { return error_.get(); }
    [[nodiscard]] sdc::error&& error() && noexcept { return std::move(error_.get()); }

    template <class U>
    [[nodiscard]] T value_or(U&& other) const& {
        return has_value() ? value_ : static_cast<T>(std::forward<U>(other));
    }
    template <class F>
    auto and_then(F&& f) && -> std::invoke_result_t<F, T&&> {
        if (!has_value()) return std::move(*this).error();
        return std::forward<F>(f)(std::move(value_));
    }
    template <class F>
    auto transform(F&& f) && -> result<std::invoke_result_t<F, T&&>> {
        if (!has_value()) return std::move(*this).error();
        return std::forward<F>(f)(std::move(value_));
    }
    template <class F>
    result or_else(F&& f) && {
        if (has_value()) return std::move(*this);
        return std::forward<F>(f)(std::move(*this).error());
    }

private:
    detail::error_box error_;
    bool has_value_ = false;
    union {
        T value_; // if there is no error
    };
};

/// Done, or an error.
template <>
class [[nodiscard]] result<void> {
public:
    using value_type = void;

    result() = default;
    result(sdc::error e) : error_(std::move(e)), has_value_(false) {}

    [[nodiscard]] bool has_value() const noexcept { return has_value_; }
    explicit operator bool() const noexcept { return has_value(); }
    void value() const { error_.require_none(); }
    [[nodiscard]] const sdc::error& error() const& noexcept { return error_.get(); }
    [[nodiscard]] sdc::error&& error() && noexcept { return std::move(error_.get()); }

private:
    detail::error_box error_;
    bool has_value_ = true;
};

} // namespace sdc::inline v0
