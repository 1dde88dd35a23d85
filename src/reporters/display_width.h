#pragma once
// How many columns of a terminal a character takes, so that a marker stands under its text.

#include <cstddef>

namespace lockstep {

// 0 for marks that combine with the character before them, 2 for East Asian wide characters and
// emoji, else 1. By blocks of Unicode and not by character: where that is wrong, a marker is one
// column off. No locale is asked, as wcwidth() would.
[[nodiscard]] std::size_t display_width(char32_t c);

}  // namespace lockstep
