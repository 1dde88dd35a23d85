#pragma once
// Private to src/parser: Postgres' PL/pgSQL parser behind a C function, because it raises errors by
// longjmp. libpg_query's own entry point prints the tree as JSON, which is malformed for trigger
// functions; this one hands out the tree.

#ifdef __cplusplus
extern "C" {
#endif

struct PLpgSQL_function;  // NOLINT(readability-identifier-naming): Postgres' name

enum LockstepCodeKind {
  lockstep_do,
  lockstep_function,
  lockstep_procedure,
  lockstep_trigger,
  lockstep_event_trigger
};

// What the grammar asks of a type.
enum LockstepTypeKind { lockstep_scalar, lockstep_record, lockstep_cursor };

struct LockstepParameter {
  const char* name;  // empty when it has none
  enum LockstepTypeKind type;
  int out;  // OUT, INOUT or a column of RETURNS TABLE
};

struct LockstepCode {
  const char* body;
  enum LockstepCodeKind kind;
  int returns_void;
  int returns_set;
  const struct LockstepParameter* parameters;
  int parameter_count;
};

struct LockstepCodeError {
  char* message;  // malloc'ed; the caller frees it
  int sqlstate;   // as Postgres packs it
  int character;  // of the body, 1-based; 0 when unknown
  int line;       // the last one that was read, 1-based
};

// The tree, in the current memory context, which is one of pg_query_enter_memory_context(). Null when
// the parser refuses the body; then `error` says why.
struct PLpgSQL_function* lockstep_read_code(const struct LockstepCode* code, struct LockstepCodeError* error);

// The SQLSTATE of a condition by its name, or the code itself; 0 where Postgres knows none. In a memory
// context as above.
int lockstep_sqlstate(const char* condition);

#ifdef __cplusplus
}
#endif
