#include "services/gateway/testing/test_gateway.h"

#include <stdexcept>

#include "embedded/gateway_migrations.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/server_builder.h"
#include "gtest/gtest.h"
#include "libs/testing/mariadb.h"
#include "services/gateway/wire/auth_service.h"
#include "services/gateway/wire/clock_service.h"
#include "services/gateway/wire/delegation_service.h"

namespace cpb::gateway {
namespace {

namespace audit = ::cpbudget::audit::v1;

std::string NewUuid() {
  static std::atomic<int> count{0};
  std::string digits = std::to_string(++count);
  return "00000000-0000-4000-8000-" + std::string(12 - digits.size(), '0') + digits;
}

}  // namespace

void ShownAudit::Remember(const grpc::ServerContext& context) {
  const auto left = context.deadline() - std::chrono::system_clock::now();
  milliseconds_left = static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(left).count());
  const std::lock_guard lock{mutex_};
  metadata_.clear();
  for (const auto& [key, value] : context.client_metadata()) {
    metadata_.emplace(std::string{key.data(), key.size()}, std::string{value.data(), value.size()});
  }
}

std::string ShownAudit::Metadata(const std::string& key) {
  const std::lock_guard lock{mutex_};
  const auto found = metadata_.find(key);
  return found == metadata_.end() ? "" : found->second;
}

grpc::Status ShownAudit::GetPublicUsage(grpc::ServerContext* context,
                                        const audit::GetPublicUsageRequest* request,
                                        audit::GetPublicUsageResponse* response) {
  Remember(*context);
  while (wait && !context->IsCancelled()) std::this_thread::yield();
  if (fail) return {grpc::StatusCode::INTERNAL, "secret words of the database"};
  response->set_position(request->budget_year());
  return grpc::Status::OK;
}

grpc::Status ShownAudit::GetUsage(grpc::ServerContext* context, const audit::GetUsageRequest*,
                                  audit::GetUsageResponse* response) {
  Remember(*context);
  response->set_position(9007199254740993);
  return grpc::Status::OK;
}

grpc::Status ShownAudit::ExportJournal(grpc::ServerContext* context, const audit::ExportJournalRequest*,
                                       grpc::ServerWriter<google::api::HttpBody>* writer) {
  Remember(*context);
  google::api::HttpBody part;
  part.set_content_type("text/csv; charset=utf-8");
  part.set_data(std::string(1000, 'x'));
  for (int i = 0; i < parts; ++i) {
    if (!writer->Write(part)) break;
  }
  return fail ? grpc::Status{grpc::StatusCode::UNAVAILABLE, "gone"} : grpc::Status::OK;
}

GatewayFlags TestGateway::DefaultFlags() {
  GatewayFlags flags;
  flags.http_listen = "127.0.0.1:0";
  flags.grpc_listen = "127.0.0.1:0";
  flags.http_workers = 8;
  flags.max_connections = 64;
  flags.drain_seconds = 2;
  return flags;
}

TestGateway::TestGateway(const std::string& schema, GatewayFlags flags)
    : real_clock_{clock::MakeSystemClock()->Now()},
      database_{testing::SharedMariaDb().OpenMigrated(schema, embedded::gateway_migrations).database} {
  const std::string audit_address = "unix:" + server_.keys() + "/audit.sock";
  grpc::ServerBuilder builder;
  builder.AddListeningPort(audit_address, grpc::InsecureServerCredentials());
  builder.RegisterService(&audit_);
  audit_server_ = builder.BuildAndStart();

  GatewayParts parts;
  parts.database = database_.get();
  parts.signer = &server_.signer();
  parts.real_clock = &real_clock_;
  parts.channels["gateway"] = grpc::CreateChannel(server_.address(), grpc::InsecureChannelCredentials());
  parts.channels["audit"] = grpc::CreateChannel(audit_address, grpc::InsecureChannelCredentials());
  auto made = Gateway::Make(std::move(parts), std::move(flags));
  if (!made.ok()) throw std::runtime_error{std::string{made.status().message()}};
  gateway_ = *std::move(made);
  server_.AddService(std::make_unique<AuthServiceGrpc>(server_.server(), gateway_->sign_in(),
                                                       gateway_->users(), gateway_->rights()),
                     AuthServiceGrpc::kName);
  server_.AddService(std::make_unique<DelegationServiceGrpc>(server_.server(), gateway_->delegations()),
                     DelegationServiceGrpc::kName);
  server_.AddService(std::make_unique<ClockServiceGrpc>(server_.server(), ""), ClockServiceGrpc::kName);
  server_.Start();
  const absl::Status status = gateway_->Listen();
  if (!status.ok()) throw std::runtime_error{std::string{status.message()}};
}

TestGateway::~TestGateway() {
  gateway_->Stop();
  audit_.wait = false;
  audit_server_->Shutdown(std::chrono::system_clock::now());
  server_.Stop();
}

void TestGateway::AddUser(const std::string& id, types::v1::Role role, const std::string& agency,
                          const std::string& province_code) {
  pb::CreateUserRequest request;
  request.set_request_id(NewUuid());
  request.mutable_user()->set_name("users/" + id);
  request.mutable_user()->set_display_name("Người dùng " + id);
  request.mutable_user()->set_agency(agency);
  request.mutable_user()->set_province_code(province_code);
  request.mutable_user()->add_roles(role);
  request.set_password(kPassword);
  const rpc::Call call = server_.MakeCall(rpc::Person("users/admin", {types::v1::ROLE_ADMINISTRATOR}));
  const auto created = gateway_->users().Create(call, request);
  ASSERT_TRUE(created.ok()) << created.status();
}

std::string TestGateway::SignInAs(const std::string& id) {
  const Answer answer =
      Ask(http(), "POST", "/v1/sessions", R"({"userId":")" + id + R"(","password":")" + kPassword + R"("})");
  EXPECT_EQ(answer.status, 200) << answer.body;
  return JsonText(answer.body, "sessionToken");
}

std::string TestGateway::EventTypes() {
  std::string types;
  const absl::Status status = database_->Read([&](storage::Session& session) -> absl::Status {
    for (const auto& row : session.Query("SELECT type FROM feed ORDER BY position")) {
      types += (types.empty() ? "" : " ") + row.Text(0);
    }
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  return types;
}

}  // namespace cpb::gateway
