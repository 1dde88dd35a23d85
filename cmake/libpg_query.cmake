# libpg_query, Postgres' own parser, as target pg_query. Its sources come in the crate `pg_query`, pinned by
# cmake/crates/Cargo.lock, where there is a cargo that reads the lock; else in its release archive.

# lockstep_find_crate(NAME RESULT): the folder of a crate's sources, or empty.
function(lockstep_find_crate name result)
  set(${result} "" PARENT_SCOPE)
  set(crates ${PROJECT_SOURCE_DIR}/cmake/crates)
  find_program(LOCKSTEP_CARGO cargo DOC "Rust's package manager, 1.90 or later")
  if(LOCKSTEP_FETCH OR NOT LOCKSTEP_CARGO)
    return()
  endif()
  execute_process(COMMAND ${LOCKSTEP_CARGO} -vV OUTPUT_VARIABLE version ERROR_QUIET)
  if(NOT version MATCHES "release: ([0-9.]+).*host: ([^\n]+)" OR CMAKE_MATCH_1 VERSION_LESS 1.90)
    return()
  endif()
  set(host ${CMAKE_MATCH_2})

  execute_process(COMMAND ${LOCKSTEP_CARGO} fetch --locked --offline --target ${host} WORKING_DIRECTORY ${crates}
                  RESULT_VARIABLE status OUTPUT_QUIET ERROR_QUIET)
  if(NOT status EQUAL 0)
    execute_process(COMMAND ${LOCKSTEP_CARGO} fetch --locked --target ${host} WORKING_DIRECTORY ${crates}
                    RESULT_VARIABLE status ERROR_VARIABLE error)
  endif()
  if(status EQUAL 0)
    execute_process(
      COMMAND ${LOCKSTEP_CARGO} metadata --locked --offline --format-version 1 --filter-platform ${host}
      WORKING_DIRECTORY ${crates} RESULT_VARIABLE status OUTPUT_VARIABLE metadata ERROR_VARIABLE error)
  endif()
  if(NOT status EQUAL 0)
    message(STATUS "cargo can't fetch the crate ${name}, its release archive is taken: ${error}")
    return()
  endif()
  string(JSON count LENGTH "${metadata}" packages)
  math(EXPR last "${count} - 1")
  foreach(i RANGE ${last})
    string(JSON package GET "${metadata}" packages ${i} name)
    if(package STREQUAL name)
      string(JSON manifest GET "${metadata}" packages ${i} manifest_path)
      cmake_path(GET manifest PARENT_PATH folder)
      set(${result} ${folder} PARENT_SCOPE)
    endif()
  endforeach()
endfunction()

lockstep_find_crate(pg_query crate)
if(crate)
  set(libpg_query_SOURCE_DIR ${crate}/libpg_query)
else()
  lockstep_fetch(libpg_query
    URL https://github.com/pganalyze/libpg_query/archive/refs/tags/18.1.0.tar.gz
    SHA256 2d3486cf6a9d3955b53e66235db39d62b54216c820cd392ab66dc842c5b1316d)
endif()

function(lockstep_add_libpg_query dir)
  file(GLOB sources ${dir}/src/*.c ${dir}/src/postgres/*.c)
  set(upb ${dir}/vendor/upb)
  add_library(pg_query STATIC ${sources} ${dir}/vendor/xxhash/xxhash.c ${upb}/upb.c
              ${upb}/third_party/utf8_range/utf8_range.c ${dir}/protobuf/pg_query.upb_minitable.c)
  set_target_properties(pg_query PROPERTIES OUTPUT_NAME lockstep_pg_query)
  target_include_directories(pg_query SYSTEM
    PUBLIC $<BUILD_INTERFACE:${dir}> $<BUILD_INTERFACE:${dir}/src/postgres/include>
           $<BUILD_INTERFACE:${dir}/src/include> $<BUILD_INTERFACE:${dir}/src>
    PRIVATE ${dir}/vendor ${upb} ${upb}/third_party/utf8_range)
  # The flags of its own Makefile; optimised also in a Debug build, where tests would be slow without.
  target_compile_options(pg_query PRIVATE -w -O2 -fno-strict-aliasing -fwrapv -ffunction-sections -fdata-sections
    $<$<NOT:$<CONFIG:Debug>>:-ffile-prefix-map=${dir}/=libpg_query/>)
  # Postgres' assertions change the layout of its structs: who includes its headers has them too.
  target_compile_definitions(pg_query PUBLIC $<BUILD_INTERFACE:$<$<CONFIG:Debug>:USE_ASSERT_CHECKING>>)
  # Instrumented against bad memory accesses, not for undefined behaviour: it is slow with that.
  if(LOCKSTEP_SANITIZE MATCHES "^(address|thread)")
    target_compile_options(pg_query PRIVATE -fsanitize=${CMAKE_MATCH_1} -fno-omit-frame-pointer)
  endif()
  target_link_libraries(pg_query PUBLIC Threads::Threads)
endfunction()
lockstep_add_libpg_query(${libpg_query_SOURCE_DIR})
