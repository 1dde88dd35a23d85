#pragma once
// Private to src/parser: Postgres' header of PL/pgSQL's tree. Include it last and only from .c and .cpp
// files, as raw.h.

#ifdef __cplusplus
#include "parser/raw.h"
#else
#include "postgres.h"
#endif

// commands/trigger.h includes Postgres' catalog/catalog.h, for which a compiler would find ours. Of all that
// the tree needs this one name.
#define TRIGGER_H
typedef struct TriggerData TriggerData;

#ifdef __cplusplus
extern "C" {
#endif
#include "plpgsql.h"
#ifdef __cplusplus
}
#endif
