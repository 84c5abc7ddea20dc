#include "services/allocation/app/resumer.h"

#include <chrono>

namespace cpb::allocation {

Resumer::Resumer(Poster& poster) : poster_{poster}, thread_{[this] { Loop(); }} {}

Resumer::~Resumer() {
  {
    const std::lock_guard lock{mutex_};
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Resumer::Loop() {
  std::unique_lock lock{mutex_};
  while (!stopping_) {
    lock.unlock();
    const bool finished = poster_.FinishPending();
    lock.lock();
    if (finished) continue;  // What follows it, the next part of a round, is not kept waiting.
    wake_.wait_for(lock, std::chrono::seconds{1}, [this] { return stopping_; });
  }
}

}  // namespace cpb::allocation
