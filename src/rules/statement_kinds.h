#pragma once
// Which kinds of statements stand in a part of a file. Private to src/rules: a look around for a kind that
// isn't there, as most are, costs nothing then.

#include <array>
#include <concepts>
#include <cstddef>
#include <limits>
#include <span>
#include <variant>

#include "parser/action.h"

namespace lockstep::rules {

class StatementKinds {
 public:
  explicit StatementKinds(std::span<const Statement> part) {
    first_.fill(kNone);
    for (std::size_t at = 0; at < part.size(); ++at) {
      const std::size_t kind = part[at].action.index();
      if (first_[kind] == kNone) first_[kind] = at;
      end_[kind] = at + 1;
    }
  }

  // Whether one stands before, or behind, the statement with that index in the part.
  template <class Fact>
  [[nodiscard]] bool before(std::size_t index) const {
    return first_[kind_of<Fact>(static_cast<const Action*>(nullptr))] < index;
  }
  template <class Fact>
  [[nodiscard]] bool behind(std::size_t index) const {
    return end_[kind_of<Fact>(static_cast<const Action*>(nullptr))] > index + 1;
  }

 private:
  static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

  template <class Fact, class... Facts>
  static consteval std::size_t kind_of(const std::variant<Facts...>*) {
    std::size_t kind = 0;
    static_cast<void>(((std::same_as<Fact, Facts> || (++kind, false)) || ...));
    return kind;
  }

  std::array<std::size_t, std::variant_size_v<Action>> first_{};
  std::array<std::size_t, std::variant_size_v<Action>> end_{};  // behind the last; 0: none
};

}  // namespace lockstep::rules
