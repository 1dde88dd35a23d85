#pragma once
// Private to src/parser: Postgres' headers, which no other header may see. Include it last and only
// from .cpp files: their macros break std::snprintf, gettext and others.

extern "C" {
#include "postgres.h"

#include "nodes/makefuncs.h"
#include "nodes/nodes.h"
#include "nodes/parsenodes.h"
#include "nodes/pg_list.h"
#include "nodes/value.h"
#include "pg_query.h"
#include "pg_query_internal.h"
}
#undef snprintf
#undef sprintf
#undef vsnprintf
#undef vsprintf
#undef printf
#undef fprintf
#undef vprintf
#undef vfprintf
#undef strerror
#undef strerror_r
#undef gettext
#undef ngettext
#undef dgettext
#undef dngettext
#undef DEBUG
#undef Min
#undef Max
#undef Abs
#undef restrict
