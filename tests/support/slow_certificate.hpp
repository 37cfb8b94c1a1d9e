/// A second check of certificates, the long way: every witness makes a whole table, which is added
/// up along the relations of the true cube, not those of the certificate.
#pragma once

#include <sdc/plan/published_value.hpp>
#include <sdc/release/published.hpp>
#include <sdc/table/table.hpp>

#include <cstdint>
#include <limits>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace support {

class slow_certificate {
public:
    slow_certificate(const std::string& text, const sdc::published& release)
        : in_(text), release_(release) {
        read_dimensions();
        read_suppressed();
        read_cases();
        std::map<sdc::cell_index, std::int64_t> values;
        for (const auto& [cell, told] : hidden_) values[cell] = told.value;
        check(values, -1);
        read_requirements();
        read_witnesses();
        expect_word("end");
    }
    [[nodiscard]] bool holds() const { return holds_; }
    [[nodiscard]] std::size_t requirements() const { return requirements_.size(); }
    [[nodiscard]] const std::map<std::string, std::string>& parents(std::size_t d) const {
        return parents_.at(d);
    }

private:
    struct known {
        std::int64_t value = 0, low = 0, high = 0;
    };
    struct condition {
        sdc::cell_index cell = 0;
        std::string minus = {};
        std::int64_t low = 0, high = 0;
    };
    struct wanted {
        sdc::cell_index cell = 0;
        std::string minus = {}, side = {};
        std::int64_t limit = 0, witness = 0;
    };

    void expect(bool true_so_far) { holds_ = holds_ && true_so_far; }
    void expect_word(const std::string& word) {
        std::string found;
        in_ >> found;
        expect(found == word);
    }
    template <class T>
    T read() {
        T value{};
        in_ >> value;
        expect(static_cast<bool>(in_));
        return value;
    }
    std::string read_name() {
        std::string name;
        in_.get();
        std::getline(in_, name);
        return name;
    }

    void read_dimensions() {
        expect_word("sdckit-certificate");
        expect_word("4");
        expect_word("dimensions");
        for (auto n = read<int>(); n > 0 && holds_; --n) {
            expect_word("dimension");
            std::vector<std::string> codes;
            const auto size = read<std::size_t>();
            read<std::string>();
            read_name();
            auto& parents = parents_.emplace_back();
            while (codes.size() < size && holds_) {
                const auto parent = read<std::string>();
                codes.push_back(read_name());
                parents[codes.back()] = parent == "-" ? "" : codes.at(std::stoul(parent));
            }
        }
    }
    void read_suppressed() {
        expect_word("suppressed");
        for (auto n = read<std::size_t>(); n > 0 && holds_; --n) {
            auto& h = hidden_[read<sdc::cell_index>()];
            h.value = read<std::int64_t>();
            h.low = read<std::int64_t>();
            const auto high = read<std::string>();
            h.high = high == "-" ? std::numeric_limits<std::int64_t>::max() : std::stoll(high);
        }
        for (sdc::cell_index cell = 0; cell < release_.cube().size(); ++cell)
            expect(hidden_.contains(cell) ==
                   (release_[cell].shows != sdc::public_cell::kind::number));
    }
    void read_cases() {
        expect_word("cases");
        for (auto n = read<std::size_t>(); n > 0 && holds_; --n) {
            expect_word("union");
            auto& all = cases_.emplace_back();
            for (auto m = read<std::size_t>(); m > 0 && holds_; --m) {
                expect_word("alternative");
                auto& together = all.emplace_back();
                for (auto k = read<std::size_t>(); k > 0 && holds_; --k) {
                    condition c{.cell = read<sdc::cell_index>()};
                    c.minus = read<std::string>();
                    expect(c.minus == "-" || c.minus.find('-') == std::string::npos);
                    c.low = read<std::int64_t>();
                    const auto high = read<std::string>();
                    c.high =
                        high == "-" ? std::numeric_limits<std::int64_t>::max() : std::stoll(high);
                    together.push_back(c);
                }
            }
        }
    }
    void read_requirements() {
        expect_word("requirements");
        for (auto n = read<std::size_t>(); n > 0 && holds_; --n) {
            wanted w{.cell = read<sdc::cell_index>()};
            w.minus = read<std::string>();
            w.side = read<std::string>();
            w.limit = read<std::int64_t>();
            w.witness = read<std::int64_t>();
            requirements_.push_back(w);
        }
    }
    void read_witnesses() {
        expect_word("witnesses");
        const auto all = read<std::int64_t>();
        for (std::int64_t i = 0; i < all && holds_; ++i) {
            expect_word("witness");
            expect_word(std::to_string(i));
            std::map<sdc::cell_index, std::int64_t> values;
            for (const auto& [cell, told] : hidden_) values[cell] = told.value;
            for (auto n = read<std::size_t>(); n > 0 && holds_; --n) {
                const auto cell = read<sdc::cell_index>();
                expect(hidden_.contains(cell));
                values[cell] += read<std::int64_t>();
            }
            check(values, i);
        }
        for (const auto& w : requirements_) expect(w.witness >= 0 && w.witness < all);
    }

    void check(const std::map<sdc::cell_index, std::int64_t>& suppressed, std::int64_t witness) {
        if (!holds_) return;
        std::vector<std::int64_t> values;
        for (sdc::cell_index cell = 0; cell < release_.cube().size(); ++cell) {
            const auto at = suppressed.find(cell);
            values.push_back(at == suppressed.end() ? release_[cell].number : at->second);
            if (at != suppressed.end())
                expect(hidden_[cell].low <= at->second && at->second <= hidden_[cell].high);
        }
        expect(sdc::check_additive(release_.cube(), values).has_value());
        for (const auto& all : cases_) {
            bool any = false;
            for (const auto& together : all) {
                bool each = true;
                for (const auto& c : together) {
                    const auto x =
                        values.at(c.cell) - (c.minus == "-" ? 0 : values.at(std::stoul(c.minus)));
                    each = each && c.low <= x && x <= c.high;
                }
                any = any || each;
            }
            expect(any);
        }
        for (const auto& w : requirements_) {
            if (w.witness != witness) continue;
            const auto x =
                values.at(w.cell) - (w.minus == "-" ? 0 : values.at(std::stoul(w.minus)));
            expect(w.side == "at-most"    ? x <= w.limit
                   : w.side == "at-least" ? x >= w.limit
                                          : x != w.limit);
        }
    }

    std::istringstream in_;
    const sdc::published& release_;
    bool holds_ = true;
    std::vector<std::map<std::string, std::string>> parents_; // code to parent
    std::map<sdc::cell_index, known> hidden_;
    std::vector<wanted> requirements_;
    std::vector<std::vector<std::vector<condition>>> cases_;
};

} // namespace support
