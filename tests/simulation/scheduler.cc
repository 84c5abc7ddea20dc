#include "tests/simulation/scheduler.h"

#include <algorithm>
#include <array>
#include <utility>

namespace cpb::simulation {

Scheduler::Scheduler(std::uint64_t seed) : random_{seed} {
  constexpr std::array<std::uint64_t, 4> kStickiness{0, 60, 85, 95};
  stickiness_ = kStickiness[Pick(kStickiness.size())];
}

Scheduler::~Scheduler() {
  for (const auto& task : tasks_) {
    // A stuck task would wait for ever; the failure was reported, and the process is about to end.
    if (task->ended) {
      task->thread.join();
    } else {
      task->thread.detach();
    }
  }
}

void Scheduler::Spawn(std::string name, std::function<void()> body) {
  auto task = std::make_unique<Task>();
  task->name = std::move(name);
  task->label = "start";
  Task* const self = task.get();
  task->thread = std::thread{[this, self, body = std::move(body)] {
    self->go.acquire();
    body();
    self->ended = true;
    back_.release();
  }};
  tasks_.push_back(std::move(task));
}

void Scheduler::WaitUntil(std::string_view label, std::function<bool()> ready, std::uint64_t until) {
  Task& self = *running_;
  self.label = label;
  self.ready = std::move(ready);
  self.until = until;
  back_.release();
  self.go.acquire();
}

std::vector<Scheduler::Task*> Scheduler::Able() {
  std::vector<Task*> able;
  std::uint64_t next = kNever;
  for (const auto& task : tasks_) {
    if (task->ended) continue;
    if (!task->ready || task->until <= steps_ || task->ready()) able.push_back(task.get());
    next = std::min(next, task->until);
  }
  if (!able.empty() || next == kNever) return able;
  steps_ = next;
  return Able();
}

Scheduler::Task* Scheduler::Choose(const std::vector<Task*>& able) {
  const bool go_on = std::find(able.begin(), able.end(), last_) != able.end() && Chance(stickiness_);
  return go_on ? last_ : able[Pick(able.size())];
}

bool Scheduler::Run(const std::function<void()>& after_step) {
  while (true) {
    const std::vector<Task*> able = Able();
    if (able.empty()) return stuck().empty();
    running_ = last_ = Choose(able);
    running_->ready = nullptr;
    running_->until = kNever;
    Note(*running_);
    running_->go.release();
    back_.acquire();
    running_ = nullptr;
    after_step();
  }
}

std::string Scheduler::stuck() const {
  std::string names;
  for (const auto& task : tasks_) {
    if (!task->ended) names += task->name + " at " + task->label + "; ";
  }
  return names;
}

void Scheduler::Note(const Task& task) {
  ++steps_;
  std::string line = task.name + ": " + task.label;
  for (const char c : line) hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
  trace_.push_back(std::move(line));
}

}  // namespace cpb::simulation
