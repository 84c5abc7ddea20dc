/// Tells the feed server of the same process that something is about to be committed, so that it looks
/// sooner. Only a hint: a lost one costs milliseconds. Internal to libs/feed.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace cpb::feed {

class AppendSignal {
 public:
  /// The one of this process.
  static AppendSignal& Get();
  void Notify();
  /// Waits until `timeout` is over or Notify was called after `seen`; returns the count of calls so far.
  std::uint64_t Wait(std::uint64_t seen, std::chrono::milliseconds timeout);

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t count_ = 0;
};

}  // namespace cpb::feed
