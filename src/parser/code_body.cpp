#include "parser/code_body.h"

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "parser/code_types.h"
#include "parser/lower_code.h"
#include "parser/plpgsql_shim.h"
#include "parser/raw_parse.h"
#include "parser/tokens.h"
#include "support/ascii.h"

#include "parser/memory_scope.h"

namespace lockstep {
namespace {

constexpr std::string_view kLanguage = "plpgsql";

struct Free {
  void operator()(char* memory) const { std::free(memory); }
};

// The token at which Postgres gave up; the last one when that was the end.
Span place_of(const LockstepCodeError& error, const std::string& body, const std::vector<Token>& tokens) {
  if (tokens.empty()) return {};
  const Cursor cursor(body, tokens);
  std::uint32_t at = 0;
  if (error.character > 0) {
    at = byte_of_character(body, error.character - 1);
  } else {
    for (int line = 1; line < error.line && at < body.size(); ++line)
      at = static_cast<std::uint32_t>(std::min(body.find('\n', at), body.size() - 1)) + 1;
  }
  return cursor.token(std::min(cursor.index_at(at), cursor.size() - 1)).span;
}

action::SyntaxError lower_error(const LockstepCodeError& error, Span span) {
  const std::unique_ptr<char, Free> owner(error.message);
  const std::string_view message = error.message;
  // bison's stack of 10,000 entries, and ours of the process.
  const bool deep = message.starts_with("memory exhausted") || message.starts_with("stack depth limit");
  if (deep)
    return {.kind = action::SyntaxError::Kind::too_deep,
            .message = "the body nests deeper than Postgres' parser can read",
            .span = span};
  return {.kind = action::SyntaxError::Kind::syntax,
          .message = std::string(message.substr(0, message.find(" at or near "))),
          .span = span};
}

CodeBody read(const std::string& body, LockstepCode code, std::string_view file, Span literal) {
  CodeBody result;
  result.literal = literal;
  if (!file.empty() && !literal.empty()) result.source = PlacedText::of_literal(file, literal);
  if (result.source && result.source->text() != body) result.source.reset();

  const std::vector<Token> tokens = lex(body, 0).tokens;
  const std::string plain = with_plain_types(body, Cursor(body, tokens));
  code.body = plain.c_str();
  LockstepCodeError error{};
  const MemoryScope scope;
  if (const ::PLpgSQL_function* function = lockstep_read_code(&code, &error)) {
    lower_code(*function, body, tokens, result);
  } else {
    result.sqlstate = sqlstate_text(error.sqlstate);
    result.error = lower_error(error, result.in_file(place_of(error, body, tokens)));
  }
  return result;
}

LockstepTypeKind kind_of(const action::FunctionArgument& parameter, const Cursor& body) {
  if (parameter.type.name == "refcursor") return lockstep_cursor;
  if (parameter.type.name == "record" || has_fields(body, parameter.name)) return lockstep_record;
  return lockstep_scalar;
}

}  // namespace

std::optional<CodeBody> read_code(const action::DoBlock& block, std::string_view file) {
  if (block.language != kLanguage) return std::nullopt;
  LockstepCode code{};
  code.kind = lockstep_do;
  code.returns_void = 1;
  return read(block.body, code, file, block.body_span);
}

// https://www.postgresql.org/docs/current/plpgsql-declarations.html#PLPGSQL-DECLARATION-PARAMETERS
std::optional<CodeBody> read_code(const action::CreateFunction& function, std::string_view file) {
  if (function.language != kLanguage || function.body.empty()) return std::nullopt;
  const std::vector<Token> tokens = lex(function.body, 0).tokens;
  std::vector<LockstepParameter> parameters;
  bool out = false;
  for (const action::FunctionArgument& argument : function.all_arguments) {
    const bool is_out = argument.mode == ArgumentMode::out || argument.mode == ArgumentMode::inout ||
                        argument.mode == ArgumentMode::table;
    parameters.push_back({.name = argument.name.c_str(),
                          .type = kind_of(argument, Cursor(function.body, tokens)),
                          .out = is_out ? 1 : 0});
    out = out || is_out;
  }
  const std::string returns = function.result ? function.result->name : "";
  LockstepCodeKind kind = function.procedure ? lockstep_procedure : lockstep_function;
  if (returns == "trigger") kind = lockstep_trigger;
  if (returns == "event_trigger") kind = lockstep_event_trigger;
  const bool nothing = returns == "void" || kind == lockstep_event_trigger || (function.procedure && !out);
  const LockstepCode code{.body = nullptr,
                          .kind = kind,
                          .returns_void = nothing ? 1 : 0,
                          .returns_set = function.result && function.result->set_of ? 1 : 0,
                          .parameters = parameters.data(),
                          .parameter_count = static_cast<int>(parameters.size())};
  return read(function.body, code, file, function.body_span);
}

}  // namespace lockstep
