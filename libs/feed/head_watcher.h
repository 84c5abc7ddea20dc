/// One thread that looks at the head of the feed on behalf of all waiting readers. Internal to libs/feed.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

#include "absl/time/time.h"
#include "libs/storage/database.h"

namespace cpb::feed {

class HeadWatcher {
 public:
  explicit HeadWatcher(storage::Database& database);
  ~HeadWatcher();

  /// Waits until the head is beyond `position`, `until` has come, or the drain began.
  void WaitBeyond(std::int64_t position, absl::Time until);
  void Drain();
  bool drained() const;
  std::int64_t head() const;

 private:
  void Run();

  storage::Database& database_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::int64_t head_ = 0;
  int waiting_ = 0;
  bool drained_ = false;
  std::thread thread_;
};

}  // namespace cpb::feed
