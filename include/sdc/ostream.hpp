/// Errors, names of cells and small values in a stream: `std::cout << plan.error()`. Nothing but
/// this header is needed for it, and it includes no header of what it writes.
#pragma once

#include <sdc/config.hpp>

#include <cstdint>
#include <iosfwd>

namespace sdc::inline v0 {

enum class cell_status : std::uint8_t;
enum class errc;
enum class role : unsigned char;
enum class rule_id : std::uint8_t;
enum class zero_policy : std::uint8_t;
class cell_view;
class decimal;
struct code;
struct error;
struct interval;
struct marker;
struct version;

/// "primary", "secondary", "suppressed zero", "published".
SDCKIT_API std::ostream& operator<<(std::ostream& out, cell_status s);
SDCKIT_API std::ostream& operator<<(std::ostream& out, errc code);
/// "identifying", "sensitive", "time".
SDCKIT_API std::ostream& operator<<(std::ostream& out, role r);
SDCKIT_API std::ostream& operator<<(std::ostream& out, rule_id rule);
/// As the option is typed: "show", "eligible", "hide", "unsafe".
SDCKIT_API std::ostream& operator<<(std::ostream& out, zero_policy z);
/// The name of the cell: "month=2024-05, outcome=Total".
SDCKIT_API std::ostream& operator<<(std::ostream& out, const cell_view& cell);
SDCKIT_API std::ostream& operator<<(std::ostream& out, const decimal& n);
/// Its id.
SDCKIT_API std::ostream& operator<<(std::ostream& out, const code& c);
/// As `to_string`.
SDCKIT_API std::ostream& operator<<(std::ostream& out, const error& e);
/// "3", "1 to 9", "8 and more"; of an outer bound "within 1 to 9".
SDCKIT_API std::ostream& operator<<(std::ostream& out, const interval& i);
/// Its text.
SDCKIT_API std::ostream& operator<<(std::ostream& out, const marker& m);
/// "0.1.0"
SDCKIT_API std::ostream& operator<<(std::ostream& out, const version& v);

} // namespace sdc::inline v0
