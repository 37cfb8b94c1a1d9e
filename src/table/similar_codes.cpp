/// The only file that sees the library of Unicode.
#include <sdc/table/similar_codes.hpp>

#include <sdc/detail/quoted.hpp>
#include <sdc/detail/trim.hpp>
#include <sdc/table/detail/column_texts.hpp>

#include <unicode/unorm2.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>

namespace sdc::inline v0 {
namespace {

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](unsigned char c) { return c < 0x80; });
}

/// Small letters without repeated blanks; ASCII alone.
std::string fold_ascii_code(std::string_view text) {
    std::string folded;
    for (const char c : detail::trim(text)) {
        if (c == ' ' && folded.ends_with(' ')) continue;
        folded += 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return folded;
}

std::u16string to_utf16(std::string_view text) {
    std::u16string wide(text.size(), u'\0');
    std::int32_t size = 0;
    UErrorCode status = U_ZERO_ERROR;
    u_strFromUTF8WithSub(wide.data(), static_cast<std::int32_t>(wide.size()), &size, text.data(),
                         static_cast<std::int32_t>(text.size()), 0xFFFD, nullptr, &status);
    wide.resize(U_SUCCESS(status) ? static_cast<std::size_t>(size) : 0);
    return wide;
}

std::string to_utf8(const std::u16string& wide) {
    std::string text(3 * wide.size(), '\0');
    std::int32_t size = 0;
    UErrorCode status = U_ZERO_ERROR;
    u_strToUTF8(text.data(), static_cast<std::int32_t>(text.size()), &size, wide.data(),
                static_cast<std::int32_t>(wide.size()), &status);
    text.resize(U_SUCCESS(status) ? static_cast<std::size_t>(size) : 0);
    return text;
}

/// What a person sees of a code.
class code_folder {
public:
    code_folder() : spoof_(uspoof_open(&status_), &uspoof_close) {
        form_ = unorm2_getNFKCCasefoldInstance(&status_);
    }

    /// Case, blanks and forms of characters folded.
    [[nodiscard]] std::string fold(std::string_view code) const {
        if (is_ascii(code)) return fold_ascii_code(code);
        const auto wide = to_utf16(code);
        std::u16string folded(4 * wide.size() + 32, u'\0'); // U+FDFA becomes 18
        UErrorCode status = status_;
        auto size =
            unorm2_normalize(form_, wide.data(), static_cast<std::int32_t>(wide.size()),
                             folded.data(), static_cast<std::int32_t>(folded.size()), &status);
        if (status == U_BUFFER_OVERFLOW_ERROR) {
            status = U_ZERO_ERROR;
            folded.resize(static_cast<std::size_t>(size));
            size = unorm2_normalize(form_, wide.data(), static_cast<std::int32_t>(wide.size()),
                                    folded.data(), size, &status);
        }
        if (U_FAILURE(status)) return std::string(code);
        folded.resize(static_cast<std::size_t>(size));
        return fold_ascii_code(to_utf8(folded));
    }

    /// Of folded codes: the same for letters that look alike.
    [[nodiscard]] std::string skeleton(const std::string& folded) const {
        std::string text(8 * folded.size() + 32, '\0');
        UErrorCode status = status_;
        const auto size = uspoof_getSkeletonUTF8(
            spoof_.get(), 0, folded.data(), static_cast<std::int32_t>(folded.size()), text.data(),
            static_cast<std::int32_t>(text.size()), &status);
        if (U_FAILURE(status)) return folded;
        text.resize(static_cast<std::size_t>(size));
        return text;
    }

private:
    UErrorCode status_ = U_ZERO_ERROR;
    std::unique_ptr<USpoofChecker, decltype(&uspoof_close)> spoof_;
    const UNormalizer2* form_ = nullptr;
};

/// Positions of the codes of each group. Among ASCII codes l, 1 and I are different: they stand in
/// codes of classifications.
std::vector<std::vector<std::size_t>> group_codes(std::span<const std::string> codes) {
    const code_folder folder;
    const bool plain = std::ranges::all_of(codes, is_ascii);
    std::map<std::string, std::vector<std::size_t>> by_look;
    std::vector<std::string> folded;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        folded.push_back(folder.fold(codes[i]));
        by_look[plain ? folded[i] : folder.skeleton(folded[i])].push_back(i);
    }
    std::vector<std::vector<std::size_t>> groups;
    for (auto& [look, members] : by_look) {
        if (!std::ranges::all_of(members, [&](auto i) { return is_ascii(codes[i]); })) {
            groups.push_back(std::move(members));
            continue;
        }
        std::map<std::string_view, std::vector<std::size_t>> by_fold;
        for (const auto i : members) by_fold[folded[i]].push_back(i);
        for (auto& [fold, same] : by_fold) groups.push_back(std::move(same));
    }
    std::erase_if(groups, [](const auto& group) { return group.size() < 2; });
    std::ranges::sort(groups); // in the order of their first codes
    return groups;
}

std::string list_codes(const records& rows, const std::vector<detail::column_text>& texts,
                       const std::vector<std::size_t>& group, std::size_t listed) {
    constexpr std::size_t most = 4;
    std::string list;
    for (std::size_t i = 0; i < group.size() && i < most; ++i) {
        if (group[i] < listed) continue;
        list += (list.empty() ? "" : ", ") +
                detail::quoted(detail::text_of(rows, texts[group[i] - listed]));
    }
    return group.size() > most ? list + ", ..." : list;
}

} // namespace

std::vector<std::vector<std::string>> find_similar_codes(std::span<const std::string> codes) {
    std::vector<std::vector<std::string>> found;
    for (const auto& group : group_codes(codes)) {
        auto& similar = found.emplace_back();
        for (const auto i : group) similar.push_back(codes[i]);
    }
    return found;
}

result<void> check_similar_codes(const records& rows, std::size_t column) {
    const auto texts = detail::find_texts(rows, column);
    std::vector<std::string> codes;
    for (const auto& text : texts) codes.push_back(detail::text_of(rows, text));
    const auto groups = group_codes(codes);
    if (groups.empty()) return {};
    const auto& group = groups.front();
    return error{.code = errc::duplicate,
                 .message = "codes of column " + detail::quoted(rows.names[column]) +
                            " that differ by blanks, case or look alone",
                 .field = "row_confirmations.merge_similar",
                 .where = rows.where(texts[group[1]].first_row, column),
                 .found = list_codes(rows, texts, group, 0),
                 .wanted = "one spelling, or a hierarchy that lists each of them"};
}

std::vector<std::string> merge_similar_codes(records& rows, std::size_t column,
                                             std::span<const std::string> codes) {
    const auto texts = detail::find_texts(rows, column);
    std::vector<std::string> all(codes.begin(), codes.end());
    for (const auto& text : texts) all.push_back(detail::text_of(rows, text));
    std::vector<std::string> notes;
    std::vector<std::optional<std::string>> becomes(rows.fields.words().size());
    for (const auto& group : group_codes(all)) {
        const auto rows_of = [&](std::size_t i) { return texts[i - codes.size()].rows; };
        const auto in_data = std::ranges::find_if(group, [&](auto i) { return i >= codes.size(); });
        if (in_data == group.end()) continue;
        const bool is_listed = group.front() < codes.size();
        const auto most = is_listed ? group.begin() : std::ranges::max_element(group, {}, rows_of);
        const std::string kept(is_listed ? all[*most] : std::string(detail::trim(all[*most])));
        bool changes = false;
        for (auto i = in_data; i != group.end(); ++i) {
            const bool stays = std::ranges::find(codes, all[*i]) != codes.end();
            if (!stays && all[*i] != kept) becomes[texts[*i - codes.size()].number] = kept;
            changes = changes || (!stays && all[*i] != kept);
        }
        if (changes)
            notes.push_back("column " + detail::quoted(rows.names[column]) + ": " +
                            list_codes(rows, texts, group, codes.size()) + " are read as " +
                            detail::quoted(kept));
    }
    if (notes.empty()) return notes;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto place = row * rows.names.size() + column;
        const auto number = rows.fields.number(place);
        if (number < becomes.size() && becomes[number]) rows.fields.set(place, *becomes[number]);
    }
    return notes;
}

} // namespace sdc::inline v0
