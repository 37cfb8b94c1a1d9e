/// What the sheets of a workbook hold that is not seen.
#pragma once

#include "../workbook/reader.hpp"
#include "finding_list.hpp"
#include "grid_search.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace sdc::inline v0::detail {

/// Numbers as ranges: "3 to 5, 9".
class number_ranges {
public:
    void add(std::uint32_t n); ///< Ascending, or seen before.
    [[nodiscard]] bool is_empty() const noexcept { return ranges_.empty(); }
    [[nodiscard]] bool contains(std::uint32_t n) const;
    /// "row 3", "rows 3 to 5, 9"
    [[nodiscard]] std::string describe_rows() const;

private:
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ranges_;
};

/// What `inspect` still asks of a sheet when names are looked at.
struct hidden_of_sheet {
    bool is_hidden = false;
    number_ranges rows = {};
    std::set<std::uint32_t> columns = {};
    std::string part = {};
    suppressed_positions suppressed = {};
};

class sheet_inspector : public sheet_sink {
public:
    explicit sheet_inspector(finding_list& findings) : findings_(findings) {}

    bool begin_sheet(const sheet_head& head) override;
    bool cell(const read_cell& one) override;
    bool merged(const sheet_range& range) override;
    bool end_sheet() override;
    void filtered() override { has_filter_ = true; }
    void used_string(std::size_t index) override;

    [[nodiscard]] bool uses_string(std::size_t index) const {
        return index < used_.size() && used_[index];
    }
    /// By name.
    [[nodiscard]] const std::map<std::string, hidden_of_sheet, std::less<>>&
    sheets() const noexcept {
        return sheets_;
    }

private:
    void note_far(const read_cell& one);
    [[nodiscard]] std::string place(const std::string& inside) const;
    void add_first(finding_kind kind, const std::vector<std::uint64_t>& cells, std::uint64_t count,
                   const char* what);

    finding_list& findings_;
    std::map<std::string, hidden_of_sheet, std::less<>> sheets_;
    std::vector<bool> used_;
    std::unique_ptr<grid_search> grid_;
    std::string name_, part_;
    sheet_visibility visibility_ = sheet_visibility::visible;
    hidden_of_sheet hidden_;
    number_ranges filtered_rows_;
    std::uint64_t cells_ = 0, invisible_ = 0, covered_ = 0, steps_ = 0;
    std::vector<std::uint64_t> positions_, first_invisible_, first_covered_;
    std::vector<bool> columns_;
    std::uint32_t last_row_ = 0, far_row_ = 0;
    bool has_filter_ = false;
};

} // namespace sdc::inline v0::detail
