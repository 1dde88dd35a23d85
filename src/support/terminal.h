#pragma once
// What stands at the other end of the standard streams.

namespace lockstep::terminal {

enum class Stream : int { output = 1, error = 2 };

[[nodiscard]] bool is_terminal(Stream stream);

// A terminal that shows colours, and nobody asked for none: https://no-color.org
[[nodiscard]] bool wants_colour(Stream stream);

}  // namespace lockstep::terminal
