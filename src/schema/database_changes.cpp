#include "schema/database_changes.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "schema/database.h"
#include "schema/defaults.h"
#include "schema/types.h"
#include "support/text.h"

namespace lockstep::schema {
namespace {

std::string to_text(const ObjectName& name) {
  return name.first == "public" ? name.second : name.first + "." + name.second;
}

const char* what(const TableKey& key) {
  switch (key.kind) {
    case KeyKind::primary_key: return "primary key";
    case KeyKind::unique: return "unique index";
    case KeyKind::index: break;
  }
  return "index";
}
const char* what(const ForeignKey&) { return "foreign key"; }

ObjectKind object_kind(const TableKey& key) {
  return key.kind == KeyKind::primary_key ? ObjectKind::constraint : ObjectKind::index;
}
ObjectKind object_kind(const ForeignKey&) { return ObjectKind::constraint; }

bool same_definition(const TableKey& a, const TableKey& b) {
  return a.kind == b.kind && a.columns == b.columns && a.method == b.method &&
         same_expression(a.where, b.where);
}
bool same_definition(const ForeignKey& a, const ForeignKey& b) {
  return a.columns == b.columns && a.table == b.table && a.referenced_columns == b.referenced_columns &&
         a.on_delete == b.on_delete && a.on_update == b.on_update;
}

template <class T>
std::vector<const T*> pointers(const std::vector<T>& items) {
  std::vector<const T*> result;
  for (const T& item : items) result.push_back(&item);
  return result;
}

// Takes pairs that match out of both.
template <class T, class Matches>
std::vector<std::pair<const T*, const T*>> take_pairs(std::vector<const T*>& before,
                                                      std::vector<const T*>& after, const Matches& matches) {
  std::vector<std::pair<const T*, const T*>> pairs;
  std::erase_if(after, [&](const T* item) {
    const auto found =
        std::ranges::find_if(before, [&](const T* candidate) { return matches(*candidate, *item); });
    if (found == before.end()) return false;
    pairs.emplace_back(*found, item);
    before.erase(found);
    return true;
  });
  return pairs;
}

class Comparison {
 public:
  Comparison(const Schema& before, const Schema& after)
      : before_(database_of(before)), after_(database_of(after)) {}

  std::vector<DatabaseChange> run() {
    compare_extensions();
    compare_enums();
    compare_tables();
    return std::move(changes_);
  }

 private:
  void add(ChangeKind change, ObjectKind kind, std::string object, std::string phrase, Place place) {
    changes_.push_back({.change = change,
                        .kind = kind,
                        .object = std::move(object),
                        .phrase = std::move(phrase),
                        .place = place,
                        .in_before = change == ChangeKind::removed});
  }

  // Prisma drops no extension, so that one which is no longer listed stays.
  void compare_extensions() {
    for (const auto& [name, extension] : after_.extensions) {
      const auto found = before_.extensions.find(name);
      if (found == before_.extensions.end()) {
        add(ChangeKind::added, ObjectKind::extension, name, text::format("extension \"{}\" was added", name),
            extension->place);
      } else if (found->second->schema != extension->schema || found->second->version != extension->version) {
        add(ChangeKind::altered, ObjectKind::extension, name, text::format("extension \"{}\" changed", name),
            extension->place);
      }
    }
  }

  void compare_enums() {
    for (const auto& [name, type] : before_.enums) {
      if (after_.enums.contains(name)) continue;
      add(ChangeKind::removed, ObjectKind::type, to_text(name),
          text::format("enum \"{}\" was removed", to_text(name)), type->place);
    }
    for (const auto& [name, type] : after_.enums) {
      const auto found = before_.enums.find(name);
      if (found == before_.enums.end()) {
        add(ChangeKind::added, ObjectKind::type, to_text(name),
            text::format("enum \"{}\" was added", to_text(name)), type->place);
      } else {
        compare_labels(*found->second, *type, to_text(name), ChangeKind::removed);
        compare_labels(*type, *found->second, to_text(name), ChangeKind::added);
      }
    }
  }

  // Labels of `type` that `other` doesn't have. Their order is none of Prisma's concern.
  void compare_labels(const Enum& type, const Enum& other, const std::string& name, ChangeKind change) {
    for (const Label& label : type.values) {
      if (std::ranges::find(other.values, label.text, &Label::text) != other.values.end()) continue;
      add(change, ObjectKind::enum_value, name + "." + label.text,
          change == ChangeKind::added
              ? text::format("value \"{}\" was added to enum \"{}\"", label.text, name)
              : text::format("value \"{}\" was removed from enum \"{}\"", label.text, name),
          label.place);
    }
  }

  void compare_tables() {
    for (const auto& [name, table] : before_.tables) {
      if (after_.tables.contains(name)) continue;
      add(ChangeKind::removed, ObjectKind::table, to_text(name),
          text::format("table \"{}\" was removed", to_text(name)), table.place);
    }
    for (const auto& [name, table] : after_.tables) {
      const auto found = before_.tables.find(name);
      if (found == before_.tables.end()) {
        add(ChangeKind::added, ObjectKind::table, to_text(name),
            text::format("table \"{}\" was added", to_text(name)), table.place);
        continue;
      }
      compare_columns(found->second.columns, table.columns, to_text(name));
      compare_named(found->second.keys, table.keys, to_text(name));
      compare_named(found->second.foreign_keys, table.foreign_keys, to_text(name));
    }
  }

  void compare_columns(const std::vector<TableColumn>& before, const std::vector<TableColumn>& after,
                       const std::string& table) {
    for (const TableColumn& column : before) {
      if (std::ranges::find(after, column.name, &TableColumn::name) != after.end()) continue;
      add(ChangeKind::removed, ObjectKind::column, table + "." + column.name,
          text::format("column \"{}\" was removed from \"{}\"", column.name, table), column.place);
    }
    for (const TableColumn& column : after) {
      const auto found = std::ranges::find(before, column.name, &TableColumn::name);
      if (found == before.end()) {
        add(ChangeKind::added, ObjectKind::column, table + "." + column.name,
            text::format("column \"{}\" was added to \"{}\"", column.name, table), column.place);
      } else {
        compare_column(*found, column, table);
      }
    }
  }

  void compare_column(const TableColumn& before, const TableColumn& after, const std::string& table) {
    const auto altered = [&](std::string_view how, Place place) {
      add(ChangeKind::altered, ObjectKind::column, table + "." + after.name,
          text::format("column \"{}\" of \"{}\" {}", after.name, table, how), place);
    };
    if (!same_type(before.type, after.type)) {
      altered(text::format("changed from {} to {}", lockstep::to_text(before.type),
                           lockstep::to_text(after.type)),
              after.type_place);
    }
    // No list is NOT NULL, so that one which is new or gone says nothing besides.
    if (before.not_null != after.not_null && before.type.array_dimensions == after.type.array_dimensions) {
      altered(after.not_null ? "became required" : "became optional", after.type_place);
    }
    if (same_default(before.default_value, after.default_value)) return;
    if (!after.default_value) {
      altered("lost its default", after.place);
    } else {
      altered(before.default_value ? "got another default" : "got a default", after.default_value->place);
    }
  }

  // Keys, indexes and foreign keys. One of the same definition under another name was renamed.
  template <class T>
  void compare_named(const std::vector<T>& before_items, const std::vector<T>& after_items,
                     const std::string& table) {
    std::vector<const T*> before = pointers(before_items);
    std::vector<const T*> after = pointers(after_items);
    const auto same_name = [](const T& a, const T& b) { return a.name == b.name; };
    const auto same = [](const T& a, const T& b) { return same_definition(a, b); };

    take_pairs(before, after, [&](const T& a, const T& b) { return same_name(a, b) && same(a, b); });
    for (const auto& [old, now] : take_pairs(before, after, same)) {
      add(ChangeKind::renamed, object_kind(*now), now->name,
          text::format("{} \"{}\" of \"{}\" was renamed to \"{}\"", what(*now), old->name, table, now->name),
          now->place);
    }
    for (const auto& [old, now] : take_pairs(before, after, same_name)) {
      add(ChangeKind::altered, object_kind(*now), now->name,
          text::format("{} \"{}\" of \"{}\" changed", what(*now), now->name, table), now->place);
    }
    for (const T* old : before) {
      add(ChangeKind::removed, object_kind(*old), old->name,
          text::format("{} \"{}\" was removed from \"{}\"", what(*old), old->name, table), old->place);
    }
    for (const T* now : after) {
      add(ChangeKind::added, object_kind(*now), now->name,
          text::format("{} \"{}\" was added to \"{}\"", what(*now), now->name, table), now->place);
    }
  }

  const Database before_;
  const Database after_;
  std::vector<DatabaseChange> changes_;
};

}  // namespace

std::vector<DatabaseChange> database_changes(const Schema& before, const Schema& after) {
  return Comparison(before, after).run();
}

}  // namespace lockstep::schema
