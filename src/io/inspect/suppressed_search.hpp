/// Suppressed values next to the codes of their cells.
#pragma once

#include <sdc/io/recorded_cells.hpp>

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sdc::inline v0::detail {

struct code_reference {
    std::uint32_t table = 0, dimension = 0, code = 0;
    bool operator==(const code_reference&) const = default;
};
using code_references = std::vector<code_reference>;

/// A cell of a recorded table.
struct cell_reference {
    std::uint32_t table = 0, cell = 0;
    auto operator<=>(const cell_reference&) const = default;
};

class suppressed_search {
public:
    explicit suppressed_search(std::span<const recorded_table> tables);
    [[nodiscard]] bool is_empty() const noexcept { return tables_.empty(); }

    /// Codes that the text of a cell is, whatever the case.
    [[nodiscard]] const code_references& named_by(std::string_view text) const;
    /// Codes whose words stand in a longer text.
    [[nodiscard]] code_references named_in(std::string_view text) const;
    /// In units of the last decimal of the record; nothing for what no cell can hold.
    [[nodiscard]] std::optional<std::int64_t> number(std::string_view decimal) const;

    /// Adds codes of dimensions of which `to` names none, or only the total: what is near counts.
    void add_further(code_references& to, const code_references& more) const;

    /// The cells that codes name. A dimension of which no code is named is at its total; of a table
    /// some code must be named. Of several codes of one dimension each is tried.
    [[nodiscard]] std::vector<cell_reference> cells_of(const code_references& named) const;
    [[nodiscard]] bool is_suppressed(cell_reference cell) const;
    [[nodiscard]] code_references codes_of(cell_reference cell) const;
    [[nodiscard]] std::int64_t value(cell_reference cell) const;
    /// "area=N1, offence=Fraud"
    [[nodiscard]] std::string describe(cell_reference cell) const;

    /// The suppressed cells of which a text names codes and value.
    [[nodiscard]] std::vector<cell_reference> find_in(std::string_view text,
                                                      code_references named = {}) const;
    /// True if a number in the text is the value of a suppressed cell.
    [[nodiscard]] bool holds_value(std::string_view text) const;

private:
    struct prepared {
        std::vector<std::vector<std::string>> codes = {}; ///< Of each dimension.
        std::vector<std::vector<std::uint32_t>> cells = {};
        std::vector<std::int64_t> values = {};
        std::vector<std::uint32_t> root = {};
        std::unordered_map<std::string, std::uint32_t> by_codes = {};
        std::unordered_map<std::int64_t, std::vector<std::uint32_t>> suppressed = {}; ///< By value.
    };
    void add(std::uint32_t table, const recorded_table& from);

    std::span<const recorded_table> tables_;
    std::vector<prepared> prepared_;
    std::unordered_map<std::string, code_references> by_text_, by_words_;
    std::set<std::int64_t> suppressed_values_;
    std::size_t longest_ = 0; ///< In words, of a code.
    std::size_t decimals_ = 0;
};

} // namespace sdc::inline v0::detail
