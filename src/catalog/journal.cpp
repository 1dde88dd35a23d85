// The way back: marks, and transactions made of them. Behind a mark every change keeps what it
// replaced, a relation once; without one nothing is kept.

#include <algorithm>
#include <iterator>
#include <utility>

#include "catalog/catalog.h"
#include "support/contains.h"

namespace lockstep::catalog {

void Catalog::save(Oid oid) {
  if (marks_.empty()) return;
  Slot& changed = *slot(oid);
  if (changed.saved_for == marks_.back().serial) return;
  changed.saved_for = marks_.back().serial;
  journal_.emplace_back([oid, before = changed.relation](Catalog& catalog) { catalog.restore(oid, before); });
}

void Catalog::restore(Oid oid, const std::optional<Relation>& before) {
  Slot& changed = *slot(oid);
  if (changed.relation) {
    // Another relation may have taken the name since; then it is that one's.
    const auto named = by_name_.find(object_key(changed.relation->schema, changed.relation->name));
    if (named != by_name_.end() && named->second == oid) by_name_.erase(named);
    if (changed.relation->temporary) std::erase(temporary_, oid);
  }
  changed.relation = before;
  changed.saved_for = 0;
  if (!before) return;
  by_name_[object_key(before->schema, before->name)] = oid;
  if (before->temporary) temporary_.push_back(oid);
  unsettle(oid);
}

void Catalog::mark(std::string name) {
  marks_.push_back({.name = std::move(name),
                    .serial = ++last_mark_,
                    .journal = journal_.size(),
                    .schemas = schemas,
                    .roles = roles,
                    .search_path = search_path_});
}

void Catalog::keep_mark() {
  if (marks_.empty()) return;
  marks_.pop_back();
  if (marks_.empty()) journal_.clear();
}

void Catalog::undo_mark() {
  if (marks_.empty()) return;
  const Mark mark = std::move(marks_.back());
  marks_.pop_back();
  while (journal_.size() > mark.journal) {
    journal_.back()(*this);
    journal_.pop_back();
  }
  schemas = mark.schemas;
  roles = mark.roles;
  search_path_ = mark.search_path;
}

void Catalog::begin_transaction() {
  if (transaction_) return;  // Postgres warns and goes on
  transaction_ = true;
  mark();
}

void Catalog::commit() {
  if (!transaction_) return;
  transaction_ = false;
  while (!marks_.empty()) keep_mark();
  if (session_path_) search_path_ = std::move(*session_path_);
  session_path_.reset();
}

void Catalog::rollback() {
  if (!transaction_) return;
  transaction_ = false;
  while (!marks_.empty()) undo_mark();
  session_path_.reset();
}

void Catalog::savepoint(std::string name) {
  if (transaction_) mark(std::move(name));
}

bool Catalog::has_savepoint(std::string_view name) const {
  return transaction_ && contains(marks_, name, &Mark::name);
}

void Catalog::release(std::string_view savepoint) {
  const auto found = std::ranges::find(marks_.rbegin(), marks_.rend(), savepoint, &Mark::name);
  if (!transaction_ || found == marks_.rend()) return;
  for (auto left = std::distance(marks_.rbegin(), found) + 1; left > 0; --left) keep_mark();
}

void Catalog::rollback_to(std::string_view savepoint) {
  const auto found = std::ranges::find(marks_.rbegin(), marks_.rend(), savepoint, &Mark::name);
  if (!transaction_ || found == marks_.rend()) return;
  for (auto left = std::distance(marks_.rbegin(), found) + 1; left > 0; --left) undo_mark();
  mark(std::string(savepoint));  // it stays, and can be gone back to again
}

void Catalog::set_search_path(std::vector<std::string> path) {
  session_path_.reset();
  search_path_ = std::move(path);
}

void Catalog::set_local_search_path(std::vector<std::string> path) {
  if (!session_path_) session_path_ = search_path_;
  search_path_ = std::move(path);
}

void Catalog::end_session() {
  commit();
  const Oids temporary = temporary_;
  for (const Oid oid : temporary) remove(oid);
  std::erase_if(statistics, [&](const auto& entry) { return contains(temporary, entry.second.table); });
  session_path_.reset();
  search_path_ = {"public"};
  check_function_bodies = true;
}

}  // namespace lockstep::catalog
