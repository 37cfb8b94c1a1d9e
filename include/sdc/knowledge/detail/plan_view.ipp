#include <sdc/knowledge/plan_view.hpp>

#include <cstddef>

namespace sdc::inline v0 {

bool plan_view::all_occur(std::size_t d) const {
    const auto& codes = cube().codes(d);
    for (code_index i = 1; i < codes.size(); ++i) {
        if (last_[d][i] && plan_->source->contributors(i * cube().shape().stride(d)) == 0)
            return false;
    }
    return true;
}

} // namespace sdc::inline v0
