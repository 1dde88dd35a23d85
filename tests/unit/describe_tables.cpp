#include "unit/describe_tables.h"

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace lockstep {
namespace {

const char* text_of(ConstraintKind kind) {
  static constexpr std::array kNames = {"check",  "not null",    "primary key",
                                        "unique", "foreign key", "exclusion"};
  return kNames[static_cast<std::size_t>(kind)];
}

const char* text_of(ReferentialAction reaction) {
  static constexpr std::array kNames = {"no action", "restrict", "cascade", "set null", "set default"};
  return kNames[static_cast<std::size_t>(reaction)];
}

const char* text_of(Identity identity) {
  static constexpr std::array kNames = {"none", "always", "by default"};
  return kNames[static_cast<std::size_t>(identity)];
}

std::string list_of(std::string_view word, const std::vector<Expr>& values) {
  if (values.empty()) return {};
  std::string text;
  for (const Expr& value : values) text += (text.empty() ? "" : ", ") + value.to_text();
  return " " + std::string(word) + " (" + text + ")";
}

std::string bound(const PartitionBound& bound) {
  std::string text = list_of("in", bound.in) + list_of("from", bound.from) + list_of("to", bound.to);
  if (bound.modulus > 0) {
    text += " modulus " + std::to_string(bound.modulus) + " remainder " + std::to_string(bound.remainder);
  }
  return text.empty() ? text : " for" + text;
}

class Describer {
 public:
  Describer(const SourceFile& source, bool spans) : source_(source), spans_(spans) {}

  std::vector<std::string> take() { return std::move(lines_); }

  void operator()(const action::CreateTable& fact) {
    line("create table" + name(fact.relation) + flag("if not exists", fact.if_not_exists) +
         flag("temporary", fact.temporary) + flag("unlogged", fact.unlogged) + flag("foreign", fact.foreign) +
         flag("default partition", fact.partition_bound.is_default) + bound(fact.partition_bound));
    if (fact.of_type) line("  of " + type(*fact.of_type));
    if (fact.partition_of) line("  partition of" + name(*fact.partition_of));
    for (const action::ColumnDef& column : fact.columns) add_column("  column", column);
    for (const action::Constraint& constraint : fact.constraints) add_constraint("  ", constraint);
    for (const action::LikeClause& like : fact.like) {
      line("  like" + name(like.relation) + " " + std::to_string(like.options));
    }
    for (const QualifiedName& parent : fact.inherits) line("  inherits" + name(parent));
    if (!fact.partition_strategy.empty()) line("  partition by " + fact.partition_strategy);
    add_elements("    key", fact.partition_key);
  }

  void operator()(const action::CreateTableAs& fact) {
    line("create table as" + name(fact.relation) + flag("materialized view", fact.materialized_view) +
         flag("if not exists", fact.if_not_exists) + flag("temporary", fact.temporary) +
         flag("no data", !fact.with_data) + names("columns", fact.columns));
    for (const QualifiedName& relation : fact.reads) line("  reads " + to_text(relation));
  }

  void operator()(const action::CreateIndex& fact) {
    line("create index" + span(fact.index_keyword) + name(fact.name) + " on" + name(fact.relation) +
         " using " + fact.method);
    std::string more = flag("unique", fact.unique) + flag("concurrently", fact.concurrently);
    more += optional_span(fact.concurrently_span) + flag("if not exists", fact.if_not_exists) +
            flag("only", fact.only) + flag("nulls not distinct", fact.nulls_not_distinct);
    if (!more.empty()) line("  is" + more.substr(1));
    add_elements("  element", fact.elements);
    if (!fact.include.empty()) line(" " + names("include", fact.include));
    if (!fact.where.empty()) line(" " + expression("where", fact.where));
  }

  void operator()(const action::AlterTable& fact) {
    line(std::string("alter ") + object_kind_name(fact.kind) + name(fact.relation) +
         flag("if exists", fact.if_exists) + flag("only", fact.only));
    for (const AlterCommand& command : fact.commands) {
      lines_.push_back("  " + std::to_string(command.pass) + span(command.keyword));
      std::visit(*this, command.fact);
      if (spans_) lines_.push_back("    in" + span(command.span));
    }
  }

  // ---- commands ----
  void operator()(const action::AddColumn& fact) {
    add_column(fact.if_not_exists ? "    add column if not exists" : "    add column", fact.column);
  }
  void operator()(const action::DropColumn& fact) {
    add("drop column" + name(fact.column) + flag("if exists", fact.if_exists) +
        flag("cascade", fact.cascade));
  }
  void operator()(const action::SetType& fact) {
    add("set type" + name(fact.column) + " " + type(fact.type) + word("collate", fact.collation) +
        (fact.using_expression ? expression("using", *fact.using_expression) : "") +
        optional_span(fact.using_span));
  }
  void operator()(const action::SetDefault& fact) {
    add("set default" + name(fact.column) + expression("to", fact.expression));
  }
  void operator()(const action::DropDefault& fact) { add("drop default" + name(fact.column)); }
  void operator()(const action::SetNotNull& fact) { add("set not null" + name(fact.column)); }
  void operator()(const action::DropNotNull& fact) { add("drop not null" + name(fact.column)); }
  void operator()(const action::SetExpression& fact) {
    add("set expression" + name(fact.column) + expression("to", fact.expression));
  }
  void operator()(const action::DropExpression& fact) {
    add("drop expression" + name(fact.column) + flag("if exists", fact.if_exists));
  }
  void operator()(const action::AddIdentity& fact) {
    add("add identity" + name(fact.column) + " " + text_of(fact.identity));
  }
  void operator()(const action::SetIdentity& fact) { add("set identity" + name(fact.column)); }
  void operator()(const action::DropIdentity& fact) {
    add("drop identity" + name(fact.column) + flag("if exists", fact.if_exists));
  }
  void operator()(const action::AddConstraint& fact) { add_constraint("    add ", fact.constraint); }
  void operator()(const action::DropConstraint& fact) {
    add("drop constraint" + name(fact.constraint) + flag("if exists", fact.if_exists) +
        flag("cascade", fact.cascade));
  }
  void operator()(const action::ValidateConstraint& fact) { add("validate" + name(fact.constraint)); }
  void operator()(const action::AlterConstraint& fact) {
    add("alter constraint" + name(fact.constraint) + answer("deferrable", fact.deferrable) +
        answer("enforced", fact.enforced) + answer("no inherit", fact.no_inherit));
  }
  void operator()(const action::AttachPartition& fact) {
    add("attach" + name(fact.partition) + flag("default", fact.bound.is_default) + bound(fact.bound));
  }
  void operator()(const action::DetachPartition& fact) {
    add("detach" + name(fact.partition) + flag("concurrently", fact.concurrently) +
        flag("finalize", fact.finalize));
  }
  void operator()(const action::SetLogged& fact) { add(fact.logged ? "logged" : "unlogged"); }
  void operator()(const action::SetAccessMethod& fact) { add("access method " + fact.method); }
  void operator()(const action::SetTablespace& fact) { add("tablespace " + fact.tablespace); }
  void operator()(const action::EnableTrigger& fact) {
    add("enable trigger" + name(fact.trigger) + flag("all", fact.all));
  }
  void operator()(const action::DisableTrigger& fact) {
    add("disable trigger" + name(fact.trigger) + flag("all", fact.all));
  }
  void operator()(const action::SetRuleState& fact) { add("rule state" + name(fact.rule)); }
  void operator()(const action::RowSecurity& fact) {
    add("row security" + flag("enable", fact.enable) + flag("force", fact.force) +
        flag("no force", fact.no_force));
  }
  void operator()(const action::ReplicaIdentity& fact) {
    add("replica identity " + fact.how + name(fact.index));
  }
  void operator()(const action::SetOptions& fact) {
    std::string text = fact.reset ? "reset options" : "set options";
    for (const std::string& option : fact.names) text += " " + option;
    add(text + name(fact.column));
  }
  void operator()(const action::SetStatistics& fact) { add("statistics" + name(fact.column)); }
  void operator()(const action::SetStorage& fact) { add("storage" + name(fact.column)); }
  void operator()(const action::SetCompression& fact) { add("compression" + name(fact.column)); }
  void operator()(const action::ClusterOn& fact) { add("cluster on" + name(fact.index)); }
  void operator()(const action::OwnerTo& fact) { add("owner " + fact.role); }
  void operator()(const action::Inherit& fact) {
    add((fact.remove ? "no inherit" : "inherit") + name(fact.parent));
  }
  void operator()(const action::SetRowType& fact) {
    add(fact.type.name.empty() ? "not of" : "of " + to_text(fact.type));
  }
  void operator()(const action::OtherCommand& fact) { add("other " + fact.what); }

  template <class Fact>
  void operator()(const Fact& /*fact*/) {
    line("some other statement");
  }

 private:
  void line(std::string text) { lines_.push_back(std::move(text)); }
  void add(const std::string& text) { line("    " + text); }

  [[nodiscard]] std::string span(Span span) const {
    return spans_ ? "<" + std::string(source_.text(span)) + ">" : "";
  }
  [[nodiscard]] std::string optional_span(Span where) const { return where.empty() ? "" : span(where); }
  [[nodiscard]] std::string name(const Name& name) const {
    return name.text.empty() ? "" : " " + name.text + span(name.span);
  }
  [[nodiscard]] std::string name(const QualifiedName& name) const {
    return " " + to_text(name) + span(name.span);
  }
  [[nodiscard]] std::string names(const std::string& what, const std::vector<Name>& all) const {
    std::string text;
    for (const Name& one : all) text += name(one);
    return text.empty() ? "" : " " + what + " (" + text.substr(1) + ")";
  }
  [[nodiscard]] std::string type(const TypeName& type) const {
    return type.name.empty() ? "" : to_text(type) + span(type.span);
  }
  static std::string flag(const std::string& what, bool is) { return is ? ", " + what : ""; }
  static std::string answer(const std::string& what, std::optional<bool> is) {
    return is ? ", " + what + (*is ? " yes" : " no") : "";
  }
  static std::string word(const std::string& what, const std::string& value) {
    return value.empty() ? "" : " " + what + " " + value;
  }
  static std::string expression(const std::string& what, const Expr& expression) {
    return expression.empty() ? "" : " " + what + " " + expression.to_text();
  }

  void add_column(const std::string& what, const action::ColumnDef& column) {
    std::string text = what + name(column.name) + " " + type(column.type) + word("collate", column.collation);
    if (column.default_value)
      text += expression("default", *column.default_value) + span(column.default_span);
    if (column.not_null) text += ", not null" + name(column.not_null_name) + span(column.not_null_span);
    if (column.identity != Identity::none) text += std::string(", identity ") + text_of(column.identity);
    if (column.generated == Generated::stored) text += ", stored";
    if (column.generated == Generated::virtual_) text += ", virtual";
    text += expression("as", column.generation_expression) + optional_span(column.generated_span);
    line(text);
    for (const action::Constraint& constraint : column.constraints) add_constraint("      ", constraint);
    if (spans_) line("      in" + span(column.span));
  }

  void add_constraint(const std::string& what, const action::Constraint& constraint) {
    std::string text = what + text_of(constraint.kind) + span(constraint.keyword) + name(constraint.name) +
                       names("on", constraint.columns) + names("include", constraint.include) +
                       expression("that", constraint.expression) + flag("not valid", constraint.not_valid) +
                       flag("not enforced", constraint.not_enforced) +
                       flag("no inherit", constraint.no_inherit) + flag("deferrable", constraint.deferrable) +
                       flag("initially deferred", constraint.initially_deferred) +
                       flag("nulls not distinct", constraint.nulls_not_distinct) +
                       flag("temporal", constraint.temporal) + word("method", constraint.method);
    if (!constraint.using_index.text.empty()) text += ", using index" + name(constraint.using_index);
    line(text + expression("where", constraint.where));
    if (constraint.kind == ConstraintKind::foreign_key) {
      line("      references" + name(constraint.references) +
           names("columns", constraint.referenced_columns) + flag("match full", constraint.match_full) +
           ", delete " + text_of(constraint.on_delete) + ", update " + text_of(constraint.on_update));
    }
    add_elements("      element", constraint.exclusion);
    if (spans_) line("      in" + span(constraint.span));
  }

  void add_elements(const std::string& what, const std::vector<action::IndexElement>& elements) {
    static constexpr std::array kOrders = {"", " asc", " desc"};
    static constexpr std::array kNulls = {"", " nulls first", " nulls last"};
    for (const action::IndexElement& element : elements) {
      line(what + name(element.column) + expression("of", element.expression) +
           word("collate", element.collation) + word("class", element.operator_class) +
           kOrders[static_cast<std::size_t>(element.order)] +
           kNulls[static_cast<std::size_t>(element.nulls)] + word("with", element.exclusion_operator) +
           span(element.span));
    }
  }

  const SourceFile& source_;
  bool spans_;
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> describe(const Statement& statement, const SourceFile& source, bool spans) {
  Describer describer(source, spans);
  std::visit(describer, statement.action);
  std::vector<std::string> lines = describer.take();
  if (spans) lines.front() = "<" + std::string(source.text(statement.keyword)) + "> " + lines.front();
  return lines;
}

}  // namespace lockstep
