#include "options.hpp"

#include <algorithm>

namespace sdc::cli {

std::vector<std::string_view> split_words(std::string_view text) {
    std::vector<std::string_view> all;
    while (!text.empty()) {
        all.push_back(text.substr(0, text.find(' ')));
        text.remove_prefix(std::min(text.size(), all.back().size() + 1));
    }
    return all;
}

std::vector<std::string_view> candidates_of(const option& o) {
    const auto* reader = std::get_if<value_reader>(&o.to);
    return reader != nullptr && reader->words != nullptr ? reader->words()
                                                         : split_words(o.candidates);
}

const std::vector<std::string_view>& list_missing_options() {
    static const std::vector<std::string_view> all{
        "--value", "--contributor", "--weight", "--linked",      "--dominance", "--p-percent",
        "--key",   "--population",  "--ledger", "--certificate", "--seed"};
    return all;
}

const std::vector<std::string_view>& list_missing_commands() {
    static const std::vector<std::string_view> all{"perturb", "foi"};
    return all;
}

} // namespace sdc::cli
