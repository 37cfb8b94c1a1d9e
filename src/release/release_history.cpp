#include <sdc/release/release_history.hpp>

#include <sdc/attack/public_sources.hpp>
#include <sdc/attack/release_attack.hpp>
#include <sdc/knowledge/announced_method.hpp>
#include <sdc/release/score_release.hpp>
#include <sdc/table/table.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {
namespace {

/// Tables of codes alone are known from the start, and are no releases.
class release_history {
public:
    /// Sources and method outlive this.
    release_history(const public_sources& sources, const announced_method& method,
                    std::shared_ptr<const table> counts)
        : sources_(sources), attack_(method, sources), counts_(std::move(counts)),
          names_(sources.names()) {
        const bool published = !sources.already_published.source.empty();
        if (published) order_.push_back(sources.files.size());
        for (const auto i : sources.public_linked()) order_.push_back(i);
        earlier_ = order_.size();
        for (std::size_t i = 0; i < sources.files.size(); ++i) order_.push_back(i);
        first_statement_ = sources.files.size() + (published ? 1 : 0) + sources.linked.size();
        // With counts a statement says nothing new of them, and is included with them.
        for (auto i = first_statement_; counts_ == nullptr && i < names_.size(); ++i)
            order_.push_back(i);
    }

    /// The counts of the input come where files would.
    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> all;
        for (const auto i : order_) all.push_back(names_[i]);
        if (counts_ != nullptr)
            all.insert(all.begin() + static_cast<std::ptrdiff_t>(earlier_), "this table");
        return all;
    }
    [[nodiscard]] std::size_t earlier() const noexcept { return earlier_; }

    [[nodiscard]] result<knowledge> know(const std::vector<bool>& included) const {
        std::vector<bool> out(names_.size());
        std::size_t at = 0;
        bool counted = false;
        for (std::size_t i = 0; i < included.size(); ++i) {
            if (counts_ != nullptr && i == earlier_)
                counted = included[i];
            else
                out[order_[at++]] = !included[i];
        }
        if (counts_ != nullptr) return know_counts(counted, std::move(out));
        auto joined = attack_.know(left_out(std::move(out)));
        if (!joined) return joined.error();
        return std::move(joined->known);
    }

private:
    [[nodiscard]] result<knowledge> know_counts(bool counted, std::vector<bool> out) const {
        for (auto i = first_statement_; i < names_.size(); ++i) out[i] = !counted;
        auto known = sources_.know_nothing();
        known.set_source(input_source);
        for (cell_index cell = 0; cell < counts_->size(); ++cell) {
            if (counted)
                known.learn_exact(cell, counts_->contributors(cell));
            else if (counts_->is_structural_zero(cell))
                known.learn_exact(cell, 0);
        }
        return sources_.learn_others(known, left_out(std::move(out)));
    }

    const public_sources& sources_;
    release_attack attack_;
    std::shared_ptr<const table> counts_;
    std::vector<std::string> names_;
    std::vector<std::size_t>
        order_; // of each release, but for the counts, its position among the names
    std::size_t earlier_ = 0, first_statement_ = 0;
};

} // namespace

release_to_score gather_releases(const public_sources& sources, const announced_method& method,
                                 const std::shared_ptr<const table>& counts) {
    auto all = std::make_shared<const release_history>(sources, method, counts);
    release_to_score made{.tables = sources.tables,
                          .counts = counts,
                          .releases = all->names(),
                          .earlier = all->earlier(),
                          .statements = sources.statements};
    if (counts == nullptr) made.structural_zeros = sources.structural_zeros;
    if (counts == nullptr || sources.are_linked() || !sources.statements.empty() ||
        !sources.already_published.source.empty())
        made.known = [all = std::move(all)](const std::vector<bool>& seen) {
            return all->know(seen);
        };
    return made;
}

} // namespace sdc::inline v0
