/// SIGTERM and SIGINT, waited for by a thread: nothing of gRPC may be called in a signal handler. Internal to
/// libs/program.
#pragma once

namespace cpb::program {

/// Blocks the signals and starts the thread; before any other thread is made. Until BeginWait a signal ends
/// the process at once: nothing serves yet.
void CatchSignals();
/// Returns at the first signal.
void WaitForSignal();

}  // namespace cpb::program
