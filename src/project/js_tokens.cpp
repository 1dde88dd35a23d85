#include "project/js_tokens.h"

#include "support/ascii.h"

namespace lockstep::project {
namespace {

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::vector<JsToken> run() {
    while (at_ < text_.size() && step()) {
    }
    return std::move(tokens_);
  }

 private:
  // False when the rest can't be read.
  bool step() {
    const char character = text_[at_];
    if (character == ' ' || character == '\t' || character == '\n' || character == '\r') {
      ++at_;
      return true;
    }
    if (text_.substr(at_).starts_with("//")) return skip_past("\n");
    if (text_.substr(at_).starts_with("/*")) return skip_past("*/");
    if (character == '"' || character == '\'' || character == '`') return string(character);
    const std::size_t begin = at_++;
    if (!ascii::continues_name(character)) {
      tokens_.push_back({JsToken::Kind::punctuation, text_.substr(begin, 1)});
      return true;
    }
    while (at_ < text_.size() && ascii::continues_name(text_[at_])) ++at_;
    tokens_.push_back({JsToken::Kind::word, text_.substr(begin, at_ - begin)});
    return true;
  }

  bool skip_past(std::string_view end) {
    const std::size_t found = text_.find(end, at_ + 2);
    at_ = found == std::string_view::npos ? text_.size() : found + end.size();
    return true;
  }

  bool string(char quote) {
    const std::size_t begin = ++at_;
    while (at_ < text_.size() && text_[at_] != quote) at_ += text_[at_] == '\\' ? 2U : 1U;
    if (at_ >= text_.size()) return false;
    const std::string_view inside = text_.substr(begin, at_ - begin);
    ++at_;
    if (quote == '`' && inside.find("${") != std::string_view::npos) {
      tokens_.push_back({JsToken::Kind::punctuation, "`"});
    } else {
      tokens_.push_back({JsToken::Kind::string, inside});
    }
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<JsToken> tokens_;
};

}  // namespace

std::vector<JsToken> js_tokens(std::string_view text) { return Scanner(text).run(); }

std::optional<std::string> decode_js_string(std::string_view between_quotes) {
  std::string result;
  for (std::size_t i = 0; i < between_quotes.size(); ++i) {
    if (between_quotes[i] != '\\') {
      result += between_quotes[i];
      continue;
    }
    if (++i == between_quotes.size()) return std::nullopt;
    const char escaped = between_quotes[i];
    if (std::string_view("\\/'\"`").find(escaped) == std::string_view::npos) return std::nullopt;
    result += escaped;
  }
  return result;
}

}  // namespace lockstep::project
