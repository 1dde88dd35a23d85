#include "rules/earlier.h"

#include <algorithm>
#include <ranges>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "rules/columns.h"
#include "rules/context.h"
#include "support/contains.h"

namespace lockstep::rules {
namespace {

bool reads(const std::vector<QualifiedName>& relations, const QualifiedName& table, const RuleContext& cx) {
  return std::ranges::any_of(relations,
                             [&](const QualifiedName& name) { return cx.same_relation(name, table); });
}

bool copies(const Action& action, const QualifiedName& table, const RuleContext& cx) {
  if (const auto* insert = std::get_if<action::Insert>(&action))
    return reads(insert->reads, table, cx) && !cx.same_relation(insert->relation, table);
  if (const auto* made = std::get_if<action::CreateTableAs>(&action)) return reads(made->reads, table, cx);
  const auto* update = std::get_if<action::Update>(&action);
  return update != nullptr && reads(update->reads, table, cx) && !cx.same_relation(update->relation, table);
}

// The columns that the statement reads, of whichever relation; of one that copies nothing none.
std::vector<std::string> columns_read(const Action& action) {
  if (const auto* insert = std::get_if<action::Insert>(&action)) return insert->columns_read;
  if (const auto* made = std::get_if<action::CreateTableAs>(&action)) return made->columns_read;
  const auto* update = std::get_if<action::Update>(&action);
  return update == nullptr ? std::vector<std::string>{} : update->columns_read;
}

// Into another column of the row.
bool copies_within(const Action& action, const QualifiedName& table, std::string_view column,
                   const RuleContext& cx) {
  const auto* update = std::get_if<action::Update>(&action);
  return update != nullptr && cx.same_relation(update->relation, table) &&
         std::ranges::any_of(update->columns, [&](const Name& name) { return name.text != column; });
}

bool adds_required_column(const Statement& statement, const QualifiedName& table, const RuleContext& cx) {
  const auto* alter = std::get_if<action::AlterTable>(&statement.action);
  if (alter == nullptr || !cx.same_relation(alter->relation, table)) return false;
  return std::ranges::any_of(alter->commands, [&](const AlterCommand& command) {
    const auto* add = std::get_if<action::AddColumn>(&command.fact);
    return add != nullptr && !add->if_not_exists && fails_on_rows(*add, cx);
  });
}

}  // namespace

QualifiedName former_name(ObjectKind kind, const QualifiedName& name, const RuleContext& cx) {
  QualifiedName former = name;
  for (const Statement& earlier : cx.preceding() | std::views::reverse) {
    const auto* rename = std::get_if<action::Rename>(&earlier.action);
    if (rename == nullptr || rename->kind != kind || rename->to.text != former.name) continue;
    const std::string& schema = rename->object.schema;
    if (schema.empty() || former.schema.empty() || schema == former.schema) former = rename->object;
  }
  return former;
}

std::string former_table(const QualifiedName& table, const RuleContext& cx) {
  QualifiedName former = former_name(ObjectKind::table, table, cx);
  if (former.name == table.name) return cx.name_of(table);
  if (const catalog::Relation* relation = cx.before().find_relation(table))
    former.schema = relation->schema == "public" ? "" : relation->schema;
  return to_text(former);
}

bool rows_copied(const QualifiedName& table, const RuleContext& cx) {
  return std::ranges::any_of(cx.preceding(),
                             [&](const Statement& earlier) { return copies(earlier.action, table, cx); });
}

bool values_copied(const QualifiedName& table, std::string_view column, const RuleContext& cx) {
  return std::ranges::any_of(cx.preceding(), [&](const Statement& earlier) {
    if (const auto* block = std::get_if<action::DoBlock>(&earlier.action))
      return block->body.contains(table.name) && block->body.contains(column);
    if (!copies(earlier.action, table, cx) && !copies_within(earlier.action, table, column, cx)) return false;
    const std::vector<std::string> names = columns_read(earlier.action);
    return contains(names, column) || contains(names, "*");
  });
}

bool rows_prepared(const QualifiedName& table, const RuleContext& cx) {
  return std::ranges::any_of(cx.preceding(), [&](const Statement& earlier) {
    if (const auto* update = std::get_if<action::Update>(&earlier.action))
      return cx.same_relation(update->relation, table);
    if (const auto* block = std::get_if<action::DoBlock>(&earlier.action))
      return block->body.contains(table.name);
    const auto* remove = std::get_if<action::Delete>(&earlier.action);
    return remove != nullptr && cx.same_relation(remove->relation, table);
  });
}

bool puts_rows_into(const Action& action, const QualifiedName& table, const RuleContext& cx) {
  if (const auto* insert = std::get_if<action::Insert>(&action))
    return cx.same_relation(insert->relation, table);
  if (const auto* block = std::get_if<action::DoBlock>(&action)) return block->body.contains(table.name);
  const auto* copy = std::get_if<action::Copy>(&action);
  return copy != nullptr && copy->from && cx.same_relation(copy->relation, table);
}

bool has_no_rows(const QualifiedName& table, const RuleContext& cx) {
  const auto adds = [&](const Statement& each) { return adds_required_column(each, table, cx); };
  // Rows that the file has deleted are dead, and still lie there.
  const auto is_clean = [&] { return !cx.emptied_here(table) || cx.truncated_here(table); };
  if (adds(cx.statement())) return is_clean();
  if (!cx.precedes<action::AlterTable>()) return false;
  for (const Statement& earlier : cx.preceding() | std::views::reverse) {
    if (puts_rows_into(earlier.action, table, cx)) return false;
    if (adds(earlier)) return is_clean();
  }
  return false;
}

bool has_no_rows(const effects::RelationRef& table, const RuleContext& cx) {
  if (const catalog::Relation* known = cx.before().relation(table.oid))
    return has_no_rows({.schema = known->schema, .name = known->name, .span = {}}, cx);
  const auto names_it = [&](const Statement& each) {
    const auto* alter = std::get_if<action::AlterTable>(&each.action);
    return alter != nullptr && cx.name_of(alter->relation) == table.name;
  };
  const auto found = std::ranges::find_if(cx.preceding(), names_it);
  const Statement& alters = found == cx.preceding().end() ? cx.statement() : *found;
  return names_it(alters) && has_no_rows(std::get<action::AlterTable>(alters.action).relation, cx);
}

bool has_to_be_empty(const QualifiedName& table, const RuleContext& cx) {
  const auto adds = [&](const Statement& each) { return adds_required_column(each, table, cx); };
  return adds(cx.statement()) || std::ranges::any_of(cx.preceding(), adds) ||
         std::ranges::any_of(cx.following(), adds);
}

bool takes_name(const Action& action, const QualifiedName& name, const RuleContext& cx) {
  if (const auto* view = std::get_if<action::CreateView>(&action))
    return cx.same_relation(view->relation, name);
  if (const auto* table = std::get_if<action::CreateTable>(&action))
    return cx.same_relation(table->relation, name);
  if (const auto* table = std::get_if<action::CreateTableAs>(&action))
    return cx.same_relation(table->relation, name);
  const auto* rename = std::get_if<action::Rename>(&action);
  return rename != nullptr && rename->kind == ObjectKind::table &&
         cx.same_relation({.schema = rename->object.schema, .name = rename->to.text, .span = {}}, name);
}

bool renames_to(const Action& action, const QualifiedName& table, const Name& column, const RuleContext& cx) {
  const auto* rename = std::get_if<action::Rename>(&action);
  return rename != nullptr && rename->kind == ObjectKind::column && rename->to.text == column.text &&
         cx.same_relation(rename->object, table);
}

}  // namespace lockstep::rules
