#include <sdc/table/column_hierarchy.hpp>

#include <sdc/detail/quoted.hpp>
#include <sdc/detail/trim.hpp>
#include <sdc/table/detail/row_reader.hpp>
#include <sdc/table/undeclared_totals.hpp>

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {
namespace {

/// The tree of the texts in some columns, and where each row is in it.
class column_tree {
public:
    [[nodiscard]] static result<column_tree>
    make(const records& rows, std::span<const std::string> columns, const std::string& total) {
        column_tree made(rows, total);
        if (columns.size() < 2)
            return error{.code = errc::bad_argument,
                         .message = "a hierarchy of fewer than two columns",
                         .field = "column_hierarchy",
                         .wanted = "a column for each level, the highest first"};
        std::vector<std::size_t> at;
        for (const auto& name : columns) {
            const auto column = require_column(rows, name);
            if (!column) return column.error();
            at.push_back(*column);
        }
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const auto node = made.place(row, at);
            if (!node) return node.error();
            made.node_of_row_.push_back(*node);
        }
        if (auto ok = made.check_parents(rows, columns); !ok) return ok.error();
        made.name_nodes();
        return made;
    }

    [[nodiscard]] result<hierarchy> codes() const {
        std::vector<code_parent> entries;
        for (const auto& one : nodes_)
            entries.push_back({.id = one.id,
                               .parent = entries.empty() ? "" : nodes_[one.parent].id,
                               .where = {.file = rows_.source}});
        return hierarchy::from_parents(entries);
    }
    [[nodiscard]] const std::string& code_of(std::size_t row) const {
        return nodes_[node_of_row_[row]].id;
    }

private:
    struct node {
        std::string text;
        std::uint32_t parent = 0;
        std::string id = {};
    };

    column_tree(const records& rows, const std::string& total)
        : rows_(rows), total_(total), nodes_{{.text = total, .id = total}} {}

    [[nodiscard]] result<std::uint32_t> place(std::size_t row, const std::vector<std::size_t>& at) {
        std::uint32_t current = 0;
        bool ended = false;
        for (const auto column : at) {
            const auto text = trim(rows_.field(row, column));
            if (text.empty() || text == total_) {
                ended = true;
                continue;
            }
            if (ended)
                return error{.code = errc::bad_syntax,
                             .message = "a code below an empty one",
                             .field = "column_hierarchy",
                             .where = rows_.where(row, column),
                             .found = quoted(text),
                             .wanted = "the code of each level above it"};
            const auto word =
                texts_.try_emplace(text, static_cast<std::uint32_t>(texts_.size())).first->second;
            const auto next = static_cast<std::uint32_t>(nodes_.size());
            const auto [known, is_new] =
                children_.try_emplace(std::uint64_t{current} << 32U | word, next);
            if (is_new) nodes_.push_back({.text = std::string(text), .parent = current});
            current = known->second;
        }
        return current;
    }

    /// A region that stands in the column of forces as well, or a text for a total there, is the
    /// row of its sum, unless it is all that the region has.
    [[nodiscard]] result<void> check_parents(const records& rows,
                                             std::span<const std::string> columns) const {
        std::vector<std::size_t> children(nodes_.size());
        for (std::size_t i = 1; i < nodes_.size(); ++i) ++children[nodes_[i].parent];
        for (std::size_t i = 1; i < nodes_.size(); ++i) {
            const auto& one = nodes_[i];
            const auto& above = nodes_[one.parent];
            const bool is_own = one.parent != 0 && one.text == above.text;
            const bool is_total = is_name_of_total(one.text) || one.text == above.text + " total" ||
                                  one.text == above.text + " Total";
            if ((!is_own || children[one.parent] == 1) && !is_total) continue;
            return error{.code = errc::bad_argument,
                         .message = quoted(one.text) + " under " + quoted(above.text) +
                                    " looks like the row of its total",
                         .field = "column_hierarchy",
                         .where = {.file = rows.source},
                         .wanted =
                             "in rows of totals an empty field, or the code of the total, in " +
                             columns.back() + " and the columns of lower levels"};
        }
        return {};
    }

    void name_nodes() {
        std::unordered_map<std::string_view, std::size_t> times;
        for (const auto& one : nodes_) ++times[one.text];
        for (std::size_t i = 1; i < nodes_.size(); ++i)
            nodes_[i].id = times[nodes_[i].text] == 1 ? nodes_[i].text : path_of(nodes_[i]);
    }

    [[nodiscard]] std::string path_of(const node& one) const {
        return one.parent == 0 ? one.text : path_of(nodes_[one.parent]) + "/" + one.text;
    }

    const records& rows_;
    const std::string& total_;
    std::vector<node> nodes_;
    std::unordered_map<std::string_view, std::uint32_t> texts_; // by what is between blanks
    std::unordered_map<std::uint64_t, std::uint32_t> children_; // by parent and text
    std::vector<std::uint32_t> node_of_row_;
};

} // namespace
} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

result<hierarchy> hierarchy_of_columns(const records& rows, std::span<const std::string> columns,
                                       const std::string& total) {
    const auto tree = detail::column_tree::make(rows, columns, total);
    return tree ? tree->codes() : tree.error();
}

result<void> add_hierarchy_column(records& rows, const std::string& name,
                                  std::span<const std::string> columns, const std::string& total) {
    const auto tree = detail::column_tree::make(rows, columns, total);
    if (!tree) return tree.error();
    if (auto codes = tree->codes(); !codes) return codes.error();
    if (rows.find_column(name))
        return error{.code = errc::duplicate,
                     .message = "a column of this name is in the file",
                     .field = "column_hierarchy",
                     .where = {.file = rows.source},
                     .found = detail::quoted(name),
                     .wanted = "another name for the dimension"};
    const auto width = rows.names.size();
    const auto size = rows.size();
    word_list fields;
    fields.reserve(size * (width + 1));
    for (std::size_t row = 0; row < size; ++row) {
        for (std::size_t column = 0; column < width; ++column)
            fields.push_back(rows.field(row, column));
        fields.push_back(tree->code_of(row));
    }
    rows.fields = std::move(fields);
    rows.names.push_back(name);
    return {};
}

} // namespace sdc::inline v0
