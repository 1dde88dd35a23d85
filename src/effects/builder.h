#pragma once
// Collects what a statement does. Private to src/effects.

#include <cstddef>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "effects/effects.h"

namespace lockstep::effects {

// A relation that a statement names, known to the history or not.
struct Target {
  const catalog::Relation* relation = nullptr;  // null: it exists, and nobody knows its shape
  RelationRef ref;
};

class Builder {
 public:
  explicit Builder(const Context& context) : context_(&context) {}

  [[nodiscard]] const Context& context() const { return *context_; }
  [[nodiscard]] const catalog::Catalog& catalog() const { return context_->before; }

  [[nodiscard]] Target find(const QualifiedName& name) const;
  // What IF EXISTS skips; doubted where the history may not know everything.
  [[nodiscard]] bool is_absent(const Target& target, bool if_exists);
  [[nodiscard]] static Target target(const catalog::Relation& relation);
  // The type, domain or enum of this name.
  [[nodiscard]] catalog::Type find_type(const QualifiedName& name) const;
  // The other table of a foreign key.
  [[nodiscard]] Target referenced_by(const catalog::Constraint& foreign_key) const;
  // The relation with all its partitions and inheriting tables; just itself when it isn't known.
  [[nodiscard]] std::vector<Target> tree(const Target& root) const;

  // The strongest lock of a relation stays.
  void lock(const Target& target, LockMode mode);
  void lock(const catalog::Relation& relation, LockMode mode) { lock(target(relation), mode); }
  void lock(const std::vector<Target>& targets, LockMode mode);
  // A view with what it reads, as far as that goes.
  void lock_query(const Target& relation, LockMode mode);

  // On a relation that holds no rows of its own (a partitioned table, a view) there is no work.
  void work(WorkKind kind, const Target& target, std::string reason);
  void work(WorkKind kind, const std::vector<Target>& targets, const std::string& reason);

  void refuse() { effect_.in_transaction = InTransaction::refused; }
  void doubt() { effect_.certain = false; }
  void add(Effect part);

  // A rewrite of a table subsumes its other work.
  [[nodiscard]] Effect take();

 private:
  const Context* context_;
  Effect effect_;
  // Where those of known relations stand in effect_: a DROP SCHEMA may have thousands.
  std::unordered_map<catalog::Oid, std::size_t> lock_of_;
  std::set<std::pair<catalog::Oid, WorkKind>> work_of_;
};

// Whether the relation has rows of its own on disk.
[[nodiscard]] bool holds_rows(const Target& target);

}  // namespace lockstep::effects
