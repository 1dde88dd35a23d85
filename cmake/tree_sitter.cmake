# Tree-sitter and its Prisma grammar as target tree_sitter. Their sources come in crates as libpg_query's do, else
# in archives.

lockstep_find_crate(tree-sitter crate)
if(crate)
  set(tree_sitter_SOURCE_DIR ${crate})
else()
  lockstep_fetch(tree_sitter
    URL https://github.com/tree-sitter/tree-sitter/archive/refs/tags/v0.27.1.tar.gz
    SHA256 982cd3d4d9eb7be18c243240a622423fd2e4ecb4bec2cd98832c2f3fa1f0f333
    SOURCE_SUBDIR lib/src)
  set(tree_sitter_SOURCE_DIR ${tree_sitter_SOURCE_DIR}/lib)
endif()

lockstep_find_crate(tree-sitter-prisma crate)
if(crate)
  set(tree_sitter_prisma_SOURCE_DIR ${crate})
else()
  lockstep_fetch(tree_sitter_prisma
    URL https://github.com/joowani/tree-sitter-prisma/archive/e28805549b400bb0507348246b76fae0a0ba29e2.tar.gz
    SOURCE_SUBDIR src)
endif()

# All that is compiled of the grammar; pinned here, as nothing publishes a hash of its archive.
function(lockstep_check_grammar file expected)
  file(SHA256 ${tree_sitter_prisma_SOURCE_DIR}/${file} found)
  if(NOT found STREQUAL expected)
    message(FATAL_ERROR "tree_sitter_prisma: ${file} has the SHA-256 ${found}, expected is ${expected}")
  endif()
endfunction()
lockstep_check_grammar(src/parser.c 550ceb345137a8f4cb4def97edd34de068a30426356a6d3c49c6a54ee2f081bb)
lockstep_check_grammar(src/tree_sitter/parser.h 180b893c8734778fd32f372dfbc27bd6ad1cd2221f26150b31256ff6716320d2)

function(lockstep_add_tree_sitter dir grammar)
  add_library(tree_sitter STATIC ${dir}/src/lib.c ${grammar}/src/parser.c)
  set_target_properties(tree_sitter PROPERTIES OUTPUT_NAME lockstep_tree_sitter C_STANDARD 11)
  target_include_directories(tree_sitter SYSTEM
    PUBLIC $<BUILD_INTERFACE:${dir}/include>
    PRIVATE ${dir}/src)
  target_compile_definitions(tree_sitter PRIVATE _POSIX_C_SOURCE=200112L _DEFAULT_SOURCE)
  target_compile_options(tree_sitter PRIVATE -w -O2 -ffunction-sections -fdata-sections
    $<$<NOT:$<CONFIG:Debug>>:-ffile-prefix-map=${dir}/=tree-sitter/ -ffile-prefix-map=${grammar}/=tree-sitter-prisma/>)
  if(LOCKSTEP_SANITIZE MATCHES "^(address|thread)")
    target_compile_options(tree_sitter PRIVATE -fsanitize=${CMAKE_MATCH_1} -fno-omit-frame-pointer)
  endif()
endfunction()
lockstep_add_tree_sitter(${tree_sitter_SOURCE_DIR} ${tree_sitter_prisma_SOURCE_DIR})
