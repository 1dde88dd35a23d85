#include "support/suggest.h"

#include "support/nearest.h"

namespace lockstep {

std::string suggest(std::string_view wrong, std::span<const std::string_view> candidates) {
  if (const std::string_view meant = nearest(wrong, candidates); !meant.empty()) {
    return "did you mean `" + std::string(meant) + "`?";
  }
  std::string text;
  for (const std::string_view candidate : candidates)
    text.append(text.empty() ? "use one of " : ", ").append(candidate);
  return text;
}

}  // namespace lockstep
