# Warnings are for our own targets and never exported.
function(sdckit_warnings target)
  if(MSVC)
    target_compile_options(${target} PRIVATE /W4 $<$<BOOL:${SDCKIT_WERROR}>:/WX>)
    return()
  endif()
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion $<$<BOOL:${SDCKIT_WERROR}>:-Werror>)
  # In a batch a name in the unnamed namespace of a neighbour is no reason to warn: preset dev has no
  # batches.
  if(SDCKIT_BATCH EQUAL 1 AND SDCKIT_TEST_BATCH EQUAL 1)
    target_compile_options(${target} PRIVATE -Wshadow)
  elseif(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(${target} PRIVATE -Wshadow=local)
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # False in GCC 12: for `"text" + string` (GCC bug 105651), and for temporaries made by designated initialisers.
    target_compile_options(${target} PRIVATE -Wno-restrict -Wno-stringop-overflow -Wno-array-bounds -Wno-maybe-uninitialized)
  endif()
endfunction()

# Compiles a target's sources in batches: most of the work is reading the same headers.
function(sdckit_batch target)
  if(NOT SDCKIT_BATCH GREATER 1)
    return()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${SDCKIT_BATCH})
endfunction()

# For what reads and writes texts, while the rest of the library does the work: a quarter less time to build.
function(sdckit_build_fast target)
  if(NOT MSVC)
    target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)
  endif()
endfunction()

# What every target of this project gets.
function(sdckit_own target)
  sdckit_warnings(${target})
  sdckit_sanitize(${target})
endfunction()
