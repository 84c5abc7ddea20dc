#include "services/disbursement/app/side_threads.h"

#include <utility>

namespace cpb::disbursement::app {

SideThreads::SideThreads() {
  for (std::size_t i = 0; i < kThreads; ++i) threads_.emplace_back([this] { Serve(); });
}

SideThreads::~SideThreads() {
  {
    const std::lock_guard lock{mutex_};
    ending_ = true;
  }
  arrived_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

bool SideThreads::Run(std::function<void()> work) {
  {
    const std::lock_guard lock{mutex_};
    if (waiting_.size() >= kWaitingMax) return false;
    waiting_.push_back(std::move(work));
  }
  arrived_.notify_one();
  return true;
}

void SideThreads::Serve() {
  while (true) {
    std::function<void()> work;
    {
      std::unique_lock lock{mutex_};
      arrived_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      work = std::move(waiting_.front());
      waiting_.pop_front();
    }
    work();
  }
}

}  // namespace cpb::disbursement::app
