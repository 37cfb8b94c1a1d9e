/// Reads a certificate for the check by addition of certificate_sums.hpp. The two headers need the
/// standard library and nothing else, so that they can be copied, read and trusted without the
/// rest; docs/formats.md describes the format.
#pragma once

#include <sdc/proof/certificate_sums.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// What the public table implies about a cell: a number if both are the same.
struct shown_cell {
    std::int64_t at_least = 0, at_most = std::numeric_limits<std::int64_t>::max();
};

class certificate_check : public certificate_sums {
public:
    struct condition {
        std::size_t cell = 0;
        number minus = -1, low = 0,
               high = std::numeric_limits<number>::max(); // low <= cell - minus <= high
        auto operator<=>(const condition&) const = default;
    };
    using alternatives = std::vector<std::vector<condition>>; // the conditions of one hold together
    /// Reads the dimensions. The text outlives this.
    explicit certificate_check(std::string_view text) : rest_(text) {
        is_certificate_ = rest_.starts_with("sdckit-certificate ");
        if (!is_certificate_)
            refuse_text("not a certificate", "the first line \"sdckit-certificate 4\"");
        word();
        if (const auto version = word(); version != "4")
            refuse_text("not a certificate of version 4", "version 4",
                        version.size() < 3 ? "version " + std::string(version) : "");
        for (auto n = count("dimensions"); n > 0 && ok(); --n) read_dimension();
        for (auto d = dimensions_.rbegin(); d != dimensions_.rend() && ok(); ++d) {
            d->stride = size_;
            if (__builtin_mul_overflow(size_, d->codes.size(), &size_))
                refuse("more cells than can be numbered");
        }
        if (dimensions_.empty()) refuse("a table has dimensions");
    }

    /// False: the text is something else, or nothing.
    [[nodiscard]] bool is_certificate() const noexcept { return is_certificate_; }

    /// Checks everything: once. `codes` has one for each dimension, in the order of `dimensions`,
    /// for each cell of `shown`.
    const certificate_fault& run(std::span<const std::string_view> codes,
                                 std::span<const shown_cell> shown) {
        if (!ok() || !read_public(codes, shown)) return fault_;
        read_suppressed();
        check_table();
        read_cases();
        read_requirements();
        read_further();
        for (std::size_t w = 0, n = read_size(); w < n && ok(); ++w) read_witness(w);
        if (next_ < shown_.size()) refuse("a requirement names a witness that does not exist");
        if (word() != "end" || !rest_.empty())
            refuse("the certificate does not end where it should");
        return fault_;
    }

    /// A requirement that is not proved against the sole contributor of some suppressed count of
    /// one: no witness of it leaves that cell as it is. -1 if each is proved. Nothing is required
    /// of the intruder's own cell, and not that a cell be less than that one.
    [[nodiscard]] number find_open_intruder() const {
        for (const auto& first : shown_) {
            if (first.further) continue;
            for (const auto alone : first.ones) {
                const auto others =
                    std::ranges::equal_range(further_, first.requirement, {},
                                             [&](std::size_t i) { return shown_[i].requirement; });
                if (!is_sole_contributor(alone, requirements_[first.requirement]) &&
                    std::ranges::none_of(others,
                                         [&](std::size_t i) { return shows(shown_[i], alone); }))
                    return static_cast<number>(first.requirement);
            }
        }
        return -1;
    }

    [[nodiscard]] const std::vector<alternatives>& cases() const noexcept { return cases_; }

private:
    /// Of each union of cases an alternative holds in the table with the changes of the witness.
    /// The one that held last is tried first.
    [[nodiscard]] bool meets_cases() {
        const auto value = [&](std::size_t at) {
            return wide{cells_[at].value} + cells_[at].change;
        };
        const auto holds = [&](const condition& c) {
            const auto x =
                value(c.cell) - (c.minus < 0 ? 0 : value(static_cast<std::size_t>(c.minus)));
            return c.low <= x && x <= c.high;
        };
        held_.resize(cases_.size());
        for (std::size_t k = 0; k < cases_.size(); ++k) {
            const auto& all = cases_[k];
            std::size_t tried = 0;
            for (; tried < all.size(); ++tried) {
                const auto i = (held_[k] + tried) % all.size();
                bool together = true;
                for (const auto& c : all[i]) together = together && holds(c);
                if (!together) continue;
                held_[k] = i;
                break;
            }
            if (tried == all.size()) return false;
        }
        return true;
    }
    /// Of the text, which does not follow the format.
    void refuse_text(const char* why, std::string wanted, std::string found = {}) {
        if (!ok()) return;
        refuse(why);
        fault_.found = std::move(found);
        fault_.wanted = std::move(wanted);
    }
    bool refuse_public(const char* why, std::size_t at = nowhere, std::string along = {}) {
        line_ = 0;
        return refuse(why, at, std::move(along));
    }

    /// Words end with one blank or with the line. After a fault there are none.
    std::string_view take(char last, char or_last) {
        line_ += line_ended_;
        std::size_t length = 0;
        while (length < rest_.size() && rest_[length] != last && rest_[length] != or_last) ++length;
        if (length == rest_.size()) refuse_text(too_early, last_line);
        if (!ok()) return {};
        const auto taken = rest_.substr(0, length);
        line_ended_ = rest_[length] == '\n';
        rest_.remove_prefix(length + 1);
        return taken;
    }
    std::string_view word() { return take(' ', '\n'); }
    number parse(std::string_view w) {
        number n = 0;
        const auto [end, failure] = std::from_chars(w.data(), w.data() + w.size(), n);
        if (failure != std::errc() || end != w.data() + w.size())
            refuse_text("not a whole number of 64 bits", "digits, with - before them below 0");
        return n;
    }
    number read() { return parse(word()); }
    number read_or(number other) {
        const auto w = word();
        return w == "-" ? other : parse(w);
    }
    std::size_t read_cell() {
        const auto n = read();
        if (n < 0 || static_cast<std::size_t>(n) >= size_)
            refuse_text("not a cell of the table", "a number from 0, below the number of cells");
        return ok() ? static_cast<std::size_t>(n) : 0;
    }
    std::size_t count(const char* what) {
        if (word() != what) refuse_text("another section is wanted here", what);
        return read_size();
    }
    std::size_t read_size() {
        const auto n = read();
        if (n < 0) refuse_text("a negative count", "at least 0");
        return ok() ? static_cast<std::size_t>(n) : 0;
    }
    /// The rest of the line; \\ and \n stand for a backslash and a line break.
    std::string name() {
        std::string text;
        const auto written = take('\n', '\n');
        for (std::size_t i = 0; i < written.size(); ++i) {
            const bool escaped = written[i] == '\\' && i + 1 < written.size();
            text += !escaped ? written[i] : written[++i] == 'n' ? '\n' : written[i];
        }
        return text;
    }

    void read_dimension() {
        dimension d;
        const auto n = count("dimension");
        const auto kind = word();
        d.occurring = kind == "occurring";
        d.name = name();
        if (n == 0 || (!d.occurring && kind != "listed"))
            refuse_text("a dimension has codes, listed or occurring",
                        "\"listed\" or \"occurring\", and a code at least");
        if (n > rest_.size()) refuse_text(too_early, last_line);
        for (std::size_t i = 0; i < n && ok(); ++i) {
            const auto parent = read_or(-1);
            if (i == 0 ? parent != -1 : parent < 0 || static_cast<std::size_t>(parent) >= i)
                refuse("a parent comes before its parts; the first code has none");
            d.parents.push_back(i == 0 ? 0 : static_cast<std::size_t>(parent));
            d.codes.push_back(name());
            d.sorted.push_back(i);
        }
        if (!ok()) return;
        d.is_total.resize(n);
        for (std::size_t i = 1; i < n && ok(); ++i) d.is_total[d.parents[i]] = true;
        const auto code = [&](std::size_t i) -> const std::string& { return d.codes[i]; };
        std::ranges::sort(d.sorted, {}, code);
        if (std::ranges::adjacent_find(d.sorted, {}, code) != d.sorted.end())
            refuse("a code twice in one dimension");
        dimensions_.push_back(std::move(d));
    }

    std::size_t find(const dimension& d, std::string_view code, std::size_t guess) const {
        if (d.codes[guess] == code) return guess;
        const auto at = std::ranges::lower_bound(
            d.sorted, code, {}, [&](std::size_t i) -> std::string_view { return d.codes[i]; });
        return at == d.sorted.end() || d.codes[*at] != code ? nowhere : *at;
    }
    bool read_public(std::span<const std::string_view> codes, std::span<const shown_cell> shown) {
        const auto width = dimensions_.size();
        if (codes.size() != shown.size() * width)
            return refuse_public("the public table has other dimensions");
        if (size_ > shown.size() + rest_.size())
            return refuse_public("the public table has too few cells");
        cells_.resize(size_);
        balance_.resize(size_ * width);
        std::vector<std::size_t> last(width);
        for (std::size_t row = 0; row < shown.size(); ++row) {
            std::size_t at = 0;
            for (std::size_t d = 0; d < width; ++d) {
                last[d] = find(dimensions_[d], codes[row * width + d], last[d]);
                if (last[d] == nowhere)
                    return refuse_public("a public code that the certificate does not know",
                                         nowhere, dimensions_[d].name);
                at += last[d] * dimensions_[d].stride;
            }
            cells_[at].low = std::max(cells_[at].low, shown[row].at_least);
            cells_[at].high = std::min(cells_[at].high, shown[row].at_most);
        }
        return true;
    }

    void read_suppressed() {
        std::size_t next = 0;
        for (auto n = count("suppressed"); n > 0 && ok(); --n) {
            const auto at = read_cell();
            auto& c = cells_[at];
            if (at < next) refuse("suppressed cells ascend, each once");
            if (c.low == c.high) refuse("a suppressed cell shows a number", at);
            next = at + 1;
            c.suppressed = true;
            c.value = read();
            c.low = std::max(c.low, read());
            c.high = std::min(c.high, read_or(c.high));
            if (c.value < c.low || c.value > c.high)
                refuse("a true value outside what is public of its cell", at);
        }
    }

    /// The true table; then every balance is 0.
    void check_table() {
        for (std::size_t at = 0; at < size_ && ok(); ++at) {
            auto& c = cells_[at];
            if (!c.suppressed && c.low != c.high)
                refuse_public("a public cell without a number, which the certificate does not list",
                              at);
            if (!c.suppressed) c.value = c.low;
            add(at, c.value);
        }
        for (std::size_t i = 0; i < balance_.size() && ok(); ++i) {
            if (balance_[i] != 0)
                refuse_public("the table does not add up", i % size_, dimensions_[i / size_].name);
        }
    }

    /// Unions of cases, of each of which an alternative holds in the true table and in every
    /// witness.
    void read_cases() {
        for (auto n = count("cases"); n > 0 && ok(); --n) {
            auto& all_of_union = cases_.emplace_back();
            for (auto m = count("union"); m > 0 && ok(); --m) {
                auto& all = all_of_union.emplace_back();
                for (auto k = count("alternative"); k > 0 && ok(); --k) {
                    condition one{.cell = read_cell()};
                    if (const auto w = word(); w != "-") {
                        one.minus = parse(w);
                        if (one.minus < 0 || one.minus >= static_cast<number>(size_))
                            refuse("not a cell of the table");
                    }
                    one.low = read();
                    one.high = read_or(one.high);
                    all.push_back(one);
                }
            }
        }
        if (ok() && !meets_cases())
            refuse("in the true table no alternative of a union of cases holds");
    }

    void read_requirements() {
        for (auto n = count("requirements"); n > 0 && ok(); --n) {
            requirement wanted{.cell = read_cell(), .minus = read_or(-1)};
            if (wanted.minus < -1 || wanted.minus >= static_cast<number>(size_))
                refuse("not a cell of the table");
            wanted.side = word();
            if (wanted.side != "at-most" && wanted.side != "at-least" &&
                wanted.side != "different-from")
                refuse("not a side of a requirement");
            wanted.limit = read();
            wanted.witness = static_cast<std::size_t>(read_or(-1));
            if (wanted.witness == nowhere) refuse("no witness shows this requirement", wanted.cell);
            shown_.push_back({.witness = wanted.witness, .requirement = requirements_.size()});
            requirements_.push_back(wanted);
        }
    }

    /// A section of its own if internal intruders need more witnesses; and the name of the next.
    void read_further() {
        auto section = word();
        if (section == "further") {
            for (auto n = read_size(); n > 0 && ok(); --n) {
                const auto of = read(), by = read();
                if (of < 0 || static_cast<std::size_t>(of) >= requirements_.size() || by < 0)
                    refuse("a further witness of a requirement that does not exist");
                if (ok())
                    shown_.push_back({.witness = static_cast<std::size_t>(by),
                                      .requirement = static_cast<std::size_t>(of),
                                      .further = true});
            }
            section = word();
        }
        if (section != "witnesses") refuse("another section is wanted here");
        std::ranges::stable_sort(shown_, {}, &showing::witness);
        for (std::size_t i = 0; i < shown_.size(); ++i) {
            if (shown_[i].further) further_.push_back(i);
        }
        std::ranges::stable_sort(further_, {},
                                 [&](std::size_t i) { return shown_[i].requirement; });
    }

    /// Adds its changes to the balances; if they are what they should be, the balances are 0 again.
    void read_witness(std::size_t w) {
        if (count("witness") != w) refuse("witnesses are numbered from 0");
        std::vector<std::size_t> changed;
        auto n = read();
        if (n < 0) refuse("a negative count");
        for (; n > 0 && ok(); --n) {
            const auto at = read_cell();
            const auto amount = read();
            if (amount == 0 || (!changed.empty() && at <= changed.back()))
                refuse("changed cells ascend, each once", at);
            change(at, amount);
            changed.push_back(at);
        }
        for (const auto at : changed) check_balances(at, "a witness does not add up");
        if (ok() && !meets_cases()) refuse("in a witness no alternative of a union of cases holds");
        const auto first = next_;
        for (; next_ < shown_.size() && shown_[next_].witness == w; ++next_)
            show(shown_[next_], changed);
        if (next_ == first) refuse("a witness that no requirement names");
        for (const auto at : changed) cells_[at].change = 0;
    }

    /// That a witness shows a requirement, the first or further ones.
    struct showing {
        std::size_t witness = 0, requirement = 0;
        bool further = false, reaches = false,
             nearly = false; // nearly: for those who know that they are one of the cell
        std::vector<std::size_t> ones =
            {}; // the suppressed leaf cells of one that the witness changes
    };
    void show(showing& s, const std::vector<std::size_t>& changed) {
        auto n = requirements_[s.requirement];
        s.reaches = is_met(n);
        if (!s.reaches && !s.further) refuse("a witness does not meet its requirement", n.cell);
        n.limit = std::max<number>(n.limit, 1);
        s.nearly = n.side == "at-most" && n.minus < 0 && is_met(n);
        for (const auto at : changed) {
            const auto is_leaf = [&](const dimension& d) { return !d.is_total[code_of(at, d)]; };
            if (cells_[at].value == 1 && std::ranges::all_of(dimensions_, is_leaf))
                s.ones.push_back(at);
        }
    }
    [[nodiscard]] bool lies_under(std::size_t leaf, std::size_t at) const {
        return std::ranges::all_of(dimensions_, [&](const dimension& d) {
            auto code = code_of(leaf, d);
            while (code > code_of(at, d)) code = d.parents[code];
            return code == code_of(at, d);
        });
    }
    [[nodiscard]] bool is_sole_contributor(std::size_t alone, const requirement& n) const {
        const auto at = n.minus < 0 ? n.cell : static_cast<std::size_t>(n.minus);
        return cells_[at].value == 1 && lies_under(alone, at);
    }
    [[nodiscard]] bool shows(const showing& s, std::size_t alone) const {
        return !std::ranges::binary_search(s.ones, alone) &&
               (s.reaches || (s.nearly && lies_under(alone, requirements_[s.requirement].cell)));
    }

    static constexpr const char* too_early = "the certificate ends too early";
    static constexpr const char* last_line = "a last line \"end\"";

    std::string_view rest_;
    bool is_certificate_ = false;
    bool line_ended_ = false;
    std::size_t size_ = 1, next_ = 0;  // cells; the first of shown_ whose witness is still to come
    std::vector<showing> shown_;       // by witness
    std::vector<std::size_t> further_; // positions in shown_, by requirement
    std::vector<alternatives> cases_;
    std::vector<std::size_t> held_; // of each union the alternative that held last
};

} // namespace sdc::inline v0
