/// Ctrl-C, at any time: either all files are written, or none and the program says so.
#pragma once

namespace sdc::cli {

/// From now on Ctrl-C ends the program at once with status 130, and says that nothing was written;
/// unless it is ignored, as under nohup.
void end_at_interrupts() noexcept;

/// From now on it has no effect: files are being written, which does not take long.
void ignore_interrupts() noexcept;

} // namespace sdc::cli
