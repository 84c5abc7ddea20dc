#include "services/disbursement/app/verifier.h"

#include <algorithm>
#include <chrono>
#include <string>

#include "libs/rpc/call.h"
#include "libs/telemetry/log.h"
#include "services/disbursement/store/verification.h"

namespace cpb::disbursement::app {
namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr std::chrono::seconds kRestMin{10};
constexpr int kRestFactor = 20;
constexpr std::chrono::hours kWholeEvery{24};

}  // namespace

Verifier::Verifier(const App& app, telemetry::Metrics& metrics)
    : app_{app}, metrics_{metrics}, whole_next_{SteadyClock::now() + kWholeEvery}, thread_{[this] {
        Run();
      }} {}

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

absl::StatusOr<pb::VerifyLedgerResponse> Verifier::VerifyWhatIsNew() {
  std::int64_t verified = 0;
  auto response =
      app_.database.Read([&](storage::Session& session) -> absl::StatusOr<pb::VerifyLedgerResponse> {
        verified = store::VerifiedPosition(session);
        return store::VerifySince(session, verified);
      });
  if (!response.ok() || !response->correct() || response->position() == verified) return response;
  CPB_RETURN_IF_ERROR(app_.database.Write([&](storage::Session& session) {
    store::AdvanceVerified(session, verified, response->position());
    return absl::OkStatus();
  }));
  return response;
}

void Verifier::VerifyOnce() {
  const bool whole = SteadyClock::now() >= whole_next_;
  if (whole) whole_next_ = SteadyClock::now() + kWholeEvery;
  absl::StatusOr<pb::VerifyLedgerResponse> verified =
      whole ? app_.database.Read([](storage::Session& session) -> absl::StatusOr<pb::VerifyLedgerResponse> {
        return store::Verify(session);
      })
            : VerifyWhatIsNew();
  if (!verified.ok()) {
    telemetry::Log(telemetry::Level::kWarning, "the ledger could not be verified",
                   {{"status", std::string(verified.status().message())}});
    return;
  }
  const pb::VerifyLedgerResponse& response = *verified;
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
