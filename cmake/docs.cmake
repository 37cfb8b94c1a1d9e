# Target docs: the reference of the library as HTML, from the comments of its headers, in build/<preset>/docs/html.
find_program(SDCKIT_DOXYGEN doxygen)
mark_as_advanced(SDCKIT_DOXYGEN)
if(SDCKIT_DOXYGEN)
  configure_file(cmake/Doxyfile.in Doxyfile @ONLY)
  add_custom_target(docs COMMAND "${SDCKIT_DOXYGEN}" "${PROJECT_BINARY_DIR}/Doxyfile" VERBATIM)
endif()
if(SDCKIT_BUILD_TESTS)
  if(NOT SDCKIT_DOXYGEN)
    message(FATAL_ERROR "the tests need doxygen: it checks the comments of the headers (cmake/setup-debian.sh --tests installs it)")
  endif()
  add_test(NAME docs.doxygen COMMAND "${SDCKIT_DOXYGEN}" "${PROJECT_BINARY_DIR}/Doxyfile") # a warning is a failure
  set_tests_properties(docs.doxygen PROPERTIES LABELS docs)
endif()
