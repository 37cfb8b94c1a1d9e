/// The factorisation of a simplex method's basis, small enough that any linear algebra can stand
/// behind it.
#pragma once

#include <sdc/config.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace sdc::inline v0 {

/// An entry of a sparse vector: of a row's place in the basis, or a column's.
struct basis_entry {
    std::uint32_t place;
    double value;
};

/// A square basis B of as many rows as columns, and its inverse in some form. It starts with none
/// and grows by bordering: a simplex method that takes up rows only as they are needed never holds
/// the others. Vectors that are returned are valid until the next call of the same function.
/// Nothing here is exact: whoever draws a conclusion checks it.
class basis_factorisation {
public:
    virtual ~basis_factorisation() = default;

    /// No rows.
    virtual void clear() = 0;
    [[nodiscard]] virtual std::size_t size() const noexcept = 0;
    /// Beyond so many rows it is too slow, or takes too much memory, to be of use.
    [[nodiscard]] virtual std::size_t most_rows() const noexcept = 0;

    /// FTRAN: x with B x = `right`, whose places are rows; a place may repeat.
    [[nodiscard]] virtual std::span<const double> ftran(std::span<const basis_entry> right) = 0;
    /// FTRAN of the column that `replace` or `border` takes in next.
    [[nodiscard]] virtual std::span<const double>
    ftran_entering(std::span<const basis_entry> column) = 0;
    /// BTRAN: y with y B = `left`, whose places are columns. What `replace` and `border` refer to.
    [[nodiscard]] virtual std::span<const double> btran(std::span<const basis_entry> left) = 0;

    /// The entering column takes the place of another. Precondition: the last `btran` was of the
    /// unit vector of that place. False: the basis cannot be factorised; then only `clear` is left.
    [[nodiscard]] virtual bool replace(std::uint32_t place) = 0;
    /// The entering column and a new row come last; `diagonal` is the column's entry in the row.
    /// Precondition: the last `btran` was of the row's entries in the basis. `pivot`: `diagonal`
    /// less the product of that row and the entering column through the inverse. False: as above.
    [[nodiscard]] virtual bool border(double diagonal, double pivot) = 0;

    /// The squared norm of each row of the inverse, by its column's place, kept up to date: the
    /// weights of dual steepest edge pricing (Forrest and Goldfarb 1992, algorithm I).
    [[nodiscard]] virtual std::span<const double> norms() const noexcept = 0;
    /// Entries looked at so far: a measure of time that is the same on every machine.
    [[nodiscard]] virtual std::uint64_t work() const noexcept = 0;
};

} // namespace sdc::inline v0
