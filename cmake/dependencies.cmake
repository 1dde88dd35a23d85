# Third-party code. What the system has is taken; else the upstream release archive at a pinned version,
# refused when its hash differs. Targets of a project that includes this one win over both.

include(FetchContent)
find_package(Threads REQUIRED)

option(LOCKSTEP_FETCH "Take third-party code from release archives even where the system has it" OFF)
set(LOCKSTEP_ARCHIVE_MIRROR "$ENV{LOCKSTEP_ARCHIVE_MIRROR}" CACHE PATH
    "Folder with the release archives under their own file names, used instead of the network")

# lockstep_fetch(NAME URL url [SHA256 hash] [SOURCE_SUBDIR folder]): the archive's sources, and its targets
# if it has a CMakeLists.txt in the folder. LOCKSTEP_<NAME>_SHA256 accepts another packing of the sources.
# Without a hash the caller checks the files that it uses, and names a folder that has no CMakeLists.txt.
function(lockstep_fetch name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "URL;SHA256" "")
  set(hash)
  if(arg_SHA256)
    string(TOUPPER ${name} upper)
    set(LOCKSTEP_${upper}_SHA256 ${arg_SHA256} CACHE STRING "SHA-256 of the archive of ${name}")
    mark_as_advanced(LOCKSTEP_${upper}_SHA256)
    set(hash URL_HASH SHA256=${LOCKSTEP_${upper}_SHA256})
  endif()
  set(url ${arg_URL})
  if(LOCKSTEP_ARCHIVE_MIRROR)
    cmake_path(GET url FILENAME file)
    cmake_path(ABSOLUTE_PATH LOCKSTEP_ARCHIVE_MIRROR BASE_DIRECTORY ${CMAKE_SOURCE_DIR} OUTPUT_VARIABLE mirror)
    set(url ${mirror}/${file})
    if(NOT EXISTS ${url})
      message(FATAL_ERROR "${name}: ${url} is missing; it is ${arg_URL}")
    endif()
    # FetchContent checks too, but its message drowns in the output of its own build.
    file(SHA256 ${url} found)
    if(hash AND NOT hash STREQUAL "URL_HASH;SHA256=${found}")
      message(FATAL_ERROR "${name}: ${url} has the SHA-256 ${found}, expected is ${LOCKSTEP_${upper}_SHA256}")
    endif()
  endif()
  message(STATUS "${name}: taking ${url} (LOCKSTEP_ARCHIVE_MIRROR may name a folder that has it)")

  set(CMAKE_POLICY_DEFAULT_CMP0077 NEW)  # the options below reach projects of before CMake 3.13
  set(CMAKE_CXX_CLANG_TIDY "")
  set(BUILD_SHARED_LIBS OFF)
  set(BUILD_GMOCK OFF)
  set(INSTALL_GTEST OFF)
  set(FMT_INSTALL ON)  # lockstep::support has fmt in a header
  # SYSTEM comes first: behind URL_HASH, CMake 3.25 takes it for a part of the hash.
  FetchContent_Declare(${name} SYSTEM URL ${url} ${hash} DOWNLOAD_EXTRACT_TIMESTAMP OFF
                       ${arg_UNPARSED_ARGUMENTS})
  FetchContent_MakeAvailable(${name})
  string(TOLOWER ${name} lower)
  set(${lower}_SOURCE_DIR ${${lower}_SOURCE_DIR} PARENT_SCOPE)
endfunction()

# lockstep_dependency(NAME TARGET target OLDEST version <what lockstep_fetch takes>)
macro(lockstep_dependency name)
  cmake_parse_arguments(dependency "" "TARGET;OLDEST" "" ${ARGN})
  if(NOT TARGET ${dependency_TARGET})
    if(NOT LOCKSTEP_FETCH)
      find_package(${name} ${dependency_OLDEST} QUIET)
    endif()
    if(NOT ${name}_FOUND)
      lockstep_fetch(${name} ${dependency_UNPARSED_ARGUMENTS})
    endif()
  endif()
endmacro()

include(libpg_query)
include(tree_sitter)

lockstep_dependency(CLI11 TARGET CLI11::CLI11 OLDEST 2.1
  URL https://github.com/CLIUtils/CLI11/archive/refs/tags/v2.4.2.tar.gz
  SHA256 f2d893a65c3b1324c50d4e682c0cdc021dd0477ae2c048544f39eed6654b699a)

lockstep_dependency(nlohmann_json TARGET nlohmann_json::nlohmann_json OLDEST 3.11
  URL https://github.com/nlohmann/json/releases/download/v3.11.3/json.tar.xz
  SHA256 d6c65aca6b1ed68e7a182f4757257b107ae403032760ed6ef121c9d55e81757d)

lockstep_dependency(fmt TARGET fmt::fmt-header-only OLDEST 9
  URL https://github.com/fmtlib/fmt/archive/refs/tags/10.2.1.tar.gz
  SHA256 1250e4cc58bf06ee631567523f48848dc4596133e163f02615c97f78bab6c811)

# Its declarations alone: src/support/text.cpp compiles the rest once, for all.
add_library(lockstep_fmt INTERFACE)
target_include_directories(lockstep_fmt SYSTEM INTERFACE
  $<TARGET_PROPERTY:fmt::fmt-header-only,INTERFACE_INCLUDE_DIRECTORIES>)

# Distributions ship toml++ as a shared library, which the program shall not need.
lockstep_dependency(tomlplusplus TARGET lockstep_tomlplusplus OLDEST 3.3
  URL https://github.com/marzer/tomlplusplus/archive/refs/tags/v3.4.0.tar.gz
  SHA256 8517f65938a4faae9ccf8ebb36631a38c1cadfb5efa85d9a72e15b9e97d25155
  SOURCE_SUBDIR include)
add_library(lockstep_tomlplusplus INTERFACE)
target_compile_definitions(lockstep_tomlplusplus INTERFACE TOML_HEADER_ONLY=1)
if(TARGET tomlplusplus::tomlplusplus)
  target_include_directories(lockstep_tomlplusplus SYSTEM INTERFACE
    $<TARGET_PROPERTY:tomlplusplus::tomlplusplus,INTERFACE_INCLUDE_DIRECTORIES>)
else()
  target_include_directories(lockstep_tomlplusplus SYSTEM INTERFACE ${tomlplusplus_SOURCE_DIR}/include)
endif()

# Its last release is of 2016; distributions package later commits, and define no target.
lockstep_dependency(RapidJSON TARGET lockstep_rapidjson OLDEST 1.1
  URL https://github.com/Tencent/rapidjson/archive/24b5e7a8b27f42fa16b96fc70aade9106cf7102f.tar.gz
  SHA256 2d2601a82d2d3b7e143a3c8d43ef616671391034bc46891a9816b79cf2d3e7a8
  SOURCE_SUBDIR include)
add_library(lockstep_rapidjson INTERFACE)
if(RapidJSON_FOUND)
  target_include_directories(lockstep_rapidjson SYSTEM INTERFACE ${RAPIDJSON_INCLUDE_DIRS})
else()
  target_include_directories(lockstep_rapidjson SYSTEM INTERFACE ${rapidjson_SOURCE_DIR}/include)
endif()

if(LOCKSTEP_DEVELOPER)
  lockstep_dependency(GTest TARGET GTest::gtest_main OLDEST 1.12
    URL https://github.com/google/googletest/archive/refs/tags/v1.14.0.tar.gz
    SHA256 8ad598c73ad796e0d8280b082cebd82a630d73e73cd3c70057938a6501bba5d7)
endif()
