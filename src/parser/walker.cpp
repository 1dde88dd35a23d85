#include "parser/walker.h"

#include <algorithm>

#include "parser/lower_spans.h"

namespace lockstep {
namespace {

Cursor first_token(const LowerContext& cx) {
  static const std::vector<Token> kNone;
  Cursor cursor = cx.cursor == nullptr ? Cursor({}, kNone) : *cx.cursor;
  cursor.seek(0);
  return cursor;
}

}  // namespace

Walker::Walker(const LowerContext& cx) : cx_(&cx), cursor_(first_token(cx)) {}

bool Walker::skip(std::string_view words) {
  const std::size_t begin = index();
  while (!words.empty()) {
    const std::size_t space = std::min(words.find(' '), words.size());
    if (!cursor_.skip(words.substr(0, space))) {
      cursor_.seek(begin);
      return false;
    }
    words.remove_prefix(std::min(space + 1, words.size()));
  }
  return true;
}

Span Walker::take(std::string_view words) {
  const std::size_t begin = index();
  return skip(words) ? since(begin) : Span{};
}

Span Walker::take_through(std::string_view word) {
  const std::size_t begin = index();
  if (!find(word)) return {};
  cursor_.next();
  return since(begin);
}

bool Walker::find(std::string_view word) {
  const std::size_t found = cursor_.find(word);
  if (found == cursor_.size()) return false;
  cursor_.seek(found);
  return true;
}

void Walker::seek(int location) {
  if (location >= 0) cursor_.seek(token_at(location, *cx_));
}

Span Walker::take_token() {
  if (cursor_.done()) return {};
  const std::size_t begin = index();
  cursor_.next();
  return since(begin);
}

Walker::Member Walker::take_member() {
  const std::size_t begin = index();
  take_name();
  const std::size_t end = index();
  if (end < begin + 3) return {};
  return {.owner = cursor_.span(begin, end - 2), .name = cursor_.span(end - 1, end)};
}

void Walker::skip_relation(int location) {
  seek(location);
  take_name();
  if (at_symbol(')')) take_token();
}

void Walker::skip_group() {
  if (at_symbol('(')) cursor_.seek(cursor_.behind_group(index()));
}

}  // namespace lockstep
