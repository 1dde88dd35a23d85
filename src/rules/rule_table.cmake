# The registry of rules: every src/rules/<group>/<rule_id>.cpp, sorted. A file whose rule has another
# name than the file doesn't link.
function(lockstep_rule_table target)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*/*.cpp)
  set(names "")
  foreach(source IN LISTS sources)
    cmake_path(GET source STEM name)
    list(APPEND names ${name})
  endforeach()
  # By id, which has hyphens where the name has underscores.
  list(TRANSFORM names REPLACE _ -)
  list(SORT names)
  list(TRANSFORM names REPLACE - _)

  set(declarations "")
  set(entries "")
  foreach(name IN LISTS names)
    string(APPEND declarations "extern const Rule ${name};\n")
    string(APPEND entries "    &${name},\n")
  endforeach()
  file(CONFIGURE OUTPUT rule_table.cpp CONTENT [[
#include "rules/rule.h"

namespace lockstep::rules {

@declarations@
namespace {
constexpr const Rule* kRules[] = {
@entries@};
}  // namespace

std::span<const Rule* const> all_rules() { return kRules; }

}  // namespace lockstep::rules
]] @ONLY)
  target_sources(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/rule_table.cpp)
endfunction()

# docs/rules/*.md and rules.d/*.toml as string literals.
function(lockstep_embedded_pages target)
  file(GLOB texts CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/docs/rules/*.md ${PROJECT_SOURCE_DIR}/rules.d/*.toml)
  set(script ${CMAKE_CURRENT_SOURCE_DIR}/embed_pages.cmake)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/pages.cpp)
  add_custom_command(OUTPUT ${output} COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} "-DTEXTS=${texts}" -P ${script}
                     DEPENDS ${texts} ${script} COMMENT "Embedding rule pages and packs" VERBATIM)
  target_sources(${target} PRIVATE ${output})
endfunction()
