#include "parser/lex_shim.h"

#include "postgres.h"

#include "gramparse.h"
#include "pg_query.h"
#include "pg_query_internal.h"

// Comments come as tokens only by libpg_query's own switch in the scanner, see return_comments.
int lockstep_is_comment(int kind) { return kind == SQL_COMMENT || kind == C_COMMENT; }

// Tokens that several scanner rules make together end at yyllocend; for the others flex leaves a NUL
// behind the matched text until the next call.
static int token_end(int kind, int begin, const core_yy_extra_type* extra) {
  switch (kind) {
    case IDENT:
    case UIDENT:
    case SCONST:
    case USCONST:
    case BCONST:
    case XCONST:
    case C_COMMENT: return extra->yyllocend;
    default: return begin + (int)strlen(extra->scanbuf + begin);
  }
}

static void append(struct LockstepTokens* result, int* capacity, struct LockstepToken token) {
  if (result->count == *capacity) {
    *capacity = *capacity == 0 ? 256 : *capacity * 2;
    struct LockstepToken* grown = realloc(result->tokens, (size_t)*capacity * sizeof(*grown));
    if (grown == NULL) abort();
    result->tokens = grown;
  }
  result->tokens[result->count++] = token;
}

static void scan(const char* text, int boundaries_only, struct LockstepTokens* result, int* location) {
  core_yy_extra_type extra;
  core_YYSTYPE value;
  int capacity = 0;
  int first = 1;
  core_yyscan_t scanner = scanner_init(text, &extra, &ScanKeywords, ScanKeywordTokens);
  extra.return_comments = true;
  for (;;) {
    const int kind = core_yylex(&value, location, scanner);
    if (kind == 0) break;
    const int comment = lockstep_is_comment(kind);
    if (!boundaries_only || comment || first || kind == ';' || kind == '\\') {
      const struct LockstepToken token = {kind, *location, token_end(kind, *location, &extra)};
      append(result, &capacity, token);
    }
    if (!comment) first = kind == ';';
  }
  scanner_finish(scanner);
}

struct LockstepTokens lockstep_lex(const char* text, int boundaries_only) {
  // Written behind PG_TRY's back and read after its longjmp, so they live outside this frame's registers.
  struct LockstepTokens result = {NULL, 0, NULL, 0};
  struct LockstepTokens* volatile out = &result;
  volatile int location = 0;
  MemoryContext context = pg_query_enter_memory_context();
  PG_TRY();
  {
    scan(text, boundaries_only, out, (int*)&location);
  }
  PG_CATCH();
  {
    MemoryContextSwitchTo(context);
    ErrorData* error = CopyErrorData();
    out->message = strdup(error->message);
    out->failed_at = location;
    FlushErrorState();
  }
  PG_END_TRY();
  pg_query_exit_memory_context(context);
  return result;
}
