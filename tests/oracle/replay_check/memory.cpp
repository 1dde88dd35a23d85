#include "memory.h"

#include <string>

namespace lockstep::oracle {
namespace {

using Kind = action::Transaction::Kind;

constexpr const char* kInFailedTransaction = "25P02";

std::optional<replay::Refusal> refused_by_parser(const Statement& statement) {
  const auto* error = std::get_if<action::SyntaxError>(&statement.action);
  if (error == nullptr) return std::nullopt;
  return replay::Refusal{.sqlstate = "42601", .message = error->message};
}

}  // namespace

void Memory::begin_file(std::uint32_t file) {
  file_ = file;
  failed_ = false;
  if (marked_) catalog_.keep_mark();
  marked_ = false;
  replay::begin_migration(catalog_);
}

std::optional<replay::Refusal> Memory::run(const Statement& statement) {
  const auto* transaction = std::get_if<action::Transaction>(&statement.action);
  if (marked_) catalog_.keep_mark();
  marked_ = false;
  if (failed_) {
    if (transaction == nullptr || transaction->kind == Kind::begin || transaction->kind == Kind::savepoint ||
        transaction->kind == Kind::release) {
      return replay::Refusal{.sqlstate = kInFailedTransaction, .message = "the transaction is aborted"};
    }
    failed_ = false;
    if (transaction->kind != Kind::rollback_to) {
      catalog_.rollback();
      if (transaction->chain) catalog_.begin_transaction();
      return std::nullopt;
    }
  }
  if (transaction == nullptr) {
    catalog_.mark();
    marked_ = true;
  }
  std::optional<replay::Refusal> refusal = refused_by_parser(statement);
  if (!refusal) refusal = replay::apply(statement, file_, catalog_);
  if (refusal && catalog_.in_transaction()) failed_ = true;
  return refusal;
}

void Memory::take_back() {
  if (!marked_) return;
  catalog_.undo_mark();
  catalog_.settle();
  marked_ = false;
  failed_ = catalog_.in_transaction();
}

void Memory::roll_back() {
  if (marked_) catalog_.keep_mark();
  marked_ = false;
  failed_ = false;
  catalog_.rollback();
}

}  // namespace lockstep::oracle
