/// What:  a new name of more than 63 bytes, the most that Postgres keeps.
/// When:  a statement gives it to a table, column, index, constraint, view, sequence, function, trigger,
///        policy or type; characters outside of ASCII are several bytes. An error where the name, once it is
///        cut, is taken.
/// Why:   Postgres cuts the name and says so in a notice that nobody reads. Two names that differ behind byte
///        63 are then one, and the second statement fails, or does nothing with `IF NOT EXISTS`. Prisma's
///        schema has to name what stands in the database, not what the file says.
/// Do:    shorten the name to 63 bytes by its middle, so that its end still tells names apart.
/// Allow: the file was applied, and everything else already knows the name as it was cut.
/// See:   https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS
#include <string>
#include <string_view>

#include "rules/rule.h"
#include "support/text.h"

namespace lockstep::rules {
namespace {

constexpr std::string_view kAliases[] = {"squawk:identifier-too-long", "pgsafe:identifier-too-long"};
constexpr RuleInfo kInfo{
    .id = "identifier-too-long",
    .group = "sql",
    .since = "0.1.0",
    .summary = "Postgres cuts the name to 63 bytes",
    .aliases = kAliases,
    .tells_failure = true,
};

constexpr std::size_t kLongest = 63;  // NAMEDATALEN - 1

// Where schema.prisma names such an object; empty: it has none.
std::string_view attribute(std::string_view kind) {
  if (kind == "column") return "@map";
  if (kind == "table" || kind == "view" || kind == "type") return "@@map";
  return kind == "index" || kind == "constraint" ? "map:" : "";
}

std::string advice(std::string_view kind) {
  const std::string_view where = attribute(kind);
  return where.empty()
             ? "give it a name of at most 63 bytes"
             : text::format("give it a name of at most 63 bytes, and name it in schema.prisma with `{}`",
                            where);
}

// `kept` is the name as Postgres has it; it is `taken` by another object of its kind.
void check_name(std::string_view kind, Span span, const std::string& kept, bool taken, RuleContext& cx) {
  const std::string written = catalog::parse_relation_name(cx.text(span)).name;
  if (written.size() <= kLongest || kept.size() > kLongest || written.size() <= kept.size()) return;
  FindingBuilder finding =
      taken ? cx.report(span, "the {}'s name is taken: Postgres cuts it to 63 bytes", kind)
            : cx.report(span, "the {}'s name has {} bytes, and Postgres keeps 63", kind, written.size());
  finding.label("it becomes " + kept).object(kept).advise(advice(kind));
  if (!taken) finding.severity(Severity::warning);
}

void check_relation(std::string_view kind, const QualifiedName& name, RuleContext& cx) {
  check_name(kind, name.span, name.name, cx.before().find_relation(name) != nullptr, cx);
}

std::string_view kind_of(const action::Constraint& constraint) {
  if (constraint.kind == ConstraintKind::check) return "check constraint";
  return constraint.kind == ConstraintKind::exclusion ? "exclusion constraint" : "constraint";
}

void check_constraint(const QualifiedName& table, const action::Constraint& constraint, RuleContext& cx) {
  if (constraint.name.text.empty()) return;
  const catalog::Relation* relation = cx.before().find_table(table);
  const bool taken = relation != nullptr && relation->find_constraint(constraint.name.text) != nullptr;
  check_name(kind_of(constraint), constraint.name.span, constraint.name.text, taken, cx);
}

void check_column(const QualifiedName& table, const action::ColumnDef& column, RuleContext& cx) {
  const bool taken = cx.find_column(table, column.name) != nullptr;
  check_name("column", column.name.span, column.name.text, taken, cx);
  for (const action::Constraint& constraint : column.constraints) check_constraint(table, constraint, cx);
}

void check_table(const action::CreateTable& table, RuleContext& cx) {
  check_relation("table", table.relation, cx);
  for (const action::ColumnDef& column : table.columns) check_column(table.relation, column, cx);
  for (const action::Constraint& constraint : table.constraints)
    check_constraint(table.relation, constraint, cx);
}

void check_added(const action::AddColumn& add, RuleContext& cx) {
  check_column(cx.alter_table().relation, add.column, cx);
}

void check_added_constraint(const action::AddConstraint& add, RuleContext& cx) {
  check_constraint(cx.alter_table().relation, add.constraint, cx);
}

void check_index(const action::CreateIndex& index, RuleContext& cx) {
  const QualifiedName name{.schema = index.relation.schema, .name = index.name.text, .span = index.name.span};
  if (!name.name.empty()) check_relation("index", name, cx);
}

void check_rename(const action::Rename& rename, RuleContext& cx) {
  const bool column =
      rename.kind == ObjectKind::column && cx.find_column(rename.object, rename.to) != nullptr;
  check_name(object_kind_name(rename.kind), rename.to.span, rename.to.text, column, cx);
}

void check_enum(const action::CreateEnum& type, RuleContext& cx) {
  check_name("type", type.type.span, type.type.name, false, cx);
}

void check_view(const action::CreateView& view, RuleContext& cx) {
  if (!view.or_replace) check_relation("view", view.relation, cx);
}

void check_sequence(const action::CreateSequence& sequence, RuleContext& cx) {
  check_relation("sequence", sequence.sequence, cx);
}

void check_function(const action::CreateFunction& function, RuleContext& cx) {
  check_name("function", function.function.span, function.function.name, false, cx);
}

void check_trigger(const action::CreateTrigger& trigger, RuleContext& cx) {
  check_name("trigger", trigger.trigger.span, trigger.trigger.text, false, cx);
}

void check_policy(const action::CreatePolicy& policy, RuleContext& cx) {
  check_name("policy", policy.policy.span, policy.policy.text, false, cx);
}

}  // namespace

extern const Rule identifier_too_long;
constinit const Rule identifier_too_long =
    make_rule<check_table, check_added, check_added_constraint, check_index, check_rename, check_enum,
              check_view, check_sequence, check_function, check_trigger, check_policy>(kInfo);

}  // namespace lockstep::rules
