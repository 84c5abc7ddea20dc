#include "libs/program/signals.h"

#include <signal.h>

#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <thread>

namespace cpb::program {
namespace {

struct State {
  std::mutex mutex;
  std::condition_variable changed;
  bool waiting = false;
  bool signalled = false;
};

/// Never destroyed: its thread may still run when main returns.
State& TheState() {
  static State* const state = new State;
  return *state;
}

void WaitInThread(sigset_t signals) {
  int signal = 0;
  sigwait(&signals, &signal);
  State& state = TheState();
  const std::lock_guard lock{state.mutex};
  if (!state.waiting) std::_Exit(0);
  state.signalled = true;
  state.changed.notify_all();
}

}  // namespace

void CatchSignals() {
  static_cast<void>(::signal(SIGPIPE, SIG_IGN));
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::thread{WaitInThread, signals}.detach();
}

void WaitForSignal() {
  State& state = TheState();
  std::unique_lock lock{state.mutex};
  state.waiting = true;
  state.changed.wait(lock, [&] { return state.signalled; });
}

}  // namespace cpb::program
