#include "project/literals.h"

#include <array>
#include <vector>

#include "project/js_tokens.h"
#include "support/file.h"

namespace lockstep::project {
namespace {

using Tokens = std::vector<JsToken>;
constexpr std::size_t kNone = std::string_view::npos;

bool opens(const JsToken& token) { return token.is('{') || token.is('[') || token.is('('); }
bool closes(const JsToken& token) { return token.is('}') || token.is(']') || token.is(')'); }

bool is_key(const Tokens& tokens, std::size_t at, std::string_view key) {
  return tokens[at].kind != JsToken::Kind::punctuation && tokens[at].text == key && at + 2 < tokens.size() &&
         tokens[at + 1].is(':') && (tokens[at - 1].is('{') || tokens[at - 1].is(','));
}

// First token of the value under `key` in the object that opens at `object`.
std::size_t find_value(const Tokens& tokens, std::size_t object, std::string_view key) {
  int depth = 0;
  for (std::size_t i = object + 1; i < tokens.size() && depth >= 0; ++i) {
    if (depth == 0 && is_key(tokens, i, key)) return i + 2;
    depth += opens(tokens[i]) ? 1 : 0;
    depth -= closes(tokens[i]) ? 1 : 0;
  }
  return kNone;
}

bool word_at(const Tokens& tokens, std::size_t at, std::string_view word) {
  return at < tokens.size() && tokens[at].is_word(word);
}
bool mark_at(const Tokens& tokens, std::size_t at, char mark) {
  return at < tokens.size() && tokens[at].is(mark);
}

bool ends_value(const Tokens& tokens, std::size_t at) {
  return mark_at(tokens, at, ',') || mark_at(tokens, at, '}');
}

// path.join("prisma", "schema"); also behind the module's own folder, to which paths are relative anyway.
std::optional<std::string> joined_path(const Tokens& tokens, std::size_t at) {
  const bool call = word_at(tokens, at, "path") && mark_at(tokens, at + 1, '.') &&
                    mark_at(tokens, at + 3, '(') &&
                    (word_at(tokens, at + 2, "join") || word_at(tokens, at + 2, "resolve"));
  if (!call) return std::nullopt;
  at += 4;
  if (word_at(tokens, at, "__dirname") && mark_at(tokens, at + 1, ',')) at += 2;
  std::string path;
  for (; at + 1 < tokens.size() && tokens[at].kind == JsToken::Kind::string; at += 2) {
    const auto part = decode_js_string(tokens[at].text);
    if (!part) return std::nullopt;
    path = file::join(path, *part);
    if (tokens[at + 1].is(')')) return ends_value(tokens, at + 2) ? std::optional(path) : std::nullopt;
    if (!tokens[at + 1].is(',')) return std::nullopt;
  }
  return std::nullopt;
}

std::optional<std::string> string_under(const Tokens& tokens, std::size_t object,
                                        std::span<const std::string_view> keys) {
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (!mark_at(tokens, object, '{')) return std::nullopt;
    const std::size_t value = find_value(tokens, object, keys[i]);
    if (value == kNone) return std::nullopt;
    object = value;
  }
  if (tokens[object].kind != JsToken::Kind::string) return joined_path(tokens, object);
  return ends_value(tokens, object + 1) ? decode_js_string(tokens[object].text) : std::nullopt;
}

// The object itself, or the argument of defineConfig(...).
std::size_t object_at(const Tokens& tokens, std::size_t at) {
  if (mark_at(tokens, at, '{')) return at;
  const bool call =
      word_at(tokens, at, "defineConfig") && mark_at(tokens, at + 1, '(') && mark_at(tokens, at + 2, '{');
  return call ? at + 2 : kNone;
}

// `const NAME: Type = {...}`
std::size_t object_of_variable(const Tokens& tokens, std::string_view name) {
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    const bool declares = tokens[i].is_word("const") || tokens[i].is_word("let") || tokens[i].is_word("var");
    if (!declares || !tokens[i + 1].is_word(name)) continue;
    std::size_t equals = i + 2;
    while (equals < tokens.size() && !tokens[equals].is('=') && !tokens[equals].is(';')) ++equals;
    return object_at(tokens, equals + 1);
  }
  return kNone;
}

std::size_t exported_object(const Tokens& tokens) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    std::size_t value = kNone;
    if (tokens[i].is_word("export") && word_at(tokens, i + 1, "default")) value = i + 2;
    if (tokens[i].is_word("module") && mark_at(tokens, i + 1, '.') && word_at(tokens, i + 2, "exports") &&
        mark_at(tokens, i + 3, '=')) {
      value = i + 4;
    }
    if (value == kNone) continue;
    const std::size_t object = object_at(tokens, value);
    if (object != kNone || value >= tokens.size()) return object;
    return object_of_variable(tokens, tokens[value].text);
  }
  return kNone;
}

}  // namespace

std::optional<std::string> json_string(std::string_view json, std::span<const std::string_view> keys) {
  return string_under(js_tokens(json), 0, keys);
}

PrismaConfig read_prisma_config(std::string_view module_text) {
  static constexpr std::array<std::string_view, 1> kSchema = {"schema"};
  static constexpr std::array<std::string_view, 2> kMigrations = {"migrations", "path"};
  const Tokens tokens = js_tokens(module_text);
  const std::size_t object = exported_object(tokens);
  if (object == kNone) return {};
  return {.schema = string_under(tokens, object, kSchema),
          .migrations = string_under(tokens, object, kMigrations)};
}

}  // namespace lockstep::project
