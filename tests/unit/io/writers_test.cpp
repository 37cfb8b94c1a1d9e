#include <sdc/io/certificate.hpp>
#include <sdc/io/json.hpp>
#include <sdc/io/markdown.hpp>
#include <sdc/io/private_record.hpp>

#include <matchers.hpp>

#include "released.hpp"

#include <map>
#include <sstream>

namespace {

using ::testing::HasSubstr;
using ::testing::Not;

template <class Writer, class... Args>
std::string written(Writer write, const Args&... args) {
    std::ostringstream out;
    write(out, args...);
    return out.str();
}

std::string as_json(const sdc::published& p) {
    return written([](std::ostream& out, const auto& release) { sdc::write_json(out, release); }, p);
}

TEST(WriteJson, TellsNumbersMarkersAndLabelsApart) {
    const auto text = as_json(support::released_months());
    EXPECT_THAT(text, HasSubstr(R"({"codes": ["Total", "Total"], "value": 50})"));
    EXPECT_THAT(text, HasSubstr(R"({"codes": ["Feb, Mar", "f"], "value": null, "marker": "[c]"})"));
    EXPECT_THAT(text, HasSubstr(R"({"code": "Jan", "parent": "Total"})"));
    const auto rounded = as_json(support::rounded_months());
    EXPECT_THAT(rounded, HasSubstr(R"({"codes": ["Jan"], "value": null, "label": "1 to 4"})"));
    EXPECT_THAT(rounded, HasSubstr(R"({"codes": ["Feb, Mar"], "value": 15})"));
    EXPECT_THAT(rounded, HasSubstr(R"("name": "count_nearest5")"));
}

TEST(WriteJson, HoldsNoWithheldValue) {
    // 2, 14, 23 and 11 are withheld and no other number of the release.
    const auto text = as_json(support::released_months());
    for (const char* value : {": 2}", ": 14}", ": 23}", ": 11}"}) EXPECT_THAT(text, Not(HasSubstr(value)));
}

TEST(WriteJson, EscapesCodes) {
    EXPECT_THAT(as_json(support::release(support::one_dimension({"a\"b\n"}), {9})), HasSubstr(R"({"codes": ["a\"b\n"], "value": 9})"));
}

TEST(WriteMarkdown, AlignsColumnsAndExplainsTheMarker) {
    const auto text = written([](std::ostream& out, const auto& release) { sdc::write_markdown(out, release); }, support::released_months());
    EXPECT_THAT(text, HasSubstr("| month    | sex   | count |\n"
                                "| -------- | ----- | ----: |\n"
                                "| Total    | Total |    50 |\n"));
    EXPECT_THAT(text, HasSubstr("| Jan      | f     |   [c] |\n"));
    EXPECT_THAT(text, HasSubstr("\nMethod: suppression"));
    EXPECT_THAT(text, HasSubstr("\n[c]: withheld to protect confidentiality.\n"));
}

TEST(WriteMarkdown, EscapesMarkup) {
    const auto release = support::release(support::one_dimension({"a|b*\nc"}), {9});
    EXPECT_THAT(written([](std::ostream& out, const auto& r) { sdc::write_markdown(out, r, {.marker = {"*"}}); }, release),
                ::testing::AllOf(HasSubstr("| a\\|b\\* c |"), HasSubstr("\n\\*: withheld")));
}

TEST(WritePrivate, HoldsStatusReasonsNeedsAndIntervals) {
    const std::vector<std::pair<sdc::cell_index, sdc::interval>> intervals{{4, {.low = 1, .high = 15}}};
    const auto proof = support::audited_months();
    const auto text = written([&](std::ostream& out, const auto& p) { sdc::write_private(out, p, intervals); }, proof);
    EXPECT_THAT(text, HasSubstr(R"({"codes":{"month":"Jan","sex":"f"},"status":"unsafe","value":2,)"
                                R"("reasons":[{"rule":"small count","found":2,"limit":5}],)"
                                R"("needs":[{"must_be_possible":"at most","limit":1},{"must_be_possible":"at least","limit":4}],)"
                                R"("reader":{"low":1,"high":15,"exact":true}})"));
    EXPECT_THAT(text, HasSubstr(R"("status":"complement","value":14)"));
    EXPECT_THAT(text, HasSubstr(R"("status":"published","value":50)"));
}

/// Checks a certificate against the public numbers by addition alone, from its text.
class certificate_check {
public:
    explicit certificate_check(const sdc::published& release) : release_(release) {}

    void run(std::istream& in) {
        std::string word;
        in >> word;
        ASSERT_EQ(word, "sdckit-certificate");
        std::size_t version = 0, n = 0;
        in >> version;
        ASSERT_EQ(version, 1U);
        while (in >> word && word == "dimension") in >> n >> word;
        ASSERT_EQ(word, "minimum");
        in >> minimum_ >> word >> n;
        ASSERT_EQ(word, "hidden");
        for (; n > 0; --n) {
            sdc::cell_index cell = 0;
            in >> cell >> hidden_[cell];
        }
        read_needs(in);
        read_witnesses(in);
        in >> word;
        EXPECT_EQ(word, "end");
    }
    [[nodiscard]] std::size_t needs() const { return needs_.size(); }

private:
    struct wanted {
        sdc::cell_index cell = 0;
        std::string minus = {}, side = {};
        std::int64_t limit = 0;
        std::string witness = {};
    };

    void read_needs(std::istream& in) {
        std::string word;
        std::size_t n = 0;
        in >> word >> n;
        ASSERT_EQ(word, "needs");
        for (; n > 0; --n) {
            auto& w = needs_.emplace_back();
            in >> w.cell >> w.minus >> w.side >> w.limit >> w.witness;
        }
    }
    void read_witnesses(std::istream& in) {
        std::string word;
        std::size_t n = 0, number = 0, changes = 0;
        in >> word >> n;
        ASSERT_EQ(word, "witnesses");
        for (std::size_t i = 0; i < n; ++i) {
            in >> word >> number >> changes;
            ASSERT_EQ(number, i);
            auto changed = hidden_;
            for (; changes > 0; --changes) {
                sdc::cell_index cell = 0;
                std::int64_t change = 0;
                in >> cell >> change;
                ASSERT_TRUE(changed.contains(cell)) << "only hidden cells change";
                changed[cell] += change;
                EXPECT_GE(changed[cell], minimum_);
            }
            check(changed, std::to_string(i));
        }
    }
    void check(const std::map<sdc::cell_index, std::int64_t>& hidden, const std::string& witness) {
        std::vector<std::int64_t> values;
        for (sdc::cell_index cell = 0; cell < release_.cube().size(); ++cell) {
            const auto at = hidden.find(cell);
            values.push_back(at == hidden.end() ? release_[cell].number : at->second);
        }
        EXPECT_THAT(sdc::check_additive(release_.cube(), values), support::IsOk());
        for (const auto& w : needs_) {
            if (w.witness != witness) continue;
            ASSERT_EQ(w.minus, "-");
            if (w.side == "at-most") EXPECT_LE(values[w.cell], w.limit);
            else EXPECT_GE(values[w.cell], w.limit);
        }
    }

    const sdc::published& release_;
    std::int64_t minimum_ = 0;
    std::map<sdc::cell_index, std::int64_t> hidden_;
    std::vector<wanted> needs_;
};

TEST(WriteCertificate, IsCheckedByAdditionFromItsText) {
    const auto proof = support::audited_months();
    const auto release = sdc::publish(proof);
    std::stringstream text;
    sdc::write_certificate(text, proof);
    certificate_check check(release);
    check.run(text);
    EXPECT_EQ(check.needs(), 2U);
}

} // namespace
