/// Two copies of the disbursement program on one schema, and people who call them over a line that loses,
/// repeats and delays: a call is repeated with its request id until a definite answer comes back.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "libs/rpc/testing.h"
#include "services/disbursement/app/app.h"
#include "tests/simulation/scheduler.h"
#include "tests/simulation/simulated_database.h"
#include "tests/simulation/simulated_writer.h"

namespace cpb::simulation {

/// Faults of the line between people and programs, per cent of messages.
struct Line {
  std::uint64_t lost_request = 5;
  std::uint64_t lost_answer = 10;
  std::uint64_t repeated = 10;
};

class Office {
 public:
  static constexpr std::size_t kCopies = 2;
  /// What the copies share over all seeds.
  struct Parts {
    rpc::TestServer& server;
    const disbursement::app::Rules& rules;
    disbursement::app::SideThreads& side_threads;
    Connections& connections;
    std::string
        salt;  ///< Eight hexadecimal digits that keep the request ids of one seed apart from those of others.
  };
  Office(Scheduler& scheduler, Transactions& transactions, Parts parts, Line line, Faults faults,
         Rewrite rewrite, bool forget_request_ids);

  /// A new id, a UUID.
  std::string NewId();

  template <class Request, class Response>
  using Method = absl::Status (*)(const disbursement::app::App&, const rpc::Call&, const Request&, Response&);
  /// Calls until the answer is definite: a response, or a refusal. Any failure to get one after many tries,
  /// and two different answers to one id, are complaints.
  template <class Request, class Response>
  absl::StatusOr<Response> Call(const types::v1::Identity& who, Method<Request, Response> method,
                                Request request) {
    Response response;
    const std::string id = request.request_id();
    const auto send = [this, who, method, request](google::protobuf::Message& filled) mutable {
      if (forget_request_ids_) request.set_request_id(NewId());
      return Deliver(who, [&](const disbursement::app::App& app, const rpc::Call& call) {
        return method(app, call, request, static_cast<Response&>(filled));
      });
    };
    if (scheduler_.Chance(line_.repeated)) {
      scheduler_.Spawn("echo of " + id.substr(24), [this, id, send]() mutable {
        Response ignored;
        (void)Insist(id, send, ignored);
      });
    }
    calls_.push_back([this, id, send]() mutable {
      Response again;
      (void)Insist(id, send, again);
    });
    const absl::Status status = Insist(id, send, response);
    if (!status.ok()) return status;
    return response;
  }
  /// Every call made so far once more, as somebody would who lost his notes: the answers must be the first
  /// ones.
  void RepeatEverything();

  void Crash(std::size_t copy) { copies_[copy]->database.Crash(); }
  /// Moves the clock of one copy against the others.
  void MoveClock(std::size_t copy, std::chrono::minutes by) { copies_[copy]->clock_skew = by; }
  void End();

  std::size_t largest_group() const;
  /// What should never happen, in words; empty when all is well.
  const std::string& complaint() const { return complaint_; }

 private:
  using Send = std::function<absl::Status(google::protobuf::Message&)>;
  struct Copy {
    Copy(const std::string& name, Scheduler& scheduler, Transactions& transactions, const Parts& parts,
         Faults faults, const Rewrite& rewrite)
        : database{name, scheduler, parts.connections, transactions, faults, rewrite},
          writer{name + " writer", scheduler, database},
          app{database, parts.rules, writer, parts.side_threads} {}
    SimulatedDatabase database;
    SimulatedWriter writer;
    disbursement::app::App app;
    std::chrono::minutes clock_skew{0};
  };
  absl::Status Deliver(
      const types::v1::Identity& who,
      const std::function<absl::Status(const disbursement::app::App&, const rpc::Call&)>& method);
  absl::Status Insist(const std::string& id, const Send& send, google::protobuf::Message& response);
  void Remember(const std::string& id, const absl::Status& status, const google::protobuf::Message& response);

  Scheduler& scheduler_;
  const Parts parts_;
  const Line line_;
  const bool forget_request_ids_;
  std::array<std::unique_ptr<Copy>, kCopies> copies_;
  std::vector<std::function<void()>> calls_;
  std::map<std::string, std::string> answers_;
  std::uint64_t ids_ = 0;
  std::string complaint_;
};

}  // namespace cpb::simulation
