/// Kills the own process (SIGKILL) at a named step, as told by the environment: CPB_KILL_AT="before commit#3"
/// means the third time that this step is reached. Only in test programs.
#pragma once

#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <string>
#include <string_view>

namespace cpb::feed_test {

inline void KillPoint(std::string_view step) {
  static const std::string wanted = [] {
    const char* text = std::getenv("CPB_KILL_AT");
    return std::string{text == nullptr ? "" : text};
  }();
  static std::atomic<int> times = 0;
  const std::size_t hash = wanted.find('#');
  if (hash == std::string::npos || step != std::string_view{wanted}.substr(0, hash)) return;
  if (++times == std::atoi(wanted.c_str() + hash + 1)) kill(getpid(), SIGKILL);
}

}  // namespace cpb::feed_test
