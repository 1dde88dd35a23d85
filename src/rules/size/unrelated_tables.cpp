/// What:  one migration changes tables that have nothing to do with each other.
/// When:  it locks tables that were not made in it, and neither foreign keys (of before or after, directly or
///        by way of one table between them) nor a statement on several of them join all of them. Not where
///        each statement commits by itself, or all of them add columns in an instant. A note, once in a file.
/// Why:   a migration is applied, fails and is rolled back as a whole: with two changes in it, the one waits
///        for the locks of the other, and can't be shipped or taken back without it.
/// Do:    one migration for each of the changes.
/// Allow: the changes belong together for a reason that the database doesn't know.
/// See:   https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "rules/rule.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr RuleInfo kInfo{
    .id = "unrelated-tables",
    .group = "size",
    .since = "0.1.0",
    .summary = "one migration changes tables that have nothing to do with each other",
    .once_per_file = true,
};

// Sets of tables and types that are joined step by step.
class Groups {
 public:
  [[nodiscard]] std::string find(std::string member) const {
    for (auto up = parent_.find(member); up != parent_.end(); up = parent_.find(member)) member = up->second;
    return member;
  }
  void join(const std::string& a, const std::string& b) {
    const std::string to = find(a);
    const std::string from = find(b);
    if (from != to) parent_[from] = to;
  }

 private:
  std::map<std::string, std::string> parent_;
};

std::string key(catalog::Oid oid) { return std::to_string(oid); }

// With the tables that a foreign key leads to or from, the types of its columns that are not built in, and
// the names of those that the file adds: the same one in two tables is one change. False without foreign
// keys: nobody knows what such a table is joined with.
bool join_neighbours(const catalog::Relation& table, const FileEnd& file, const FileContext& cx,
                     Groups& groups) {
  const std::string self = key(table.oid);
  bool has_keys = false;
  for (const catalog::Constraint& constraint : table.constraints) {
    if (constraint.referenced_table == 0) continue;
    groups.join(self, key(constraint.referenced_table));
    has_keys = true;
  }
  for (const auto& reference : file.after.references_to(table.oid)) {
    groups.join(self, key(reference.table->oid));
    has_keys = true;
  }
  for (const catalog::Column& column : table.columns) {
    if (column.type.schema != "pg_catalog") groups.join(self, "type " + to_text(column.type));
    if (cx.created_here(column.origin)) groups.join(self, "column " + column.name);
  }
  return has_keys;
}

void check(const FileEnd& file, FileContext& cx) {
  if (file.session.in_transaction_without_begin() == Certainty::no) return;
  Groups groups;
  std::vector<const HeldLock*> changes;
  for (const HeldLock& held : file.locks) {
    const catalog::Relation* table = file.after.relation(held.lock.relation.oid);
    if (table == nullptr || !join_neighbours(*table, file, cx, groups)) continue;
    // What one statement locks belongs together: the tables of a foreign key that it drops.
    if (!changes.empty() && changes.back()->statement.begin == held.statement.begin)
      groups.join(key(changes.back()->lock.relation.oid), key(table->oid));
    changes.push_back(&held);
  }
  const auto is_instant = [](const HeldLock* held) { return held->adds_columns && !held->long_work; };
  if (std::ranges::all_of(changes, is_instant)) return;
  const HeldLock& first = *changes.front();
  const auto other = std::ranges::find_if(changes, [&](const HeldLock* held) {
    return groups.find(key(held->lock.relation.oid)) != groups.find(key(first.lock.relation.oid));
  });
  if (other == changes.end()) return;
  const std::string& table = (*other)->lock.relation.name;
  cx.report((*other)->statement, "{} and {} change in one migration, and nothing joins them",
            first.lock.relation.name, table)
      .object(table)
      .related(first.statement, text::format("changes {}", first.lock.relation.name))
      .advise(text::format("move what changes {} to a migration of its own", table));
}

}  // namespace

extern const Rule unrelated_tables;
constinit const Rule unrelated_tables = make_rule<check>(kInfo);

}  // namespace lockstep::rules
