#include "svg_text.hpp"

#include <sdc/io/svg.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {
namespace {

using detail::attribute;
using detail::fixed;
using detail::longest_label;
using detail::not_drawable;
using detail::svg_text;

constexpr int width = 760, left = 76, right = 560, top = 56, bottom = 396, curve_legend_height = 20;

/// Marks of the methods: outlines first, then the same filled. In a square from -6 to 6.
constexpr std::array<const char*, 6> outlines{"M-5 0 A5 5 0 1 0 5 0 A5 5 0 1 0 -5 0 Z",
                                              "M-5 -5 H5 V5 H-5 Z",
                                              "M0 -6 L6 5 H-6 Z",
                                              "M0 -6 L6 0 L0 6 L-6 0 Z",
                                              "M0 6 L6 -5 H-6 Z",
                                              "M-6 -2 H-2 V-6 H2 V-2 H6 V2 H2 V6 H-2 V2 H-6 Z"};
constexpr std::size_t most_methods = 2 * outlines.size();

std::vector<std::string> methods_of(const risk_utility_curve& curve) {
    std::vector<std::string> names;
    for (const auto& p : curve.points) {
        if (std::ranges::find(names, p.method) == names.end()) names.push_back(p.method);
    }
    return names;
}

result<void> check(const risk_utility_curve& curve) {
    constexpr double largest_loss = 1e12;
    if (curve.points.empty())
        return not_drawable("risk_utility_curve.points", "none", "at least one");
    if (!(curve.limit >= 0 && curve.limit <= 1))
        return not_drawable("risk_utility_curve.limit", "a limit outside its range", "0 to 1");
    for (const auto& p : curve.points) {
        if (!(p.loss >= 0 && p.loss <= largest_loss))
            return not_drawable("risk_utility_curve.points", "a loss outside its range: " + p.name,
                                "0 to 1e12");
        if (!(p.risk >= 0 && p.risk <= 1))
            return not_drawable("risk_utility_curve.points", "a risk outside its range: " + p.name,
                                "0 to 1");
    }
    if (methods_of(curve).size() > most_methods)
        return not_drawable("risk_utility_curve.points",
                            std::to_string(methods_of(curve).size()) + " methods", "at most 12");
    return {};
}

/// No other point is at least as good in both and better in one.
bool is_on_frontier(const risk_utility_curve& curve, const curve_point& p) {
    return std::ranges::none_of(curve.points, [&](const curve_point& q) {
        return q.loss <= p.loss && q.risk <= p.risk && (q.loss < p.loss || q.risk < p.risk);
    });
}

/// Ticks of 1, 2 or 5 times a power of ten, four to ten of them.
struct axis {
    double step = 1;
    int ticks = 1, digits = 0;
};

axis axis_up_to(double largest) {
    constexpr double nothing = 1e-9;
    if (largest < nothing) return {.step = 0.5, .ticks = 2, .digits = 1};
    double power = 1;
    int digits = 0;
    while (power * 10 <= largest) power *= 10;
    while (power > largest) {
        power /= 10;
        ++digits;
    }
    // `largest` is 1 to 10 powers.
    const double share = largest / power;
    const double part = share <= 2 ? 5 : share <= 5 ? 2 : 1; // steps in a power
    return {.step = power / part,
            .ticks = static_cast<int>(std::ceil(share * part)),
            .digits = digits + (part > 1 && power <= 1 ? 1 : 0)};
}

struct box {
    int x = 0, y = 0, width = 0, height = 0;
    [[nodiscard]] bool meets(const box& other) const {
        return x < other.x + other.width && other.x < x + width && y < other.y + other.height &&
               other.y < y + height;
    }
};

/// Where points and their names stand.
class plot {
public:
    explicit plot(const risk_utility_curve& curve) : curve_(curve) {
        for (const auto& p : curve.points) largest_ = std::max(largest_, p.loss);
        axis_ = axis_up_to(largest_);
        for (const auto& p : curve.points)
            taken_.push_back({.x = x(p.loss) - 7, .y = y(p.risk) - 7, .width = 14, .height = 14});
        taken_.push_back({.x = left, .y = y(curve.limit) - 2, .width = right - left, .height = 4});
    }

    [[nodiscard]] const axis& losses() const { return axis_; }
    [[nodiscard]] int x(double loss) const {
        return left +
               static_cast<int>(std::lround(loss / (axis_.step * axis_.ticks) * (right - left)));
    }
    [[nodiscard]] static int y(double risk) {
        return bottom - static_cast<int>(std::lround(risk * (bottom - top)));
    }
    [[nodiscard]] bool names_all() const { return curve_.points.size() <= curve_.most_labels; }

    /// The first free place right of, left of, over or under the point, then further and further
    /// away; the last one if none is free.
    [[nodiscard]] box place(const curve_point& p, const std::string& label) {
        const int px = x(p.loss), py = y(p.risk), w = detail::width_of(label);
        box at;
        for (int away = 0; away < 12; ++away) {
            for (const auto& [dx, dy] :
                 {std::pair{10, -8}, {-10 - w, -8}, {-w / 2, -24}, {-w / 2, 8}}) {
                const int step = away * 15;
                for (const int side : {-step, step}) {
                    at = {.x = px + dx, .y = py + dy + side, .width = w, .height = 15};
                    if (at.x > left && at.x + w < width && at.y > top - 16 &&
                        at.y + 15 < bottom + 1 &&
                        std::ranges::none_of(taken_, [&](const box& b) { return b.meets(at); })) {
                        taken_.push_back(at);
                        return at;
                    }
                }
            }
        }
        return at;
    }

private:
    const risk_utility_curve& curve_;
    double largest_ = 0;
    axis axis_;
    std::vector<box> taken_;
};

void draw_mark(svg_text& to, int x, int y, std::size_t method) {
    const bool filled = method >= outlines.size();
    to.element("path", fmt::format(" d=\"{}\" transform=\"translate({} {})\" stroke=\"#1f3b6f\" "
                                   "stroke-width=\"2\" fill=\"{}\"",
                                   outlines[method % outlines.size()], x, y,
                                   filled ? "#1f3b6f" : "#ffffff"));
}

void draw_axes(svg_text& to, const risk_utility_curve& curve, const plot& at) {
    constexpr int quarters = 4;
    for (int i = 0; i <= quarters; ++i) {
        const auto risk = static_cast<double>(i) / quarters;
        to.line(left, plot::y(risk), right, plot::y(risk), "stroke=\"#dddddd\"");
        to.text(left - 8, plot::y(risk) + 4, fixed(risk, 2), "text-anchor=\"end\"");
    }
    for (int i = 0; i <= at.losses().ticks; ++i) {
        const auto loss = at.losses().step * i;
        to.line(at.x(loss), bottom, at.x(loss), bottom + 5, "stroke=\"#333333\"");
        to.text(at.x(loss), bottom + 20, fixed(loss, at.losses().digits), "text-anchor=\"middle\"");
    }
    to.line(left, top, left, bottom, "stroke=\"#333333\"");
    to.line(left, bottom, right, bottom, "stroke=\"#333333\"");
    to.text((left + right) / 2, bottom + 40, curve.loss_name, "text-anchor=\"middle\"");
    to.text(
        24, (top + bottom) / 2, "risk",
        fmt::format("text-anchor=\"middle\" transform=\"rotate(-90 24 {})\"", (top + bottom) / 2));
    to.line(left, plot::y(curve.limit), right, plot::y(curve.limit),
            "stroke=\"#a02020\" stroke-width=\"2\" stroke-dasharray=\"7 4\"");
    to.text(right + 6, plot::y(curve.limit) + 4, "limit " + fixed(curve.limit, 3));
}

/// From a point to its name, if that is not next to it.
void draw_leader(svg_text& to, int x, int y, const box& label) {
    const int near_x = std::clamp(x, label.x, label.x + label.width),
              near_y = std::clamp(y, label.y, label.y + label.height);
    if (std::abs(near_x - x) + std::abs(near_y - y) > 20)
        to.line(x, y, near_x, near_y, "stroke=\"#999999\"");
}

void draw_points(svg_text& to, const risk_utility_curve& curve,
                 const std::vector<std::string>& methods, plot& at) {
    for (const auto& p : curve.points) {
        to.open("g");
        to.title(fmt::format("{} ({}): loss {}, risk {}", p.name, p.method, fixed(p.loss, 3),
                             fixed(p.risk, 3)));
        if (const auto label = detail::cut(p.name, longest_label);
            !label.empty() && (at.names_all() || is_on_frontier(curve, p))) {
            const auto free = at.place(p, label);
            draw_leader(to, at.x(p.loss), plot::y(p.risk), free);
            to.text(free.x + free.width / 2, free.y + 12, label, "text-anchor=\"middle\"");
        }
        draw_mark(to, at.x(p.loss), plot::y(p.risk),
                  static_cast<std::size_t>(std::ranges::find(methods, p.method) - methods.begin()));
        to.close("g");
    }
}

/// For those who hear the picture.
std::string describe(const risk_utility_curve& curve) {
    std::string text =
        "Risk by " + curve.loss_name + "; the limit of the risk is " + fixed(curve.limit, 3) + ".";
    for (const auto& p : curve.points)
        text +=
            fmt::format(" {} ({}): loss {}, risk {}{}", p.name, p.method, fixed(p.loss, 3),
                        fixed(p.risk, 3), p.risk < curve.limit ? "." : ", at or above the limit.");
    return text;
}

} // namespace

result<std::string> to_svg(const risk_utility_curve& curve) {
    if (auto ok = check(curve); !ok) return ok.error();
    const auto methods = methods_of(curve);
    plot at(curve);
    const int height = bottom + 56 + static_cast<int>(methods.size()) * curve_legend_height + 10;
    svg_text to(width, height, curve.title, describe(curve));
    to.text(16, 26, curve.title, "font-size=\"16\" font-weight=\"bold\"");
    if (!at.names_all())
        to.text(16, 44,
                fmt::format("named are, of {} points, those that no other beats in both",
                            curve.points.size()));
    draw_axes(to, curve, at);
    draw_points(to, curve, methods, at);
    for (std::size_t i = 0; i < methods.size(); ++i) {
        const int y = bottom + 64 + static_cast<int>(i) * curve_legend_height;
        draw_mark(to, left + 8, y, i);
        to.text(left + 24, y + 4, methods[i]);
    }
    return std::move(to).finish();
}

} // namespace sdc::inline v0
