#include "rules/released_use.h"

#include <algorithm>

#include "project/facts.h"
#include "rules/columns.h"
#include "rules/context.h"
#include "rules/earlier.h"
#include "rules/renames.h"
#include "support/contains.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kRule = "removed-while-still-used";

const schema::Model* find_model(const QualifiedName& table, const RuleContext& cx) {
  if (cx.released() == nullptr) return nullptr;
  const catalog::Relation* relation = cx.before().find_relation(table);
  const std::string_view written = table.schema.empty() ? std::string_view("public") : table.schema;
  const schema::Schema& schema = cx.released()->schema;
  return relation != nullptr ? schema.find_table(relation->schema, relation->name)
                             : schema.find_table(written, table.name);
}

// Relations of other models to this one; with a field those that refer to it.
void add_relations_to(const schema::Model& model, std::string_view field, const schema::Schema& schema,
                      std::vector<std::string>& uses) {
  for (const schema::Model& other : schema.models) {
    if (other.ignored || &other == &model) continue;
    for (const schema::Relation& relation : other.relations) {
      const bool refers = field.empty() || contains(relation.references, field);
      if (relation.model == model.name && refers)
        uses.push_back(text::format("relation {}.{}", other.name, relation.field));
    }
  }
}

}  // namespace

ReleasedUse released_use(const QualifiedName& table, const RuleContext& cx) {
  const schema::Model* model = find_model(table, cx);
  if (model == nullptr || model->view) return {};
  ReleasedUse use{.state = ReleasedState::unused, .uses = {}};
  if (model->ignored) return use;
  use.state = ReleasedState::used;
  use.uses.push_back("model " + model->name);
  add_relations_to(*model, {}, cx.released()->schema, use.uses);
  return use;
}

ReleasedUse released_use(const action::DropColumn& drop, const RuleContext& cx) {
  const schema::Model* model = find_model(cx.alter_table().relation, cx);
  if (model == nullptr) return {};
  ReleasedUse use{.state = ReleasedState::unused, .uses = {}};
  const schema::Column* column = model->find_column(drop.column.text);
  if (column == nullptr || column->ignored || model->ignored) return use;
  use.state = ReleasedState::used;
  use.required = !column->optional && !column->list && !column->default_value && !column->updated_at;
  use.uses.push_back(text::format("field {} of model {}", column->field, model->name));
  for (const schema::Relation& relation : model->relations) {
    if (contains(relation.fields, column->field))
      use.uses.push_back(text::format("relation {}.{}", model->name, relation.field));
  }
  add_relations_to(*model, column->field, cx.released()->schema, use.uses);
  return use;
}

bool is_gone(const QualifiedName& table, const RuleContext& cx) {
  return std::ranges::none_of(cx.following(),
                              [&](const Statement& later) { return takes_name(later.action, table, cx); }) &&
         likely_new_table(table, cx) == nullptr;
}

bool is_gone(const action::DropColumn& drop, const RuleContext& cx) {
  return added_from_now(drop.column.text, cx) == nullptr && likely_new_column(drop, cx) == nullptr &&
         std::ranges::none_of(cx.following(), [&](const Statement& later) {
           return renames_to(later.action, cx.alter_table().relation, drop.column, cx);
         });
}

bool is_unused(const QualifiedName& table, const RuleContext& cx) {
  return released_use(table, cx).state == ReleasedState::unused && is_gone(table, cx);
}

bool is_unused(const action::DropColumn& drop, const RuleContext& cx) {
  return released_use(drop, cx).state == ReleasedState::unused && is_gone(drop, cx);
}

bool is_removed_while_used(const QualifiedName& table, const RuleContext& cx) {
  return cx.FileContext::is_on(kRule) && released_use(table, cx).state == ReleasedState::used &&
         is_gone(table, cx);
}

bool is_removed_while_used(const action::DropColumn& drop, const RuleContext& cx) {
  return cx.FileContext::is_on(kRule) && released_use(drop, cx).state == ReleasedState::used &&
         is_gone(drop, cx);
}

}  // namespace lockstep::rules
