/// The check of a proof by addition alone, in integers: no solver, and the standard library is all
/// that it needs.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// The first thing that is wrong; `message` is empty if nothing is. `line` is of the certificate, 0
/// for the public table. Never a value, so that what was found is given only where none can be.
struct certificate_fault {
    std::uint64_t line = 0;
    std::string message = {}, cell = {}, along = {}, found = {}, wanted = {};
};

/// The table adds up; each witness changes suppressed cells only, within what is public of them,
/// and adds up; each requirement is reached.
class certificate_sums {
public:
    using number = std::int64_t;
    struct dimension {
        std::string name = {};
        bool occurring = false; // the codes are those that occurred
        std::size_t stride = 1;
        std::vector<std::string> codes = {};
        std::vector<std::size_t>
            parents = {},
            sorted = {}; // the first code is the total and its own parent; positions by code
        std::vector<bool> is_total = {};
    };
    struct cell {
        number low = 0, high = std::numeric_limits<number>::max(), value = 0,
               change = 0; // what an intruder knows; the true table; a witness
        bool suppressed = false;
    };
    struct requirement {
        std::size_t cell = 0;
        number minus = -1, limit = 0; // a cell or -1
        std::string_view side = {};
        std::size_t witness = 0;
    };
    [[nodiscard]] const certificate_fault& fault() const noexcept { return fault_; }
    [[nodiscard]] const std::vector<dimension>& dimensions() const noexcept { return dimensions_; }
    [[nodiscard]] const std::vector<cell>& cells() const noexcept { return cells_; }
    [[nodiscard]] const std::vector<requirement>& requirements() const noexcept {
        return requirements_;
    }

protected:
    __extension__ typedef __int128 wide;
    static constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

    [[nodiscard]] bool ok() const noexcept { return fault_.message.empty(); }
    /// The first fault stays.
    bool refuse(const char* why, std::size_t at = nowhere, std::string along = {}) {
        if (ok())
            fault_ = {.line = line_,
                      .message = why,
                      .cell = at == nowhere ? "" : describe(at),
                      .along = std::move(along)};
        return false;
    }
    [[nodiscard]] std::size_t code_of(std::size_t at, const dimension& d) const noexcept {
        return at / d.stride % d.codes.size();
    }
    [[nodiscard]] std::string describe(std::size_t at) const {
        std::string text;
        for (const auto& d : dimensions_)
            text += (text.empty() ? "" : ", ") + d.name + "=" + d.codes[code_of(at, d)];
        return text;
    }
    /// Calls f(balance, total, sign, dimension) for each relation that the cell takes part in.
    template <class F>
    void for_each_relation(std::size_t at, F&& f) {
        for (std::size_t d = 0; d < dimensions_.size(); ++d) {
            const auto& along = dimensions_[d];
            const auto i = code_of(at, along), up = at - (i - along.parents[i]) * along.stride;
            if (along.is_total[i]) f(balance_[d * cells_.size() + at], at, 1, along);
            if (i != 0) f(balance_[d * cells_.size() + up], up, -1, along);
        }
    }
    void add(std::size_t at, number amount) {
        for_each_relation(
            at, [&](wide& balance, auto, int sign, auto&) { balance += wide{amount} * sign; });
    }
    void check_balances(std::size_t at, const char* why) {
        for_each_relation(at, [&](wide& balance, auto total, int, auto& along) {
            balance == 0 || refuse(why, total, along.name);
        });
    }
    [[nodiscard]] bool is_met(const requirement& n) const {
        const auto value = [&](std::size_t at) {
            return wide{cells_[at].value} + cells_[at].change;
        };
        const auto x = value(n.cell) - (n.minus < 0 ? 0 : value(static_cast<std::size_t>(n.minus)));
        return n.side == "at-most"    ? x <= n.limit
               : n.side == "at-least" ? x >= n.limit
                                      : x != n.limit;
    }
    /// One change of the witness that is being checked.
    void change(std::size_t at, number amount) {
        auto& c = cells_[at];
        if (!c.suppressed) refuse("a witness changes a cell that is not suppressed", at);
        if (wide{c.value} + amount < c.low || wide{c.value} + amount > c.high)
            refuse("a witness takes a cell beyond what is public of it", at);
        c.change = amount;
        add(at, amount);
    }

    std::uint64_t line_ = 1;
    certificate_fault fault_;
    std::vector<dimension> dimensions_;
    std::vector<cell> cells_;
    std::vector<wide> balance_; // of each dimension and each total: the total less its parts; 0
                                // once a table is complete
    std::vector<requirement> requirements_;
};

} // namespace sdc::inline v0
