#include "services/disbursement/app/verifier.h"

#include <algorithm>
#include <chrono>
#include <string>

#include "libs/telemetry/log.h"
#include "services/disbursement/app/reports.h"

namespace cpb::disbursement::app {
namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr std::chrono::seconds kRestMin{10};
constexpr int kRestFactor = 20;

}  // namespace

Verifier::Verifier(const App& app, telemetry::Metrics& metrics)
    : app_{app}, metrics_{metrics}, thread_{[this] { Run(); }} {}

Verifier::~Verifier() {
  {
    const std::lock_guard lock{mutex_};
    end_ = true;
  }
  ending_.notify_all();
  thread_.join();
}

void Verifier::Run() {
  SteadyClock::duration rest = kRestMin;
  std::unique_lock lock{mutex_};
  while (!ending_.wait_for(lock, rest, [this] { return end_; })) {
    lock.unlock();
    const auto start = SteadyClock::now();
    VerifyOnce();
    rest = std::max<SteadyClock::duration>(kRestMin, kRestFactor * (SteadyClock::now() - start));
    lock.lock();
  }
}

void Verifier::VerifyOnce() {
  pb::VerifyLedgerResponse response;
  if (const absl::Status status = VerifyLedger(app_, response); !status.ok()) {
    telemetry::Log(telemetry::Level::kWarning, "the ledger could not be verified",
                   {{"status", std::string(status.message())}});
    return;
  }
  metrics_.SetGauge("cpbudget_ledger_verified_position",
                    "Journal position up to which the ledger was verified last.", {},
                    static_cast<double>(response.position()));
  metrics_.SetGauge("cpbudget_ledger_differences",
                    "Differences that the last verification of the ledger found.", {},
                    static_cast<double>(response.differences_size()));
  for (const std::string& difference : response.differences()) {
    telemetry::Log(telemetry::Level::kError, "the ledger does not agree with its journal",
                   {{"difference", difference}});
  }
}

}  // namespace cpb::disbursement::app
