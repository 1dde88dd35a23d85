#include "parser/plpgsql_shim.h"
#include "support/text.h"

#include "parser/lower_code_parts.h"

namespace lockstep {
namespace {

constexpr std::string_view kRaisedState = "P0001";  // raise_exception

// USING ERRCODE = 'name or SQLSTATE'; another expression is known to the server alone.
std::string constant_of(const ::PLpgSQL_expr& expr) {
  const std::string_view query = expr.query;
  const bool constant = query.size() > 2 && query.starts_with('\'') && query.ends_with('\'');
  return constant ? std::string(query.substr(1, query.size() - 2)) : std::string();
}

std::string state_of(const std::string& condition) {
  const int state = condition.empty() ? 0 : lockstep_sqlstate(condition.c_str());
  return state == 0 ? std::string() : sqlstate_text(state);
}

}  // namespace

// MAKE_SQLSTATE of utils/elog.h: six bits a character.
std::string sqlstate_text(int sqlstate) {
  if (sqlstate == PLPGSQL_OTHERS) return std::string(kOthers);
  std::string text;
  for (int i = 0; i < 5; ++i) {
    text += static_cast<char>((sqlstate & 0x3F) + '0');
    sqlstate >>= 6;
  }
  return text;
}

CodeStatementKind kind_of(const ::PLpgSQL_stmt& statement) {
  switch (statement.cmd_type) {
    case PLPGSQL_STMT_BLOCK: return {.kind = CodeKind::block, .word = "", .has_body = true};
    case PLPGSQL_STMT_ASSIGN: return {.kind = CodeKind::assign, .word = ""};
    case PLPGSQL_STMT_IF: return {.kind = CodeKind::if_, .word = "if", .has_body = true};
    case PLPGSQL_STMT_CASE: return {.kind = CodeKind::case_, .word = "case", .has_body = true};
    case PLPGSQL_STMT_LOOP: return {.kind = CodeKind::loop, .word = "loop", .has_body = true};
    case PLPGSQL_STMT_WHILE: return {.kind = CodeKind::while_, .word = "while", .has_body = true};
    case PLPGSQL_STMT_FORI: return {.kind = CodeKind::for_integer, .word = "for", .has_body = true};
    case PLPGSQL_STMT_FORS: return {.kind = CodeKind::for_query, .word = "for", .has_body = true};
    case PLPGSQL_STMT_DYNFORS: return {.kind = CodeKind::for_execute, .word = "for", .has_body = true};
    case PLPGSQL_STMT_FORC: return {.kind = CodeKind::for_cursor, .word = "for", .has_body = true};
    case PLPGSQL_STMT_FOREACH_A: return {.kind = CodeKind::foreach, .word = "foreach", .has_body = true};
    case PLPGSQL_STMT_EXIT: {
      const bool exit = code_as<::PLpgSQL_stmt_exit>(statement).is_exit;
      return {.kind = exit ? CodeKind::exit : CodeKind::continue_, .word = exit ? "exit" : "continue"};
    }
    case PLPGSQL_STMT_RETURN: return {.kind = CodeKind::return_, .word = "return"};
    case PLPGSQL_STMT_RETURN_NEXT: return {.kind = CodeKind::return_next, .word = "return"};
    case PLPGSQL_STMT_RETURN_QUERY: {
      const bool fixed = code_as<::PLpgSQL_stmt_return_query>(statement).query != nullptr;
      return {.kind = fixed ? CodeKind::return_query : CodeKind::return_execute, .word = "return"};
    }
    case PLPGSQL_STMT_RAISE: return {.kind = CodeKind::raise, .word = "raise"};
    case PLPGSQL_STMT_ASSERT: return {.kind = CodeKind::assert_, .word = "assert"};
    case PLPGSQL_STMT_DYNEXECUTE: return {.kind = CodeKind::execute, .word = "execute"};
    case PLPGSQL_STMT_GETDIAG: return {.kind = CodeKind::get_diagnostics, .word = "get"};
    case PLPGSQL_STMT_OPEN: return {.kind = CodeKind::open, .word = "open"};
    case PLPGSQL_STMT_FETCH: {
      const bool move = code_as<::PLpgSQL_stmt_fetch>(statement).is_move;
      return {.kind = CodeKind::fetch, .word = move ? "move" : "fetch"};
    }
    case PLPGSQL_STMT_CLOSE: return {.kind = CodeKind::close, .word = "close"};
    case PLPGSQL_STMT_PERFORM: return {.kind = CodeKind::perform, .word = "perform"};
    case PLPGSQL_STMT_CALL: return {.kind = CodeKind::call, .word = ""};
    case PLPGSQL_STMT_COMMIT: return {.kind = CodeKind::commit, .word = "commit"};
    case PLPGSQL_STMT_ROLLBACK: return {.kind = CodeKind::rollback, .word = "rollback"};
    case PLPGSQL_STMT_EXECSQL: break;
  }
  return {.kind = CodeKind::sql, .word = ""};
}

const ::List* loop_body(const ::PLpgSQL_stmt& loop) {
  switch (loop.cmd_type) {
    case PLPGSQL_STMT_LOOP: return code_as<::PLpgSQL_stmt_loop>(loop).body;
    case PLPGSQL_STMT_WHILE: return code_as<::PLpgSQL_stmt_while>(loop).body;
    case PLPGSQL_STMT_FORI: return code_as<::PLpgSQL_stmt_fori>(loop).body;
    case PLPGSQL_STMT_FOREACH_A: return code_as<::PLpgSQL_stmt_foreach_a>(loop).body;
    default: return code_as<::PLpgSQL_stmt_forq>(loop).body;
  }
}

CodeText CodeParts::text(const ::PLpgSQL_expr* expr) {
  if (expr == nullptr) return {};
  return {.text = expr->query, .span = places_.next_text(expr->query)};
}

// make_case of pl_gram.y writes `"__Case__Variable_n__" IN (value)`.
CodeText CodeParts::case_value(const ::PLpgSQL_expr& expr) {
  constexpr std::string_view kBefore = " IN (";
  std::string_view query = expr.query;
  query.remove_prefix(query.find(kBefore) + kBefore.size());
  query.remove_suffix(1);
  return {.text = std::string(query), .span = places_.next_text(query)};
}

void CodeParts::read(const ::PLpgSQL_stmt& statement, CodeNode& node) {
  switch (statement.cmd_type) {
    case PLPGSQL_STMT_LOOP:
    case PLPGSQL_STMT_WHILE:
    case PLPGSQL_STMT_FORI:
    case PLPGSQL_STMT_FORS:
    case PLPGSQL_STMT_DYNFORS:
    case PLPGSQL_STMT_FORC:
    case PLPGSQL_STMT_FOREACH_A: read_loop(statement, node); break;
    case PLPGSQL_STMT_EXIT: {
      const auto& from = code_as<::PLpgSQL_stmt_exit>(statement);
      node.label = tree::text(from.label);
      node.sql = text(from.cond);
      break;
    }
    case PLPGSQL_STMT_RETURN: node.sql = text(code_as<::PLpgSQL_stmt_return>(statement).expr); break;
    case PLPGSQL_STMT_RETURN_NEXT:
      node.sql = text(code_as<::PLpgSQL_stmt_return_next>(statement).expr);
      break;
    case PLPGSQL_STMT_RAISE: read_raise(code_as<::PLpgSQL_stmt_raise>(statement), node); break;
    case PLPGSQL_STMT_ASSERT: node.sql = text(code_as<::PLpgSQL_stmt_assert>(statement).cond); break;
    case PLPGSQL_STMT_ASSIGN: read_assignment(code_as<::PLpgSQL_stmt_assign>(statement), node); break;
    default: read_query(statement, node);
  }
}

// What runs SQL, as it stands or put together.
void CodeParts::read_query(const ::PLpgSQL_stmt& statement, CodeNode& node) {
  switch (statement.cmd_type) {
    case PLPGSQL_STMT_EXECSQL: {
      const auto& from = code_as<::PLpgSQL_stmt_execsql>(statement);
      node.sql = text(from.sqlstmt);
      node.strict = from.strict;
      read_targets(from.target, node);
      break;
    }
    case PLPGSQL_STMT_DYNEXECUTE: {
      const auto& from = code_as<::PLpgSQL_stmt_dynexecute>(statement);
      node.sql = text(from.query);
      node.strict = from.strict;
      read_targets(from.target, node);
      read_operands(from.params, node);
      break;
    }
    case PLPGSQL_STMT_PERFORM: read_perform(code_as<::PLpgSQL_stmt_perform>(statement), node); break;
    case PLPGSQL_STMT_CALL: {
      const auto& from = code_as<::PLpgSQL_stmt_call>(statement);
      node.sql = text(from.expr);
      read_targets(from.target, node);
      break;
    }
    case PLPGSQL_STMT_RETURN_QUERY: {
      const auto& from = code_as<::PLpgSQL_stmt_return_query>(statement);
      node.sql = text(from.query != nullptr ? from.query : from.dynquery);
      read_operands(from.params, node);
      break;
    }
    case PLPGSQL_STMT_GETDIAG:
      for (const ListCell& cell : tree::cells(code_as<::PLpgSQL_stmt_getdiag>(statement).diag_items)) {
        const auto* item = static_cast<const ::PLpgSQL_diag_item*>(cell.ptr_value);
        node.targets.push_back(static_cast<std::uint32_t>(item->target));
        node.label = item->kind == PLPGSQL_GETDIAG_ROW_COUNT && node.targets.size() == 1 ? kRowCount : "";
      }
      break;
    case PLPGSQL_STMT_OPEN: {
      const auto& from = code_as<::PLpgSQL_stmt_open>(statement);
      node.sql = text(from.query != nullptr ? from.query : from.dynquery);
      read_operands(from.params, node);
      break;
    }
    case PLPGSQL_STMT_FETCH: read_targets(code_as<::PLpgSQL_stmt_fetch>(statement).target, node); break;
    default: break;
  }
}

// Its text says SELECT where the body says PERFORM.
void CodeParts::read_perform(const ::PLpgSQL_stmt_perform& statement, CodeNode& node) {
  constexpr std::string_view kSelect = "SELECT";
  const std::string_view rest = std::string_view(statement.expr->query).substr(kSelect.size());
  node.sql.text = text::format("{} {}", kSelect, rest);
  node.sql.span = {.begin = node.span.begin,
                   .end = node.span.begin + static_cast<std::uint32_t>(node.sql.text.size())};
  places_.next_text(rest.substr(rest.find_first_not_of(" \t\r\n")));
}

void CodeParts::read_loop(const ::PLpgSQL_stmt& statement, CodeNode& node) {
  switch (statement.cmd_type) {
    case PLPGSQL_STMT_LOOP: node.label = tree::text(code_as<::PLpgSQL_stmt_loop>(statement).label); break;
    case PLPGSQL_STMT_WHILE: {
      const auto& from = code_as<::PLpgSQL_stmt_while>(statement);
      node.label = tree::text(from.label);
      node.sql = text(from.cond);
      break;
    }
    case PLPGSQL_STMT_FORI: {
      const auto& from = code_as<::PLpgSQL_stmt_fori>(statement);
      node.label = tree::text(from.label);
      node.targets.push_back(static_cast<std::uint32_t>(from.var->dno));
      node.reverse = from.reverse != 0;
      node.sql = text(from.lower);
      node.operands.push_back(text(from.upper));
      if (from.step != nullptr) node.operands.push_back(text(from.step));
      break;
    }
    case PLPGSQL_STMT_FOREACH_A: {
      const auto& from = code_as<::PLpgSQL_stmt_foreach_a>(statement);
      node.label = tree::text(from.label);
      node.targets.push_back(static_cast<std::uint32_t>(from.varno));
      node.sql = text(from.expr);
      break;
    }
    default: {
      const auto& from = code_as<::PLpgSQL_stmt_forq>(statement);
      node.label = tree::text(from.label);
      read_targets(from.var, node);
      if (statement.cmd_type == PLPGSQL_STMT_FORS)
        node.sql = text(code_as<::PLpgSQL_stmt_fors>(statement).query);
      if (statement.cmd_type != PLPGSQL_STMT_DYNFORS) break;
      node.sql = text(code_as<::PLpgSQL_stmt_dynfors>(statement).query);
      read_operands(code_as<::PLpgSQL_stmt_dynfors>(statement).params, node);
    }
  }
}

void CodeParts::read_raise(const ::PLpgSQL_stmt_raise& raise, CodeNode& node) {
  node.error = raise.elog_level >= ERROR;
  std::string state(kRaisedState);
  if (raise.condname != nullptr) state = state_of(raise.condname);
  read_operands(raise.params, node);
  for (const ListCell& cell : tree::cells(raise.options)) {
    const auto& option = *static_cast<const ::PLpgSQL_raise_option*>(cell.ptr_value);
    if (option.opt_type == PLPGSQL_RAISEOPTION_ERRCODE) state = state_of(constant_of(*option.expr));
    node.operands.push_back(text(option.expr));
  }
  const bool again = raise.condname == nullptr && raise.message == nullptr && raise.options == nullptr;
  if (node.error && !again) node.sqlstates.push_back(state);
  if (raise.message != nullptr) node.label = raise.message;
}

// `target := value` is one text for Postgres' parser; a value of ours is the part behind the sign.
void CodeParts::read_assignment(const ::PLpgSQL_stmt_assign& statement, CodeNode& node) {
  node.targets.push_back(static_cast<std::uint32_t>(statement.varno));
  CodePlaces inside = places_;
  const CodeText whole = text(statement.expr);
  if (whole.span.empty()) return;
  const std::uint32_t value = inside.behind(":=", "=");
  if (value >= whole.span.end) return;
  node.sql = {.text = whole.text.substr(value - whole.span.begin),
              .span = {.begin = value, .end = whole.span.end}};
}

void CodeParts::read_operands(const ::List* operands, CodeNode& node) {
  for (const ListCell& cell : tree::cells(operands))
    node.operands.push_back(text(static_cast<const ::PLpgSQL_expr*>(cell.ptr_value)));
}

void CodeParts::read_targets(const ::PLpgSQL_variable* target, CodeNode& node) {
  if (target == nullptr) return;
  if (target->dtype != PLPGSQL_DTYPE_ROW) {
    node.targets.push_back(static_cast<std::uint32_t>(target->dno));
    return;
  }
  const auto& row = *reinterpret_cast<const ::PLpgSQL_row*>(target);
  for (int i = 0; i < row.nfields; ++i) node.targets.push_back(static_cast<std::uint32_t>(row.varnos[i]));
}

}  // namespace lockstep
