/// Verifies the ledger over and over in a thread of its own, gently: it rests at least twenty times as long
/// as the last verification took. Each time it looks at what was booked since the time before, and once a day
/// at everything. Metrics: cpbudget_ledger_verified_position, cpbudget_ledger_differences.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "absl/status/statusor.h"
#include "cpbudget/disbursement/v1/ledger.pb.h"
#include "libs/telemetry/metrics.h"
#include "services/disbursement/app/app.h"
#include "services/disbursement/store/names.h"

namespace cpb::disbursement::app {

class Verifier {
 public:
  Verifier(const App& app, telemetry::Metrics& metrics);
  /// Waits for a verification that is under way.
  ~Verifier();
  Verifier(const Verifier&) = delete;
  Verifier& operator=(const Verifier&) = delete;

 private:
  void Run();
  void VerifyOnce();
  absl::StatusOr<pb::VerifyLedgerResponse> VerifyWhatIsNew();

  const App& app_;
  telemetry::Metrics& metrics_;
  std::mutex mutex_;
  std::condition_variable ending_;
  bool end_ = false;
  std::chrono::steady_clock::time_point whole_next_;
  std::thread thread_;
};

}  // namespace cpb::disbursement::app
