/// The suppression engine: finds a witness for each need, withholds the cells that the witnesses move, then gives back what it can.
#pragma once

#include "local_program.hpp"
#include "neighbourhood.hpp"

#include <sdc/attack/witness.hpp>
#include <sdc/protect/suppress.hpp>

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

class suppressor {
public:
    suppressor(plan& p, const suppress_options& options);
    [[nodiscard]] result<void> run();

private:
    static constexpr std::uint32_t no_witness = std::numeric_limits<std::uint32_t>::max();

    /// What one attempt to meet a need came to.
    enum class attempt : unsigned char { found, impossible, undecided };

    [[nodiscard]] std::int64_t cost(cell_index cell) const;
    [[nodiscard]] bool may_move(cell_index cell) const;
    [[nodiscard]] bool is_public_total(cell_index cell) const;
    [[nodiscard]] double price(cell_index cell) const;
    [[nodiscard]] std::vector<movable> movables(std::span<const cell_index> cells) const;

    [[nodiscard]] attempt select(std::size_t need_index);
    [[nodiscard]] attempt select_among(std::size_t need_index, std::span<const cell_index> cells);
    [[nodiscard]] std::int64_t new_cost(const witness& w) const;
    void adopt(witness w);
    void share(std::uint32_t id);
    void meet(std::size_t need_index, std::uint32_t id);

    void clean_up();
    [[nodiscard]] bool give_back(cell_index cell);
    [[nodiscard]] bool reroute(std::size_t need_index);
    [[nodiscard]] std::optional<std::uint32_t> find_other_witness(std::size_t need_index, cell_index without) const;
    [[nodiscard]] std::vector<cell_index> withheld_around(std::size_t need_index) const;

    [[nodiscard]] std::vector<wanted_change> changes(const need& n) const;
    [[nodiscard]] std::uint32_t store(witness w);
    void drop_unused_witnesses();
    [[nodiscard]] sdc::error failure(std::span<const std::size_t> failed, attempt why) const;

    plan& plan_;
    const table& table_;
    const suppress_options& options_;
    std::vector<std::int64_t> costs_;
    std::vector<std::pair<cell_index, std::size_t>> needs_at_;       ///< (cell of the functional, need), sorted.
    std::vector<std::vector<std::size_t>> needs_of_;                   ///< For each witness the needs that it met at some time.
    std::map<cell_index, std::vector<std::uint32_t>> witnesses_at_; ///< For each moved cell the witnesses that move it, oldest first.
};

} // namespace sdc::inline v0::detail
