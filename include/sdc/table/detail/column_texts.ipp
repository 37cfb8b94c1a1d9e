#include <sdc/table/detail/column_texts.hpp>

namespace sdc::inline v0::detail {

std::vector<column_text> find_texts(const records& rows, std::size_t column) {
    std::vector<column_text> texts;
    std::vector<std::uint32_t> position(rows.fields.words().size(), 0); // + 1
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto number = rows.fields.number(row * rows.names.size() + column);
        if (position[number] == 0) {
            texts.push_back({.number = number, .first_row = row});
            position[number] = static_cast<std::uint32_t>(texts.size());
        }
        ++texts[position[number] - 1].rows;
    }
    return texts;
}

} // namespace sdc::inline v0::detail
