#include "parser/walker.h"

#include <algorithm>

#include "parser/lower_spans.h"

namespace lockstep {

Walker::Walker(const LowerContext& cx) : cx_(&cx) {
  if (cx.cursor == nullptr) return;
  cursor_ = *cx.cursor;
  cursor_->seek(0);
}

Span Walker::since(std::size_t begin) const { return cursor_ ? cursor_->span(begin, cursor_->at()) : Span{}; }

bool Walker::skip(std::string_view words) {
  if (!cursor_) return false;
  const std::size_t begin = index();
  while (!words.empty()) {
    const std::size_t space = std::min(words.find(' '), words.size());
    if (!cursor_->skip(words.substr(0, space))) {
      cursor_->seek(begin);
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
  cursor_->next();
  return since(begin);
}

bool Walker::find(std::string_view word) {
  if (!cursor_) return false;
  const std::size_t found = cursor_->find(word);
  if (found == cursor_->size()) return false;
  cursor_->seek(found);
  return true;
}

void Walker::seek(int location) {
  if (cursor_ && location >= 0) cursor_->seek(token_at(location, *cx_));
}

Span Walker::take_token() {
  if (!cursor_ || cursor_->done()) return {};
  const std::size_t begin = index();
  cursor_->next();
  return since(begin);
}

Span Walker::take_name() { return cursor_ ? cursor_->skip_name() : Span{}; }

Walker::Member Walker::take_member() {
  const std::size_t begin = index();
  take_name();
  const std::size_t end = index();
  if (end < begin + 3) return {};
  return {.owner = cursor_->span(begin, end - 2), .name = cursor_->span(end - 1, end)};
}

void Walker::skip_relation(int location) {
  seek(location);
  take_name();
  if (at_symbol(')')) take_token();
}

void Walker::skip_group() {
  if (at_symbol('(')) cursor_->seek(cursor_->behind_group(index()));
}

void Walker::skip_element() {
  if (cursor_) cursor_->seek(cursor_->element_end());
}

bool Walker::at_symbol(char symbol) const { return cursor_ && cursor_->kind(cursor_->at()) == symbol; }

}  // namespace lockstep
