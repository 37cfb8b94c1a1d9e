#include <sdc/io/ledger.hpp>

#include <sdc/detail/quoted.hpp>

#include <algorithm>
#include <tuple>

namespace sdc::inline v0 {

result<std::vector<linked_release>> read_ledger(const std::string& file, const cube* first) {
    auto all = read_linked(file, first);
    if (!all) return all;
    for (const auto& one : *all) {
        if (one.is_public && one.released_on.empty())
            return error{.code = errc::bad_argument,
                         .message = "table " + detail::quoted(one.table.name) + " of a ledger",
                         .where = {.file = file},
                         .found = "no \"released_on\"",
                         .wanted = "the day it became public, such as 2024-10-24"};
    }
    std::ranges::stable_sort(
        *all, {}, [](const linked_release& r) { return std::tuple(!r.is_public, r.released_on); });
    return all;
}

} // namespace sdc::inline v0
