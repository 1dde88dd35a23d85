#include "parser/text_scanner.h"

#include <algorithm>

#include "support/ascii.h"

namespace lockstep {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;

}  // namespace

std::size_t TextScanner::block_comment_end(std::size_t begin) const {
  std::size_t depth = 0;
  for (std::size_t i = begin; i + 1 < text_.size(); ++i) {
    const std::string_view two = text_.substr(i, 2);
    if (two == "/*") {
      ++depth;
      ++i;
    } else if (two == "*/") {
      ++i;
      if (--depth == 0) return i + 1;
    }
  }
  return text_.size();
}

std::size_t TextScanner::token_begin() const {
  std::size_t i = at_;
  while (i < text_.size()) {
    const std::string_view two = text_.substr(i, 2);
    if (ascii::is_space(text_[i])) {
      ++i;
    } else if (two == "--") {
      i = std::min(text_.find_first_of("\r\n", i), text_.size());
    } else if (two == "/*") {
      i = block_comment_end(i);
    } else {
      break;
    }
  }
  return i;
}

// A doubled quote stands for one inside.
std::size_t TextScanner::quoted_end(std::size_t begin, bool backslashes) const {
  const char quote = text_[begin];
  for (std::size_t i = begin + 1; i < text_.size(); ++i) {
    if (backslashes && text_[i] == '\\') {
      ++i;
    } else if (text_[i] == quote) {
      if (i + 1 == text_.size() || text_[i + 1] != quote) return i + 1;
      ++i;
    }
  }
  return text_.size();
}

// kNowhere when no dollar quote begins here, but a parameter or an operator.
std::size_t TextScanner::dollar_quoted_end(std::size_t begin) const {
  std::size_t tag_end = begin + 1;
  while (tag_end < text_.size() && text_[tag_end] != '$' && ascii::continues_name(text_[tag_end])) ++tag_end;
  if (tag_end == text_.size() || text_[tag_end] != '$' || ascii::is_digit(text_[begin + 1])) return kNowhere;
  const std::string_view delimiter = text_.substr(begin, tag_end + 1 - begin);
  const std::size_t close = text_.find(delimiter, tag_end + 1);
  return close == kNowhere ? text_.size() : close + delimiter.size();
}

std::size_t TextScanner::token_end(std::size_t begin) const {
  const char first = text_[begin];
  if (first == '\'' || first == '"') return quoted_end(begin, false);
  if (first == '$') {
    const std::size_t end = dollar_quoted_end(begin);
    if (end != kNowhere) return end;
  }
  if (!ascii::continues_name(first)) return begin + 1;
  std::size_t end = begin + 1;
  while (end < text_.size() && ascii::continues_name(text_[end])) ++end;
  const std::string_view word = text_.substr(begin, end - begin);
  const bool prefix = word.size() == 1 && std::string_view("eEbBxXnN").find(first) != kNowhere;
  if (prefix && end < text_.size() && text_[end] == '\'') return quoted_end(end, ascii::lower(first) == 'e');
  return end;
}

std::string_view TextScanner::peek() const {
  const std::size_t begin = token_begin();
  return begin == text_.size() ? std::string_view() : text_.substr(begin, token_end(begin) - begin);
}

void TextScanner::next() {
  const std::size_t begin = token_begin();
  at_ = begin == text_.size() ? begin : token_end(begin);
}

bool TextScanner::skip(std::string_view word) {
  if (!ascii::same(peek(), word)) return false;
  next();
  return true;
}

void TextScanner::skip_name() {
  next();
  while (skip(".")) next();
}

bool TextScanner::skip_group() {
  if (peek() != "(") return false;
  std::size_t depth = 0;
  for (std::string_view token = peek(); !token.empty(); token = peek()) {
    next();
    if (token == "(") ++depth;
    if (token == ")" && --depth == 0) break;
  }
  return true;
}

}  // namespace lockstep
