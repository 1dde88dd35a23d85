#include "rules/repeatable.h"

#include <algorithm>

namespace lockstep::rules {
namespace {

struct CommandIsRepeatable {
  bool operator()(const action::AddColumn& add) const { return add.if_not_exists; }
  bool operator()(const action::DropColumn& drop) const { return drop.if_exists; }
  bool operator()(const action::DropConstraint& drop) const { return drop.if_exists; }
  bool operator()(const action::AddConstraint&) const { return false; }
  bool operator()(const action::AddIdentity&) const { return false; }
  bool operator()(const action::AttachPartition&) const { return false; }
  bool operator()(const action::DetachPartition&) const { return false; }
  template <class SetsWhatMayBeSetAgain>
  bool operator()(const SetsWhatMayBeSetAgain&) const {
    return true;
  }
};

struct IsRepeatable {
  bool operator()(const action::AlterTable& alter) const {
    return std::ranges::all_of(alter.commands, [](const AlterCommand& command) {
      return std::visit(CommandIsRepeatable{}, command.fact);
    });
  }
  bool operator()(const action::CreateTable& create) const { return create.if_not_exists; }
  bool operator()(const action::CreateTableAs& create) const { return create.if_not_exists; }
  bool operator()(const action::CreateIndex& create) const { return create.if_not_exists; }
  bool operator()(const action::CreateSchema& create) const { return create.if_not_exists; }
  bool operator()(const action::CreateExtension& create) const { return create.if_not_exists; }
  bool operator()(const action::CreateSequence& create) const { return create.if_not_exists; }
  bool operator()(const action::CreateView& create) const { return create.or_replace; }
  bool operator()(const action::CreateFunction& create) const { return create.or_replace; }
  bool operator()(const action::CreateTrigger& create) const { return create.or_replace; }
  bool operator()(const action::AddEnumValue& add) const { return add.if_not_exists; }
  bool operator()(const action::Drop& drop) const { return drop.if_exists; }
  bool operator()(const action::CreateEnum&) const { return false; }
  bool operator()(const action::CreateDomain&) const { return false; }
  bool operator()(const action::CreateType&) const { return false; }
  bool operator()(const action::CreatePolicy&) const { return false; }
  bool operator()(const action::CreateRule&) const { return false; }
  bool operator()(const action::CreatePublication&) const { return false; }
  bool operator()(const action::Rename&) const { return false; }
  bool operator()(const action::SetSchema&) const { return false; }
  bool operator()(const action::Insert& insert) const { return insert.on_conflict; }
  bool operator()(const action::Copy&) const { return false; }
  template <class LeavesNothingNew>
  bool operator()(const LeavesNothingNew&) const {
    return true;
  }
};

}  // namespace

bool is_repeatable(const Action& action) { return std::visit(IsRepeatable{}, action); }

}  // namespace lockstep::rules
