#include "libs/feed/head_watcher.h"

#include <chrono>

#include "absl/time/clock.h"
#include "libs/feed/append_signal.h"
#include "libs/feed/feed.h"

namespace cpb::feed {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kSoon{5};
constexpr milliseconds kUsual{20};
constexpr milliseconds kIdle{100};
/// Looks without a change after which nothing seems to happen.
constexpr int kIdleAfter = 50;

}  // namespace

HeadWatcher::HeadWatcher(storage::Database& database) : database_{database}, thread_{[this] { Run(); }} {}

HeadWatcher::~HeadWatcher() {
  Drain();
  thread_.join();
}

void HeadWatcher::WaitBeyond(std::int64_t position, absl::Time until) {
  std::unique_lock lock{mutex_};
  ++waiting_;
  changed_.notify_all();  // The watcher sleeps while nobody waits.
  changed_.wait_until(lock, absl::ToChronoTime(until), [&] { return drained_ || head_ > position; });
  --waiting_;
}

void HeadWatcher::Drain() {
  {
    const std::lock_guard lock{mutex_};
    drained_ = true;
  }
  changed_.notify_all();
  AppendSignal::Get().Notify();
}

bool HeadWatcher::drained() const {
  const std::lock_guard lock{mutex_};
  return drained_;
}

std::int64_t HeadWatcher::head() const {
  const std::lock_guard lock{mutex_};
  return head_;
}

void HeadWatcher::Run() {
  std::uint64_t seen = 0;
  int looks_without_change = 0;
  while (true) {
    {
      std::unique_lock lock{mutex_};
      changed_.wait(lock, [&] { return drained_ || waiting_ > 0; });
      if (drained_) return;
    }
    // A database that is away is tried again at the next look; readers notice it themselves.
    const absl::StatusOr<std::int64_t> head = database_.Read(
        [](storage::Session& session) -> absl::StatusOr<std::int64_t> { return Head(session); });
    bool moved = false;
    if (head.ok()) {
      const std::lock_guard lock{mutex_};
      moved = *head != head_;
      head_ = *head;
    }
    if (moved) changed_.notify_all();
    looks_without_change = moved ? 0 : looks_without_change + 1;
    const milliseconds pause = looks_without_change > kIdleAfter ? kIdle : kUsual;
    const std::uint64_t count = AppendSignal::Get().Wait(seen, pause);
    if (count != seen) {
      // Somebody is about to commit: give it the time to.
      std::this_thread::sleep_for(kSoon);
      looks_without_change = 0;
    }
    seen = count;
  }
}

}  // namespace cpb::feed
