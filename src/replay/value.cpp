#include "replay/value.h"

#include <utility>

namespace lockstep::replay {
namespace {

using Kind = Scalar::Kind;

Value of_kind(Kind kind) {
  Value value;
  value.kind = kind;
  return value;
}

}  // namespace

Value null_value() { return of_kind(Kind::null); }

Value boolean_value(bool flag) {
  Value value = of_kind(Kind::boolean);
  value.flag = flag;
  return value;
}

Value integer_value(std::int64_t number) {
  Value value = of_kind(Kind::integer);
  value.number = number;
  return value;
}

Value text_value(std::string_view text) {
  Value value = of_kind(Kind::text);
  value.text = text;
  return value;
}

Value object_value(ObjectClass object, std::string_view schema, std::string_view name) {
  Value value = of_kind(Kind::object);
  value.text = name;
  value.schema = schema;
  value.object = object;
  return value;
}

Value list_value(std::span<const Value> items) {
  Value value = of_kind(Kind::list);
  for (const Value& item : items) {
    if (item.is(Kind::list)) return {};
    value.items.push_back(static_cast<const Scalar&>(item));
  }
  return value;
}

Value error_value(std::string_view sqlstate, std::string message) {
  Value value = of_kind(Kind::error);
  value.refusal.sqlstate = sqlstate;
  value.refusal.message = std::move(message);
  return value;
}

Value value_of(const Scalar& scalar) {
  Value value;
  static_cast<Scalar&>(value) = scalar;
  return value;
}

}  // namespace lockstep::replay
