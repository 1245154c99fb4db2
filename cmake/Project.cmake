# Compiler settings and the few functions by which every part of the tree declares itself.
include_guard(GLOBAL)

option(LGM_CONCURRENCY_ONLY "Build only libs and the tests labelled concurrency (TSan)" OFF)
option(LGM_COVERAGE "Instrument for line coverage" OFF)
option(LGM_FUZZ "Build the libFuzzer targets" OFF)
set(LGM_VERSION "" CACHE STRING "Version that programs say they are; empty: the project's")
set(LGM_COMMIT "" CACHE STRING "Commit that programs say they were built from")
set(LGM_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize= takes them")
set(LGM_SANITIZE_WITHOUT "" CACHE STRING "Checks of theirs that are left out, as -fno-sanitize= takes them")
option(LGM_WERROR "Warnings are errors: for those who change the sources, not for those who build them with another compiler" OFF)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
add_compile_options(-fPIE)  # libraries too: they are linked into programs alone
add_compile_definitions(_FILE_OFFSET_BITS=64)  # which hiredis asks for: the same for all, as precompiled headers want it

find_program(LGM_CCACHE ccache)
if(LGM_CCACHE)
  # What ccache asks for with a precompiled header; no source of ours uses __DATE__ or __TIME__.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${LGM_CCACHE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-fpch-preprocess)
  endif()
endif()
find_program(LGM_MOLD mold)
if(LGM_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

add_compile_options(-Wall -Wextra -Wconversion -Wshadow -Wno-missing-field-initializers -fno-omit-frame-pointer)
if(LGM_WERROR)
  add_compile_options(-Werror)
endif()
if(LGM_SANITIZE)
  # g++ compiles sanitized code with -Og in some two thirds of -O1's time; clang's -Og is its -O1.
  add_compile_options(-fsanitize=${LGM_SANITIZE} -fno-sanitize-recover=all -Og -g1)
  if(LGM_SANITIZE_WITHOUT)
    add_compile_options(-fno-sanitize=${LGM_SANITIZE_WITHOUT})
  endif()
  if(LGM_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)  # coverage of the libraries, without a main
  endif()
  add_link_options(-fsanitize=${LGM_SANITIZE})
  # g++ 12 reports std::variant as maybe uninitialised once sanitizers have rewritten its code; the release build keeps the warning.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-Wno-maybe-uninitialized)
  endif()
endif()
if(LGM_COVERAGE)
  add_compile_options(--coverage -fprofile-update=atomic)  # or threads make counts that are below nothing, at which gcovr stops
  add_link_options(--coverage)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  add_compile_options(-O2 -fstack-protector-strong -D_FORTIFY_SOURCE=2 -D_GLIBCXX_ASSERTIONS -ffunction-sections -fdata-sections)
  add_link_options(-Wl,-z,relro,-z,now,--gc-sections -pie)
endif()

find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(fmt REQUIRED)
find_package(doctest REQUIRED)

# doctest's main is compiled once and linked into every test program.
add_library(lgm_test_main OBJECT ${CMAKE_SOURCE_DIR}/cmake/test_main.cpp)
target_link_libraries(lgm_test_main PUBLIC doctest::doctest)

# lgm_precompile(<target>): where sanitizers are on, the standard headers are compiled once for all targets. Not in a release: once they are
# precompiled, g++ 12 reports a copy out of bounds in them under -O2 that is none.
if(LGM_SANITIZE)
  add_library(lgm_precompiled OBJECT ${CMAKE_SOURCE_DIR}/cmake/precompiled.cpp)
  target_precompile_headers(lgm_precompiled PRIVATE ${CMAKE_SOURCE_DIR}/cmake/precompiled.hpp)
endif()
function(lgm_precompile target)
  if(LGM_SANITIZE)
    target_precompile_headers(${target} REUSE_FROM lgm_precompiled)
  endif()
endfunction()

# lgm_sanitize_as_test(<target>): a test's own sources are compiled without UBSan, in a third less time; what they test keeps it.
if(LGM_SANITIZE MATCHES undefined)
  add_library(lgm_precompiled_for_tests OBJECT ${CMAKE_SOURCE_DIR}/cmake/precompiled.cpp)
  target_compile_options(lgm_precompiled_for_tests PRIVATE -fno-sanitize=undefined)
  target_precompile_headers(lgm_precompiled_for_tests PRIVATE ${CMAKE_SOURCE_DIR}/cmake/precompiled.hpp)
endif()
function(lgm_sanitize_as_test target)
  if(LGM_SANITIZE MATCHES undefined)
    target_compile_options(${target} PRIVATE -fno-sanitize=undefined)
    target_precompile_headers(${target} REUSE_FROM lgm_precompiled_for_tests)
  else()
    lgm_precompile(${target})
  endif()
endfunction()

# What is run, as opposed to tested: all that a release build needs to make.
add_custom_target(programs)

# The tests without a server or a clock of their own: what `make quick` runs.
add_custom_target(unit_tests)

# lgm_program(<name> [MAIN <file>] LIBS ...): src/main.cpp, or that file, with the libraries, in bin.
function(lgm_program name)
  cmake_parse_arguments(P "" "MAIN" "LIBS" ${ARGN})
  if(NOT P_MAIN)
    set(P_MAIN src/main.cpp)
  endif()
  add_executable(${name} ${P_MAIN})
  target_link_libraries(${name} PRIVATE ${P_LIBS})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
  add_dependencies(programs ${name})
endfunction()

# lgm_test(<name> LABEL <unit|conformance|service|concurrency> SOURCES ... LIBS ... [PRIVATE_INCLUDES ...])
# One test program, one CTest entry. LABEL concurrency also builds under the tsan preset. PRIVATE_INCLUDES: for tests of parts without a public header.
function(lgm_test name)
  cmake_parse_arguments(T "" "LABEL" "SOURCES;LIBS;PRIVATE_INCLUDES" ${ARGN})
  if(LGM_CONCURRENCY_ONLY AND NOT T_LABEL STREQUAL "concurrency")
    return()
  endif()
  add_executable(${name} ${T_SOURCES} $<TARGET_OBJECTS:lgm_test_main>)
  lgm_sanitize_as_test(${name})
  target_link_libraries(${name} PRIVATE doctest::doctest ${T_LIBS})
  target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR} ${T_PRIVATE_INCLUDES})
  # An eighth less to compile; what throws inside a CHECK ends its case, which fails, instead of going on.
  target_compile_definitions(${name} PRIVATE DOCTEST_CONFIG_SUPER_FAST_ASSERTS)
  if(T_LABEL STREQUAL "unit")
    add_dependencies(unit_tests ${name})
  endif()
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES LABELS ${T_LABEL} TIMEOUT 300 ENVIRONMENT LGM_TEST_SECONDS=290)
endfunction()

# The tests of a part, which are not there where an image is built.
function(lgm_tests)
  if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/tests/CMakeLists.txt)
    add_subdirectory(tests)
  endif()
endfunction()

# lgm_service(<name> SOURCES ... LIBS ...): a library with everything but main(), and the program.
# Tests link the library lgm_<name>.
function(lgm_service name)
  cmake_parse_arguments(S "" "" "SOURCES;LIBS" ${ARGN})
  add_library(lgm_${name} STATIC ${S_SOURCES})
  lgm_precompile(lgm_${name})
  target_include_directories(lgm_${name} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR}/src)
  target_link_libraries(lgm_${name} PUBLIC lgm_common ${S_LIBS})
  # A release compiles eight files as one, in less than half of the time. Names that two files of a service keep to themselves must differ for that; each
  # file includes what it uses all the same, as the other builds compile it alone.
  if(CMAKE_BUILD_TYPE STREQUAL "Release")
    set_target_properties(lgm_${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
    target_compile_options(lgm_${name} PRIVATE -Wno-subobject-linkage)  # it takes the eight files for headers
  endif()
  if(LGM_CONCURRENCY_ONLY)
    set_target_properties(lgm_${name} PROPERTIES EXCLUDE_FROM_ALL ON)  # built where a concurrency test links it
  endif()
  if(NOT LGM_CONCURRENCY_ONLY)
    lgm_program(${name} LIBS lgm_${name})
  endif()
endfunction()

# lgm_fuzz(<name> SOURCES ... LIBS ...): a libFuzzer target, built by the fuzz preset only; fuzz_targets builds them all.
if(LGM_FUZZ)
  add_custom_target(fuzz_targets)
endif()
function(lgm_fuzz name)
  if(NOT LGM_FUZZ)
    return()
  endif()
  cmake_parse_arguments(F "" "" "SOURCES;LIBS" ${ARGN})
  add_executable(${name} ${F_SOURCES})
  target_link_libraries(${name} PRIVATE ${F_LIBS})
  add_dependencies(fuzz_targets ${name})
  target_compile_options(${name} PRIVATE -fsanitize=fuzzer)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
endfunction()
