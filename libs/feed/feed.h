/// Feeds: how programs learn of each other's facts without a broker. A producer appends events in the
/// transaction that makes them true; positions are handed out under a row lock taken last, just before
/// COMMIT, so they follow commit order and have no gaps. A consumer applies an event and stores its position
/// in one transaction of its own, so each event takes effect exactly once, whoever is killed when.
///
/// Tables (first migration of every program, copied from libs/feed/feed.sql):
///   feed_head(id TINYINT PK = 1, position), feed(position PK, type, resource, payload_type, payload, actor,
///   occurred_at, trace_id), feed_consumer(producer PK, position)
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "cpbudget/types/v1/feed.grpc.pb.h"
#include "google/protobuf/message.h"
#include "libs/rpc/call.h"
#include "libs/rpc/server.h"
#include "libs/storage/database.h"

namespace cpb::feed {

/// One event to append.
struct Event {
  std::string type;                                    ///< "plan.approved"
  std::string resource;                                ///< "plans/…"
  const google::protobuf::Message* payload = nullptr;  ///< The resource as it is after the event.
};

/// Appends events and returns the position of the first; the others follow. Call it once, as the last thing
/// in a unit of work: it takes the lock that orders the feed. `actor` empty means the caller of `call`, with
/// whom the caller acts for (libs/people).
/// Throws std::length_error when a payload is above 12 MiB (it could not be stored).
std::int64_t Append(storage::Session& session, const rpc::Call& call, const std::vector<Event>& events,
                    const std::string& actor = "");

/// For writers that must know their positions before they write: takes the lock that orders the feed, hands
/// out `count` positions and returns the first. Exactly `count` events must follow in the same unit of work.
std::int64_t Reserve(storage::Session& session, std::int64_t count);
/// An event with who and which call brought it about.
struct AuthoredEvent {
  Event event;
  const rpc::Call* call = nullptr;
  std::string actor;  ///< Empty means the caller.
};
/// Writes what positions were reserved for, of one or of many calls.
void AppendReserved(storage::Session& session, std::int64_t first, const std::vector<AuthoredEvent>& events);

/// Position of the last committed event.
std::int64_t Head(storage::Session& session);

/// The gRPC service of a feed.
class FeedServer : public types::v1::FeedService::Service {
 public:
  /// Ends all streams, now and later, so that the program can stop: consumers come back by themselves.
  virtual void Drain() = 0;
  /// Last head seen, for /metrics.
  virtual std::int64_t head() const = 0;
};

/// Serves the program's feed. However many readers wait, one thread looks at the head: 5 ms after an Append
/// in this process, else every 20 ms, and every 100 ms when nothing happened for a second (another copy of
/// the program may append). Sends a sign of life every second. Each reader holds one thread of the server.
std::unique_ptr<FeedServer> MakeFeedService(rpc::Server& server, storage::Database& database);

/// Follows the feed of another program in a thread of its own until destroyed: reconnects with back-off,
/// applies events in order, each in one transaction together with its position. When `apply` refuses or
/// throws, nothing of it is kept, the error is logged and counted, and the same event is tried again with
/// back-off: a feed never skips. Metric: cpbudget_feed_lag{producer}.
class Consumer {
 public:
  using Apply = std::function<absl::Status(storage::Session&, const types::v1::FeedEvent&)>;
  /// Applies events that share one transaction together, so that it can write them with few statements; in
  /// the order of their positions, at least one. Called with single ones as well: always after a refusal, to
  /// find the event whose fault it is.
  using ApplyTogether =
      std::function<absl::Status(storage::Session&, const std::vector<const types::v1::FeedEvent*>&)>;
  /// `target` is a gRPC address of the producer. Several events may share one transaction for speed.
  static std::unique_ptr<Consumer> Start(rpc::Server& server, storage::Database& database,
                                         std::string producer, const std::string& target, Apply apply);
  static std::unique_ptr<Consumer> Start(rpc::Server& server, storage::Database& database,
                                         std::string producer, const std::string& target,
                                         ApplyTogether apply);
  virtual ~Consumer() = default;
  /// Position applied so far.
  virtual std::int64_t position() const = 0;
  /// Waits until `position` is applied; false at the deadline.
  virtual bool WaitFor(std::int64_t position, absl::Time deadline) const = 0;
  /// Asks the producer for its head (ReadFeed after the largest possible position answers with it at once)
  /// and waits until that is applied: afterwards everything committed before this call is seen. False at the
  /// deadline.
  virtual bool CatchUp(absl::Time deadline) = 0;
};

}  // namespace cpb::feed
