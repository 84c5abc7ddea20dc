#include "services/disbursement/app/expiry_sweep.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "libs/telemetry/log.h"
#include "services/disbursement/app/commitments.h"
#include "services/disbursement/store/commitments.h"

namespace cpb::disbursement::app {
namespace {

constexpr std::chrono::seconds kRest{60};
constexpr std::int64_t kRoundMax = 1'000;

void LogFailure(const absl::Status& status, const std::string& what) {
  telemetry::Log(telemetry::Level::kWarning, "expired commitments could not be released",
                 {{"commitment", what}, {"status", std::string(status.message())}});
}

}  // namespace

absl::StatusOr<int> ReleaseExpired(const App& app, const rpc::Call& call) {
  const auto ids =
      app.database.Read([&](storage::Session& session) -> absl::StatusOr<std::vector<std::int64_t>> {
        return store::Expired(session, clock::FormatDate(call.today), kRoundMax);
      });
  if (!ids.ok()) return ids.status();
  for (const std::int64_t id : *ids) {
    const absl::Status status = ExpireCommitment(app, call, id);
    if (!status.ok()) LogFailure(status, std::to_string(id));
  }
  return static_cast<int>(ids->size());
}

ExpirySweep::ExpirySweep(const App& app, rpc::Server& server)
    : app_{app}, server_{server}, thread_{[this] { Run(); }} {}

ExpirySweep::~ExpirySweep() {
  {
    const std::lock_guard lock{mutex_};
    end_ = true;
  }
  ending_.notify_all();
  thread_.join();
}

void ExpirySweep::Run() {
  std::unique_lock lock{mutex_};
  while (!ending_.wait_for(lock, kRest, [this] { return end_; })) {
    lock.unlock();
    const auto round = ReleaseExpired(app_, rpc::BackgroundCall(server_, absl::Seconds(60)));
    if (!round.ok()) LogFailure(round.status(), "");
    lock.lock();
  }
}

}  // namespace cpb::disbursement::app
