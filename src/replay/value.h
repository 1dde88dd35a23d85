#pragma once
// A value as far as a history of migrations tells it, while the body of a DO block is carried out.
// Private to src/replay.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "replay/replay.h"

namespace lockstep::replay {

// What an object identifier of the system catalogs points at.
enum class ObjectClass : std::uint8_t { relation, type, schema, constraint, function, extension, other };

struct Scalar {
  enum class Kind : std::uint8_t { unknown, null, boolean, integer, text, object, list, error };
  Kind kind = Kind::unknown;
  bool flag = false;        // boolean
  std::int64_t number = 0;  // integer
  std::string text;         // text; name of an object
  std::string schema;       // of an object
  ObjectClass object = ObjectClass::other;
  Refusal refusal;  // error: to ask is one

  [[nodiscard]] bool known() const { return kind != Kind::unknown; }
  [[nodiscard]] bool is(Kind other) const { return kind == other; }
  [[nodiscard]] bool is_true() const { return kind == Kind::boolean && flag; }
  [[nodiscard]] bool is_false() const { return kind == Kind::boolean && !flag; }
};

// With an array of one dimension.
struct Value : Scalar {
  std::vector<Scalar> items;  // list
};

[[nodiscard]] Value null_value();
[[nodiscard]] Value boolean_value(bool flag);
[[nodiscard]] Value integer_value(std::int64_t number);
[[nodiscard]] Value text_value(std::string_view text);
[[nodiscard]] Value object_value(ObjectClass object, std::string_view schema, std::string_view name);
// Unknown where one of them is a list, too.
[[nodiscard]] Value list_value(std::span<const Value> items);
[[nodiscard]] Value error_value(std::string_view sqlstate, std::string message);
[[nodiscard]] Value value_of(const Scalar& scalar);

}  // namespace lockstep::replay
