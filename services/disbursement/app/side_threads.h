/// A few threads for work that waits (for the rules, for the database) and was asked for where nobody may.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace cpb::disbursement::app {

class SideThreads {
 public:
  static constexpr std::size_t kThreads = 8;
  static constexpr std::size_t kWaitingMax = 64;

  SideThreads();
  /// Does what still waits, then ends.
  ~SideThreads();
  SideThreads(const SideThreads&) = delete;
  SideThreads& operator=(const SideThreads&) = delete;

  /// False when too much waits already; else `work` runs soon. It may not throw.
  bool Run(std::function<void()> work);

 private:
  void Serve();

  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<std::function<void()>> waiting_;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace cpb::disbursement::app
