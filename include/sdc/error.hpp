/// Errors are values at boundaries: a closed list of codes, and one record that says where, what was found and what was wanted.
#pragma once

#include <cstdint>
#include <exception>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

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
    not_protectable, ///< No release under these options can meet the requirement; this is proved, not given up.
    not_proved,      ///< The attack reached a withheld value, or the search limit came first.
    not_available,   ///< A capability of the contract that this version does not have.
    cancelled,       ///< The caller asked to stop; nothing was made.
    io_failure,      ///< The system refused to read or write a file.
};

/// Where in the input: 1-based; 0 means that it does not apply.
struct place {
    std::string file = {};
    std::uint64_t line = 0;
    std::uint64_t column = 0;
};

/// One failure. Fields that do not apply are empty. No field ever holds the value of a withheld cell.
struct error {
    errc code = errc::bad_argument;
    std::string message = {};
    place where = {};
    std::string cell = {};
    std::string rule = {};
    std::string found = {};
    std::string wanted = {};
};

/// "file:line:column: message; cell ...; rule ...; found ..., wanted ..." with empty fields left out.
[[nodiscard]] inline std::string to_string(const error& e) {
    std::string text = e.where.file;
    const auto append_number = [&text](std::uint64_t n) {
        if (n != 0) text += (text.empty() ? "" : ":") + std::to_string(n);
    };
    append_number(e.where.line);
    append_number(e.where.column);
    if (!text.empty()) text += ": ";
    text += e.message;
    const auto append_field = [&text](const char* name, const std::string& field) {
        if (!field.empty()) text += std::string("; ") + name + " " + field;
    };
    append_field("cell", e.cell);
    append_field("rule", e.rule);
    append_field("found", e.found);
    append_field("wanted", e.wanted);
    return text;
}

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

/// A value or an error, with the member names of std::expected. Never an alias of it: the layout must not depend on the consumer's
/// language level. `*r` and `r.error()` require that the side is there; `value()` throws `bad_result`.
template <class T>
class [[nodiscard]] result {
public:
    using value_type = T;

    result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    result(sdc::error e) : state_(std::in_place_index<1>, std::move(e)) {}

    [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }

    [[nodiscard]] T& operator*() & noexcept { return *std::get_if<0>(&state_); }
    [[nodiscard]] const T& operator*() const& noexcept { return *std::get_if<0>(&state_); }
    [[nodiscard]] T&& operator*() && noexcept { return std::move(*std::get_if<0>(&state_)); }
    [[nodiscard]] T* operator->() noexcept { return std::get_if<0>(&state_); }
    [[nodiscard]] const T* operator->() const noexcept { return std::get_if<0>(&state_); }

    [[nodiscard]] T& value() & { return require(), **this; }
    [[nodiscard]] const T& value() const& { return require(), **this; }
    [[nodiscard]] T&& value() && { return require(), std::move(**this); }

    [[nodiscard]] const sdc::error& error() const& noexcept { return *std::get_if<1>(&state_); }
    [[nodiscard]] sdc::error&& error() && noexcept { return std::move(*std::get_if<1>(&state_)); }

    template <class U>
    [[nodiscard]] T value_or(U&& other) const& {
        return has_value() ? **this : static_cast<T>(std::forward<U>(other));
    }
    template <class F>
    auto and_then(F&& f) && -> std::invoke_result_t<F, T&&> {
        if (!has_value()) return std::move(*this).error();
        return std::forward<F>(f)(std::move(**this));
    }
    template <class F>
    auto transform(F&& f) && -> result<std::invoke_result_t<F, T&&>> {
        if (!has_value()) return std::move(*this).error();
        return std::forward<F>(f)(std::move(**this));
    }
    template <class F>
    result or_else(F&& f) && {
        if (has_value()) return std::move(*this);
        return std::forward<F>(f)(std::move(*this).error());
    }

private:
    void require() const {
        if (!has_value()) throw bad_result(error());
    }
    std::variant<T, sdc::error> state_;
};

/// Done, or an error.
template <>
class [[nodiscard]] result<void> {
public:
    using value_type = void;

    result() = default;
    result(sdc::error e) : error_(std::move(e)), failed_(true) {}

    [[nodiscard]] bool has_value() const noexcept { return !failed_; }
    explicit operator bool() const noexcept { return has_value(); }
    void value() const {
        if (failed_) throw bad_result(error_);
    }
    [[nodiscard]] const sdc::error& error() const& noexcept { return error_; }
    [[nodiscard]] sdc::error&& error() && noexcept { return std::move(error_); }

private:
    sdc::error error_;
    bool failed_ = false;
};

} // namespace sdc::inline v0
