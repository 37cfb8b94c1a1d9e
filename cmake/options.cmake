option(BUILD_SHARED_LIBS "Build libsdckit as a shared library" OFF)
option(SDCKIT_BUILD_TESTS "Build the tests" ${PROJECT_IS_TOP_LEVEL})
option(SDCKIT_BUILD_BENCH "Build the benchmarks" ${PROJECT_IS_TOP_LEVEL})
option(SDCKIT_BUILD_EXAMPLES "Build the examples" ${PROJECT_IS_TOP_LEVEL})
option(SDCKIT_BUILD_PROGRAM "Build the program sdckit" ${PROJECT_IS_TOP_LEVEL})
option(SDCKIT_INSTALL "Make install rules" ${PROJECT_IS_TOP_LEVEL})
option(SDCKIT_WERROR "Treat warnings in our own code as errors" OFF)
set(SDCKIT_TEST_BATCH 1 CACHE STRING "How many sources of a test are compiled as one")
set(SDCKIT_SANITIZE "" CACHE STRING "Sanitizers for our own code, such as address,undefined or thread")

if(PROJECT_IS_TOP_LEVEL AND NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

if(PROJECT_IS_TOP_LEVEL AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(SDCKIT_CCACHE ccache)
  mark_as_advanced(SDCKIT_CCACHE)
  if(SDCKIT_CCACHE)
    # BASEDIR shares results between clones.
    set(CMAKE_CXX_COMPILER_LAUNCHER
      "${CMAKE_COMMAND}" -E env "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}" "${SDCKIT_CCACHE}")
  endif()
endif()
