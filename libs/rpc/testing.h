/// A real gRPC server inside a test program, so that a service is tested through the wire in a few lines:
///
///   rpc::TestServer server{"registration"};
///   server.AddService(std::make_unique<PlanServiceGrpc>(server.server(), app),
///   "cpbudget.registration.v1.PlanService"); server.Start(); auto stub =
///   pb::PlanService::NewStub(server.channel()); auto plan = server.Call(rpc::Officer("users/lan", "68"),
///   *stub, &pb::PlanService::Stub::GetPlan, request); ASSERT_TRUE(plan.ok()) << plan.status();   // A
///   refusal: rpc::ReasonOf(plan.status()), rpc::Explain(…).
///
/// It listens on a Unix socket in a folder of its own, with fresh keys of all six programs and a clock that
/// stands still.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "grpcpp/channel.h"
#include "grpcpp/impl/service_type.h"
#include "grpcpp/server.h"
#include "libs/auth/token.h"
#include "libs/clock/clock.h"
#include "libs/rpc/call.h"
#include "libs/rpc/server.h"
#include "libs/rpc/status.h"
#include "libs/telemetry/metrics.h"

namespace cpb::rpc {

/// A person; agency "agencies/SCT-68" and so on.
types::v1::Identity Person(std::string subject, const std::vector<types::v1::Role>& roles,
                           std::string agency = "", std::string province_code = "");
/// An officer of one province's department.
types::v1::Identity Officer(std::string subject, const std::string& province_code);
/// A program calling in its own name.
types::v1::Identity ProgramIdentity(const std::string& program);

class TestServer {
 public:
  /// 10:00 on 1 March 2019 in Viet Nam unless told otherwise.
  explicit TestServer(std::string program);
  TestServer(std::string program, clock::Instant now);
  ~TestServer();
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;

  Server& server() { return *server_; }
  clock::FakeClock& clock() { return clock_; }
  void AddService(std::unique_ptr<grpc::Service> service, const std::string& full_name);
  /// Begins to listen; after all services were added. May be called again after Stop.
  void Start();
  /// Ends the listener at once; calls in progress are cancelled.
  void Stop();
  /// "unix:/…"
  const std::string& address() const { return address_; }
  /// Folder of `<program>.key` and `<program>.pub`.
  const std::string& keys() const { return folder_; }
  std::shared_ptr<grpc::Channel> channel();
  const auth::Verifier& verifier() const { return *verifier_; }
  const auth::Signer& signer() const { return *signer_; }

  /// A token for any identity: signed by the gateway for people, by itself for a program.
  std::string Token(const types::v1::Identity& identity) const;
  /// Puts token, language and deadline on a call.
  void Prepare(const types::v1::Identity& identity, grpc::ClientContext& context,
               absl::Duration timeout = absl::Seconds(30)) const;
  /// A call as the app layer sees it, for tests below the wire.
  rpc::Call MakeCall(const types::v1::Identity& identity);

  /// One unary call in the name of `identity`.
  template <class Stub, class Request, class Response>
  absl::StatusOr<Response> Call(const types::v1::Identity& identity, Stub& stub,
                                grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                                const Request& request) const {
    grpc::ClientContext context;
    Prepare(identity, context);
    Response response;
    const grpc::Status status = (stub.*method)(&context, request, &response);
    if (!status.ok()) return FromGrpcStatus(status);
    return response;
  }

 private:
  std::string folder_;
  std::string address_;
  clock::FakeClock clock_;
  std::unique_ptr<auth::Verifier> verifier_;
  std::unique_ptr<auth::Signer> signer_, gateway_;
  telemetry::Served metrics_;
  std::unique_ptr<Server> server_;
  std::vector<std::unique_ptr<grpc::Service>> services_;
  std::unique_ptr<grpc::Server> listener_;
  std::shared_ptr<grpc::Channel> channel_;
};

}  // namespace cpb::rpc
