#include "unit/describe_statements.h"

#include <array>
#include <optional>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace lockstep {
namespace {

class Describer {
 public:
  Describer(const SourceFile& source, bool spans) : source_(source), spans_(spans) {}

  std::string operator()(const action::Drop& fact) const {
    std::string text = std::string("drop ") + object_kind_name(fact.kind) + place(fact.kind_keyword);
    for (std::size_t i = 0; i < fact.names.size(); ++i) {
      text += name(fact.names[i]);
      if (i < fact.on.size()) text += " on" + name(fact.on[i]);
    }
    return text + flag("if exists", fact.if_exists) + flag("cascade", fact.cascade) +
           place(fact.cascade_span) + flag("concurrently", fact.concurrently) + place(fact.concurrently_span);
  }
  std::string operator()(const action::Rename& fact) const {
    return std::string("rename ") + object_kind_name(fact.kind) + " of " +
           object_kind_name(fact.relation_kind) + name(fact.object) + " from" + name(fact.from) + " to" +
           name(fact.to) + flag("if exists", fact.if_exists);
  }
  std::string operator()(const action::SetSchema& fact) const {
    return std::string("move ") + object_kind_name(fact.kind) + name(fact.object) + " to" +
           name(fact.schema) + flag("if exists", fact.if_exists);
  }
  std::string operator()(const action::SetOwner& fact) const {
    return std::string("owner of ") + object_kind_name(fact.kind) + name(fact.object) + " to " + fact.role;
  }
  std::string operator()(const action::Reindex& fact) const {
    return std::string("reindex ") + object_kind_name(fact.kind) + place(fact.kind_keyword) +
           name(fact.object) + flag("concurrently", fact.concurrently) + flag("system", fact.system);
  }
  std::string operator()(const action::Truncate& fact) const {
    return "truncate" + names(fact.relations) + flag("cascade", fact.cascade) +
           flag("restart identity", fact.restart_identity);
  }
  std::string operator()(const action::LockTable& fact) const {
    return "lock" + names(fact.relations) + " in " + fact.mode + flag("nowait", fact.nowait);
  }
  std::string operator()(const action::Cluster& fact) const {
    return "cluster" + (fact.relation ? name(*fact.relation) : std::string());
  }
  std::string operator()(const action::Vacuum& fact) const {
    return std::string(fact.analyze_only ? "analyze" : "vacuum") + names(fact.relations) +
           flag("full", fact.full);
  }
  std::string operator()(const action::RefreshMaterializedView& fact) const {
    return "refresh" + name(fact.relation) + flag("concurrently", fact.concurrently) +
           flag("no data", !fact.with_data);
  }
  std::string operator()(const action::CreateEnum& fact) const {
    return "create enum" + name(fact.type) + ":" + names(fact.values);
  }
  std::string operator()(const action::AddEnumValue& fact) const {
    return "add value to" + name(fact.type) + ":" + name(fact.value) +
           flag("if not exists", fact.if_not_exists) +
           (fact.neighbour.text.empty() ? "" : (fact.before ? " before" : " after") + name(fact.neighbour));
  }
  std::string operator()(const action::CreateDomain& fact) const {
    return "create domain" + name(fact.domain) + " as " + type(fact.type) + flag("not null", fact.not_null) +
           (fact.default_value ? " default " + expr(*fact.default_value) : "") +
           constraints(fact.constraints);
  }
  std::string operator()(const action::AlterDomain& fact) const {
    return "alter domain" + name(fact.domain) + ": " + fact.what + name(fact.constraint.name) +
           (fact.constraint.expression.empty() ? "" : " " + expr(fact.constraint.expression));
  }
  std::string operator()(const action::CreateType& fact) const {
    std::string text = "create " + fact.what + " type" + name(fact.type);
    for (const action::ColumnDef& column : fact.attributes)
      text += name(column.name) + " " + type(column.type);
    return text;
  }
  std::string operator()(const action::CreateSchema& fact) const {
    return "create schema" + name(fact.schema) + flag("if not exists", fact.if_not_exists) +
           flag("with elements", !fact.elements.empty());
  }
  std::string operator()(const action::CreateExtension& fact) const {
    return "create extension" + name(fact.extension) + flag("if not exists", fact.if_not_exists) +
           word("in schema", fact.schema);
  }
  std::string operator()(const action::CreateSequence& fact) const {
    return "create sequence" + name(fact.sequence) + flag("if not exists", fact.if_not_exists) +
           flag("temporary", fact.temporary) + word("as", fact.type) +
           owner(fact.owner_table, fact.owner_column);
  }
  std::string operator()(const action::AlterSequence& fact) const {
    return "alter sequence" + name(fact.sequence) + flag("if exists", fact.if_exists) +
           word("as", fact.type) + owner(fact.owner_table, fact.owner_column) +
           flag("owned by none", fact.owned_by_none) + flag("restart", fact.restart);
  }
  std::string operator()(const action::CreateView& fact) const {
    return "create view" + name(fact.relation) + flag("or replace", fact.or_replace) +
           flag("temporary", fact.temporary) +
           (fact.columns.empty() ? "" : " columns" + names(fact.columns)) + reads(fact.reads);
  }
  std::string operator()(const action::CreateFunction& fact) const {
    std::string text =
        std::string("create ") + (fact.procedure ? "procedure" : "function") + name(fact.function) + " (";
    for (const TypeName& argument : fact.arguments) text += (text.back() == '(' ? "" : ", ") + type(argument);
    return text + ") " + fact.language + " " + fact.volatility + flag("or replace", fact.or_replace) +
           flag("security definer", fact.security_definer) + word("body", fact.body);
  }
  std::string operator()(const action::AlterFunction& fact) const {
    return "alter function" + name(fact.function) + arguments(fact.arguments) +
           word("volatility", fact.volatility) + word("parallel", fact.parallel) +
           answer("strict", fact.strict) + answer("security definer", fact.security_definer) +
           answer("leakproof", fact.leakproof) + options(fact.settings) +
           (fact.reset.empty() ? "" : " reset" + words(fact.reset));
  }
  std::string operator()(const action::DoBlock& fact) const {
    return "do " + fact.language + word("body", fact.body);
  }
  std::string operator()(const action::CreateTrigger& fact) const {
    return "create trigger" + name(fact.trigger) + " on" + name(fact.relation) + " calls" +
           name(fact.function) + flag("row", fact.row) + flag("constraint", fact.constraint) +
           flag("or replace", fact.or_replace);
  }
  std::string operator()(const action::CreatePolicy& fact) const {
    return "create policy" + name(fact.policy) + " on" + name(fact.relation);
  }
  std::string operator()(const action::AlterPolicy& fact) const {
    return "alter policy" + name(fact.policy) + " on" + name(fact.relation);
  }
  std::string operator()(const action::CreateRule& fact) const {
    return "create rule" + name(fact.rule) + " on" + name(fact.relation);
  }
  std::string operator()(const action::CreatePublication& fact) const {
    return "create publication" + name(fact.publication) + flag("all tables", fact.all_tables) +
           names(fact.relations);
  }
  std::string operator()(const action::Comment& fact) const {
    return std::string("comment on ") + object_kind_name(fact.kind) + name(fact.object);
  }
  std::string operator()(const action::Grant& fact) const {
    return std::string(fact.revoke ? "revoke on " : "grant on ") + object_kind_name(fact.kind) +
           names(fact.objects) + (fact.roles.empty() ? "" : " to") + words(fact.roles);
  }
  std::string operator()(const action::CreateRole& fact) const { return "create role " + fact.role; }
  std::string operator()(const action::DropOwned& fact) const {
    return (fact.new_owner.empty() ? "drop owned by" : "reassign owned by") + words(fact.roles) +
           word("to", fact.new_owner) + flag("cascade", fact.cascade);
  }
  std::string operator()(const action::Insert& fact) const {
    return "insert" + name(fact.relation) + (fact.columns.empty() ? "" : " columns" + names(fact.columns)) +
           " " + std::to_string(fact.rows) + " rows" + flag("from query", fact.from_query) +
           reads(fact.reads);
  }
  std::string operator()(const action::Update& fact) const {
    return "update" + name(fact.relation) + " columns" + names(fact.columns) + flag("from", fact.has_from) +
           (fact.where.empty() ? "" : " where " + expr(fact.where)) + reads(fact.reads);
  }
  std::string operator()(const action::Delete& fact) const {
    return "delete" + name(fact.relation) + flag("using", fact.has_using) +
           (fact.where.empty() ? "" : " where " + expr(fact.where)) + reads(fact.reads);
  }
  std::string operator()(const action::Select& fact) const { return "select" + reads(fact.reads); }
  std::string operator()(const action::Copy& fact) const {
    return "copy" + name(fact.relation) + (fact.from ? " from" : " to") +
           flag("standard input", fact.standard_input) + flag("program", fact.program);
  }
  std::string operator()(const action::Transaction& fact) const {
    static constexpr std::array kKinds = {"begin",     "commit",          "rollback",
                                          "savepoint", "release",         "rollback to",
                                          "prepare",   "commit prepared", "rollback prepared"};
    return kKinds[static_cast<std::size_t>(fact.kind)] +
           (fact.savepoint.text.empty() ? "" : name(fact.savepoint));
  }
  std::string operator()(const action::SetVariable& fact) const {
    std::string text = std::string(fact.reset ? "reset " : "set ") + fact.name + flag("local", fact.local);
    for (const std::string& value : fact.values) text += " '" + value + "'";
    return text;
  }
  std::string operator()(const action::AlterSystem& fact) const { return "alter system " + fact.variable; }
  std::string operator()(const action::Opaque& fact) const { return "opaque " + fact.what; }
  // Described by describe_tables.h, or no statements.
  template <class Other>
  std::string operator()(const Other&) const {
    return "other";
  }

  [[nodiscard]] std::string place(Span span) const {
    if (!spans_ || span.empty()) return "";
    return "<" + std::string(source_.text(span)) + ">";
  }

 private:
  // Without the brackets when the span holds just the text, with <> when there is no span.
  [[nodiscard]] std::string with_place(const std::string& text, Span span) const {
    if (!spans_ || (!span.empty() && source_.text(span) == text)) return " " + text;
    return " " + text + "<" + std::string(source_.text(span)) + ">";
  }
  [[nodiscard]] std::string name(const Name& name) const {
    return name.text.empty() && name.span.empty() ? "" : with_place(name.text, name.span);
  }
  [[nodiscard]] std::string name(const QualifiedName& name) const {
    return name.name.empty() && name.span.empty() ? "" : with_place(to_text(name), name.span);
  }
  template <class Names>
  [[nodiscard]] std::string names(const Names& all) const {
    std::string text;
    for (const auto& one : all) text += (text.empty() ? "" : ",") + name(one);
    return text;
  }
  [[nodiscard]] static std::string words(const std::vector<std::string>& all) {
    std::string text;
    for (const std::string& one : all) text += (text.empty() ? " " : ", ") + one;
    return text;
  }
  [[nodiscard]] std::string arguments(const ArgumentTypes& types) const {
    if (!types) return "";
    std::string text;
    for (const TypeName& one : *types) text += (text.empty() ? "" : ", ") + type(one);
    return "(" + text + ")";
  }
  [[nodiscard]] static std::string options(const std::vector<action::Option>& all) {
    std::string text;
    for (const action::Option& one : all) text += " " + one.name + "=" + one.value;
    return text;
  }
  [[nodiscard]] static std::string answer(const char* what, std::optional<bool> value) {
    return value ? std::string(*value ? " " : " not ") + what : "";
  }
  [[nodiscard]] std::string reads(const std::vector<QualifiedName>& relations) const {
    return relations.empty() ? "" : " reads" + names(relations);
  }
  [[nodiscard]] std::string owner(const QualifiedName& table, const Name& column) const {
    return table.name.empty() ? "" : " owned by" + name(table) + " column" + name(column);
  }
  [[nodiscard]] std::string constraints(const std::vector<action::Constraint>& all) const {
    std::string text;
    for (const action::Constraint& one : all)
      text += " constraint" + name(one.name) + " " + expr(one.expression);
    return text;
  }
  [[nodiscard]] static std::string flag(const char* text, bool on) {
    return on ? std::string(" [") + text + "]" : "";
  }
  [[nodiscard]] static std::string word(const char* text, const std::string& value) {
    return value.empty() ? "" : std::string(" ") + text + " {" + value + "}";
  }
  [[nodiscard]] std::string type(const TypeName& type) const { return to_text(type) + place(type.span); }
  [[nodiscard]] std::string expr(const Expr& expr) const { return expr.to_text() + place(expr.root().span); }

  const SourceFile& source_;
  bool spans_;
};

}  // namespace

std::string describe_statement(const Statement& statement, const SourceFile& source, bool spans) {
  const Describer describer(source, spans);
  const std::string verb = describer.place(statement.keyword);
  return verb + (verb.empty() ? "" : " ") + std::visit(describer, statement.action);
}

}  // namespace lockstep
