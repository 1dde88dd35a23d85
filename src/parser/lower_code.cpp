#include "parser/lower_code.h"

#include <algorithm>
#include <ranges>
#include <string>
#include <utility>

#include "parser/lower_code_parts.h"

namespace lockstep {
namespace {

// A statement, an arm or a handler that is still to be read, or a node whose children are read then.
struct Pending {
  enum class Kind : std::uint8_t { statement, arm, handler, close };
  Kind kind = Kind::statement;
  const void* tree = nullptr;  // PLpgSQL_stmt, PLpgSQL_exception
  const ::List* body = nullptr;            // arm
  const ::PLpgSQL_expr* when = nullptr;    // arm; null: ELSE
  bool is_value = false;                   // arm of a CASE with an operand
  std::uint32_t node = 0;                  // close
};

class CodeLowering {
 public:
  CodeLowering(const ::PLpgSQL_function& function, CodePlaces& places, CodeBody& result)
      : function_(function), places_(places), parts_(places), result_(result) {}

  void lower() {
    pending_.push_back({.tree = function_.action});
    while (!pending_.empty()) {
      const Pending next = pending_.back();
      pending_.pop_back();
      switch (next.kind) {
        case Pending::Kind::statement: lower_statement(*static_cast<const ::PLpgSQL_stmt*>(next.tree)); break;
        case Pending::Kind::arm: lower_arm(next); break;
        case Pending::Kind::handler:
          lower_handler(*static_cast<const ::PLpgSQL_exception*>(next.tree));
          break;
        case Pending::Kind::close: close(next.node); break;
      }
    }
  }

 private:
  // Last first, as the last that is pushed is the first that is read.
  void push(const ::List* trees, Pending::Kind kind) {
    for (const ListCell& cell : tree::cells(trees) | std::views::reverse)
      pending_.push_back({.kind = kind, .tree = cell.ptr_value});
  }

  std::uint32_t open(CodeKind kind, std::uint32_t begin) {
    CodeNode node;
    node.kind = kind;
    node.span = {.begin = begin, .end = begin};
    result_.nodes.push_back(std::move(node));
    return static_cast<std::uint32_t>(result_.nodes.size() - 1);
  }

  void push_close(std::uint32_t node) { pending_.push_back({.kind = Pending::Kind::close, .node = node}); }

  void close(std::uint32_t index) {
    CodeNode& node = result_.nodes[index];
    node.size = static_cast<std::uint32_t>(result_.nodes.size()) - index;
    const bool part = node.kind == CodeKind::arm || node.kind == CodeKind::handler;
    node.span.end = part ? std::max(node.span.end, result_.nodes.back().span.end) : places_.end_group();
  }

  void lower_statement(const ::PLpgSQL_stmt& statement) {
    const CodeStatementKind kind = kind_of(statement);
    const bool block = statement.cmd_type == PLPGSQL_STMT_BLOCK;
    const std::uint32_t begin =
        block ? places_.next_block() : places_.next_statement(statement.lineno, kind.word);
    const std::uint32_t index = open(kind.kind, begin);
    CodeNode& node = result_.nodes[index];
    if (kind.has_body) {
      push_close(index);
      read_group(statement, node);
    } else {
      parts_.read(statement, node);
      node.span.end = places_.end_statement();
    }
  }

  void read_group(const ::PLpgSQL_stmt& statement, CodeNode& node) {
    switch (statement.cmd_type) {
      case PLPGSQL_STMT_BLOCK: read_block(code_as<::PLpgSQL_stmt_block>(statement), node); break;
      case PLPGSQL_STMT_IF: read_if(code_as<::PLpgSQL_stmt_if>(statement)); break;
      case PLPGSQL_STMT_CASE: read_case(code_as<::PLpgSQL_stmt_case>(statement), node); break;
      default: parts_.read(statement, node); push(loop_body(statement), Pending::Kind::statement);
    }
  }

  void read_block(const ::PLpgSQL_stmt_block& block, CodeNode& node) {
    node.label = tree::text(block.label);
    for (int i = 0; i < block.n_initvars; ++i) {
      const auto variable = static_cast<std::uint32_t>(block.initvarnos[i]);
      const auto* datum = reinterpret_cast<const ::PLpgSQL_variable*>(function_.datums[variable]);
      node.targets.push_back(variable);
      result_.variables[variable].default_value = parts_.text(datum->default_val);
    }
    places_.next_statement(0, "begin");
    places_.step();
    if (block.exceptions != nullptr) push(block.exceptions->exc_list, Pending::Kind::handler);
    push(block.body, Pending::Kind::statement);
  }

  void read_if(const ::PLpgSQL_stmt_if& statement) {
    if (statement.else_body != nullptr)
      pending_.push_back({.kind = Pending::Kind::arm, .body = statement.else_body});
    for (const ListCell& cell : tree::cells(statement.elsif_list) | std::views::reverse) {
      const auto& arm = *static_cast<const ::PLpgSQL_if_elsif*>(cell.ptr_value);
      pending_.push_back({.kind = Pending::Kind::arm, .body = arm.stmts, .when = arm.cond});
    }
    pending_.push_back({.kind = Pending::Kind::arm, .body = statement.then_body, .when = statement.cond});
  }

  void read_case(const ::PLpgSQL_stmt_case& statement, CodeNode& node) {
    node.sql = parts_.text(statement.t_expr);
    if (statement.have_else) pending_.push_back({.kind = Pending::Kind::arm, .body = statement.else_stmts});
    for (const ListCell& cell : tree::cells(statement.case_when_list) | std::views::reverse) {
      const auto& arm = *static_cast<const ::PLpgSQL_case_when*>(cell.ptr_value);
      pending_.push_back({.kind = Pending::Kind::arm,
                          .body = arm.stmts,
                          .when = arm.expr,
                          .is_value = statement.t_expr != nullptr});
    }
  }

  void lower_arm(const Pending& arm) {
    CodeText when = arm.is_value ? parts_.case_value(*arm.when) : parts_.text(arm.when);
    const Span span = arm.when == nullptr ? places_.next_span() : when.span;
    const std::uint32_t index = open(CodeKind::arm, span.begin);
    result_.nodes[index].sql = std::move(when);
    result_.nodes[index].span.end = span.end;
    push_close(index);
    push(arm.body, Pending::Kind::statement);
  }

  void lower_handler(const ::PLpgSQL_exception& handler) {
    const Span span = places_.next_span();
    const std::uint32_t index = open(CodeKind::handler, span.begin);
    for (const auto* condition = handler.conditions; condition != nullptr; condition = condition->next)
      result_.nodes[index].sqlstates.push_back(sqlstate_text(condition->sqlerrstate));
    result_.nodes[index].span.end = span.end;
    push_close(index);
    push(handler.action, Pending::Kind::statement);
  }

  const ::PLpgSQL_function& function_;
  CodePlaces& places_;
  CodeParts parts_;
  CodeBody& result_;
  std::vector<Pending> pending_;
};

CodeVariable lower_variable(const ::PLpgSQL_datum& datum) {
  if (datum.dtype == PLPGSQL_DTYPE_REC)
    return {
        .name = reinterpret_cast<const ::PLpgSQL_rec&>(datum).refname, .type = "record", .default_value = {}};
  if (datum.dtype != PLPGSQL_DTYPE_VAR) return {};
  const auto& variable = reinterpret_cast<const ::PLpgSQL_var&>(datum);
  return {.name = variable.refname,
          .type = std::string(tree::text(variable.datatype->typname)),
          .default_value = {}};
}

}  // namespace

void lower_code(const ::PLpgSQL_function& function, std::string_view body, const std::vector<Token>& tokens,
                CodeBody& result) {
  for (int i = 0; i < function.ndatums; ++i) result.variables.push_back(lower_variable(*function.datums[i]));
  CodePlaces places(body, tokens);
  CodeLowering(function, places, result).lower();
}

}  // namespace lockstep
