#pragma once
// The variables of a body in PL/pgSQL while it is carried out. Private to src/replay.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catalog/catalog.h"
#include "parser/code_body.h"
#include "replay/value.h"

namespace lockstep::replay {

class CodeVariables {
 public:
  CodeVariables(const CodeBody& body, const catalog::Catalog& catalog)
      : body_(body), catalog_(catalog), slots_(body.variables.size()) {}

  void declare(std::uint32_t variable);  // NULL at first
  void end(std::uint32_t variable) { slots_[variable].declared = 0; }
  void assign(std::uint32_t variable, const Value& value);
  // A row to the variables of INTO or FOR: one that is a record takes all of it.
  void assign_row(const std::vector<std::uint32_t>& targets, const std::vector<std::string>& names,
                  const std::vector<Value>& row);
  void forget(const std::vector<std::uint32_t>& targets);
  void set_found(const Value& found) { found_ = found; }
  void set_error(const Refusal& error);

  // What a name in an expression stands for; unknown where it is none of these.
  [[nodiscard]] Value value(std::string_view qualifier, std::string_view name) const;

 private:
  struct Slot {
    Value value;
    std::vector<std::pair<std::string, Value>> fields;  // of a record
    std::uint32_t declared = 0;                         // when; 0: not yet
  };

  [[nodiscard]] const Slot* find(std::string_view name) const;

  const CodeBody& body_;
  const catalog::Catalog& catalog_;
  std::vector<Slot> slots_;
  std::uint32_t declarations_ = 0;
  Value found_ = boolean_value(false);
  Value sqlstate_;
  Value sqlerrm_;
};

}  // namespace lockstep::replay
