# Warnings are for our own targets and never exported.
function(sdckit_warnings target)
  if(MSVC)
    target_compile_options(${target} PRIVATE /W4 $<$<BOOL:${SDCKIT_WERROR}>:/WX>)
    return()
  endif()
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow $<$<BOOL:${SDCKIT_WERROR}>:-Werror>)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # False in GCC 12: for `"text" + string` (GCC bug 105651), and for temporaries made by designated initialisers.
    target_compile_options(${target} PRIVATE -Wno-restrict -Wno-stringop-overflow -Wno-array-bounds -Wno-maybe-uninitialized)
  endif()
endfunction()

# What every target of this project gets.
function(sdckit_own target)
  sdckit_warnings(${target})
  sdckit_sanitize(${target})
endfunction()
