#pragma once
// Private to src/parser: Postgres' core scanner behind a C function, because it raises errors by
// longjmp and may only run inside PG_TRY, in a memory context of its own.

#ifdef __cplusplus
extern "C" {
#endif

struct LockstepToken {
  int kind;   // an ASCII character or a number of parser/gram.h
  int begin;  // byte offsets into the text
  int end;
};

struct LockstepTokens {
  struct LockstepToken* tokens;  // malloc'ed; the caller frees it. Comments are among them
  int count;
  char* message;  // malloc'ed; null unless the scanner gave up
  int failed_at;  // byte offset of the token on which it gave up
};

// `boundaries_only`: keep semicolons, backslashes, comments and the first token behind a semicolon.
struct LockstepTokens lockstep_lex(const char* text, int boundaries_only);

int lockstep_is_comment(int kind);

#ifdef __cplusplus
}
#endif
