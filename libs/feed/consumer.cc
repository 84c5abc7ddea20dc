#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <limits>
#include <mutex>
#include <thread>
#include <utility>

#include "absl/time/clock.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/channel_arguments.h"
#include "libs/feed/feed.h"
#include "libs/feed/steps.h"
#include "libs/rpc/status.h"
#include "libs/telemetry/log.h"
#include "libs/text/text.h"

namespace cpb::feed {
namespace {

using std::chrono::milliseconds;

// The row is made once; both statements go by primary key.
constexpr char kInsertPosition[] = "INSERT IGNORE INTO feed_consumer (producer, position) VALUES (?, 0)";
constexpr char kLockPosition[] = "SELECT position FROM feed_consumer WHERE producer = ? FOR UPDATE";
constexpr char kUpdatePosition[] = "UPDATE feed_consumer SET position = ? WHERE producer = ?";

/// Events that share one transaction.
constexpr int kChunk = 500;
constexpr absl::Duration kSubscription = absl::Seconds(60);
constexpr milliseconds kFirstPause{50};
constexpr milliseconds kLongestPause{5000};
constexpr int kMaxMessage = 32 << 20;

std::shared_ptr<grpc::Channel> Connect(const std::string& target) {
  grpc::ChannelArguments arguments;
  // gRPC's own pause between attempts grows to two minutes; a restarted producer should be found at once.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 50);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 50);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 1000);
  arguments.SetMaxReceiveMessageSize(kMaxMessage);
  return grpc::CreateCustomChannel(target, grpc::InsecureChannelCredentials(), arguments);
}

class FeedConsumer : public Consumer {
 public:
  FeedConsumer(rpc::Server& server, storage::Database& database, std::string producer,
               const std::string& target, ApplyTogether apply, Steps steps)
      : server_{server},
        database_{database},
        producer_{std::move(producer)},
        apply_{std::move(apply)},
        steps_{std::move(steps)},
        stub_{types::v1::FeedService::NewStub(Connect(target))},
        thread_{[this] { Run(); }} {}

  ~FeedConsumer() override {
    {
      const std::lock_guard lock{mutex_};
      stopped_ = true;
      if (context_ != nullptr) context_->TryCancel();
    }
    changed_.notify_all();
    thread_.join();
  }

  std::int64_t position() const override {
    const std::lock_guard lock{mutex_};
    return position_;
  }

  bool WaitFor(std::int64_t position, absl::Time deadline) const override {
    std::unique_lock lock{mutex_};
    return changed_.wait_until(lock, absl::ToChronoTime(deadline), [&] { return position_ >= position; });
  }

  bool CatchUp(absl::Time deadline) override {
    while (absl::Now() < deadline) {
      Hurry();
      if (const std::optional<std::int64_t> head = AskForHead(deadline)) return WaitFor(*head, deadline);
      std::this_thread::sleep_for(
          std::chrono::milliseconds{20});  // The producer is away; it may come back in time.
    }
    return false;
  }

 private:
  void Run() {
    milliseconds pause = kFirstPause;
    while (!Stopped()) {
      const std::int64_t before = position();
      absl::Status status = LoadPosition();
      if (status.ok()) status = Follow();
      if (Stopped()) return;
      if (status.ok() || status.code() == absl::StatusCode::kDeadlineExceeded) {
        pause = kFirstPause;
        continue;
      }
      if (position() != before) pause = kFirstPause;
      Complain(status, pause);
      Rest(pause);
      pause = std::min(pause * 2, kLongestPause);
    }
  }

  /// What is stored counts, whatever was thought before: a COMMIT whose answer was lost may have happened.
  absl::Status LoadPosition() {
    const absl::StatusOr<std::int64_t> stored =
        database_.Write([&](storage::Session& session) -> absl::StatusOr<std::int64_t> {
          session.Execute(kInsertPosition, {producer_});
          return session.QueryOne(kLockPosition, {producer_}).value().Int(0);
        });
    if (stored.ok()) Reach(*stored);
    return stored.status();
  }

  /// One subscription, until it ends.
  absl::Status Follow() {
    grpc::ClientContext context;
    rpc::PassOnAsProgram(server_, rpc::BackgroundCall(server_, kSubscription), context);
    {
      const std::lock_guard lock{mutex_};
      if (stopped_) return absl::OkStatus();
      context_ = &context;
    }
    types::v1::ReadFeedRequest request;
    request.set_after_position(position());
    const auto reader = stub_->ReadFeed(&context, request);
    absl::Status applied;
    types::v1::ReadFeedResponse batch;
    bool first = true;
    while (applied.ok() && !Stopped() && reader->Read(&batch)) {
      Announce("received");
      // Said once, by the first answer; a later one may be older than what another copy of this program
      // applied.
      if (first && batch.head_position() < request.after_position()) {
        applied = absl::DataLossError("the producer's feed ends before the position already applied");
        break;
      }
      first = false;
      applied = ApplyBatch(batch);
    }
    if (!applied.ok() || Stopped()) context.TryCancel();
    const grpc::Status ended = reader->Finish();
    const std::lock_guard lock{mutex_};
    context_ = nullptr;
    return applied.ok() ? rpc::FromGrpcStatus(ended) : applied;
  }

  absl::Status ApplyBatch(const types::v1::ReadFeedResponse& batch) {
    for (int begin = 0; begin < batch.events_size() && !Stopped(); begin += kChunk) {
      const int end = std::min(begin + kChunk, batch.events_size());
      absl::Status status = ApplyChunk(batch, begin, end);
      // One of them cannot be applied: the ones before it should not have to wait.
      for (int i = begin; !status.ok() && end - begin > 1 && i < end; ++i) {
        CPB_RETURN_IF_ERROR(ApplyChunk(batch, i, i + 1));
        if (i + 1 == end) status = absl::OkStatus();
      }
      CPB_RETURN_IF_ERROR(status);
      ShowLag(batch.head_position());
    }
    ShowLag(batch.head_position());
    return absl::OkStatus();
  }

  /// Events [begin, end) and the position they lead to, in one transaction.
  absl::Status ApplyChunk(const types::v1::ReadFeedResponse& batch, int begin, int end) {
    std::int64_t reached = 0;
    const auto work = [&](storage::Session& session) -> absl::Status {
      const std::int64_t stored = session.QueryOne(kLockPosition, {producer_}).value().Int(0);
      Announce("locked");
      reached = stored;
      std::vector<const types::v1::FeedEvent*> fresh;
      for (int i = begin; i < end; ++i) {
        const types::v1::FeedEvent& event = batch.events(i);
        if (event.position() <= reached) continue;  // Another copy of this program was faster.
        if (event.position() != reached + 1) {
          return absl::DataLossError("gap in the feed after position " + std::to_string(reached));
        }
        reached = event.position();
        fresh.push_back(&event);
      }
      if (!fresh.empty()) {
        CPB_RETURN_IF_ERROR(apply_(session, fresh));
        session.Execute(kUpdatePosition, {reached, producer_});
      }
      Announce("before commit");
      return absl::OkStatus();
    };
    absl::Status status;
    try {
      status = database_.Write(work);
    } catch (const std::exception& error) {
      status = absl::InternalError(text::Concat("exception: ", error.what()));
    }
    telemetry::SetTraceId("");
    if (!status.ok()) return status;
    Announce("after commit");
    Reach(reached);
    return status;
  }

  std::optional<std::int64_t> AskForHead(absl::Time deadline) {
    grpc::ClientContext context;
    rpc::PassOnAsProgram(server_, rpc::BackgroundCall(server_, deadline - absl::Now()), context);
    context.set_wait_for_ready(true);
    types::v1::ReadFeedRequest request;
    request.set_after_position(std::numeric_limits<std::int64_t>::max());
    const auto reader = stub_->ReadFeed(&context, request);
    types::v1::ReadFeedResponse answer;
    const bool answered = reader->Read(&answer);
    context.TryCancel();
    reader->Finish();
    return answered ? std::optional{answer.head_position()} : std::nullopt;
  }

  void Complain(const absl::Status& status, milliseconds pause) {
    // A producer that is away for a moment (a restart) is no error of ours.
    const bool away = status.code() == absl::StatusCode::kUnavailable;
    if (away && pause < kLongestPause && pause > kFirstPause) return;
    telemetry::Log(away ? telemetry::Level::kWarning : telemetry::Level::kError, "feed stalled",
                   {{"producer", producer_},
                    {"after_position", std::to_string(position())},
                    {"code", rpc::CodeName(status.code())},
                    {"error", std::string{status.message()}}});
    if (server_.options().metrics == nullptr) return;
    server_.options().metrics->AddCounter("cpbudget_feed_stalls_total",
                                          "Times that following a feed was interrupted by an error.",
                                          {{"producer", producer_}}, 1);
  }

  void ShowLag(std::int64_t head) {
    if (server_.options().metrics == nullptr) return;
    server_.options().metrics->SetGauge("cpbudget_feed_lag", "Events of the producer not yet applied.",
                                        {{"producer", producer_}}, static_cast<double>(head - position()));
  }

  void Announce(std::string_view step) const {
    if (steps_) steps_(step);
  }

  void Reach(std::int64_t position) {
    {
      const std::lock_guard lock{mutex_};
      position_ = position;
    }
    changed_.notify_all();
  }

  bool Stopped() const {
    const std::lock_guard lock{mutex_};
    return stopped_;
  }

  void Rest(milliseconds pause) {
    std::unique_lock lock{mutex_};
    changed_.wait_for(lock, pause, [&] { return stopped_ || hurry_; });
    hurry_ = false;
  }

  void Hurry() {
    {
      const std::lock_guard lock{mutex_};
      hurry_ = true;
    }
    changed_.notify_all();
  }

  rpc::Server& server_;
  storage::Database& database_;
  const std::string producer_;
  const ApplyTogether apply_;
  const Steps steps_;
  const std::unique_ptr<types::v1::FeedService::Stub> stub_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::int64_t position_ = 0;
  bool stopped_ = false;
  bool hurry_ = false;
  grpc::ClientContext* context_ = nullptr;  ///< Of the subscription in progress.
  std::thread thread_;                      ///< Last, so that it starts when all else is there.
};

}  // namespace

std::unique_ptr<Consumer> StartConsumer(rpc::Server& server, storage::Database& database,
                                        std::string producer, const std::string& target,
                                        Consumer::Apply apply, Steps steps) {
  auto one_by_one = [apply = std::move(apply), steps](
                        storage::Session& session,
                        const std::vector<const types::v1::FeedEvent*>& events) -> absl::Status {
    for (const types::v1::FeedEvent* event : events) {
      telemetry::SetTraceId(event->trace_id());
      CPB_RETURN_IF_ERROR(apply(session, *event));
      if (steps) steps("applied one");
    }
    return absl::OkStatus();
  };
  return std::make_unique<FeedConsumer>(server, database, std::move(producer), target, std::move(one_by_one),
                                        std::move(steps));
}

std::unique_ptr<Consumer> Consumer::Start(rpc::Server& server, storage::Database& database,
                                          std::string producer, const std::string& target, Apply apply) {
  return StartConsumer(server, database, std::move(producer), target, std::move(apply), {});
}

std::unique_ptr<Consumer> Consumer::Start(rpc::Server& server, storage::Database& database,
                                          std::string producer, const std::string& target,
                                          ApplyTogether apply) {
  return std::make_unique<FeedConsumer>(server, database, std::move(producer), target, std::move(apply),
                                        Steps{});
}

}  // namespace cpb::feed
