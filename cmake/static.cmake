# A program that needs no shared library: it runs on any Linux of the same processor. Debian has no static libzip, spdlog and fmt:
# the first is built from Debian's source, the others are used as headers.
set(sdckit_static_prefix "${PROJECT_BINARY_DIR}/static")
if(NOT EXISTS "${sdckit_static_prefix}/lib/libzip.a")
  execute_process(COMMAND bash "${PROJECT_SOURCE_DIR}/cmake/static-libzip.sh" "${sdckit_static_prefix}" COMMAND_ERROR_IS_FATAL ANY)
endif()
set(ENV{PKG_CONFIG_PATH} "${sdckit_static_prefix}/lib/pkgconfig:$ENV{PKG_CONFIG_PATH}")
set(PKG_CONFIG_ARGN --static)
set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
add_library(sdckit_format_headers INTERFACE)
target_compile_definitions(sdckit_format_headers INTERFACE FMT_HEADER_ONLY SPDLOG_FMT_EXTERNAL)
set(sdckit_format_libraries sdckit_format_headers)
set(sdckit_static_libraries gfortran quadmath) # of LAPACK
set(CMAKE_EXE_LINKER_FLAGS "${CMAKE_EXE_LINKER_FLAGS} -static")
