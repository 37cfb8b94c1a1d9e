/// Pictures for the disclosure officer: where a table is risky, and what each way to make it safe
/// loses. They show what follows from true counts, so they are not for publication.
///
/// Both are SVG 1.1, whole and without scripts, with a title and a description for screen readers.
/// Nothing is shown by colour alone: a class has its shade, its pattern and its letter, a method
/// has its mark, and each point its name. The same input gives the same bytes.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/table/cube.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace sdc::inline v0 {

/// Scores from `from` up to where the next class starts.
struct risk_class {
    double from = 0;
    std::string name = {};
};

/// Blank below half the limit, then "below the limit", "at risk" and "certain". Precondition: 0 <
/// limit <= 1.
[[nodiscard]] SDCKIT_API std::vector<risk_class> classes_by_limit(double limit);

/// Scores of cells in rows and columns.
struct risk_map {
    std::string title = {};
    std::string row_name = {}, column_name = {}; ///< What the rows and the columns are.
    std::vector<std::string> rows = {}, columns = {};
    std::vector<double> scores = {};      ///< In [0,1], row by row.
    std::vector<risk_class> classes = {}; ///< Ascending, 2 to 5; the first from 0, and shown blank.
    std::size_t most_rows = 60,
                most_columns = 40; ///< Of more, those of the highest scores are shown, in their
                                   ///< order, and the picture says so. At least 1.
};

/// Rows: all dimensions but the last; columns: the last; margins included. One score a cell. A
/// table of one dimension has one row for each code. Errors: bad_argument if the scores are not one
/// a cell, or the limit is not as in `classes_by_limit`.
[[nodiscard]] SDCKIT_API result<risk_map> map_scores(const cube& c, std::span<const double> scores,
                                                     double limit, std::string title);

/// Errors: bad_argument for no rows or columns, scores that are not one a cell or outside [0,1],
/// classes that are not as described. Labels are cut to 30 characters, in the middle (the whole one
/// is in the cell's title); bytes that are not text become U+FFFD. O(cells x log).
[[nodiscard]] SDCKIT_API result<std::string> to_svg(const risk_map& map);

/// A release that could be made: what it loses and what is left of the risk.
struct curve_point {
    std::string name = {};   ///< "threshold 5", "year by area"
    std::string method = {}; ///< Points of one method have one mark: "suppression", "coarsening".
    double loss = 0;         ///< At least 0; see risk/information_loss.hpp.
    double risk = 0;         ///< In [0,1].
};

/// The risk-utility curve of the candidates (Duncan, Keller-McNulty and Stokes 2001).
struct risk_utility_curve {
    std::string title = {};
    std::string loss_name = "information loss";
    std::vector<curve_point> points =
        {};                       ///< In the order given; methods by first appearance, at most 12.
    double limit = 1;             ///< Of the risk; a dashed line.
    std::size_t most_labels = 30; ///< Of more points only those are named that no other beats in
                                  ///< both, and the picture says so.
};

/// Errors: bad_argument for no points, more than 12 methods, a loss or risk outside its range.
/// O(points^2).
[[nodiscard]] SDCKIT_API result<std::string> to_svg(const risk_utility_curve& curve);

} // namespace sdc::inline v0
