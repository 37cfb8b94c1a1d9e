include(CMakePackageConfigHelpers)

set(sdckit_config_dir "${CMAKE_INSTALL_LIBDIR}/cmake/sdckit")
set(sdckit_pkgconfig_dir "${CMAKE_INSTALL_LIBDIR}/pkgconfig")

# One export set per component, so that core needs no other package.
install(TARGETS sdckit_core EXPORT sdckit-core-targets
  FILE_SET HEADERS COMPONENT sdckit_dev
  FILE_SET bodies COMPONENT sdckit_dev)
install(TARGETS sdckit_sdckit EXPORT sdckit-sdckit-targets
  LIBRARY COMPONENT sdckit_runtime NAMELINK_COMPONENT sdckit_dev
  RUNTIME COMPONENT sdckit_runtime
  ARCHIVE COMPONENT sdckit_dev
  FILE_SET HEADERS COMPONENT sdckit_dev)
foreach(component core sdckit)
  install(EXPORT sdckit-${component}-targets NAMESPACE sdckit:: DESTINATION "${sdckit_config_dir}" COMPONENT sdckit_dev)
endforeach()
if(TARGET sdckit_program)
  install(TARGETS sdckit_program RUNTIME COMPONENT sdckit_program)
endif()

configure_package_config_file(cmake/sdckit-config.cmake.in sdckit-config.cmake INSTALL_DESTINATION "${sdckit_config_dir}")
write_basic_package_version_file(sdckit-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/sdckit-config.cmake" "${PROJECT_BINARY_DIR}/sdckit-config-version.cmake"
  DESTINATION "${sdckit_config_dir}" COMPONENT sdckit_dev)

# The prefix relative to the .pc file: right for lib/ and for lib/<triplet>/, and the tree may be moved.
file(RELATIVE_PATH sdckit_pc_prefix "/${sdckit_pkgconfig_dir}" "/")
string(REGEX REPLACE "/$" "" sdckit_pc_prefix "${sdckit_pc_prefix}")
set(sdckit_pc_cflags "")
if(BUILD_SHARED_LIBS)
  set(sdckit_pc_cflags "-DSDCKIT_SHARED")
endif()
foreach(name sdckit-core sdckit)
  configure_file(cmake/${name}.pc.in ${name}.pc @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/${name}.pc" DESTINATION "${sdckit_pkgconfig_dir}" COMPONENT sdckit_dev)
endforeach()
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT sdckit_dev)
