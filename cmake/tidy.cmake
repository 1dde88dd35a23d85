# Target `tidy`: clang-tidy over our own sources. It needs no build, and a second run looks only at sources
# that changed, or at all of them where a header did.

find_program(LOCKSTEP_CLANG_TIDY clang-tidy-19 REQUIRED)
file(GLOB_RECURSE sources CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR} src/*.cpp tests/*.cpp bench/*.cpp)
file(GLOB_RECURSE headers CONFIGURE_DEPENDS src/*.h tests/*.h)
list(FILTER sources EXCLUDE REGEX "^tests/install/")  # a project of its own

set(stamps "")
foreach(source IN LISTS sources)
  set(stamp ${PROJECT_BINARY_DIR}/tidy/${source}.stamp)
  cmake_path(GET stamp PARENT_PATH folder)
  file(MAKE_DIRECTORY ${folder})
  add_custom_command(OUTPUT ${stamp}
    COMMAND ${LOCKSTEP_CLANG_TIDY} --quiet -p ${PROJECT_BINARY_DIR} ${PROJECT_SOURCE_DIR}/${source}
    COMMAND ${CMAKE_COMMAND} -E touch ${stamp}
    DEPENDS ${PROJECT_SOURCE_DIR}/${source} ${PROJECT_SOURCE_DIR}/.clang-tidy ${headers}
    COMMENT "clang-tidy ${source}"
    VERBATIM)
  list(APPEND stamps ${stamp})
endforeach()
add_custom_target(tidy DEPENDS ${stamps})
