# Install rules, the CMake package and the pkg-config file.

include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(logbeam_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/logbeam)

function(logbeam_install_component name)
    install(
        TARGETS logbeam_component_${name}
        EXPORT logbeam_${name}
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
        FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/logbeam-${name}
    )
    install(
        EXPORT logbeam_${name}
        FILE logbeam-${name}.cmake
        NAMESPACE logbeam::
        DESTINATION ${logbeam_package_dir}
    )
endfunction()

configure_package_config_file(
    cmake/logbeamConfig.cmake.in logbeamConfig.cmake INSTALL_DESTINATION ${logbeam_package_dir}
)
write_basic_package_version_file(logbeamConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(
    FILES ${CMAKE_CURRENT_BINARY_DIR}/logbeamConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/logbeamConfigVersion.cmake
    DESTINATION ${logbeam_package_dir}
)

# From the .pc file back to the prefix, so that an installed tree may be moved.
cmake_path(
    RELATIVE_PATH CMAKE_INSTALL_PREFIX
    BASE_DIRECTORY ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig
    OUTPUT_VARIABLE logbeam_pc_to_prefix
)
set(logbeam_pc_requires simdjson)
if(LOGBEAM_TLS)
    string(APPEND logbeam_pc_requires ", openssl")
endif()
if(LOGBEAM_NATS)
    string(APPEND logbeam_pc_requires ", libnats")
endif()
configure_file(cmake/logbeam.pc.in logbeam.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/logbeam.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
