#include "effects/builder.h"

#include <algorithm>
#include <utility>

namespace lockstep::effects {
namespace {

bool same(const RelationRef& a, const RelationRef& b) {
  return a.oid == b.oid && (a.oid != 0 || a.name == b.name);
}

}  // namespace

bool holds_rows(const Target& target) {
  using catalog::RelationKind;
  if (target.relation == nullptr) return true;
  const RelationKind kind = target.relation->kind;
  return kind == RelationKind::table || kind == RelationKind::materialized_view;
}

Target Builder::find(const QualifiedName& name) const {
  if (const catalog::Relation* relation = catalog().find_relation(name)) return target(*relation);
  return {.ref = {.name = to_text(name)}};
}

bool Builder::is_absent(const Target& target, bool if_exists) {
  if (!if_exists || target.relation != nullptr) return false;
  if (!catalog().complete) doubt();
  return catalog().complete;
}

catalog::Type Builder::find_type(const QualifiedName& name) const {
  TypeName type;
  type.schema = name.schema;
  type.name = name.name;
  return catalog().resolve(type);
}

Target Builder::target(const catalog::Relation& relation) {
  return {.relation = &relation, .ref = {.oid = relation.oid, .name = to_text(relation)}};
}

Target Builder::referenced_by(const catalog::Constraint& foreign_key) const {
  if (const catalog::Relation* relation = catalog().relation(foreign_key.referenced_table))
    return target(*relation);
  return {.ref = {.name = foreign_key.referenced_name}};
}

std::vector<Target> Builder::tree(const Target& root) const {
  std::vector<Target> result = {root};
  if (root.relation == nullptr) return result;
  for (const catalog::Relation* relation : catalog().descendants_of(root.relation->oid)) {
    result.push_back(target(*relation));
  }
  return result;
}

void Builder::lock(const Target& target, LockMode mode) {
  std::vector<Lock>& locks = effect_.locks;
  std::size_t at = locks.size();
  if (target.ref.oid != 0) {
    at = lock_of_.try_emplace(target.ref.oid, at).first->second;
  } else {
    const auto is_it = [&](const Lock& lock) { return same(lock.relation, target.ref); };
    at = static_cast<std::size_t>(std::ranges::find_if(locks, is_it) - locks.begin());
  }
  if (at == locks.size()) locks.push_back({.relation = target.ref, .mode = mode});
  locks[at].mode = std::max(locks[at].mode, mode);
}

void Builder::lock(const std::vector<Target>& targets, LockMode mode) {
  for (const Target& target : targets) lock(target, mode);
}

void Builder::lock_query(const Target& relation, LockMode mode) {
  std::vector<Target> open = {relation};
  std::vector<catalog::Oid> seen;
  while (!open.empty()) {
    const Target target = open.back();
    open.pop_back();
    lock(target, mode);
    if (target.relation == nullptr || target.relation->kind != catalog::RelationKind::view) continue;
    if (std::ranges::find(seen, target.ref.oid) != seen.end()) continue;
    seen.push_back(target.ref.oid);
    for (const catalog::Oid read : target.relation->reads) {
      if (const catalog::Relation* next = catalog().relation(read)) open.push_back(Builder::target(*next));
    }
  }
}

void Builder::work(WorkKind kind, const Target& target, std::string reason) {
  if (!holds_rows(target)) return;
  if (target.ref.oid != 0) {
    if (!work_of_.emplace(target.ref.oid, kind).second) return;
  } else {
    const auto is_it = [&](const Work& done) { return done.kind == kind && same(done.relation, target.ref); };
    if (std::ranges::any_of(effect_.work, is_it)) return;
  }
  effect_.work.push_back({.kind = kind, .relation = target.ref, .reason = std::move(reason)});
}

void Builder::work(WorkKind kind, const std::vector<Target>& targets, const std::string& reason) {
  for (const Target& target : targets) work(kind, target, reason);
}

void Builder::add(Effect part) {
  for (const Lock& held : part.locks) lock({.ref = held.relation}, held.mode);
  for (Work& done : part.work) work(done.kind, {.ref = done.relation}, std::move(done.reason));
  if (part.in_transaction == InTransaction::refused) refuse();
  if (!part.certain) doubt();
}

Effect Builder::take() {
  const auto is_rewritten = [&](const RelationRef& relation) {
    if (relation.oid != 0) return work_of_.contains({relation.oid, WorkKind::rewrite});
    return std::ranges::any_of(effect_.work, [&](const Work& done) {
      return done.kind == WorkKind::rewrite && same(done.relation, relation);
    });
  };
  std::vector<Work> left;
  for (const Work& done : effect_.work) {
    if (done.kind == WorkKind::rewrite || !is_rewritten(done.relation)) left.push_back(done);
  }
  effect_.work = std::move(left);
  return std::move(effect_);
}

}  // namespace lockstep::effects
