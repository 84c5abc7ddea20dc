#include <algorithm>
#include <chrono>
#include <utility>

#include "absl/time/clock.h"
#include "libs/clock/clock.h"
#include "libs/feed/feed.h"
#include "libs/feed/head_watcher.h"
#include "libs/people/people.h"
#include "libs/rpc/status.h"

namespace cpb::feed {
namespace {

// A range of the primary key.
constexpr char kSelectSizes[] =
    "SELECT position, LENGTH(payload) FROM feed WHERE position > ? ORDER BY position LIMIT 500";
constexpr char kSelectEvents[] =
    "SELECT position, type, resource, payload_type, payload, actor, occurred_at, trace_id FROM feed "
    "WHERE position > ? AND position <= ? ORDER BY position";

/// Payload bytes in one message; a single larger event travels alone. Consumers accept 32 MiB.
constexpr std::int64_t kMaxBytes = 2 << 20;
constexpr absl::Duration kSignOfLife = absl::Seconds(1);
/// How long a cancelled stream may stay unnoticed.
constexpr absl::Duration kLookAround = absl::Milliseconds(200);
/// Ends a little before the deadline, so that the consumer sees an orderly end.
constexpr absl::Duration kBeforeDeadline = absl::Milliseconds(50);

types::v1::FeedEvent ToEvent(const storage::Row& row) {
  types::v1::FeedEvent event;
  event.set_position(row.Int(0));
  event.set_type(row.Text(1));
  event.set_resource(row.Text(2));
  event.mutable_payload()->set_type_url(row.Text(3));
  event.mutable_payload()->set_value(row.Text(4));
  event.set_actor(std::string{people::Actor(row.Text(5))});
  event.set_acting_for(std::string{people::Delegator(row.Text(5))});
  const auto since_epoch = clock::ParseInstant(row.Text(6)).value().time_since_epoch();
  const auto seconds = std::chrono::floor<std::chrono::seconds>(since_epoch);
  event.mutable_occur_time()->set_seconds(seconds.count());
  event.mutable_occur_time()->set_nanos(
      static_cast<std::int32_t>(std::chrono::nanoseconds(since_epoch - seconds).count()));
  event.set_trace_id(row.Text(7));
  return event;
}

/// The next events and the head, in one consistent picture.
absl::StatusOr<types::v1::ReadFeedResponse> ReadBatch(storage::Database& database, std::int64_t after) {
  return database.Read([&](storage::Session& session) -> absl::StatusOr<types::v1::ReadFeedResponse> {
    types::v1::ReadFeedResponse response;
    response.set_head_position(Head(session));
    if (after >= response.head_position()) return response;
    std::int64_t last = after, bytes = 0;
    for (const storage::Row& row : session.Query(kSelectSizes, {after})) {
      bytes += row.Int(1);
      if (bytes > kMaxBytes && last != after) break;
      last = row.Int(0);
    }
    for (const storage::Row& row : session.Query(kSelectEvents, {after, last}))
      *response.add_events() = ToEvent(row);
    return response;
  });
}

class Service : public FeedServer {
 public:
  Service(rpc::Server& server, storage::Database& database)
      : server_{server}, database_{database}, watcher_{database} {}

  grpc::Status ReadFeed(grpc::ServerContext* context, const types::v1::ReadFeedRequest* request,
                        grpc::ServerWriter<types::v1::ReadFeedResponse>* writer) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      if (request->after_position() < 0) {
        rpc::FieldErrors errors;
        errors.Add("after_position", "Vị trí không được âm.", "The position must not be negative.");
        return errors.ToStatus();
      }
      return Stream(call, *context, request->after_position(), *writer);
    });
  }

  void Drain() override { watcher_.Drain(); }
  std::int64_t head() const override { return watcher_.head(); }

 private:
  absl::Status Stream(const rpc::Call& call, const grpc::ServerContext& context, std::int64_t after,
                      grpc::ServerWriter<types::v1::ReadFeedResponse>& writer) {
    const absl::Time end = call.deadline - kBeforeDeadline;
    absl::Time next_sign = absl::InfinitePast();  // The first answer comes at once, with the head.
    while (!watcher_.drained() && !context.IsCancelled() && absl::Now() < end) {
      CPB_ASSIGN_OR_RETURN(const types::v1::ReadFeedResponse batch, ReadBatch(database_, after));
      if (!batch.events().empty() || absl::Now() >= next_sign) {
        if (!writer.Write(batch)) return absl::OkStatus();  // The consumer is gone.
        next_sign = absl::Now() + kSignOfLife;
      }
      if (!batch.events().empty()) {
        after = batch.events().rbegin()->position();
        continue;
      }
      const absl::Time pause = std::min(end, next_sign);
      while (absl::Now() < pause && watcher_.head() <= after && !watcher_.drained() &&
             !context.IsCancelled()) {
        watcher_.WaitBeyond(after, std::min(pause, absl::Now() + kLookAround));
      }
    }
    return absl::OkStatus();
  }

  rpc::Server& server_;
  storage::Database& database_;
  HeadWatcher watcher_;
};

}  // namespace

std::unique_ptr<FeedServer> MakeFeedService(rpc::Server& server, storage::Database& database) {
  return std::make_unique<Service>(server, database);
}

}  // namespace cpb::feed
