#pragma once
// The side of replay: a history in memory, with what a session adds to single statements.

#include <cstdint>
#include <optional>

#include "catalog/catalog.h"
#include "replay/replay.h"

namespace lockstep::oracle {

class Memory {
 public:
  Memory() { catalog_.platform = false; }  // a fresh database has what the history makes
  [[nodiscard]] const catalog::Catalog& catalog() const { return catalog_; }
  void begin_file(std::uint32_t file);

  // As a statement sent alone: refused ones change nothing, in an open transaction they fail it.
  [[nodiscard]] std::optional<replay::Refusal> run(const Statement& statement);
  // The statement was wrongly taken: its changes go. None of BEGIN, COMMIT and their kin.
  void take_back();
  // The statement was wrongly refused: the transaction goes on all the same.
  void go_on() { failed_ = false; }

  // Several statements of one simple query, or of a transaction around a file.
  void begin() { catalog_.begin_transaction(); }
  void commit() { catalog_.commit(); }
  void roll_back();

 private:
  catalog::Catalog catalog_;
  std::uint32_t file_ = 0;
  bool failed_ = false;  // the open transaction
  bool marked_ = false;
};

}  // namespace lockstep::oracle
