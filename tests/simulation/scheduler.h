/// Runs tasks one at a time in an order that a seed decides: the same seed gives the same history. Tasks are
/// threads, of which exactly one holds the baton; they hand it back wherever something else could happen
/// meanwhile: before each statement of the database, each message, each wait.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <random>
#include <semaphore>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace cpb::simulation {

class Scheduler {
 public:
  explicit Scheduler(std::uint64_t seed);
  ~Scheduler();
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;

  /// Adds a task; also from within a task. `body` must end by itself.
  void Spawn(std::string name, std::function<void()> body);

  /// From within a task: others may run now.
  void Step(std::string_view label) { Wait(label, nullptr); }
  /// From within a task: others run until `ready` holds. `ready` is asked by the scheduler between steps.
  void Wait(std::string_view label, std::function<bool()> ready) {
    WaitUntil(label, std::move(ready), kNever);
  }
  /// The same, but no longer than until the step `until`; when nobody else can go on, time jumps there.
  void WaitUntil(std::string_view label, std::function<bool()> ready, std::uint64_t until);

  /// Runs until every task has ended; `after_step` is called between steps. False when tasks are left of
  /// which none can go on; they are named in `stuck()` and never end.
  bool Run(const std::function<void()>& after_step);
  std::string stuck() const;

  /// Only from the task that runs, or between runs: 0 … count - 1, decided by the seed.
  std::uint64_t Pick(std::uint64_t count) { return random_() % count; }
  /// True in `percent` of 100 cases.
  bool Chance(std::uint64_t percent) { return Pick(100) < percent; }

  /// The simulated time.
  std::uint64_t steps() const { return steps_; }
  /// A moment less than `most` steps ahead.
  std::uint64_t Soon(std::uint64_t most) { return steps_ + Pick(most); }
  /// Of every step taken so far, by task and label: equal for equal histories.
  std::uint64_t trace_hash() const { return hash_; }
  /// The last steps, for people who look into a failing seed.
  const std::vector<std::string>& trace() const { return trace_; }

 private:
  struct Task {
    std::string name;
    std::string label;
    std::function<bool()> ready;
    std::uint64_t until = kNever;
    std::binary_semaphore go{0};
    bool ended = false;
    std::thread thread;
  };
  static constexpr std::uint64_t kNever = std::numeric_limits<std::uint64_t>::max();

  Task* Choose(const std::vector<Task*>& able);
  /// Those that can go on now; time jumps when only waiting is left. None when all ended or all are stuck.
  std::vector<Task*> Able();
  void Note(const Task& task);

  std::mt19937_64 random_;
  /// How likely a task goes on, per cent: one history changes tasks all the time, another rarely, because
  /// some bugs need one task to rest while another runs from end to end.
  std::uint64_t stickiness_ = 0;
  std::vector<std::unique_ptr<Task>> tasks_;
  Task* running_ = nullptr;
  Task* last_ = nullptr;
  std::binary_semaphore back_{0};
  std::uint64_t steps_ = 0;
  std::uint64_t hash_ = 14'695'981'039'346'656'037U;
  std::vector<std::string> trace_;
};

}  // namespace cpb::simulation
