# find_package(lockstep) for who builds upon the libraries, as tests/install does.

include(CMakePackageConfigHelpers)

set(lockstep_package ${CMAKE_INSTALL_LIBDIR}/cmake/lockstep)
install(TARGETS pg_query tree_sitter EXPORT lockstepTargets)
install(EXPORT lockstepTargets NAMESPACE lockstep:: DESTINATION ${lockstep_package})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/lockstepConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_SOURCE_DIR}/cmake/lockstepConfig.cmake
              ${PROJECT_BINARY_DIR}/lockstepConfigVersion.cmake DESTINATION ${lockstep_package})
