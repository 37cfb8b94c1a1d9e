/// A total that nobody named is never counted as a category without a word, and honest tables are
/// rarely refused: 10,000 tables of each kind.
#include <sdc/table/doubtful_rows.hpp>

#include <generators.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace {

using codes = std::vector<std::string>;

struct drawn_table {
    std::vector<codes> by;               // codes of each dimension
    std::map<codes, std::int64_t> cells; // leaf cells that have a row
};

drawn_table draw_table(support::splitmix64& random) {
    drawn_table t;
    const support::table_options how{.mean = 1 + random.below(100),
                                     .zero_percent = random.below(70)};
    const auto dimensions = 1 + random.below(3);
    for (std::uint64_t d = 0; d < dimensions; ++d) {
        auto& names = t.by.emplace_back();
        for (auto n = 2 + random.below(7); n > 0; --n)
            names.push_back("c" + std::to_string(d) + "." + std::to_string(n));
    }
    const bool lists_zeros = random.percent(50);
    std::vector<codes> cells{{}};
    for (const auto& names : t.by) {
        std::vector<codes> longer;
        for (const auto& cell : cells) {
            for (const auto& name : names) {
                longer.push_back(cell);
                longer.back().push_back(name);
            }
        }
        cells = std::move(longer);
    }
    for (const auto& cell : cells) {
        const auto n = static_cast<std::int64_t>(support::random_count(random, how));
        if (n > 0 || lists_zeros) t.cells[cell] = n;
    }
    return t;
}

/// Rows of the total of one dimension, some of which are left out; whether any counts somebody.
bool add_total(support::splitmix64& random, drawn_table& t, const std::string& name) {
    const auto d = random.below(t.by.size());
    std::map<codes, std::int64_t> sums;
    for (const auto& [cell, n] : t.cells) {
        auto over = cell;
        over[d] = name;
        sums[over] += n;
    }
    const auto left_out = random.below(80);
    bool counts = false;
    for (const auto& [cell, n] : sums) {
        if (random.percent(left_out)) continue;
        t.cells[cell] = n;
        counts = counts || n > 0;
    }
    return counts;
}

sdc::result<std::vector<std::string>> check(support::splitmix64& random, const drawn_table& t) {
    std::vector<std::pair<codes, std::int64_t>> cells(t.cells.begin(), t.cells.end());
    for (auto i = cells.size(); i > 1; --i) std::swap(cells[i - 1], cells[random.below(i)]);
    sdc::records rows;
    sdc::tabulate_options how{.count = "n"};
    for (std::size_t d = 0; d < t.by.size(); ++d) rows.names.push_back("d" + std::to_string(d));
    rows.names.emplace_back("n");
    for (const auto& [cell, n] : cells) {
        rows.fields.append(cell);
        rows.fields.push_back(std::to_string(n));
    }
    for (std::size_t d = 0; d < t.by.size(); ++d)
        how.by.push_back(sdc::flat_dimension(rows, rows.names[d]).value());
    return sdc::check_rows(rows, how, {});
}

TEST(DoubtfulRows, NoDisguisedTotalIsCountedWithoutAWord) {
    support::splitmix64 random(1);
    int totals = 0, refused = 0;
    while (totals < 10'000) {
        auto t = draw_table(random);
        const std::vector<std::string> names{"All", "TOTAL", "Whole country", "z"};
        const auto name = names[random.below(names.size())];
        if (!add_total(random, t, name)) continue;
        ++totals;
        const auto found = check(random, t);
        refused += !found;
        const auto names_it = [&](const std::string& text) {
            return text.find(name) != std::string::npos;
        };
        ASSERT_TRUE(!found || std::ranges::any_of(*found, names_it)) << totals;
    }
    RecordProperty("refused", refused);
    EXPECT_GE(refused, 8'000) << "the others with a warning";
}

TEST(DoubtfulRows, HonestTablesAreRarelyRefused) {
    support::splitmix64 random(2);
    int refused = 0, warned = 0;
    for (int i = 0; i < 10'000; ++i) {
        const auto found = check(random, draw_table(random));
        refused += !found;
        warned += found && !found->empty();
    }
    RecordProperty("refused", refused);
    RecordProperty("warned", warned);
    EXPECT_LE(refused, 30);
    EXPECT_LE(warned, 300);
}

} // namespace
