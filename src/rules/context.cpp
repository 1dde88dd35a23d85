#include "rules/context.h"

#include <algorithm>
#include <ranges>

namespace lockstep::rules {

FindingBuilder& FindingBuilder::label(std::string text) {
  finding().label = std::move(text);
  return *this;
}

FindingBuilder& FindingBuilder::advise(std::string text) {
  finding().advice = std::move(text);
  return *this;
}

FindingBuilder& FindingBuilder::object(std::string name) {
  finding().object = std::move(name);
  return *this;
}

FindingBuilder& FindingBuilder::severity(Severity at_most) {
  finding().severity = std::min(finding().severity, at_most);
  return *this;
}

FindingBuilder& FindingBuilder::related(const catalog::Origin& origin, std::string message) {
  if (origin.migration >= file_->files.size()) return *this;
  finding().related.push_back(
      {.file = file_->files[origin.migration], .span = origin.statement, .message = std::move(message)});
  return *this;
}

FindingBuilder& FindingBuilder::related(Span span, std::string message) {
  finding().related.push_back({.file = file_->file, .span = span, .message = std::move(message)});
  return *this;
}

FindingBuilder& FindingBuilder::fix(std::string title, bool safe, std::vector<Edit> edits) {
  finding().fix = Fix{.title = std::move(title), .safe = safe, .edits = std::move(edits)};
  return *this;
}

std::string FileContext::sql(const Name& name) const {
  return name.span.empty() ? quote_identifier(name.text) : std::string(text(name.span));
}

std::string FileContext::sql(const QualifiedName& name) const {
  if (!name.span.empty()) return std::string(text(name.span));
  const std::string schema = name.schema.empty() ? "" : quote_identifier(name.schema) + ".";
  return schema + quote_identifier(name.name);
}

FindingBuilder FileContext::add(Span span, std::string message) {
  Finding finding;
  finding.rule = rule_;
  finding.severity = severity_;
  finding.file = file_.file;
  finding.span = span;
  finding.message = std::move(message);
  findings_->push_back(std::move(finding));
  return {*findings_, file_};
}

const action::AlterTable& RuleContext::alter_table() const {
  return std::get<action::AlterTable>(input_.statement.action);
}

std::vector<const Statement*> RuleContext::same_transaction() const {
  std::vector<const Statement*> found;
  if (session().in_transaction() != Certainty::yes) return found;
  const auto ends = [](const Statement& each) {
    return std::holds_alternative<action::Transaction>(each.action);
  };
  for (const Statement& each : preceding() | std::views::reverse) {
    if (ends(each)) break;
    found.push_back(&each);
  }
  std::ranges::reverse(found);
  for (const Statement& each : following()) {
    if (ends(each)) break;
    found.push_back(&each);
  }
  return found;
}

effects::Effect RuleContext::effect_of(const Statement& other) const {
  return effects::of(other.action, input_.effects_context);
}

const effects::Work* RuleContext::awaited_work(effects::WorkKind kind) const {
  return created_here(alter_table().relation) ? nullptr : effect().find(kind);
}

bool RuleContext::created_here(const QualifiedName& relation) const {
  const catalog::Relation* found = before().find_relation(relation);
  return found != nullptr && created_here(*found);
}

bool RuleContext::created_here(const catalog::Relation& relation) const {
  return relation.temporary || created_here(relation.origin);
}

const catalog::Column* RuleContext::find_column(const QualifiedName& table, const Name& column) const {
  const catalog::Relation* relation = before().find_table(table);
  return relation == nullptr ? nullptr : relation->find_column(column.text);
}

bool RuleContext::missing(const QualifiedName& relation) const {
  return before().complete && before().find_relation(relation) == nullptr;
}

bool RuleContext::missing(const QualifiedName& table, const Name& column) const {
  const catalog::Relation* relation = before().find_table(table);
  if (relation == nullptr) return before().complete;
  return !relation->uncertain && relation->find_column(column.text) == nullptr;
}

bool RuleContext::same_relation(const QualifiedName& a, const QualifiedName& b) const {
  if (a.name != b.name) return false;
  return a.schema == b.schema || before().find_relation(a) == before().find_relation(b);
}

std::string RuleContext::name_of(const QualifiedName& relation) const {
  const catalog::Relation* found = before().find_relation(relation);
  return found == nullptr ? to_text(relation) : to_text(*found);
}

effects::LockMode RuleContext::lock_on(const QualifiedName& relation) const {
  const catalog::Relation* found = before().find_relation(relation);
  if (found != nullptr) return effect().lock_on(found->oid);
  const std::string name = to_text(relation);
  for (const effects::Lock& lock : effect().locks) {
    if (lock.relation.oid == 0 && lock.relation.name == name) return lock.mode;
  }
  return effects::LockMode::none;
}

std::vector<effects::Lock> RuleContext::blocking_locks() const {
  std::vector<effects::Lock> locks;
  for (const effects::Lock& lock : effect().locks) {
    const catalog::Relation* relation = before().relation(lock.relation.oid);
    if (relation != nullptr && (created_here(*relation) || relation->kind == catalog::RelationKind::index))
      continue;
    if (effects::blocks_writes(lock.mode)) locks.push_back(lock);
  }
  return locks;
}

std::string lock_label(effects::LockMode mode) {
  return fmt::format("{} lock: {} wait", effects::lock_mode_name(mode), effects::who_waits(mode));
}

std::string list_names(std::span<const std::string> names) {
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) list += i + 1 == names.size() ? " and " : ", ";
    list += names[i];
  }
  return list;
}

}  // namespace lockstep::rules
