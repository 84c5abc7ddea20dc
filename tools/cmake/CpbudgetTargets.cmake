# The functions that every CMakeLists.txt uses.
#   cpb_proto_library(NAME PROTOS … DEPS …)    cpb_NAME_messages and cpb_NAME_rpc
#   cpb_library(NAME SRCS … HDRS … DEPS …)     static library, alias cpbudget::NAME
#   cpb_program(NAME SRCS … DEPS …)            program
#   cpb_test(NAME SRCS … DEPS … LABEL unit|integration)
#   cpb_embed(TARGET NAME FILES …)             files as constants inside the library, see tools/cmake/embed.cmake

set(CPB_GEN ${CMAKE_BINARY_DIR}/gen)
file(MAKE_DIRECTORY ${CPB_GEN})

function(cpb_proto_library name)
  cmake_parse_arguments(ARG "" "ROOT" "PROTOS;DEPS" ${ARGN})
  if(NOT ARG_ROOT)
    set(ARG_ROOT ${CMAKE_SOURCE_DIR}/proto)
  endif()
  set(messages_cc)
  set(stubs_cc)
  foreach(proto ${ARG_PROTOS})
    string(REGEX REPLACE "\\.proto$" "" base ${proto})
    set(out ${CPB_GEN}/${base})
    file(STRINGS ${ARG_ROOT}/${proto} services REGEX "^service ")
    set(outputs ${out}.pb.cc ${out}.pb.h)
    set(grpc_args)
    if(services)
      list(APPEND outputs ${out}.grpc.pb.cc ${out}.grpc.pb.h)
      set(grpc_args --plugin=protoc-gen-grpc=${CPB_GRPC_CPP_PLUGIN} --grpc_out=${CPB_GEN})
      list(APPEND stubs_cc ${out}.grpc.pb.cc)
    endif()
    add_custom_command(
      OUTPUT ${outputs}
      COMMAND protobuf::protoc -I${CMAKE_SOURCE_DIR}/proto -I${CPB_GOOGLE_PROTOS} --cpp_out=${CPB_GEN} ${grpc_args}
              ${ARG_ROOT}/${proto}
      DEPENDS ${ARG_ROOT}/${proto}
      COMMENT "protoc ${proto}")
    list(APPEND messages_cc ${out}.pb.cc)
  endforeach()
  # Generated code is ours to build, not ours to fix: no warnings, no sanitizer.
  add_library(cpb_${name}_messages STATIC ${messages_cc})
  target_include_directories(cpb_${name}_messages SYSTEM PUBLIC ${CPB_GEN})
  target_link_libraries(cpb_${name}_messages PUBLIC protobuf::libprotobuf)
  target_compile_options(cpb_${name}_messages PRIVATE -w -O1 -g1)
  foreach(dep ${ARG_DEPS})
    target_link_libraries(cpb_${name}_messages PUBLIC cpb_${dep}_messages)
    add_dependencies(cpb_${name}_messages cpb_${dep}_messages)
  endforeach()
  if(stubs_cc)
    add_library(cpb_${name}_rpc STATIC ${stubs_cc})
    target_link_libraries(cpb_${name}_rpc PUBLIC cpb_${name}_messages gRPC::grpc++)
    target_compile_options(cpb_${name}_rpc PRIVATE -w -O1 -g1)
    add_dependencies(cpb_${name}_rpc cpb_${name}_messages)
  endif()
endfunction()

function(cpb_own_code target)
  target_compile_options(${target} PRIVATE ${CPB_WARNINGS} ${CPB_SANITIZER_FLAGS})
endfunction()

function(cpb_library name)
  cmake_parse_arguments(ARG "" "" "SRCS;HDRS;DEPS" ${ARGN})
  if(ARG_SRCS)
    add_library(cpb_${name} STATIC ${ARG_SRCS} ${ARG_HDRS})
    target_include_directories(cpb_${name} PUBLIC ${CMAKE_SOURCE_DIR})
    target_link_libraries(cpb_${name} PUBLIC ${ARG_DEPS})
    cpb_own_code(cpb_${name})
  else()
    add_library(cpb_${name} INTERFACE)
    target_include_directories(cpb_${name} INTERFACE ${CMAKE_SOURCE_DIR})
    target_link_libraries(cpb_${name} INTERFACE ${ARG_DEPS})
  endif()
  add_library(cpbudget::${name} ALIAS cpb_${name})
endfunction()

function(cpb_program name)
  cmake_parse_arguments(ARG "" "" "SRCS;DEPS" ${ARGN})
  add_executable(${name} ${ARG_SRCS})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE ${ARG_DEPS})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
  cpb_own_code(${name})
endfunction()

function(cpb_test name)
  cmake_parse_arguments(ARG "" "LABEL" "SRCS;DEPS" ${ARGN})
  if(NOT ARG_LABEL)
    set(ARG_LABEL unit)
  endif()
  add_executable(${name} ${ARG_SRCS})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE ${ARG_DEPS} GTest::gmock GTest::gtest_main)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/test)
  target_compile_definitions(${name} PRIVATE CPB_SOURCE_DIR="${CMAKE_SOURCE_DIR}" CPB_BINARY_DIR="${CMAKE_BINARY_DIR}")
  cpb_own_code(${name})
  # One ctest entry a program: a program starts its own database once, not once a case.
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES LABELS ${ARG_LABEL} TIMEOUT 300)
endfunction()

# Puts files into a library as `std::string_view` constants, so that a program carries its migrations.
# Generates <name>.h with `namespace cpb::embedded { extern const std::map<std::string_view, std::string_view> <name>; }`.
function(cpb_embed target name)
  cmake_parse_arguments(ARG "" "" "FILES" ${ARGN})
  set(out ${CPB_GEN}/embedded/${name})
  add_custom_command(
    OUTPUT ${out}.cc ${out}.h
    COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DNAME=${name} "-DFILES=${ARG_FILES}" -P ${CMAKE_SOURCE_DIR}/tools/cmake/embed.cmake
    DEPENDS ${ARG_FILES} ${CMAKE_SOURCE_DIR}/tools/cmake/embed.cmake
    COMMENT "embed ${name}" VERBATIM)
  target_sources(${target} PRIVATE ${out}.cc ${out}.h)
  target_include_directories(${target} PUBLIC ${CPB_GEN})
endfunction()
