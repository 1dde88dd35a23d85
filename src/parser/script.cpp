#include "parser/script.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "parser/lower.h"
#include "parser/raw_parse.h"
#include "parser/tokens.h"
#include "parser/window.h"
#include "support/ascii.h"
#include "support/utf8.h"

#include "parser/raw.h"

namespace lockstep {
namespace {

// Files up to this size, and batches of short statements, are parsed in one go.
constexpr std::uint32_t kBatch = 64U << 10U;
// Where psql's commands are, there are mostly more, and each ends what is parsed in one go.
constexpr std::uint32_t kBehindPsql = 4U << 10U;
// Of a longer statement only the beginning is lexed for spans: an INSERT of megabytes has nothing in
// its rows that a rule would mark.
constexpr std::uint32_t kLexedPrefix = 256U << 10U;
// How many bytes may be read again for what doesn't end where it seems to: statements with semicolons
// inside (BEGIN ATOMIC, CREATE RULE), unterminated quotes. Keeps files made to be slow from being so.
constexpr std::uint64_t kRetryBytes = std::uint64_t{64} << 20U;
constexpr std::uint64_t kRetryTimesFile = 16;

std::string without_near(std::string_view message) {
  return std::string(message.substr(0, message.find(" at or near ")));
}

// With its mark, or by the zeros between the characters of its first words.
bool is_utf16(std::string_view text) {
  constexpr std::size_t kLooked = 8;
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return true;
  if (text.size() < kLooked) return false;
  bool zeros[2] = {true, true};  // at even places, at odd ones
  for (std::size_t i = 0; i < kLooked; ++i) zeros[i % 2] = zeros[i % 2] && text[i] == '\0';
  return zeros[0] != zeros[1];
}

}  // namespace

struct ScriptReader::State {
  State(const SourceFile& file, ScriptOptions with) : source(file), options(with) {}

  const SourceFile& source;
  ScriptOptions options;
  std::string without_nul;  // a copy in which NUL bytes are spaces, where there are any
  std::string_view text;    // what is parsed: the bytes, or the copy
  std::uint32_t at = 0;     // first byte that is not read yet
  bool started = false;
  bool try_whole = true;
  bool psql_noted = false;
  bool behind_psql = false;
  std::uint64_t retry_bytes = 0;
  std::vector<Statement> batch;

  std::vector<Directive> directives;
  std::vector<Span> comments;
  bool may_direct = false;
  std::size_t first_untied = 0;  // directives from here on wait for the next statement
  std::uint32_t comments_read = 0;
  Span last_statement;

  // Between the thread that reads ahead and the one that asks.
  struct Ahead {
    std::mutex mutex;
    std::condition_variable_any changed;
    struct Batch {
      std::vector<Statement> statements;
      std::uint32_t begin = 0;  // what was read before it
    };
    std::deque<Batch> batches;
    std::vector<std::vector<Statement>> done;
    std::uint32_t taken = 0;  // what was read before the batch that was asked for last
    bool finished = false;
    std::exception_ptr thrown;
  } ahead;

  std::vector<Statement> read_batch();
  void start();
  void read_some();
  bool read_whole();
  void read_window(const Window& window);
  bool read_pieces(const Window& window, std::size_t first, std::size_t count, ParseFailure& failure);
  std::size_t read_extended(const Window& window, std::size_t first, ParseFailure& failure);
  bool may_grow(const Window& window);
  void skip_broken(const Window& window);
  void skip_psql(std::uint32_t begin);
  void skip_copy_data();
  void add(const ::RawStmt& raw, Piece part, const LexResult& lexed);
  void add_error(action::SyntaxError::Kind kind, std::string message, Span span, Span statement);
  void add_failure(const ParseFailure& failure, Piece piece);
  void read_comments(const std::vector<Span>& found);
  [[nodiscard]] Span target_of(Span comment) const;
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(text.size()); }
  [[nodiscard]] std::string copy(std::uint32_t begin, std::uint32_t end) const {
    return std::string(text.substr(begin, end - begin));
  }
};

void ScriptReader::State::start() {
  started = true;
  text = source.bytes();
  retry_bytes = std::max(kRetryBytes, kRetryTimesFile * text.size());
  if (text.starts_with("\xEF\xBB\xBF")) at = 3;
  may_direct = may_hold_directives(text);
  const auto byte_error = [this](action::SyntaxError::Kind kind, std::size_t offset, std::string message) {
    const auto begin = static_cast<std::uint32_t>(offset);
    add_error(kind, std::move(message), {.begin = begin, .end = begin + 1},
              {.begin = begin, .end = begin + 1});
  };
  if (is_utf16(text)) {
    byte_error(action::SyntaxError::Kind::invalid_utf8, 0, "the file is UTF-16, and Postgres takes UTF-8");
    at = size();
    return;
  }
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    without_nul = text;
    std::ranges::replace(without_nul, '\0', ' ');
    text = without_nul;
    byte_error(action::SyntaxError::Kind::nul_byte, nul, "a NUL byte: Postgres takes no text that holds one");
  }
  if (const std::size_t bad = utf8::find_invalid(text); bad != std::string_view::npos) {
    byte_error(action::SyntaxError::Kind::invalid_utf8, bad, "invalid byte sequence for encoding \"UTF8\"");
  }
}

void ScriptReader::State::read_some() {
  const std::uint32_t left = size() - at;
  if (try_whole && left <= kBatch && read_whole()) return;
  try_whole = false;
  const std::uint32_t before = at;
  for (std::uint32_t length = behind_psql ? kBehindPsql : kBatch;;
       length = length > left / 8 ? left : length * 8) {
    const Window window = look(text, at, length);
    if (!window.pieces.empty() || window.psql) read_window(window);
    if (at == before && window.end == size()) skip_broken(window);
    if (at != before) return;
  }
}

// The rest of a small file at once; false when something in it needs a closer look.
bool ScriptReader::State::read_whole() {
  const std::string rest = copy(at, size());
  LexResult lexed;
  if (options.spans) lexed = lex(rest, at);
  if (lexed.failed) return false;
  const Piece part{.begin = at, .end = size()};
  ParseFailure failure;
  if (!raw_parse(rest, [&](const ::RawStmt& raw) { add(raw, part, lexed); }, failure)) return false;
  at = size();
  read_comments(lexed.comments);
  return true;
}

// All complete statements of the window, with what ends it; `at` goes behind what was read.
void ScriptReader::State::read_window(const Window& window) {
  const std::size_t count = window.pieces.size();
  batch.reserve(batch.size() + count);  // statements are large, and moving them takes its time
  ParseFailure failure;
  const bool whole = count > 1 && window.all_tokens && read_pieces(window, 0, count, failure);
  for (std::size_t i = 0; !whole && i < count;) {
    const Piece piece = window.pieces[i];
    const std::size_t used = read_extended(window, i, failure);
    if (used == 0 && failure.at_end && may_grow(window)) break;
    if (used == 0) add_failure(failure, piece);
    i += used == 0 ? 1 : used;
    at = window.pieces[i - 1].end;
  }
  const bool all = count == 0 || at == window.pieces.back().end;
  behind_psql = all && window.psql;
  if (behind_psql) skip_psql(window.psql_begin);
  if (all && window.copy) skip_copy_data();
  read_comments(window.lexed.comments);
}

// `count` pieces as one text; false, and nothing added, when Postgres' parser refuses it.
bool ScriptReader::State::read_pieces(const Window& window, std::size_t first, std::size_t count,
                                      ParseFailure& failure) {
  const Piece part{.begin = window.pieces[first].begin, .end = window.pieces[first + count - 1].end};
  if (part.end - part.begin > kLargestStatement) {
    failure = {.message = "a statement of more than 64 MB was not read", .offset = 0, .too_large = true};
    return false;
  }
  // Lexed before it is parsed: the scanner may not run while Postgres' parser holds its memory.
  LexResult prefix;
  const bool own_tokens = options.spans && !window.all_tokens;
  if (own_tokens) prefix = lex(copy(part.begin, std::min(part.end, part.begin + kLexedPrefix)), part.begin);
  const LexResult& lexed = own_tokens ? prefix : window.lexed;
  if (!raw_parse(copy(part.begin, part.end), [&](const ::RawStmt& raw) { add(raw, part, lexed); }, failure)) {
    return false;
  }
  at = part.end;
  return true;
}

// The piece alone, then with those behind it for as long as only the end of the text is wrong with it.
// Gives the number of pieces that made a statement; 0 when none did.
std::size_t ScriptReader::State::read_extended(const Window& window, std::size_t first,
                                               ParseFailure& failure) {
  for (std::size_t count = 1; first + count <= window.pieces.size(); ++count) {
    if (read_pieces(window, first, count, failure)) return count;
    const std::uint32_t again = window.pieces[first + count - 1].end - window.pieces[first].begin;
    if (!failure.at_end || again > retry_bytes) break;
    retry_bytes -= again;
  }
  return 0;
}

// Whether a statement that misses its end may find it behind the window.
bool ScriptReader::State::may_grow(const Window& window) {
  const std::uint64_t again = std::uint64_t{2} * (window.end - window.begin);
  if (window.end == size() || window.psql || window.copy || again > retry_bytes) return false;
  retry_bytes -= again;
  return true;
}

// Nothing complete is left: the scanner met an unterminated string, comment or dollar quote, or a
// malformed literal. Reading goes on behind the first semicolon that ends a line.
void ScriptReader::State::skip_broken(const Window& window) {
  if (!window.lexed.failed) {
    at = size();
    return;
  }
  const std::uint32_t bad = std::min(window.lexed.failed_at, size() - 1);
  std::uint32_t end = bad + 1;
  if (text.substr(bad).starts_with("/*")) end = bad + 2;
  if (text[bad] == '$')
    end = static_cast<std::uint32_t>(std::min(text.find('$', bad + 1), text.size() - 1)) + 1;
  const bool unterminated = window.lexed.message.starts_with("unterminated");
  add_error(unterminated ? action::SyntaxError::Kind::unterminated : action::SyntaxError::Kind::syntax,
            without_near(window.lexed.message), {.begin = bad, .end = end}, {.begin = bad, .end = end});
  std::size_t semicolon = text.find(';', bad);
  const auto ends_line = [this](std::size_t i) {
    return i + 1 >= text.size() || text[i + 1] == '\n' || text[i + 1] == '\r';
  };
  while (semicolon != std::string_view::npos && !ends_line(semicolon))
    semicolon = text.find(';', semicolon + 1);
  const bool found = semicolon != std::string_view::npos;
  const std::uint64_t again = window.end - window.begin;
  if (found && again > retry_bytes) {
    add_error(action::SyntaxError::Kind::too_large, "too many broken statements: the rest was not read",
              {.begin = bad, .end = end}, {.begin = bad, .end = end});
  }
  at = found && again <= retry_bytes ? static_cast<std::uint32_t>(semicolon) + 1 : size();
  retry_bytes -= std::min(again, retry_bytes);
  read_comments(window.lexed.comments);
}

// A backslash command reaches to the end of its line; the first of a file is told.
void ScriptReader::State::skip_psql(std::uint32_t begin) {
  const auto line_end = static_cast<std::uint32_t>(std::min(text.find('\n', begin), text.size()));
  std::uint32_t end = line_end;
  while (end > begin && ascii::is_space(text[end - 1])) --end;
  if (!psql_noted) {
    psql_noted = true;
    const Span span{.begin = begin, .end = end};
    batch.push_back(
        {.action = action::PsqlCommand{.command = copy(begin, end)}, .span = span, .keyword = span});
  }
  at = std::min(line_end + 1, size());
}

// Behind a COPY ... FROM stdin everything up to the line `\.` is data.
void ScriptReader::State::skip_copy_data() {
  const auto* statement = batch.empty() ? nullptr : std::get_if<action::Copy>(&batch.back().action);
  if (statement == nullptr || !statement->from || !statement->standard_input) return;
  const std::size_t first_line = text.find('\n', at);
  if (first_line == std::string_view::npos) return;
  const auto begin = static_cast<std::uint32_t>(first_line) + 1;
  std::uint32_t end = begin;
  for (bool more = true; more && end < size();) {
    const auto line_end = static_cast<std::uint32_t>(std::min(text.find('\n', end), text.size()));
    std::string_view row = text.substr(end, line_end - end);
    if (row.ends_with('\r')) row.remove_suffix(1);
    more = row != "\\.";
    end = std::min(line_end + 1, size());
  }
  if (begin < end) {
    const Span span{.begin = begin, .end = end};
    batch.push_back(
        {.action = action::CopyData{.relation = statement->relation}, .span = span, .keyword = span});
  }
  at = std::max(at, end);
}

void ScriptReader::State::add(const ::RawStmt& raw, Piece part, const LexResult& lexed) {
  const std::uint32_t begin = part.begin + static_cast<std::uint32_t>(raw.stmt_location);
  std::uint32_t end = raw.stmt_len > 0 ? begin + static_cast<std::uint32_t>(raw.stmt_len) : part.end;
  while (end > begin && (ascii::is_space(text[end - 1]) || text[end - 1] == ';')) --end;

  LowerContext cx{.source = text, .base = part.begin, .statement = {.begin = begin, .end = end}};
  std::vector<Token> tokens;
  if (options.spans) {
    const auto begins = [](const Token& token) { return token.span.begin; };
    const auto from = std::ranges::lower_bound(lexed.tokens, begin, {}, begins);
    const auto to = std::ranges::lower_bound(from, lexed.tokens.end(), end, {}, begins);
    tokens.assign(from, to);
    if (!tokens.empty() && end - begin <= kLexedPrefix) cx.statement.end = tokens.back().span.end;
  }
  Cursor cursor(text, tokens);
  if (options.spans) cx.cursor = &cursor;
  batch.push_back(lower_statement(raw.stmt, cx));
}

void ScriptReader::State::add_error(action::SyntaxError::Kind kind, std::string message, Span span,
                                    Span statement) {
  batch.push_back({.action = action::SyntaxError{.kind = kind, .message = std::move(message), .span = span},
                   .span = statement,
                   .keyword = span});
}

void ScriptReader::State::add_failure(const ParseFailure& failure, Piece piece) {
  using Kind = action::SyntaxError::Kind;
  const auto tokens =
      lex(copy(piece.begin, std::min(piece.end, piece.begin + kLexedPrefix)), piece.begin).tokens;
  if (tokens.empty()) return;
  const Span statement{.begin = tokens.front().span.begin, .end = tokens.back().span.end};
  if (failure.too_large || failure.too_deep) {
    add_error(failure.too_large ? Kind::too_large : Kind::too_deep, failure.message, tokens.front().span,
              statement);
    return;
  }
  const std::uint32_t bad = piece.begin + failure.offset;
  auto token = std::ranges::lower_bound(tokens, bad, {}, [](const Token& t) { return t.span.begin; });
  if (failure.at_end || token == tokens.end()) token = tokens.end() - 1;
  std::string message = failure.message;
  if (!failure.at_end) {
    constexpr std::size_t kShown = 40;
    const std::string_view near = text.substr(token->span.begin, token->span.size());
    message +=
        " at or near \"" + std::string(near.substr(0, kShown)) + (near.size() > kShown ? "...\"" : "\"");
  }
  add_error(Kind::syntax, std::move(message), token->span, statement);
}

// Takes the comments between what was read before and `at`; directives in them are tied to statements.
void ScriptReader::State::read_comments(const std::vector<Span>& found) {
  if (!options.spans) return;
  if (!batch.empty()) {
    for (; first_untied < directives.size(); ++first_untied)
      directives[first_untied].target = batch.front().span;
  }
  for (const Span comment : found) {
    if (comment.begin < comments_read || comment.end > at) continue;
    comments.push_back(comment);
    if (!may_direct) continue;
    const std::size_t before = directives.size();
    read_directives(text.substr(comment.begin, comment.size()), comment, directives);
    const Span target = target_of(comment);
    for (std::size_t i = before; i < directives.size(); ++i) directives[i].target = target;
    if (first_untied == before && !target.empty()) first_untied = directives.size();
  }
  comments_read = at;
}

Span ScriptReader::State::target_of(Span comment) const {
  const auto next =
      std::ranges::find_if(batch, [&](const Statement& s) { return s.span.end > comment.begin; });
  if (next != batch.end() && next->span.begin < comment.begin) return next->span;  // inside it
  const Span before = next == batch.begin() ? last_statement : (next - 1)->span;
  const bool same_line =
      !before.empty() && before.end <= comment.begin &&
      text.substr(before.end, comment.begin - before.end).find('\n') == std::string_view::npos;
  if (same_line) return before;
  return next == batch.end() ? Span{} : next->span;
}

ScriptReader::ScriptReader(const SourceFile& source, ScriptOptions options)
    : state_(std::make_unique<State>(source, options)) {}
ScriptReader::ScriptReader(ScriptReader&&) noexcept = default;
ScriptReader& ScriptReader::operator=(ScriptReader&&) noexcept = default;
ScriptReader::~ScriptReader() = default;

std::vector<Statement> ScriptReader::State::read_batch() {
  if (!started) start();
  while (batch.empty() && at < size()) read_some();
  if (!batch.empty()) last_statement = batch.back().span;
  return std::exchange(batch, {});
}

std::vector<Statement> ScriptReader::next() {
  if (!state_->options.ahead) return state_->read_batch();
  State::Ahead& ahead = state_->ahead;
  std::unique_lock lock(ahead.mutex);
  ahead.changed.wait(lock, [&] { return !ahead.batches.empty() || ahead.finished; });
  if (ahead.thrown) std::rethrow_exception(ahead.thrown);
  if (ahead.batches.empty()) return {};
  State::Ahead::Batch batch = std::move(ahead.batches.front());
  ahead.batches.pop_front();
  ahead.taken = batch.begin;
  lock.unlock();
  ahead.changed.notify_all();
  return std::move(batch.statements);
}

void ScriptReader::take_back(std::vector<Statement> batch) {
  if (!state_->options.ahead) return;
  const std::scoped_lock lock(state_->ahead.mutex);
  state_->ahead.done.push_back(std::move(batch));
}

void ScriptReader::read_ahead(const std::stop_token& stop) {
  State::Ahead& ahead = state_->ahead;
  const auto finish = [&ahead](std::exception_ptr thrown) {
    const std::scoped_lock lock(ahead.mutex);
    ahead.thrown = std::move(thrown);
    ahead.finished = true;
    ahead.changed.notify_all();
  };
  try {
    while (true) {
      const std::uint32_t begin = state_->at;
      std::vector<Statement> batch = state_->read_batch();
      if (batch.empty()) break;
      std::unique_lock lock(ahead.mutex);
      // A batch may be longer than that: whoever has taken all that was read waits for this one.
      const auto has_room = [&] { return ahead.batches.empty() || begin - ahead.taken <= kReadAhead; };
      if (!ahead.changed.wait(lock, stop, has_room)) break;
      ahead.batches.push_back({.statements = std::move(batch), .begin = begin});
      const auto done = std::exchange(ahead.done, {});
      lock.unlock();
      ahead.changed.notify_all();
    }
    finish(nullptr);
  } catch (...) {
    finish(std::current_exception());
  }
}

const SourceFile& ScriptReader::source() const { return state_->source; }
const std::vector<Directive>& ScriptReader::directives() const& { return state_->directives; }
const std::vector<Span>& ScriptReader::comments() const& { return state_->comments; }

}  // namespace lockstep
