#pragma once
// Bytes to statements. A ScriptReader hands a file out in batches, so that memory follows the
// largest statement and not the file: each batch's raw trees are lowered to Actions and freed.
// What can't be read becomes an action of its own (SyntaxError, PsqlCommand, CopyData); reading
// goes on behind it, and nothing of a file is ever dropped in silence.

#include <cstddef>
#include <memory>
#include <stop_token>
#include <vector>

#include "parser/action.h"
#include "parser/directives.h"
#include "parser/source.h"

namespace lockstep {

struct ScriptOptions {
  // Fill the spans inside actions and read the comment directives: for files that are reported on.
  // Without it a file is only good for replay, and reads about twice as fast.
  bool spans = true;
  // One thread calls read_ahead() while another one calls next().
  bool ahead = false;
};

class ScriptReader {
 public:
  // `source` must outlive the reader.
  explicit ScriptReader(const SourceFile& source, ScriptOptions options = {});
  ScriptReader(const SourceFile&&, ScriptOptions = {}) = delete;
  ScriptReader(ScriptReader&&) noexcept;
  ScriptReader& operator=(ScriptReader&&) noexcept;
  ~ScriptReader();

  [[nodiscard]] const SourceFile& source() const;

  // The next statements in order of the file; empty at its end. A batch holds one statement or,
  // where they are short, those of about 64 KiB.
  [[nodiscard]] std::vector<Statement> next();

  // Reads to the file's end, or until `stop`, what next() hands out on another thread, which it waits for
  // when it is more than kReadAhead bytes ahead. For a reader with that option, once; next() waits for it
  // and throws what it threw.
  void read_ahead(const std::stop_token& stop);

  // A batch that nobody needs any more, for the thread that made it to free: two that use one heap wait for
  // each other.
  void take_back(std::vector<Statement> batch);

  // Directives of the comments read so far, in order; complete once next() returned empty, and with a
  // thread that reads ahead not to be asked for before.
  [[nodiscard]] const std::vector<Directive>& directives() const&;
  // The comments themselves, with their markers; none without spans.
  [[nodiscard]] const std::vector<Span>& comments() const&;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A smaller file is read ahead to its end whether or not someone asks for it.
inline constexpr std::size_t kReadAhead = std::size_t{128} << 10U;

// A statement is at most this large; a larger one is a finding and skipped.
inline constexpr std::size_t kLargestStatement = std::size_t{64} << 20U;

}  // namespace lockstep
