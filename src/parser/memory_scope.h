#pragma once
// Private to src/parser: what Postgres allocates between construction and destruction lives in a memory
// context of ours. Includes raw.h, so it comes last and only in .cpp files, as that does.

#include "parser/raw.h"

namespace lockstep {

class MemoryScope {
 public:
  MemoryScope() : context_(pg_query_enter_memory_context()) {}
  MemoryScope(const MemoryScope&) = delete;
  MemoryScope& operator=(const MemoryScope&) = delete;
  ~MemoryScope() { pg_query_exit_memory_context(context_); }

 private:
  MemoryContext context_;
};

}  // namespace lockstep
