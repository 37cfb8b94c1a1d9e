/// Findings as they come, so that no report is endless and none holds a suppressed value.
#pragma once

#include "suppressed_search.hpp"

#include <sdc/io/inspect.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

class finding_list {
public:
    explicit finding_list(const suppressed_search& search) : search_(search) {}

    /// Of one kind and part no more than a hundred are kept; the rest are counted.
    void add(finding_kind kind, std::string_view part, std::string place, std::string text = {});
    /// In quotes; not at all if it holds a suppressed value.
    [[nodiscard]] std::string show(std::string_view text) const;
    [[nodiscard]] const suppressed_search& search() const noexcept { return search_; }
    /// By kind.
    [[nodiscard]] std::vector<file_finding> take() &&;

private:
    const suppressed_search& search_;
    std::vector<file_finding> all_;
    std::map<std::pair<finding_kind, std::string>, std::size_t> counts_;
};

} // namespace sdc::inline v0::detail
