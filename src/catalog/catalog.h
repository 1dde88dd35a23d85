#pragma once
// A Postgres schema as data: what a history of migrations adds up to. Filled by `replay` (later also
// by `schema` and `server`), asked by effects, rules and drift.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "catalog/objects.h"
#include "parser/action.h"
#include "parser/type_name.h"

namespace lockstep::catalog {

// Key of the maps below: no two pairs of names share one, as an identifier holds no NUL byte.
[[nodiscard]] std::string object_key(std::string_view schema, std::string_view name);
[[nodiscard]] std::string named_key(ObjectKind kind, std::string_view schema, std::string_view name);

// A statement inside a DO block of which only the server can tell whether it runs, or what it does; or a body
// that can't be read.
struct Undecided {
  Origin origin;  // of the block or function
  Span span;  // of the statement inside, in the file; empty where that can't be told
  std::string reason;  // "what IF total > 10 says is only known to the server"
};

class Catalog {
 public:
  // Whether it holds all that the database holds: true for a history replayed from its first
  // migration, false for single files, where an unknown table is one that exists unseen.
  bool complete = true;
  // Whether things may stand in the database that no migration makes: a platform's schemas, as Supabase's
  // `auth`, and extensions. What names such a thing is then no mistake for certain.
  bool platform = true;
  // Bodies of DO blocks of which not all could be replayed: they may have changed whatever they name.
  std::vector<std::string> code;
  // Why; relations that they may have changed are uncertain.
  std::vector<Undecided> undecided;
  std::vector<std::string> roles;  // that the history creates
  // https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-CHECK-FUNCTION-BODIES
  bool check_function_bodies = true;  // in this session

  // ---- asking -----------------------------------------------------------------------------
  // By the search path where no schema is written. Null when the history doesn't know it.
  [[nodiscard]] const Relation* find_relation(const QualifiedName& name) const;
  [[nodiscard]] const Relation* find_relation(std::string_view schema, std::string_view name) const;
  // The same for what is a table, view or their kin, and not an index or a sequence.
  [[nodiscard]] const Relation* find_table(const QualifiedName& name) const;
  [[nodiscard]] const Relation* find_index(const QualifiedName& name) const;
  [[nodiscard]] const Relation* relation(Oid oid) const;  // null for 0 and for dropped ones
  [[nodiscard]] const Index& index(Oid oid) const;  // of a relation that is one
  [[nodiscard]] const EnumType* find_enum(std::string_view schema, std::string_view name) const;
  [[nodiscard]] const DomainType* find_domain(std::string_view schema, std::string_view name) const;
  [[nodiscard]] std::vector<const Function*> find_functions(std::string_view schema,
                                                            std::string_view name) const;
  [[nodiscard]] const NamedObject* find_named(ObjectKind kind, std::string_view schema,
                                              std::string_view name) const;
  [[nodiscard]] bool has_schema(std::string_view schema) const;
  // Whether a type of this name stands in the schema; tables and their kin are types as well.
  [[nodiscard]] bool has_type(std::string_view schema, std::string_view name) const;
  // Foreign keys of other tables, and its own, that refer to `table`: (referencing table, constraint).
  struct Reference {
    const Relation* table;
    const Constraint* constraint;
  };
  [[nodiscard]] std::vector<Reference> references_to(Oid table) const;
  // Views whose query reads the relation, in order of creation.
  [[nodiscard]] std::vector<const Relation*> views_of(Oid relation) const;
  // Partitions and inheriting tables: the next level, and all levels without the relation itself.
  [[nodiscard]] std::vector<const Relation*> children_of(Oid table) const;
  [[nodiscard]] std::vector<const Relation*> descendants_of(Oid table) const;
  // Relations that may hang on this one by a query, inheritance, ownership or a default that draws
  // from it as a sequence; foreign keys have references_to(). Some only did so once: ask each.
  [[nodiscard]] std::vector<const Relation*> dependants_of(Oid relation) const;
  // Sequences that a default draws from.
  [[nodiscard]] std::vector<const Relation*> sequences_of(const Expr& expression) const;
  // Relations that may have a column of the type or of arrays of it, or a default cast to it: ask each.
  [[nodiscard]] std::vector<const Relation*> users_of_type(std::string_view schema,
                                                           std::string_view type) const;
  // Whether any relation ever had one, also one that is dropped.
  [[nodiscard]] bool was_used(std::string_view schema, std::string_view type) const;
  [[nodiscard]] Type resolve(const TypeName& name) const;
  [[nodiscard]] const std::vector<std::string>& search_path() const { return search_path_; }
  [[nodiscard]] Oid last_oid() const { return static_cast<Oid>(slots_.size()); }  // given so far
  // All live relations in order of creation.
  [[nodiscard]] std::vector<const Relation*> relations() const;

  // ---- changing: replay's alone -------------------------------------------------------------
  Relation& add(Relation relation);  // gives it an oid; an index joins its table's list
  [[nodiscard]] Relation* edit(Oid oid);  // the one way to a relation that may be changed
  [[nodiscard]] Index& edit_index(Oid oid);  // of a relation that is one
  void remove(Oid oid);  // an index is also taken from its table's list
  void rename(Oid oid, std::string name);
  void move(Oid oid, std::string schema);
  // To be read; changed by put(), edit() and remove() below, so that a ROLLBACK finds its way back.
  std::map<std::string, EnumType> enums;  // by object_key()
  std::map<std::string, DomainType> domains;
  std::map<std::string, OtherType> other_types;
  std::map<std::string, Extension> extensions;  // by object_key("", name)
  std::multimap<std::string, Function> functions;
  std::map<std::string, Publication> publications;  // by object_key("", name)
  std::map<std::string, Statistics> statistics;
  std::map<std::string, NamedObject> named_objects;  // by named_key()
  std::vector<DefaultPrivileges> default_privileges;
  std::vector<std::string> schemas = {"public"};
  // T: EnumType, DomainType, OtherType, Extension, Publication or Statistics. put() adds or replaces.
  template <class T>
  void put(T object);
  template <class T>
  [[nodiscard]] T* edit(std::string_view schema, std::string_view name);
  template <class T>
  void remove(std::string_view schema, std::string_view name);
  void put_named(NamedObject object);
  // Makes a schema known as one, if it isn't yet.
  [[nodiscard]] NamedObject* edit_named(ObjectKind kind, std::string_view schema, std::string_view name);
  void remove_named(ObjectKind kind, std::string_view schema, std::string_view name);
  void set_default_privileges(std::vector<DefaultPrivileges> privileges);
  void put_functions(std::string_view schema, std::string_view name, std::vector<Function> overloads);
  void set_search_path(std::vector<std::string> path);
  // SET LOCAL: until the transaction ends.
  void set_local_search_path(std::vector<std::string> path);
  // Schema that an unqualified new object goes to.
  [[nodiscard]] const std::string& creation_schema() const;
  // Whether a table of the schema has a constraint of this name. Asked when a name is made up, and
  // only then, names are looked up; so this is no question that a rule may ask.
  [[nodiscard]] bool has_constraint(std::string_view schema, std::string_view constraint);
  // A statement is through: takes into the indexes behind references_to() and its kin what it
  // changed. Without it they stay right and become slow.
  void settle();

  // ---- going back ---------------------------------------------------------------------------
  // Marks nest: from the first one on, what a change replaces is kept.
  void mark(std::string name = {});
  void keep_mark();  // forgets the last mark, not the changes
  void undo_mark();  // takes back the changes since the last mark, and forgets it
  [[nodiscard]] bool in_transaction() const { return transaction_; }
  void begin_transaction();
  void commit();  // without a transaction: nothing
  void rollback();
  void savepoint(std::string name);
  [[nodiscard]] bool has_savepoint(std::string_view name) const;
  void release(std::string_view savepoint);
  void rollback_to(std::string_view savepoint);
  // The end of a session: an open transaction is kept, temporary relations and settings go.
  void end_session();

 private:
  struct Slot {
    std::optional<Relation> relation;  // none: dropped
    std::uint64_t saved_for = 0;  // serial of the mark that has its image
    bool unsettled = false;
    bool unnamed = false;
  };
  struct Mark {
    std::string name;
    std::uint64_t serial = 0;
    std::size_t journal = 0;  // its size at the mark
    std::vector<std::string> schemas;
    std::vector<std::string> roles;
    std::vector<std::string> search_path;
  };
  using Oids = std::vector<Oid>;  // ascending

  [[nodiscard]] Slot* slot(Oid oid);
  [[nodiscard]] const Slot* slot(Oid oid) const;
  void save(Oid oid);
  [[nodiscard]] std::vector<Oid>* edit_indexes(const Relation& index);  // the list that it stands in
  void restore(Oid oid, const std::optional<Relation>& before);
  void unsettle(Oid oid);
  void settle(const Relation& relation);
  [[nodiscard]] std::vector<const Relation*> live(const Oids* settled) const;
  template <class T>
  [[nodiscard]] static std::map<std::string, T> Catalog::* map_of();
  template <class T>
  void save_object(const std::string& key);
  template <class T>
  void put_at(std::string key, T object);
  template <class T>
  [[nodiscard]] T* edit_at(const std::string& key);
  template <class T>
  void remove_at(const std::string& key);

  std::deque<Slot> slots_;  // by oid - 1; addresses last
  std::unordered_map<std::string, Oid> by_name_;  // tables, views, indexes, sequences share one namespace
  std::vector<std::string> search_path_ = {"public"};

  // Relations that point at one, have columns of a type, or have a constraint of a name. They hold
  // more than is true now, never less; those edited since settle() are looked at besides.
  std::unordered_map<Oid, Oids> referring_to_;  // foreign keys, of which a table may have thousands
  std::unordered_map<Oid, Oids> hanging_on_;  // the rest
  std::unordered_map<std::string, Oids> using_type_;
  Oids unsettled_;
  std::unordered_map<std::string, Oids> with_constraint_;
  Oids unnamed_;  // changed since has_constraint() was asked

  std::vector<Mark> marks_;
  std::vector<std::function<void(Catalog&)>> journal_;  // takes one change back each
  std::uint64_t last_mark_ = 0;
  bool transaction_ = false;
  std::optional<std::vector<std::string>> session_path_;  // behind SET LOCAL
  Oids temporary_;
};

}  // namespace lockstep::catalog
