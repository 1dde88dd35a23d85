#pragma once
// The tokens of JavaScript, TypeScript and JSON, as far as finding a literal needs them. Only for
// literals.cpp.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep::project {

struct JsToken {
  enum class Kind : std::uint8_t { word, string, punctuation };
  Kind kind = Kind::punctuation;
  std::string_view text;  // of a string: what stands between its quotes

  [[nodiscard]] bool is(char character) const {
    return kind == Kind::punctuation && text.size() == 1 && text[0] == character;
  }
  [[nodiscard]] bool is_word(std::string_view word) const { return kind == Kind::word && text == word; }
};

// Comments are left out. A template with `${` is the punctuation "`". Ends before a string or comment that
// never closes.
[[nodiscard]] std::vector<JsToken> js_tokens(std::string_view text);

// What a string literal means; empty for escapes that no path or name needs.
[[nodiscard]] std::optional<std::string> decode_js_string(std::string_view between_quotes);

}  // namespace lockstep::project
