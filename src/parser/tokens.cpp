#include "parser/tokens.h"

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <memory>

#include "parser/lex_shim.h"
#include "support/ascii.h"

namespace lockstep {
namespace {

constexpr int kNoToken = 0;

struct Free {
  void operator()(void* memory) const { std::free(memory); }
};

}  // namespace

LexResult lex(const std::string& text, std::uint32_t base, LexMode mode) {
  const LockstepTokens raw = lockstep_lex(text.c_str(), mode == LexMode::boundaries ? 1 : 0);
  const std::unique_ptr<LockstepToken, Free> tokens(raw.tokens);
  const std::unique_ptr<char, Free> message(raw.message);

  LexResult result;
  result.tokens.reserve(static_cast<std::size_t>(raw.count));
  for (int i = 0; i < raw.count; ++i) {
    const LockstepToken& token = raw.tokens[i];
    const Span span{.begin = base + static_cast<std::uint32_t>(token.begin),
                    .end = base + static_cast<std::uint32_t>(token.end)};
    if (lockstep_is_comment(token.kind) != 0) {
      result.comments.push_back(span);
    } else {
      result.tokens.push_back({.kind = token.kind, .span = span});
    }
  }
  if (message != nullptr) {
    result.failed = true;
    result.message = message.get();
    result.failed_at = base + static_cast<std::uint32_t>(raw.failed_at);
  }
  return result;
}

std::size_t Cursor::index_at(std::uint32_t offset) const {
  const auto found =
      std::ranges::lower_bound(*tokens_, offset, {}, [](const Token& t) { return t.span.begin; });
  return static_cast<std::size_t>(found - tokens_->begin());
}

bool Cursor::is(std::size_t index, std::string_view word) const {
  return index < size() && ascii::same(text(index), word);
}

bool Cursor::skip(std::string_view word) {
  if (!is(word)) return false;
  next();
  return true;
}

bool Cursor::skip_all(std::initializer_list<std::string_view> words) {
  std::size_t index = at_;
  for (const std::string_view word : words) {
    if (!is(index, word)) return false;
    ++index;
  }
  at_ = index;
  return true;
}

int Cursor::kind(std::size_t index) const { return index < size() ? token(index).kind : kNoToken; }

std::size_t Cursor::find(std::string_view word) const {
  for (std::size_t index = at_; index < size();) {
    if (is(index, word)) return index;
    const int here = kind(index);
    if (here == ')' || here == ']') break;
    index = here == '(' || here == '[' ? behind_group(index) : index + 1;
  }
  return size();
}

std::size_t Cursor::behind_group(std::size_t index) const {
  std::size_t depth = 0;
  for (; index < size(); ++index) {
    const int here = kind(index);
    if (here == '(' || here == '[') ++depth;
    if ((here == ')' || here == ']') && --depth == 0) return index + 1;
  }
  return size();
}

std::size_t Cursor::element_end() const {
  for (std::size_t index = at_; index < size();) {
    const int here = kind(index);
    if (here == ',' || here == ')' || here == ']' || here == ';') return index;
    index = here == '(' || here == '[' ? behind_group(index) : index + 1;
  }
  return size();
}

bool Cursor::is_name(std::size_t index) const {
  if (index >= size()) return false;
  const std::string_view word = text(index);
  if (word.empty()) return false;
  // U&"name" with its UESCAPE is rare enough to be taken for its first token.
  return word.front() == '"' || ascii::starts_name(word.front());
}

Span Cursor::skip_name() {
  if (!is_name(at_)) return {};
  const std::size_t begin = at_++;
  while (kind(at_) == '.' && is_name(at_ + 1)) at_ += 2;
  return span(begin, at_);
}

Span Cursor::span(std::size_t begin, std::size_t end) const {
  if (begin >= end || begin >= size()) return {};
  return {.begin = token(begin).span.begin, .end = token(std::min(end, size()) - 1).span.end};
}

// https://www.postgresql.org/docs/current/sql-syntax-lexical.html knows types of several words only
// among those that the SQL standard spells so.
std::size_t Cursor::behind_type(std::size_t index) const {
  if (is(index, "setof")) ++index;
  const auto skip_modifiers = [this](std::size_t at) { return kind(at) == '(' ? behind_group(at) : at; };
  if (is(index, "double") && is(index + 1, "precision")) {
    index += 2;
  } else if (is(index, "interval")) {
    index = skip_modifiers(index + 1);
    static constexpr std::string_view kFields[] = {"year", "month", "day", "hour", "minute", "second"};
    const auto is_field = [this](std::size_t at) {
      return std::ranges::any_of(kFields, [&](std::string_view field) { return is(at, field); });
    };
    if (is_field(index)) {
      ++index;
      if (is(index, "to") && is_field(index + 1)) index += 2;
      index = skip_modifiers(index);
    }
  } else if (is(index, "timestamp") || is(index, "time")) {
    index = skip_modifiers(index + 1);
    if ((is(index, "with") || is(index, "without")) && is(index + 1, "time") && is(index + 2, "zone"))
      index += 3;
  } else {
    const bool national = is(index, "national");
    if (national) ++index;
    const bool may_vary =
        is(index, "character") || is(index, "char") || is(index, "nchar") || is(index, "bit");
    ++index;
    if (may_vary && is(index, "varying")) ++index;
    while (kind(index) == '.' && is_name(index + 1)) index += 2;
    if (kind(index) == '%' && is(index + 1, "type")) index += 2;
    index = skip_modifiers(index);
  }
  if (is(index, "array")) ++index;
  while (kind(index) == '[') index = behind_group(index);
  return std::min(index, size());
}

}  // namespace lockstep
