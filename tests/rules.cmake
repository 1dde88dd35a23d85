# The rules: one test a fixture, and what holds for the rules as a set.
add_executable(fixtures_test fixtures_test.cpp fixture_file.cpp)
target_include_directories(fixtures_test PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
target_link_libraries(fixtures_test PRIVATE lockstep_flags lockstep::rules lockstep::reporters GTest::gtest)
file(GLOB fixtures CONFIGURE_DEPENDS fixtures/*/*.sql)
foreach(fixture IN LISTS fixtures)
  cmake_path(GET fixture STEM rule)
  add_test(NAME fixture.${rule} COMMAND fixtures_test ${fixture})
endforeach()

# Those of rules that look at a project: a git repository for each case.
file(GLOB project_fixtures CONFIGURE_DEPENDS fixtures/*/*.project)
foreach(fixture IN LISTS project_fixtures)
  cmake_path(GET fixture STEM rule)
  add_test(NAME project_fixture.${rule} COMMAND ${LOCKSTEP_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/cli/project_fixtures_test.py
           $<TARGET_FILE:lockstep> ${fixture})
endforeach()

lockstep_test(session_test SOURCES unit/session_test.cpp LIBS lockstep::rules)
lockstep_test(engine_test SOURCES unit/engine_test.cpp LIBS lockstep::rules)

add_test(NAME meta.rule_set COMMAND ${LOCKSTEP_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/meta/rule_set_test.py)
add_test(NAME meta.new_rule COMMAND ${LOCKSTEP_PYTHON} ${CMAKE_CURRENT_SOURCE_DIR}/meta/new_rule_test.py
         --fixtures-test $<TARGET_FILE:fixtures_test> --compile-commands ${PROJECT_BINARY_DIR}/compile_commands.json)
add_test(NAME meta.rule_docs COMMAND ${LOCKSTEP_PYTHON} ${PROJECT_SOURCE_DIR}/tools/rule-docs --check)
