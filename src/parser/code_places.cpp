#include "parser/code_places.h"

#include <algorithm>

#include "parser/code_types.h"

namespace lockstep {

CodePlaces::CodePlaces(std::string_view body, const std::vector<Token>& tokens)
    : body_(body), tokens_(body, tokens) {
  for (std::uint32_t i = 0; i < body.size(); ++i) {
    if (body[i] == '\n') lines_.push_back(i + 1);
  }
}

int CodePlaces::line_of(std::uint32_t at) const {
  return static_cast<int>(std::ranges::upper_bound(lines_, at) - lines_.begin()) + 1;
}

template <class Test>
std::uint32_t CodePlaces::seek_statement(const Test& is_meant) {
  for (std::size_t i = tokens_.at(); i < tokens_.size(); ++i) {
    if (!begins_code_statement(tokens_, i) || !is_meant(i)) continue;
    tokens_.seek(i);
    break;
  }
  return tokens_.done() ? static_cast<std::uint32_t>(body_.size()) : tokens_.peek().span.begin;
}

std::uint32_t CodePlaces::next_statement(int line, std::string_view word) {
  return seek_statement([&](std::size_t i) {
    return line_of(tokens_.token(i).span.begin) >= line && (word.empty() || tokens_.is(i, word));
  });
}

std::uint32_t CodePlaces::next_block() {
  return seek_statement([&](std::size_t i) { return tokens_.is(i, "declare") || tokens_.is(i, "begin"); });
}

Span CodePlaces::next_text(std::string_view sql) {
  const auto same = [](char written, char read) { return written == read || read == ' '; };
  for (std::size_t i = tokens_.at(); i < tokens_.size(); ++i) {
    const std::uint32_t begin = tokens_.token(i).span.begin;
    if (!std::ranges::equal(body_.substr(begin, sql.size()), sql, same)) continue;
    const Span span{.begin = begin, .end = begin + static_cast<std::uint32_t>(sql.size())};
    const std::size_t behind = tokens_.index_at(span.end);
    if (tokens_.token(behind - 1).span.end > span.end) continue;  // the beginning of a longer word
    tokens_.seek(behind);
    return span;
  }
  return {};
}

std::uint32_t CodePlaces::end_statement() {
  std::size_t i = tokens_.at();
  while (i < tokens_.size() && tokens_.kind(i) != ';')
    i = tokens_.kind(i) == '(' ? tokens_.behind_group(i) : i + 1;
  tokens_.seek(std::min(i + 1, tokens_.size()));
  i = std::min(i, tokens_.size());
  return i == 0 ? 0 : tokens_.token(i - 1).span.end;
}

std::uint32_t CodePlaces::end_group() {
  next_statement(0, "end");
  return end_statement();
}

std::uint32_t CodePlaces::behind(std::string_view token, std::string_view other) {
  for (std::size_t i = tokens_.at(); i < tokens_.size();) {
    if (tokens_.text(i) == token || tokens_.text(i) == other) {
      tokens_.seek(i + 1);
      break;
    }
    i = tokens_.kind(i) == '(' || tokens_.kind(i) == '[' ? tokens_.behind_group(i) : i + 1;
  }
  return tokens_.done() ? static_cast<std::uint32_t>(body_.size()) : tokens_.peek().span.begin;
}

}  // namespace lockstep
