/// From a need to a move that meets it: first among withheld cells, then with complements, the area widened as long as it pays.
#pragma once

#include "move_finder.hpp"
#include "pattern.hpp"
#include "search_area.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace sdc::inline v0::detail {

struct priced_move {
    std::int64_t cost; ///< Of the complements that it adds.
    move found;
};

/// Reusable; one a thread.
class move_search {
public:
    /// Price of changing a cell that may move by one.
    using price = std::function<double(unknown)>;

    explicit move_search(const suppression_problem& p) : p_(p), area_(p), system_(p) {}

    [[nodiscard]] std::optional<move> among_withheld(const pattern& s, const goal& g, const price& price_of, std::size_t size, std::uint64_t limit);

    /// The cheapest found in an area of withheld cells and products of about `size` cells.
    [[nodiscard]] std::optional<priced_move> with_complements(const pattern& s, const goal& g, const price& price_of, std::size_t size, std::uint64_t limit);

    /// The last resort: ever more candidates around the need, in the end all cells. `impossible`: no move exists at all.
    struct verdict {
        std::optional<priced_move> found = {};
        bool impossible = false;
    };
    [[nodiscard]] verdict among_all(const pattern& s, const goal& g, const price& price_of);

    /// Columns of all linear programs so far: the measure of work.
    [[nodiscard]] std::uint64_t work() const noexcept { return work_; }

private:
    [[nodiscard]] found_move solve(const goal& g, const wanted_change& change, std::vector<unknown> cells, const price& price_of, std::uint64_t limit);
    [[nodiscard]] bool is_impossible_nearby(const pattern& s, const goal& g);

    const suppression_problem& p_;
    search_area area_;
    local_system system_;
    std::uint64_t work_ = 0;
};

/// Withheld cells for next to nothing, so that moves stay short; candidates at their cost.
[[nodiscard]] double usual_price(const pattern& s, unknown cell);

} // namespace sdc::inline v0::detail
