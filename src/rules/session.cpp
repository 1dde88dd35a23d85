#include "rules/session.h"

#include <algorithm>

#include "support/ascii.h"

namespace lockstep::rules {
namespace {

std::string join(const std::vector<std::string>& values) {
  std::string result;
  for (const std::string& value : values) {
    if (!result.empty()) result += ", ";
    result += value;
  }
  return result;
}

// The forms that Prisma's splitter was seen to stop at, and those that it has no grammar for: from 7.4 on
// Prisma splits a file where the Rust crate sqlparser can read all of it, and sends it as one query where it
// can't. https://github.com/prisma/prisma-engines/pull/5847
struct MayDefeatSplitter {
  bool operator()(const action::DoBlock&) const { return true; }
  bool operator()(const action::LockTable&) const { return true; }
  bool operator()(const action::Reindex&) const { return true; }
  bool operator()(const action::Drop& drop) const { return drop.concurrently; }
  bool operator()(const action::AlterTable& alter) const {
    return alter.if_exists && alter.kind != ObjectKind::table;
  }
  bool operator()(const action::Rename& rename) const {
    const ObjectKind kind = rename.kind == ObjectKind::column ? rename.relation_kind : rename.kind;
    return rename.if_exists && kind != ObjectKind::table && kind != ObjectKind::constraint;
  }
  bool operator()(const action::SetSchema& set) const {
    return set.if_exists && set.kind != ObjectKind::table;
  }
  bool operator()(const action::SyntaxError&) const { return true; }
  bool operator()(const action::Opaque&) const { return true; }
  template <class Other>
  bool operator()(const Other&) const {
    return false;
  }
};

}  // namespace

Session::Session(const project::Runner& runner, project::FileShape shape) : runner_(runner) {
  reshape(shape);
}

void Session::reshape(project::FileShape shape) {
  shape_ = shape;
  modes_ = project::file_modes(runner_, shape);
}

bool Session::in_transaction(project::FileMode mode, bool explicit_block) const {
  switch (mode) {
    case project::FileMode::one_query: return explicit_block || shape_.several_statements;
    case project::FileMode::split: return explicit_block;
    case project::FileMode::transaction: return explicit_block || tool_block_;
  }
  return explicit_block;
}

Certainty Session::in_transaction(bool explicit_block) const {
  if (code_) return Certainty::yes;
  const auto count = std::ranges::count_if(
      modes_, [&](project::FileMode mode) { return in_transaction(mode, explicit_block); });
  if (count == 0) return Certainty::no;
  return count == std::ssize(modes_) ? Certainty::yes : Certainty::depends;
}

std::string Session::why_in_transaction() const {
  if (code_) return "it stands in a DO block";
  if (explicit_block_) return "it stands behind the file's own BEGIN";
  for (const project::FileMode mode : modes_) {
    if (in_transaction(mode, false)) return project::describe(runner_, mode);
  }
  return {};
}

std::string_view Session::setting(std::string_view name) const {
  for (const Settings* settings : {&local_settings_, &settings_}) {
    if (const auto found = settings->find(name); found != settings->end()) return found->second;
  }
  return {};
}

void Session::apply(const Action& action) {
  if (in_transaction() != Certainty::yes) ++transaction_;
  if (const auto* transaction = std::get_if<action::Transaction>(&action)) apply(*transaction);
  if (const auto* set = std::get_if<action::SetVariable>(&action)) apply(*set);
}

void Session::apply(const action::Transaction& transaction) {
  using Kind = action::Transaction::Kind;
  switch (transaction.kind) {
    case Kind::begin: explicit_block_ = true; break;
    case Kind::commit:
    case Kind::rollback:
    case Kind::prepare:
      explicit_block_ = false;
      tool_block_ = false;
      local_settings_.clear();
      ++transaction_;
      break;
    case Kind::savepoint:
    case Kind::release:
    case Kind::rollback_to:
    case Kind::commit_prepared:
    case Kind::rollback_prepared: break;
  }
}

void Session::apply(const action::SetVariable& set) {
  const std::string name = ascii::lower(set.name);
  if (set.values.empty() && name == "all") {
    settings_.clear();
    local_settings_.clear();
    return;
  }
  if (set.local) {
    // Outside a transaction SET LOCAL does nothing but warn.
    if (in_transaction() != Certainty::no) local_settings_[name] = join(set.values);
    return;
  }
  local_settings_.erase(name);
  if (set.values.empty()) {
    settings_.erase(name);
  } else {
    settings_[name] = join(set.values);
  }
}

bool may_defeat_splitter(const Action& action) { return std::visit(MayDefeatSplitter{}, action); }

}  // namespace lockstep::rules
