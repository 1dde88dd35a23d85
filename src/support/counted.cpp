#include "support/counted.h"

namespace lockstep {

std::string counted(std::uint64_t count, std::string_view thing) {
  std::string text = std::to_string(count);
  text.append(" ").append(thing);
  if (count != 1) text += 's';
  return text;
}

}  // namespace lockstep
