#include "parser/plpgsql_shim.h"

#include "postgres.h"

#include "catalog/pg_proc_d.h"
#include "catalog/pg_type_d.h"
#include "parser/plpgsql_tree.h"

static Oid oid_of(enum LockstepTypeKind type) {
  switch (type) {
    case lockstep_record: return RECORDOID;
    case lockstep_cursor: return REFCURSOROID;
    default: return TEXTOID;
  }
}

static int add_variable(const char* name, Oid type) {
  return plpgsql_build_variable(name, 0, plpgsql_build_datatype(type, -1, InvalidOid, NULL), true)->dno;
}

// A parameter goes by its name and by $n, where n counts all of them.
static void add_parameter(PLpgSQL_function* function, const struct LockstepParameter* parameter, int number) {
  char dollar[32];
  snprintf(dollar, sizeof(dollar), "$%d", number);
  PLpgSQL_type* type = plpgsql_build_datatype(oid_of(parameter->type), -1, InvalidOid, NULL);
  const PLpgSQL_variable* variable = plpgsql_build_variable(dollar, 0, type, false);
  const PLpgSQL_nsitem_type item =
      variable->dtype == PLPGSQL_DTYPE_REC ? PLPGSQL_NSTYPE_REC : PLPGSQL_NSTYPE_VAR;
  plpgsql_ns_additem(item, variable->dno, dollar);
  if (parameter->name[0] != '\0') plpgsql_ns_additem(item, variable->dno, parameter->name);
  if (parameter->out && function->out_param_varno < 0) function->out_param_varno = variable->dno;
}

// https://www.postgresql.org/docs/current/plpgsql-trigger.html
static void add_trigger_variables(PLpgSQL_function* function) {
  static const char* const text[] = {"tg_name",    "tg_when",       "tg_level",       "tg_op",
                                     "tg_relname", "tg_table_name", "tg_table_schema"};
  function->new_varno = plpgsql_build_record("new", 0, NULL, RECORDOID, true)->dno;
  function->old_varno = plpgsql_build_record("old", 0, NULL, RECORDOID, true)->dno;
  for (size_t i = 0; i < lengthof(text); ++i) add_variable(text[i], TEXTOID);
  add_variable("tg_relid", OIDOID);
  add_variable("tg_nargs", INT4OID);
  add_variable("tg_argv", TEXTARRAYOID);
}

// What plpgsql_compile_callback and plpgsql_compile_inline do before and around the parser, without the
// catalog lookups: https://github.com/postgres/postgres/blob/REL_18_STABLE/src/pl/plpgsql/src/pl_comp.c
static PLpgSQL_function* start(const struct LockstepCode* code) {
  static char name[] = "code";
  PLpgSQL_function* function = palloc0(sizeof(*function));
  function->out_param_varno = -1;
  function->resolve_option = PLPGSQL_RESOLVE_ERROR;
  function->fn_prokind = code->kind == lockstep_procedure ? PROKIND_PROCEDURE : PROKIND_FUNCTION;
  function->fn_rettype = code->returns_void ? VOIDOID : TEXTOID;
  function->fn_retset = code->returns_set != 0;
  function->fn_is_trigger = code->kind == lockstep_trigger         ? PLPGSQL_DML_TRIGGER
                            : code->kind == lockstep_event_trigger ? PLPGSQL_EVENT_TRIGGER
                                                                   : PLPGSQL_NOT_TRIGGER;
  plpgsql_error_funcname = name;
  plpgsql_check_syntax = true;
  plpgsql_curr_compile = function;
  plpgsql_compile_tmp_cxt = CurrentMemoryContext;
  plpgsql_DumpExecTree = false;
  plpgsql_ns_init();
  plpgsql_ns_push(name, PLPGSQL_LABEL_BLOCK);
  plpgsql_start_datums();
  for (int i = 0; i < code->parameter_count; ++i) add_parameter(function, &code->parameters[i], i + 1);
  if (code->kind == lockstep_trigger) add_trigger_variables(function);
  if (code->kind == lockstep_event_trigger) {
    add_variable("tg_event", TEXTOID);
    add_variable("tg_tag", TEXTOID);
  }
  function->found_varno = add_variable("found", BOOLOID);
  return function;
}

static void finish(void) {
  plpgsql_error_funcname = NULL;
  plpgsql_check_syntax = false;
  plpgsql_curr_compile = NULL;
  plpgsql_compile_tmp_cxt = NULL;
}

static void keep(const ErrorData* from, yyscan_t scanner, struct LockstepCodeError* error) {
  error->message = strdup(from->message);
  error->sqlstate = from->sqlerrcode;
  error->character = from->internalpos > 0 ? from->internalpos : from->cursorpos;
  error->line = scanner == NULL ? 0 : plpgsql_latest_lineno(scanner);
}

struct PLpgSQL_function* lockstep_read_code(const struct LockstepCode* code,
                                            struct LockstepCodeError* error) {
  MemoryContext context = CurrentMemoryContext;
  PLpgSQL_function* volatile function = NULL;
  volatile yyscan_t scanner = NULL;
  PG_TRY();
  {
    scanner = plpgsql_scanner_init(code->body);
    function = start(code);
    if (plpgsql_yyparse(&function->action, scanner) != 0) elog(ERROR, "syntax error");
    plpgsql_scanner_finish(scanner);
    plpgsql_finish_datums(function);
  }
  PG_CATCH();
  {
    MemoryContextSwitchTo(context);
    ErrorData* raised = CopyErrorData();
    keep(raised, scanner, error);
    FlushErrorState();
    function = NULL;
  }
  PG_END_TRY();
  finish();
  return function;
}

int lockstep_sqlstate(const char* condition) {
  MemoryContext context = CurrentMemoryContext;
  volatile int state = 0;
  PG_TRY();
  {
    state = plpgsql_recognize_err_condition(condition, true);
  }
  PG_CATCH();
  {
    MemoryContextSwitchTo(context);
    FlushErrorState();
  }
  PG_END_TRY();
  return state;
}
