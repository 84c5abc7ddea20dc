#include "services/gateway/wire/clock_service.h"

#include <optional>

#include "libs/clock/clock.h"
#include "libs/rpc/call.h"
#include "libs/rpc/status.h"
#include "services/gateway/domain/reasons.h"
#include "services/gateway/store/timestamps.h"

namespace cpb::gateway {
namespace {

constexpr clock::Instant kEarliest{std::chrono::sys_days{std::chrono::year{2000} / 1 / 1}};
constexpr clock::Instant kLatest{std::chrono::sys_days{std::chrono::year{2100} / 1 / 1}};

}  // namespace

grpc::Status ClockServiceGrpc::GetClock(grpc::ServerContext* context, const pb::GetClockRequest* request,
                                        pb::GetClockResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    *response->mutable_now() = ToTimestamp(call.now);
    response->set_movable(!clock_file_.empty());
    return absl::OkStatus();
  });
}

grpc::Status ClockServiceGrpc::SetClock(grpc::ServerContext* context, const pb::SetClockRequest* request,
                                        pb::SetClockResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call&) -> absl::Status {
    if (clock_file_.empty()) return rpc::Refuse(kClockFixed);
    std::optional<clock::Instant> now;
    if (request->has_now()) {
      const std::int64_t seconds = request->now().seconds();
      const bool in_range =
          seconds >= std::chrono::floor<std::chrono::seconds>(kEarliest).time_since_epoch().count() &&
          seconds < std::chrono::floor<std::chrono::seconds>(kLatest).time_since_epoch().count();
      if (!in_range) {
        rpc::FieldErrors errors;
        errors.Add("now", "Phải từ năm 2000 đến năm 2099.", "Must lie in the years 2000 to 2099.");
        return errors.ToStatus();
      }
      now = ToInstant(request->now());
    }
    if (!clock::SetFileClock(clock_file_, now))
      return absl::UnavailableError("the clock file cannot be written");
    *response->mutable_now() = ToTimestamp(server_.options().clock->Now());
    return absl::OkStatus();
  });
}

}  // namespace cpb::gateway
