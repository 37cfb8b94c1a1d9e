#include <sdc/solve/dense_inverse.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace sdc::inline v0 {
namespace {

class dense_inverse final : public basis_factorisation {
public:
    void clear() override { norm_.clear(); }
    std::size_t size() const noexcept override { return norm_.size(); }
    std::size_t most_rows() const noexcept override { return 700; }

    std::span<const double> ftran(std::span<const basis_entry> right) override {
        solve(right, solved_);
        work_ += size() * right.size();
        return solved_;
    }
    /// Not counted: the update looks at more.
    std::span<const double> ftran_entering(std::span<const basis_entry> column) override {
        solve(column, entering_);
        return entering_;
    }

    std::span<const double> btran(std::span<const basis_entry> left) override {
        if (left.size() == 1 && left[0].value == 1) { // a column leaves: its line as it is
            const auto* from = line(left[0].place);
            leaving_.assign(from, from + size());
            return leaving_;
        }
        leaving_.assign(size(), 0.0);
        for (const auto& e : left) {
            const auto* from = line(e.place);
            for (std::size_t j = 0; j < size(); ++j) leaving_[j] += e.value * from[j];
        }
        return leaving_;
    }

    bool replace(std::uint32_t place) override {
        const double scale = 1 / entering_[place];
        for (std::size_t j = 0; j < size(); ++j) line(place)[j] *= scale;
        eliminate(place);
        return true;
    }

    bool border(double /*diagonal*/, double pivot) override {
        const auto k = size();
        if (k == stride_) grow();
        auto* last = line(k);
        for (std::size_t j = 0; j < k; ++j) last[j] = -leaving_[j] / pivot;
        last[k] = 1 / pivot;
        for (std::size_t i = 0; i < k; ++i) line(i)[k] = 0;
        norm_.push_back(0);
        eliminate(k);
        return true;
    }

    std::span<const double> norms() const noexcept override { return norm_; }
    std::uint64_t work() const noexcept override { return work_; }

private:
    static constexpr double negligible = 1e-11;

    [[nodiscard]] double* line(std::size_t i) { return inverse_.data() + i * stride_; }

    void solve(std::span<const basis_entry> right, std::vector<double>& x) {
        x.assign(size(), 0.0);
        for (const auto& e : right) {
            for (std::size_t i = 0; i < x.size(); ++i) x[i] += e.value * line(i)[e.place];
        }
    }

    void grow() {
        const auto wider = std::max<std::size_t>(64, 2 * stride_);
        std::vector<double> grown(wider * wider);
        for (std::size_t i = 0; i < size(); ++i)
            std::copy_n(line(i), size(), grown.begin() + static_cast<std::ptrdiff_t>(i * wider));
        inverse_ = std::move(grown);
        stride_ = wider;
    }

    /// Takes the entering column's share of this line off all others.
    void eliminate(std::size_t place) {
        const auto* from = line(place);
        const auto rows = size();
        pivot_.clear();
        double norm = 0;
        for (std::uint32_t j = 0; j < rows; ++j) {
            if (std::abs(from[j]) <= negligible) continue;
            pivot_.push_back({j, from[j]});
            norm += from[j] * from[j];
        }
        norm_[place] = norm;
        for (std::size_t i = 0; i < entering_.size(); ++i) {
            const double share = entering_[i];
            if (i == place || std::abs(share) <= negligible) continue;
            auto* to = line(i);
            double change = 0;
            for (const auto& [j, x] : pivot_) {
                const double was = to[j], now = was - share * x;
                to[j] = now;
                change += now * now - was * was;
            }
            norm_[i] = std::max(negligible, norm_[i] + change);
            work_ += pivot_.size();
        }
    }

    std::vector<double> inverse_; // [column][row]
    std::vector<double> norm_;    // of each line, squared
    std::size_t stride_ = 0;
    std::vector<double> solved_, entering_, leaving_;
    std::vector<basis_entry> pivot_;
    std::uint64_t work_ = 0;
};

} // namespace

std::unique_ptr<basis_factorisation> make_dense_inverse() {
    return std::make_unique<dense_inverse>();
}

} // namespace sdc::inline v0
