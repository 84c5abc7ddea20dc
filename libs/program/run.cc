#include <grpc/grpc.h>
#include <grpc/support/log.h>

#include <atomic>
#include <cstdio>
#include <mutex>
#include <stdexcept>
#include <utility>

#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/channel_arguments.h"
#include "libs/auth/token.h"
#include "libs/feed/feed.h"
#include "libs/program/files.h"
#include "libs/program/flags.h"
#include "libs/program/listener.h"
#include "libs/program/program.h"
#include "libs/program/signals.h"
#include "libs/storage/migrations.h"
#include "libs/telemetry/log.h"
#include "libs/telemetry/metrics.h"
#include "libs/text/text.h"

namespace cpb::program {
namespace {

constexpr char kFeedService[] = "cpbudget.types.v1.FeedService";
constexpr int kMaxPeerMessage = 32 << 20;

/// What prevents the start, as a sentence.
struct StartError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

void OrStop(const absl::Status& status) {
  if (!status.ok()) throw StartError{std::string{status.message()}};
}

template <class T>
T OrStop(absl::StatusOr<T> value) {
  OrStop(value.status());
  return *std::move(value);
}

/// What went wrong with a database, said with the database that it went wrong with.
void OrStop(const absl::Status& status, const char* flag, const storage::Dsn& dsn) {
  if (status.ok()) return;
  const std::string where =
      dsn.socket.empty() ? text::Concat(dsn.host, ":", std::to_string(dsn.port)) : dsn.socket;
  const std::string which = text::Concat("the database ", dsn.schema, " at ", where, " (", flag, ")");
  if (absl::IsUnavailable(status)) {
    throw StartError{text::Concat(which, " cannot be reached: is it running, and is the address right?")};
  }
  throw StartError{
      text::Concat(which, " cannot be used as user ", dsn.user, ": ", std::string{status.message()})};
}

std::atomic<bool> g_serving{false};

/// gRPC's own complaints become lines of our log; while starting, the sentence says it better.
void LogOfGrpc(gpr_log_func_args* args) {
  if (!g_serving || args->severity != GPR_LOG_SEVERITY_ERROR) return;
  telemetry::Log(telemetry::Level::kWarning, "grpc", {{"text", args->message}});
}

/// Closed before the end, so that a late scrape touches nothing; shared with the scrape, so that it outlives
/// the program.
struct Gate {
  std::mutex mutex;
  bool closed = false;
};

class ProgramImpl : public Program {
 public:
  ProgramImpl(const std::string& name, Settings settings)
      : settings_{std::move(settings)},
        clock_{settings_.clock_file.empty() ? clock::MakeSystemClock()
                                            : clock::MakeFileClock(settings_.clock_file)},
        verifier_{OrStop(auth::Verifier::Load(settings_.keys))},
        signer_{OrStop(auth::Signer::Load(text::Concat(settings_.keys, "/", name, ".key"), name))},
        metrics_{telemetry::ServeMetrics(name, settings_.metrics_listen)},
        database_{OpenDatabase(settings_)},
        server_{std::make_unique<rpc::Server>(rpc::Server::Options{.program = name,
                                                                   .clock = clock_.get(),
                                                                   .verifier = verifier_.get(),
                                                                   .signer = signer_.get(),
                                                                   .metrics = metrics_.metrics.get()})} {
    metrics_.metrics->BeforeScrape([this, gate = gate_] {
      const std::lock_guard lock{gate->mutex};
      if (!gate->closed) Refresh();
    });
  }

  ~ProgramImpl() override {
    listener_.Stop(absl::Now());
    {
      const std::lock_guard lock{gate_->mutex};
      gate_->closed = true;
    }
    services_.clear();
    while (!owned_.empty()) owned_.pop_back();
  }

  storage::Database& database() override { return *database_; }
  rpc::Server& server() override { return *server_; }
  const clock::Clock& clock() override { return *clock_; }
  const std::string& reference_data() override { return settings_.reference_data; }
  const std::string& clock_file() override { return settings_.clock_file; }

  std::shared_ptr<grpc::Channel> Peer(const std::string& name) override {
    std::shared_ptr<grpc::Channel>& channel = channels_[name];
    if (!channel) {
      grpc::ChannelArguments arguments;
      // gRPC's own pause between attempts grows to two minutes; a restarted peer should be found at once.
      arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 50);
      arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 50);
      arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 1000);
      arguments.SetMaxReceiveMessageSize(kMaxPeerMessage);
      channel = grpc::CreateCustomChannel(PeerAddress(name), grpc::InsecureChannelCredentials(), arguments);
    }
    return channel;
  }

  std::string PeerAddress(const std::string& name) override {
    const auto peer = settings_.peers.find(name);
    if (peer == settings_.peers.end()) {
      throw StartError{
          text::Concat("--peers does not say where the program ", name, " is: add ", name, "=ADDRESS")};
    }
    return peer->second;
  }

  void AddService(std::unique_ptr<grpc::Service> service, const std::string& full_name) override {
    server_->AddMethods(full_name);
    if (auto* feed = dynamic_cast<feed::FeedServer*>(service.get())) {
      has_feed_ = true;
      AtDrain([feed] { feed->Drain(); });
    }
    services_.emplace_back(full_name, std::move(service));
  }

  void AtDrain(std::function<void()> action) override { at_drain_.push_back(std::move(action)); }

  /// Begins to serve.
  void Start() {
    if (!has_feed_) AddService(feed::MakeFeedService(*server_, *database_), kFeedService);
    OrStop(listener_.Start(settings_, services_));
    if (!settings_.ready_file.empty()) {
      OrStop(WriteReadyFile(settings_.ready_file, metrics_.port, listener_.ports()));
    }
  }

  /// The orderly end.
  void Drain() {
    const absl::Time deadline = absl::Now() + absl::Seconds(settings_.drain_seconds);
    if (!settings_.ready_file.empty()) static_cast<void>(std::remove(settings_.ready_file.c_str()));
    listener_.StopAdvertising();
    for (const auto& action : at_drain_) action();
    listener_.Stop(deadline);
  }

 protected:
  void Keep(std::shared_ptr<void> object) override { owned_.push_back(std::move(object)); }

 private:
  static std::unique_ptr<storage::Database> OpenDatabase(const Settings& settings) {
    storage::Database::Options options;
    const storage::Dsn dsn = OrStop(storage::ParseDsn(settings.database));
    options.dsn = dsn;
    options.pool_size = settings.pool_size;
    auto database = storage::Database::Open(std::move(options));
    OrStop(database.status(), "--database", dsn);
    const absl::Status answers = (*database)->Read([](storage::Session& session) -> absl::Status {
      session.QueryOne("SELECT 1");
      return absl::OkStatus();
    });
    OrStop(answers, "--database", dsn);
    return *std::move(database);
  }

  void Refresh() {
    const storage::PoolStats stats = database_->stats();
    const auto gauge = [&](const char* name, const char* help, std::int64_t value) {
      metrics_.metrics->SetGauge(name, help, {}, static_cast<double>(value));
    };
    gauge("cpbudget_pool_size", "Database connections at most.", stats.size);
    gauge("cpbudget_pool_in_use", "Database connections in use.", stats.in_use);
    gauge("cpbudget_pool_waits_total", "Times a call had to wait for a database connection.", stats.waits);
    gauge("cpbudget_pool_connects_total", "Database connections made.", stats.connects);
    gauge("cpbudget_pool_retries_total", "Units of work run again after a deadlock or lock timeout.",
          stats.retries);
    const absl::StatusOr<std::int64_t> head = database_->Read(
        [](storage::Session& session) -> absl::StatusOr<std::int64_t> { return feed::Head(session); });
    if (head.ok()) gauge("cpbudget_feed_head", "Position of the last event of this program's feed.", *head);
  }

  const Settings settings_;
  const std::unique_ptr<clock::Clock> clock_;
  const std::unique_ptr<auth::Verifier> verifier_;
  const std::unique_ptr<auth::Signer> signer_;
  const telemetry::Served metrics_;
  const std::unique_ptr<storage::Database> database_;
  const std::unique_ptr<rpc::Server> server_;
  const std::shared_ptr<Gate> gate_ = std::make_shared<Gate>();
  std::map<std::string, std::shared_ptr<grpc::Channel>> channels_;
  std::vector<std::shared_ptr<void>> owned_;
  std::vector<std::function<void()>> at_drain_;
  bool has_feed_ = false;
  Listener::Services services_;
  Listener listener_;
};

void Migrate(const Description& description, const Settings& settings) {
  if (settings.owner_database.empty() || description.migrations == nullptr) return;
  const storage::Dsn owner = OrStop(storage::ParseDsn(settings.owner_database));
  const storage::Dsn runtime = OrStop(storage::ParseDsn(settings.database));
  OrStop(storage::Migrate(owner, runtime.user, *description.migrations), "--owner_database", owner);
}

void RunUntilSignal(int argc, char** argv, const Description& description,
                    const std::function<absl::Status(Program&)>& build) {
  Settings settings = OrStop(ParseFlags(argc, argv, description.name));
  telemetry::StartLog(description.name, settings.log_level);
  gpr_set_log_function(LogOfGrpc);
  CatchSignals();  // Before gRPC makes threads of its own, which inherit what is blocked.
  // Never given back: shutting gRPC down with the last channel can wait ten seconds for a poller of its own
  // (1.51).
  grpc_init();
  Migrate(description, settings);
  ProgramImpl program{description.name, std::move(settings)};
  OrStop(build(program));
  program.Start();
  g_serving = true;
  telemetry::Log(telemetry::Level::kInfo, "serving");
  WaitForSignal();
  telemetry::Log(telemetry::Level::kInfo, "draining");
  program.Drain();
  g_serving = false;
  telemetry::Log(telemetry::Level::kInfo, "ended");
}

}  // namespace

int Run(int argc, char** argv, const Description& description,
        const std::function<absl::Status(Program&)>& build) {
  // Debian's Abseil looks for lock cycles as in a debugging build; gRPC's locks make that a cost of every
  // call.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  try {
    RunUntilSignal(argc, argv, description, build);
    return 0;
  } catch (const std::exception& error) {
    static_cast<void>(std::fprintf(stderr, "%s cannot start: %s\n", description.name.c_str(), error.what()));
    return 1;
  }
}

}  // namespace cpb::program
