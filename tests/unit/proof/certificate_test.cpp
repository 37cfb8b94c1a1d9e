#include <sdc/proof/certificate.hpp>

#include <sdc/io/certificate.hpp>
#include <sdc/plan/published_value.hpp>
#include <sdc/sdc.hpp>

#include <slow_certificate.hpp>
#include <small_tables.hpp>

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// Areas in two levels by kind: 13 of the cells are suppressed, one of the requirements is of a
/// group.
std::shared_ptr<const sdc::table> small_table() {
    const std::vector<sdc::code_parent> areas{{"All", ""},  {"N", "All"}, {"N1", "N"}, {"N2", "N"},
                                              {"S", "All"}, {"S1", "S"},  {"S2", "S"}};
    const sdc::dimension area{.name = "area", .codes = sdc::hierarchy::from_parents(areas).value()};
    const sdc::dimension kind{
        .name = "kind",
        .codes = sdc::hierarchy::flat(std::vector<std::string>{"a", "b", "c"}).value(),
        .role = sdc::role::sensitive};
    const std::vector<std::int64_t> leaves{3, 871, 60, 86, 85, 44, 12, 31, 1, 50, 2, 2};
    sdc::records rows{.source = "test", .names = {"area", "kind", "n"}};
    std::size_t next = 0;
    for (const char* a : {"N1", "N2", "S1", "S2"}) {
        for (const char* k : {"a", "b", "c"})
            rows.fields.append(std::vector<std::string>{a, k, std::to_string(leaves[next++])});
    }
    return std::make_shared<const sdc::table>(
        sdc::tabulate(rows, {.by = {area, kind}, .count = "n"}).value());
}

class Certificate : public ::testing::Test {
protected:
    Certificate()
        : proof_(sdc::audit(sdc::suppress(small_table(),
                                          {.rules = {sdc::threshold{.minimum = 5},
                                                     sdc::group_disclosure{.coalition = 4}}})
                                .value())
                     .value()),
          release_(sdc::publish(proof_)) {
        std::ostringstream out;
        sdc::write_certificate(out, proof_);
        text_ = std::move(out).str();
        for (std::size_t at = 0, end = 0; at < text_.size(); at = end) {
            end = text_.find('\n', at) + 1;
            lines_.push_back(text_.substr(at, end - at));
        }
        const auto& c = release_.cube();
        for (sdc::cell_index cell = 0; cell < c.size(); ++cell) {
            for (std::size_t d = 0; d < 2; ++d)
                codes_.emplace_back(c.codes(d)[c.shape().coordinate(cell, d)].id);
            const bool number = release_[cell].shows == sdc::public_cell::kind::number;
            shown_.push_back(number ? sdc::shown_cell{release_[cell].number, release_[cell].number}
                                    : sdc::shown_cell{});
        }
    }

    [[nodiscard]] sdc::certificate_fault check(const std::string& text) const {
        return sdc::certificate_check(text).run(codes_, shown_);
    }
    [[nodiscard]] bool is_accepted(const std::string& text) const {
        return check(text).message.empty();
    }
    [[nodiscard]] std::string join(const std::vector<std::string>& lines) const {
        std::string text;
        for (const auto& l : lines) text += l;
        return text;
    }
    /// Position of the first line that starts so.
    [[nodiscard]] std::size_t find(const std::string& start) const {
        return static_cast<std::size_t>(
            std::ranges::find_if(lines_,
                                 [&](const std::string& l) { return l.starts_with(start); }) -
            lines_.begin());
    }
    /// The certificate with one line replaced.
    [[nodiscard]] std::string with(std::size_t line, const std::string& other) const {
        auto lines = lines_;
        lines.at(line) = other;
        return join(lines);
    }
    void expect_refused(const std::string& text, const std::string& why, std::size_t line) const {
        const auto fault = check(text);
        EXPECT_THAT(fault.message, HasSubstr(why));
        EXPECT_EQ(fault.line, line) << fault.message;
    }
    void expect_sound(const std::string& text) const {
        if (!is_accepted(text)) return;
        EXPECT_TRUE(support::slow_certificate(text, release_).holds()) << text;
    }

    sdc::audited proof_;
    sdc::published release_;
    std::string text_;
    std::vector<std::string> lines_;
    std::vector<std::string_view> codes_;
    std::vector<sdc::shown_cell> shown_;
};

TEST_F(Certificate, HoldsAndHasEverything) {
    sdc::certificate_check check(text_);
    ASSERT_EQ(check.run(codes_, shown_).message, "");
    EXPECT_EQ(check.requirements().size(), proof_.plan().requirements.size());
    EXPECT_TRUE(std::ranges::any_of(check.requirements(), [](const auto& n) {
        return n.minus >= 0;
    })) << "a group among the requirements";
    for (sdc::cell_index cell = 0; cell < check.cells().size(); ++cell) {
        EXPECT_EQ(check.cells()[cell].value, proof_.plan().source->value(cell));
        EXPECT_EQ(check.cells()[cell].suppressed, sdc::is_suppressed(proof_.plan().status[cell]));
    }
    const support::slow_certificate slow(text_, release_);
    EXPECT_TRUE(slow.holds());
    EXPECT_EQ(slow.parents(0).at("S2"), "S");
}

TEST_F(Certificate, RowsComeInAnyOrder) {
    std::vector<std::string_view> codes;
    std::vector<sdc::shown_cell> shown;
    for (auto row = shown_.size(); row-- > 0;) {
        codes.insert(codes.end(), {codes_[2 * row], codes_[2 * row + 1]});
        shown.push_back(shown_[row]);
    }
    EXPECT_EQ(sdc::certificate_check(text_).run(codes, shown).message, "");
}

TEST_F(Certificate, TruncatedAnywhereIsRefused) {
    for (std::size_t end = 0; end < text_.size(); ++end)
        EXPECT_FALSE(is_accepted(text_.substr(0, end))) << end;
}

TEST_F(Certificate, DroppedRepeatedAndAddedLinesAreRefused) {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        auto dropped = lines_, repeated = lines_, added = lines_;
        dropped.erase(dropped.begin() + static_cast<std::ptrdiff_t>(i));
        repeated.insert(repeated.begin() + static_cast<std::ptrdiff_t>(i), lines_[i]);
        added.insert(added.begin() + static_cast<std::ptrdiff_t>(i), "\n");
        EXPECT_FALSE(is_accepted(join(dropped))) << lines_[i];
        EXPECT_FALSE(is_accepted(join(repeated))) << lines_[i];
        EXPECT_FALSE(is_accepted(join(added))) << lines_[i];
    }
    for (const char* more : {"\n", " ", "x", "end\n", "witness 0 0\n"})
        EXPECT_FALSE(is_accepted(text_ + more));
    EXPECT_FALSE(is_accepted(text_ + text_));
}

/// Another byte may leave a true statement, such as a lower limit; a false one must never pass.
TEST_F(Certificate, NoOtherByteMakesItAcceptWhatIsFalse) {
    // Alternatives that hold in no witness say nothing: any would do.
    const auto first_case = text_.find("\ncases "), after_cases = text_.find("\nrequirements ");
    ASSERT_LT(first_case, after_cases);
    ASSERT_LT(after_cases, text_.size());
    std::size_t accepted = 0;
    for (std::size_t i = 0; i < text_.size(); ++i) {
        for (const char c : std::string("0123456789- \nxNa")) {
            if (text_[i] == c) continue;
            auto changed = text_;
            changed[i] = c;
            expect_sound(changed);
            accepted += (i < first_case || i > after_cases) && is_accepted(changed);
        }
    }
    EXPECT_LT(accepted, text_.size());
}

TEST_F(Certificate, NoTwoLinesExchangedMakeItAcceptWhatIsFalse) {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        for (auto j = i + 1; j < lines_.size(); ++j) {
            auto lines = lines_;
            std::swap(lines[i], lines[j]);
            expect_sound(join(lines));
        }
    }
}

TEST_F(Certificate, ValuesAndChangesThatDoNotAddUpAreRefused) {
    const auto value = find("suppressed") + 1;
    const auto cell = lines_[value].substr(0, lines_[value].find(' '));
    const auto fault = check(with(value, cell + " 1000 1 -\n"));
    EXPECT_EQ(fault.message, "the table does not add up");
    EXPECT_THAT(fault.along, ::testing::AnyOf("area", "kind"));
    EXPECT_THAT(fault.cell, HasSubstr("area="));
    EXPECT_THAT(fault.message + fault.cell, Not(HasSubstr("1000")));
    const auto change = find("witness 0") + 1;
    const auto moved = lines_[change].substr(0, lines_[change].find(' '));
    expect_refused(with(change, moved + " 1000\n"), "a witness does not add up", find("witness 1"));
    expect_refused(with(change, moved + " 0\n"), "each once", change + 1);
    expect_refused(with(change, moved + " -1000\n"), "beyond what is public", change + 1);
    expect_refused(with(change, "0 1\n"), "a cell that is not suppressed", change + 1);
}

TEST_F(Certificate, NumbersOutsideTheirRangeAreRefused) {
    const auto change = find("witness 0") + 1;
    const auto moved = lines_[change].substr(0, lines_[change].find(' ')) + " ";
    for (const char* n : {"9223372036854775808", "-9223372036854775809", "99999999999999999999999",
                          "1e3", "0x1", "+1", "1.0", "", "--1"})
        expect_refused(with(change, moved + n + "\n"), "not a whole number", change + 1);
    for (const char* n : {"9223372036854775807", "-9223372036854775808"})
        EXPECT_FALSE(is_accepted(with(change, moved + n + "\n")));
    for (const char* cell : {"28", "-1", "9223372036854775807", "18446744073709551615"}) {
        EXPECT_FALSE(is_accepted(with(change, cell + std::string(" 1\n"))));
        EXPECT_FALSE(is_accepted(with(find("suppressed") + 1, cell + std::string(" 1 1 -\n"))));
        EXPECT_FALSE(
            is_accepted(with(find("requirements") + 1, cell + std::string(" - at-least 4 0\n"))));
    }
    for (const char* section :
         {"dimensions", "suppressed", "requirements", "witnesses", "witness 0"}) {
        for (const char* n :
             {" -1\n", " 1000000000000\n", " 9223372036854775807\n", " 99999999999999999999\n"})
            EXPECT_FALSE(is_accepted(with(find(section), section + std::string(n))))
                << section << n;
    }
    const auto hidden = find("suppressed") + 1;
    const auto cell = lines_[hidden].substr(0, lines_[hidden].find(' '));
    for (const char* n :
         {" 9223372036854775807 1 -\n", " -9223372036854775808 -9223372036854775808 -\n"})
        EXPECT_FALSE(is_accepted(with(hidden, cell + n)));
}

TEST_F(Certificate, WitnessesAreThoseOfTheirNeeds) {
    expect_refused(with(find("witness 1"), "witness 0" + lines_[find("witness 1")].substr(9)),
                   "numbered from 0", find("witness 1") + 1);
    const auto requirement = find("requirements") + 1;
    const auto stem = lines_[requirement].substr(0, lines_[requirement].rfind(' ') + 1);
    expect_refused(with(requirement, stem + "-\n"), "no witness shows this requirement",
                   requirement + 1);
    expect_refused(with(requirement, stem + "99\n"), "a witness that no requirement names",
                   find("witness 1"));
    auto lines = lines_;
    lines[find("requirements")] =
        "requirements " + std::to_string(proof_.plan().requirements.size() - 1) + "\n";
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(requirement));
    expect_refused(join(lines), "a witness that no requirement names", find("witness 1") - 1);
    const auto last = find("witnesses") - 1;
    const auto beyond = lines_[last].substr(0, lines_[last].find("at-")) + "at-least 100000 " +
                        lines_[last].substr(lines_[last].rfind(' ') + 1);
    EXPECT_EQ(check(with(last, beyond)).message, "a witness does not meet its requirement");
}

TEST_F(Certificate, ThePublicTableIsTheOneProved) {
    const auto suppressed = static_cast<std::size_t>(
        std::ranges::find_if(shown_, [](const auto& s) { return s.at_least != s.at_most; }) -
        shown_.begin());
    const auto with_cell = [&](std::size_t cell, sdc::shown_cell s) {
        auto shown = shown_;
        shown.at(cell) = s;
        return sdc::certificate_check(text_).run(codes_, shown);
    };
    EXPECT_EQ(with_cell(suppressed, {3, 3}).message, "a suppressed cell shows a number");
    EXPECT_EQ(with_cell(suppressed, {100000, 100001}).message,
              "a true value outside what is public of its cell");
    EXPECT_EQ(with_cell(0, {}).message,
              "a public cell without a number, which the certificate does not list");
    EXPECT_EQ(with_cell(0, {1, 1}).message, "the table does not add up");
    EXPECT_EQ(with_cell(0, {1, 1}).line, 0U);
    EXPECT_EQ(with_cell(0, {1, 1}).cell, "area=All, kind=Total");
    const auto value = proof_.plan().source->value(suppressed);
    EXPECT_THAT(with_cell(suppressed, {value, value + 1}).message,
                HasSubstr("beyond what is public"))
        << "a range in the public table binds witnesses";
    auto codes = codes_;
    codes[1] = "z";
    EXPECT_THAT(sdc::certificate_check(text_).run(codes, shown_).message,
                HasSubstr("a public code"));
    codes.pop_back();
    EXPECT_THAT(sdc::certificate_check(text_).run(codes, shown_).message,
                HasSubstr("other dimensions"));
    EXPECT_THAT(sdc::certificate_check(text_).run({}, {}).message, Not(HasSubstr("other")));
}

/// The certificate that docs/formats.md shows.
TEST(CertificateFormat, TheExampleHolds) {
    std::ifstream page(SDCKIT_SOURCE_DIR "/docs/formats.md");
    std::string text, line;
    while (std::getline(page, line) && line != "$ cat incidents.txt") {
    }
    while (std::getline(page, line) && line != "```") text += line + "\n";
    const std::vector<std::string_view> months{"Total", "May", "June", "July"},
        outcomes{"Total", "advice", "charge", "no further action"};
    std::vector<std::string_view> codes;
    for (const auto month : months) {
        for (const auto outcome : outcomes) codes.insert(codes.end(), {month, outcome});
    }
    const std::vector<sdc::shown_cell> shown{
        {76, 76}, {34, 34}, {16, 16}, {26, 26}, {27, 27}, {12, 12}, {6, 6}, {9, 9},
        {22, 22}, {8, 8},   {},       {},       {27, 27}, {14, 14}, {},     {}};
    EXPECT_EQ(sdc::certificate_check(text).run(codes, shown).message, "") << text;
}

TEST_F(Certificate, GarbageIsRefused) {
    for (const auto* text :
         {"", "\n", "sdckit-certificate", "sdckit-certificate 1\n", "sdckit-certificate 4\nend\n",
          "sdckit-certificate 4\ndimensions 0\nsuppressed 0\n",
          "sdckit-certificate 4\ndimensions 1\ndimension 0 listed k\n",
          "sdckit-certificate 4\ndimensions 1\ndimension 2 listed k\n- T\n- a\n",
          "sdckit-certificate 4\ndimensions 1\ndimension 2 listed k\n- T\n1 a\n",
          "sdckit-certificate 4\ndimensions 1\ndimension 2 listed k\n- T\n0 T\n"})
        EXPECT_FALSE(is_accepted(text)) << text;
    EXPECT_FALSE(is_accepted(std::string(1000, '\0')));
    EXPECT_FALSE(is_accepted(std::string(text_).replace(40, 1, 1, '\0')));
}

TEST_F(Certificate, AHugeCountIsRefusedBeforeMemoryIsTaken) {
    for (const char* n : {"60000000000", "9223372036854775807"}) {
        const auto text = std::string("sdckit-certificate 4\ndimensions 1\ndimension ") + n +
                          " listed a\n- Total\n0 x\n";
        const sdc::certificate_check check(text);
        EXPECT_EQ(check.fault().message, "the certificate ends too early") << check.fault().line;
    }
}

/// Audited against each contributor of a count of one, with the witnesses that are given.
sdc::audited prove_inside(sdc::plan p) {
    p.verdicts = sdc::evaluate(*p.source, p.rules).value();
    p.requirements = sdc::list_requirements(*p.source, p.verdicts, p.rules, p.protection);
    p.intruders.coalition = 1;
    return sdc::audit(std::move(p)).value();
}

/// The position of the first need that is not shown from inside; -2 if the certificate is refused.
std::int64_t find_open_intruder(const sdc::audited& proof, const std::string& text) {
    const auto& t = *proof.plan().source;
    std::vector<std::string_view> codes;
    std::vector<sdc::shown_cell> shown;
    for (sdc::cell_index cell = 0; cell < t.size(); ++cell) {
        for (std::size_t d = 0; d < t.cube().dimensions().size(); ++d)
            codes.emplace_back(t.cube().codes(d)[t.cube().shape().coordinate(cell, d)].id);
        shown.push_back(sdc::is_suppressed(proof.plan().status[cell])
                            ? sdc::shown_cell{}
                            : sdc::shown_cell{t.value(cell), t.value(cell)});
    }
    sdc::certificate_check check(text);
    return check.run(codes, shown).message.empty() ? check.find_open_intruder() : -2;
}

std::string write(const sdc::audited& proof) {
    std::ostringstream out;
    sdc::write_certificate(out, proof);
    return std::move(out).str();
}

using further = std::vector<std::pair<std::uint32_t, std::uint32_t>>; // (requirement, witness)

/// A witness for each requirement, and further ones.
std::vector<sdc::protection_proof> proofs(const std::vector<std::uint32_t>& witness_of,
                                          const further& more) {
    std::vector<sdc::protection_proof> all;
    for (std::uint32_t i = 0; i < witness_of.size(); ++i)
        all.push_back({.requirement = i, .witness = witness_of[i]});
    for (const auto& [requirement, w] : more)
        all.push_back({.requirement = requirement, .witness = w, .further = true});
    return all;
}

/// 1, 1 and 9 suppressed: each need's first witness moves the other one.
sdc::audited three_in_a_row(const further& witnesses) {
    return prove_inside(
        {.source = std::make_shared<const sdc::table>(support::series({1, 1, 9})),
         .rules = {sdc::threshold{.minimum = 3, .zeros = sdc::zero_policy::eligible}},
         .status = {sdc::cell_status::published, sdc::cell_status::primary,
                    sdc::cell_status::primary, sdc::cell_status::secondary},
         .witnesses = {{{{1, -1}, {2, 1}}},
                       {{{1, 1}, {2, -1}}},
                       {{{1, -1}, {3, 1}}},
                       {{{1, 1}, {3, -1}}},
                       {{{2, -1}, {3, 1}}},
                       {{{2, 1}, {3, -1}}}},
         .proofs = proofs({0, 1, 1, 0}, witnesses)});
}

TEST(CertificateInternalIntruders, EachNeedHasAWitnessThatLeavesTheOnesAlone) {
    const further all{{0, 2}, {1, 3}, {2, 4}, {3, 5}};
    const auto proof = three_in_a_row(all);
    EXPECT_THAT(write(proof), HasSubstr("\nfurther 4\n0 2\n1 3\n2 4\n3 5\nwitnesses 6\n"));
    EXPECT_EQ(find_open_intruder(proof, write(proof)), -1);
    for (std::size_t gone = 0; gone < all.size(); ++gone) {
        auto fewer = all;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(gone));
        EXPECT_EQ(find_open_intruder(proof, write(three_in_a_row(fewer))),
                  static_cast<std::int64_t>(gone));
        auto other = all;
        other[gone].second = all[(gone + 1) % 4].second;
        other.push_back(all[gone]);
        EXPECT_EQ(find_open_intruder(proof, write(three_in_a_row(other))), -1)
            << "one that does not reach the need is one too many";
        other.pop_back();
        other.emplace_back((gone + 1) % 4, all[gone].second);
        EXPECT_EQ(find_open_intruder(proof, write(three_in_a_row(other))),
                  static_cast<std::int64_t>(gone));
    }
    EXPECT_EQ(find_open_intruder(proof, write(three_in_a_row({}))), 0);
}

TEST(CertificateInternalIntruders, FurtherWitnessesAreThere) {
    const auto proof = three_in_a_row({{0, 2}, {1, 3}, {2, 4}, {3, 5}});
    const auto text = write(proof);
    for (const char* line : {"\n9 2\n", "\n-1 2\n", "\n0 -2\n", "\n0 6\n", "\n0 x\n"}) {
        auto other = text;
        other.replace(other.find("\n0 2\n", other.find("further")), 5, line);
        EXPECT_EQ(find_open_intruder(proof, other), -2) << line;
    }
    auto unnamed = text;
    unnamed.replace(unnamed.find("further 4\n0 2\n"), 14, "further 3\n");
    EXPECT_EQ(find_open_intruder(proof, unnamed), -2) << "a witness that no requirement names";
}

/// A margin of 4 with the one in it: that it can be none at all is not asked against that one, only
/// that it can be one. `left`: of the margin, in the witness that is to show that; `rest`: of the
/// other part, in the one that is to show that it can be none.
sdc::audited one_of_a_margin(std::int64_t left, std::int64_t rest) {
    const std::vector<sdc::code_parent> codes{
        {"T", ""}, {"A", "T"}, {"a1", "A"}, {"a2", "A"}, {"b", "T"}};
    const auto c =
        sdc::cube::make({{.name = "d", .codes = sdc::hierarchy::from_parents(codes).value()}})
            .value();
    using enum sdc::cell_status;
    return prove_inside({.source = std::make_shared<const sdc::table>(
                             sdc::table::make(c, {.values = {24, 4, 1, 3, 20}}).value()),
                         .rules = {sdc::threshold{.minimum = 5, .zeros = sdc::zero_policy::hide}},
                         .status = {published, primary, primary, primary, secondary},
                         .witnesses = {{{{1, -4}, {2, -1}, {3, -3}, {4, 4}}},
                                       {{{1, 3}, {2, 3}, {4, -3}}},
                                       {{{1, 1}, {3, 1}, {4, -1}}},
                                       {{{1, left - 4}, {3, left - 4}, {4, 4 - left}}},
                                       {{{1, rest - 3}, {3, rest - 3}, {4, 3 - rest}}}},
                         .proofs = proofs({0, 0, 1, 0, 2}, {{0, 3}, {3, 4}})});
}

TEST(CertificateInternalIntruders, AnEndThatTheirOneRulesOutIsNotAsked) {
    const auto reached = one_of_a_margin(1, 0);
    ASSERT_EQ(reached.plan().requirements.size(), 5u) << "down for all three, up for the leaves";
    EXPECT_EQ(find_open_intruder(reached, write(reached)), -1);
    const auto not_reached = one_of_a_margin(2, 0);
    EXPECT_EQ(find_open_intruder(not_reached, write(not_reached)), 0);
    const auto of_others = one_of_a_margin(1, 1);
    EXPECT_EQ(find_open_intruder(of_others, write(of_others)), 3)
        << "the one is not in the other part";
}

} // namespace
