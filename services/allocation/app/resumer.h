/// A thread that finishes documents left on their way to the ledger: at start, and every second.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "services/allocation/app/poster.h"

namespace cpb::allocation {

/// Runs from construction to destruction.
class Resumer {
 public:
  explicit Resumer(Poster& poster);
  ~Resumer();
  Resumer(const Resumer&) = delete;
  Resumer& operator=(const Resumer&) = delete;

 private:
  void Loop();

  Poster& poster_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace cpb::allocation
