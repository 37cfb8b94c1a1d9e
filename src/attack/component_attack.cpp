#include "component_attack.hpp"

#include <algorithm>
#include <array>

namespace sdc::inline v0::detail {
namespace {

/// Parts grow by steps; components up to twice the first step are attacked whole at once.
constexpr std::array<std::size_t, 3> part_sizes{300, 1'500, 6'000};

/// So many cells before it is seen whether parts settle anything.
constexpr std::size_t tries_of_parts = 8;

/// In a part a deep search costs more than a larger part.
constexpr std::uint64_t nodes_in_part = 200;

bool is_settled(const maximum& best, std::int64_t enough, component_attack::aim wanted) {
    if (best.unbounded) return true;
    if (best.value && (*best.value >= enough || *best.value >= best.bound)) return true;
    return wanted == component_attack::aim::decide && best.bound < enough;
}

} // namespace

component_start prepare(const component& c, std::span<const std::int64_t> known,
                        const bounds_options& options) {
    component_start start{.network = options.networks ? network::recognise(c) : std::nullopt};
    start.point.assign(known.begin(), known.end());
    if (!start.point.empty()) return start;
    start.search = std::make_unique<program_search>(c, options.search_limit);
    const auto any = start.search->maximise({}, std::nullopt, 0);
    if (any.value) start.point.assign(start.search->point().begin(), start.search->point().end());
    start.complete = any.complete;
    return start;
}

component_attack::component_attack(const component& c, const component_start& start,
                                   std::unique_ptr<program_search> warm, std::uint64_t search_limit,
                                   gait how, observer on_point)
    : component_(c), start_(start), low_(c.low), high_(c.high), point_(start.point),
      search_limit_(search_limit), gait_(how), on_point_(std::move(on_point)),
      whole_(std::move(warm)) {
    on_point_(point_, {});
}

void component_attack::report_point(std::span<const std::uint32_t> changed) {
    on_point_(point_, changed);
    if (gait_ == gait::walks) return;
    if (changed.empty()) point_ = start_.point;
    for (const auto j : changed) point_[j] = start_.point[j];
}

void component_attack::restrict(std::uint32_t column, std::int64_t low, std::int64_t high) {
    low_[column] = low;
    high_[column] = high;
    point_ = start_.point;
    last_.reset();
    flow_.reset();
    if (whole_) whole_->restrict(column, low, high);
}

maximum component_attack::maximise(const column_form& form, std::optional<std::int64_t> known,
                                   std::int64_t enough, aim wanted) {
    maximum best{.value = known};
    if (is_settled(best, enough, wanted)) return best;
    if (start_.network && form.size() == 1 && std::abs(form.front().second) == 1) {
        push(form, enough, best);
        return best;
    }
    if (component_.columns() > 2 * part_sizes.front() && parts_pay()) {
        search_around(form, enough, wanted, best);
        ++tried_;
        settled_ += is_settled(best, enough, wanted);
    }
    if (!is_settled(best, enough, wanted)) search_whole(form, enough, wanted, best);
    best.complete = is_settled(best, enough, wanted);
    return best;
}

/// Where most cells hang on what is far away, parts are a detour.
bool component_attack::parts_pay() const noexcept {
    return tried_ < tries_of_parts || 2 * settled_ >= tried_;
}

/// Exact: when no path is left, none of the network's points goes further.
void component_attack::push(const column_form& form, std::int64_t enough, maximum& best) {
    const auto [column, sign] = form.front();
    if (!flow_) {
        flow_.emplace(*start_.network, component_, point_);
        for (std::uint32_t j = 0; j < component_.columns(); ++j)
            flow_->restrict(j, low_[j], high_[j]);
    }
    const auto end = sign > 0 ? enough : -enough;
    const auto reached = flow_->push(column, sign > 0, end);
    on_point_(flow_->point().first(component_.columns()), flow_->changed());
    if (gait_ == gait::stays) flow_->undo();
    best.unbounded = reached == unlimited;
    if (best.unbounded) return;
    best.value = std::max(best.value.value_or(sign * reached), sign * reached);
    if (*best.value < enough) best.bound = *best.value;
}

bool component_attack::try_part(surroundings& part, const column_form& form, std::int64_t enough,
                                aim wanted, maximum& best) {
    const auto before = evaluate(form, point_);
    ++programs_;
    const auto found = part.improve(form, enough, point_);
    const auto after = evaluate(form, point_);
    if (after != before) report_point(part.columns());
    best.value = std::max(best.value.value_or(after), after);
    if (found.unbounded || is_settled(best, enough, wanted))
        return is_settled(best, enough, wanted);
    const auto outer = part.bound(form, enough);
    if (!outer.unbounded) best.bound = std::min(best.bound, outer.bound);
    return is_settled(best, enough, wanted);
}

void component_attack::search_around(const column_form& form, std::int64_t enough, aim wanted,
                                     maximum& best) {
    if (last_ && last_->contains(form) && try_part(*last_, form, enough, wanted, best)) return;
    for (const auto size : part_sizes) {
        if (2 * size > component_.columns() || size / columns_a_node > search_limit_) return;
        last_.emplace(component_, form, size, low_, high_, nodes_in_part);
        if (try_part(*last_, form, enough, wanted, best)) return;
    }
}

void component_attack::search_whole(const column_form& form, std::int64_t enough, aim wanted,
                                    maximum& best) {
    if (component_.columns() / columns_a_node > search_limit_) return;
    if (!whole_) {
        whole_ = std::make_unique<program_search>(component_, search_limit_);
        for (std::uint32_t j = 0; j < component_.columns(); ++j)
            whole_->restrict(j, low_[j], high_[j]);
    }
    // Where only `enough` counts, what falls short of it need not be looked at.
    const auto known =
        wanted == aim::decide ? std::max(best.value.value_or(enough - 1), enough - 1) : best.value;
    ++programs_;
    const auto found = whole_->maximise(form, known, enough);
    if (found.value && (!known || *found.value > *known)) {
        point_.assign(whole_->point().begin(), whole_->point().end());
        best.value = found.value;
        report_point({});
    }
    best.unbounded = found.unbounded;
    best.bound = std::min(best.bound, found.bound);
}

} // namespace sdc::inline v0::detail
