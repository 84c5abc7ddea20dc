# Libraries of Debian 12; tools/lib/packages.txt names the packages that carry them.
find_package(Threads REQUIRED)
find_package(Protobuf REQUIRED)
find_package(absl CONFIG REQUIRED)
find_package(gRPC CONFIG REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(GTest CONFIG REQUIRED)
find_package(prometheus-cpp CONFIG REQUIRED)
find_package(spdlog CONFIG REQUIRED)
find_package(MysqlConnector REQUIRED)
find_program(CPB_GRPC_CPP_PLUGIN grpc_cpp_plugin REQUIRED)

# google/api and google/rpc are not packaged for C++; npm's google-proto-files carries the published texts.
set(CPB_GOOGLE_PROTOS ${CMAKE_SOURCE_DIR}/node_modules/google-proto-files)
if(NOT EXISTS ${CPB_GOOGLE_PROTOS}/google/api/annotations.proto)
  message(FATAL_ERROR "node_modules is missing: run tools/setup (or `npm ci`) first")
endif()
