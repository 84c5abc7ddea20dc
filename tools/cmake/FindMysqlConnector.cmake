# MySQL Connector/C++ 1.1 (JDBC-like), which ships neither CMake nor pkg-config files.
find_path(MysqlConnector_INCLUDE_DIR cppconn/driver.h)
find_library(MysqlConnector_LIBRARY mysqlcppconn)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(MysqlConnector REQUIRED_VARS MysqlConnector_LIBRARY MysqlConnector_INCLUDE_DIR)
if(MysqlConnector_FOUND AND NOT TARGET MysqlConnector::MysqlConnector)
  add_library(MysqlConnector::MysqlConnector UNKNOWN IMPORTED)
  set_target_properties(MysqlConnector::MysqlConnector PROPERTIES
    IMPORTED_LOCATION ${MysqlConnector_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${MysqlConnector_INCLUDE_DIR})
endif()
