# How a folder of src/ becomes a target, and the flags that our own code is compiled with.

add_library(lockstep_flags INTERFACE)
target_compile_features(lockstep_flags INTERFACE cxx_std_23)
target_compile_options(lockstep_flags INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion>
  $<$<COMPILE_LANGUAGE:C>:-Wall -Wextra>
  $<$<BOOL:${LOCKSTEP_WERROR}>:-Werror>
  -ffunction-sections -fdata-sections
  # No build path of the machine ends in a shipped program; a debugger needs it in a Debug build.
  $<$<NOT:$<CONFIG:Debug>>:-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=>)
if(LOCKSTEP_SANITIZE)
  target_compile_options(lockstep_flags INTERFACE -fsanitize=${LOCKSTEP_SANITIZE} -fno-omit-frame-pointer
                         -fno-sanitize-recover=all)
  target_link_options(lockstep_flags INTERFACE -fsanitize=${LOCKSTEP_SANITIZE})
endif()

# Compiled once for all sources of a target, which takes a third to a half off what each takes. The sources
# include what they use all the same: the preset `tidy` reads them without this.
function(lockstep_precompile target)
  set(headers algorithm array functional map memory optional ranges set span string string_view unordered_map
              utility variant vector)
  list(TRANSFORM headers REPLACE "(.+)" "<\\1$<ANGLE-R>")
  target_precompile_headers(${target} PRIVATE "$<$<COMPILE_LANGUAGE:CXX>:${headers};${ARGN}>")
endfunction()

# lockstep_library(NAME PUBLIC_HEADERS file... PRECOMPILE file... DEPENDS target... PRIVATE target...): the
# sources of this folder and its subfolders. Without PUBLIC_HEADERS every header is one that others may include.
function(lockstep_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "PUBLIC_HEADERS;PRECOMPILE;DEPENDS;PRIVATE")
  set(target lockstep_${name})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS *.cpp *.c)
  file(GLOB headers CONFIGURE_DEPENDS *.h)
  set(private_headers)
  if(arg_PUBLIC_HEADERS)
    set(private_headers ${headers})
    list(TRANSFORM arg_PUBLIC_HEADERS PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/ OUTPUT_VARIABLE headers)
    list(REMOVE_ITEM private_headers ${headers})
  endif()

  add_library(${target} STATIC ${sources})
  add_library(lockstep::${name} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name}
                        VERIFY_INTERFACE_HEADER_SETS ${LOCKSTEP_DEVELOPER})
  target_compile_features(${target} PUBLIC cxx_std_23)
  target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/src FILES ${headers})
  target_link_libraries(${target} PUBLIC ${arg_DEPENDS} PRIVATE $<BUILD_INTERFACE:lockstep_flags>)
  foreach(dependency IN LISTS arg_PRIVATE)
    get_target_property(type ${dependency} TYPE)
    if(type STREQUAL "INTERFACE_LIBRARY")  # headers only: no concern of who links the installed library
      target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:${dependency}>)
    else()
      target_link_libraries(${target} PRIVATE ${dependency})
    endif()
  endforeach()

  list(TRANSFORM arg_PRECOMPILE PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
  lockstep_precompile(${target} ${arg_PRECOMPILE})
  if(LOCKSTEP_DEVELOPER AND private_headers)
    lockstep_verify_private_headers(${name} ${private_headers})
  endif()
  if(LOCKSTEP_INSTALL)
    install(TARGETS ${target} EXPORT lockstepTargets
            FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/lockstep)
  endif()
endfunction()

# lockstep_program(NAME DEPENDS target...): the sources of this folder as a program in the build folder.
function(lockstep_program name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "DEPENDS")
  file(GLOB sources CONFIGURE_DEPENDS *.cpp)
  add_executable(${name} ${sources})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR})
  target_compile_definitions(${name} PRIVATE LOCKSTEP_VERSION="${PROJECT_VERSION}")
  target_link_libraries(${name} PRIVATE lockstep_flags ${arg_DEPENDS})
  lockstep_precompile(${name})
  if(LOCKSTEP_INSTALL)
    install(TARGETS ${name})
  endif()
endfunction()

# CMake verifies public headers alone. Target verify_private_headers compiles each of the others by
# itself, with what its library sees.
function(lockstep_verify_private_headers name)
  set(sources)
  foreach(header IN LISTS ARGN)
    cmake_path(RELATIVE_PATH header BASE_DIRECTORY ${PROJECT_SOURCE_DIR}/src OUTPUT_VARIABLE include)
    set(source ${CMAKE_CURRENT_BINARY_DIR}/verify_private_headers/${include}.cpp)
    file(CONFIGURE OUTPUT ${source} CONTENT "#include \"@include@\"\n" @ONLY)
    list(APPEND sources ${source})
  endforeach()
  set(target lockstep_${name}_verify_private_headers)
  add_library(${target} OBJECT EXCLUDE_FROM_ALL ${sources})
  target_include_directories(${target} PRIVATE $<TARGET_PROPERTY:lockstep_${name},INCLUDE_DIRECTORIES>)
  target_compile_definitions(${target} PRIVATE $<TARGET_PROPERTY:lockstep_${name},COMPILE_DEFINITIONS>)
  target_compile_features(${target} PRIVATE cxx_std_23)
  if(NOT TARGET verify_private_headers)
    add_custom_target(verify_private_headers)
  endif()
  add_dependencies(verify_private_headers ${target})
endfunction()
