# Flags of our own code. Generated code has flags of its own (CpbudgetTargets.cmake).
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1")
set(CPB_SANITIZER "" CACHE STRING "Value for -fsanitize= of our own code: address,undefined or thread")

add_link_options(-fuse-ld=lld)

set(CPB_WARNINGS -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
                 -Woverloaded-virtual -Werror)
set(CPB_SANITIZER_FLAGS "")
if(CPB_SANITIZER)
  set(CPB_SANITIZER_FLAGS -fsanitize=${CPB_SANITIZER} -fno-omit-frame-pointer)
  if(CPB_SANITIZER MATCHES thread)
    # Protobuf's headers add fields to their classes under this macro; Debian's library and the generated code are built
    # without it, and two layouts of one class crash.
    list(APPEND CPB_SANITIZER_FLAGS -U__SANITIZE_THREAD__)
  endif()
  add_link_options(-fsanitize=${CPB_SANITIZER})
endif()
