#include <sdc/ostream.hpp>

#include <sdc/decimal.hpp>
#include <sdc/error.hpp>
#include <sdc/plan/plan.hpp>
#include <sdc/release/marker.hpp>
#include <sdc/rule/threshold.hpp>
#include <sdc/rule/verdict.hpp>
#include <sdc/table/cells.hpp>
#include <sdc/table/code.hpp>
#include <sdc/table/dimension.hpp>
#include <sdc/table/interval.hpp>
#include <sdc/version.hpp>

#include <ostream>

namespace sdc::inline v0 {

std::ostream& operator<<(std::ostream& out, cell_status s) { return out << to_string(s); }
std::ostream& operator<<(std::ostream& out, errc code) { return out << to_string(code); }
std::ostream& operator<<(std::ostream& out, role r) { return out << to_string(r); }
std::ostream& operator<<(std::ostream& out, rule_id rule) { return out << to_string(rule); }
std::ostream& operator<<(std::ostream& out, zero_policy z) { return out << to_string(z); }
std::ostream& operator<<(std::ostream& out, const cell_view& cell) {
    return out << describe(cell.cube(), cell.index());
}
std::ostream& operator<<(std::ostream& out, const decimal& n) { return out << n.to_string(); }
std::ostream& operator<<(std::ostream& out, const code& c) { return out << c.id; }
std::ostream& operator<<(std::ostream& out, const error& e) { return out << to_string(e); }
std::ostream& operator<<(std::ostream& out, const interval& i) { return out << to_string(i); }
std::ostream& operator<<(std::ostream& out, const marker& m) { return out << m.text; }
std::ostream& operator<<(std::ostream& out, const version& v) {
    return out << v.major << '.' << v.minor << '.' << v.patch;
}

} // namespace sdc::inline v0
