#include <sdc/error.hpp>

#include <string>
#include <utility>

namespace sdc::inline v0 {

std::string to_string(const error& e) {
    std::string text = e.where.file;
    const auto append_number = [&text](std::uint64_t n) {
        if (n != 0) text += (text.empty() ? "" : ":") + std::to_string(n);
    };
    append_number(e.where.line);
    append_number(e.where.column);
    if (!text.empty()) text += ": ";
    text += e.message;
    if (!e.explanation.empty()) text += "; " + e.explanation;
    const auto append_field = [&text](const char* name, const std::string& field) {
        if (!field.empty()) text += std::string("; ") + name + " " + field;
    };
    append_field("cell", e.cell);
    append_field("rule", e.rule);
    append_field("found", e.found);
    append_field("wanted", e.wanted);
    return text;
}

} // namespace sdc::inline v0

namespace sdc::inline v0::detail {

sdc::error none_given(const char* what) {
    return {.code = errc::bad_argument,
            .message = std::string("no ") + what,
            .field = what,
            .found = "a null pointer",
            .wanted = std::string("a ") + what};
}

error_box::error_box(sdc::error e) : held_(new sdc::error(std::move(e))) {}
error_box::error_box(const error_box& other)
    : held_(other.held_ == nullptr ? nullptr : new sdc::error(*other.held_)) {}
error_box::error_box(error_box&& other) noexcept : held_(std::exchange(other.held_, nullptr)) {}
error_box& error_box::operator=(error_box other) noexcept {
    std::swap(held_, other.held_);
    return *this;
}
void error_box::destroy() noexcept { delete held_; }
void error_box::fail() const { throw bad_result(*held_); }

} // namespace sdc::inline v0::detail
