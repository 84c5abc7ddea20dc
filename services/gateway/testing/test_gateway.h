/// A whole gateway in a test program: its services behind a real gRPC server, a real MariaDB, both edges on
/// free ports, and beside it a small audit program that shows what the gateway sends and streams what the
/// test wants.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>

#include "cpbudget/audit/v1/audit.grpc.pb.h"
#include "grpcpp/server.h"
#include "libs/clock/clock.h"
#include "libs/rpc/testing.h"
#include "libs/storage/database.h"
#include "services/gateway/gateway.h"
#include "services/gateway/testing/http_client.h"

namespace cpb::gateway {

/// Serves a few methods of AuditService and remembers the metadata of the last call.
class ShownAudit final : public ::cpbudget::audit::v1::AuditService::Service {
 public:
  grpc::Status GetPublicUsage(grpc::ServerContext* context,
                              const ::cpbudget::audit::v1::GetPublicUsageRequest* request,
                              ::cpbudget::audit::v1::GetPublicUsageResponse* response) override;
  grpc::Status GetUsage(grpc::ServerContext* context, const ::cpbudget::audit::v1::GetUsageRequest* request,
                        ::cpbudget::audit::v1::GetUsageResponse* response) override;
  /// Sends `parts` parts of 1,000 bytes, then `stream_end`.
  grpc::Status ExportJournal(grpc::ServerContext* context,
                             const ::cpbudget::audit::v1::ExportJournalRequest* request,
                             grpc::ServerWriter<google::api::HttpBody>* writer) override;

  std::string Metadata(const std::string& key);
  std::atomic<int> parts{3};
  std::atomic<bool> fail{false};          ///< ExportJournal ends with an error; GetPublicUsage fails.
  std::atomic<bool> wait{false};          ///< GetPublicUsage waits until the caller gives up.
  std::atomic<int> milliseconds_left{0};  ///< Until the deadline of the last call.

 private:
  void Remember(const grpc::ServerContext& context);
  std::mutex mutex_;
  std::map<std::string, std::string> metadata_;
};

class TestGateway {
 public:
  /// `schema` keeps tests apart.
  explicit TestGateway(const std::string& schema, GatewayFlags flags = DefaultFlags());
  ~TestGateway();

  static GatewayFlags DefaultFlags();
  static constexpr char kPassword[] = "mật-khẩu-kiểm-thử";

  int http() { return gateway_->http_port(); }
  int grpc() { return gateway_->grpc_port(); }
  Gateway& gateway() { return *gateway_; }
  storage::Database& database() { return *database_; }
  rpc::TestServer& server() { return server_; }
  ShownAudit& audit() { return audit_; }
  clock::FakeClock& real_clock() { return real_clock_; }

  /// Creates a user by the use case.
  void AddUser(const std::string& id, types::v1::Role role, const std::string& agency = "agencies/SCT-68",
               const std::string& province_code = "68");
  /// Session token of a person who signs in over REST.
  std::string SignInAs(const std::string& id);
  static Headers Bearer(const std::string& token) { return {{"Authorization", "Bearer " + token}}; }
  /// Types of the feed's events, in order, with a blank between.
  std::string EventTypes();

 private:
  rpc::TestServer server_{"gateway"};
  clock::FakeClock real_clock_;
  std::unique_ptr<storage::Database> database_;
  ShownAudit audit_;
  std::unique_ptr<grpc::Server> audit_server_;
  std::unique_ptr<Gateway> gateway_;
};

}  // namespace cpb::gateway
