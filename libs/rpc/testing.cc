#include "libs/rpc/testing.h"

#include <grpc/grpc.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <utility>

#include "absl/time/clock.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server_builder.h"
#include "libs/text/text.h"

namespace cpb::rpc {
namespace {

constexpr const char* kPrograms[] = {"registration", "projects", "allocation",
                                     "disbursement", "audit",    "gateway"};
constexpr std::string_view kProgramPrefix = "programs/";

std::string MakeFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "cpb-rpc-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make a folder for a test");
  return pattern;
}

template <class T>
T OrThrow(absl::StatusOr<T> value) {
  if (!value.ok()) throw std::runtime_error(value.status().ToString());
  return *std::move(value);
}

std::unique_ptr<auth::Signer> LoadSigner(const std::string& folder, const std::string& program) {
  return OrThrow(auth::Signer::Load(text::Concat(folder, "/", program, ".key"), program));
}

}  // namespace

types::v1::Identity Person(std::string subject, const std::vector<types::v1::Role>& roles, std::string agency,
                           std::string province_code) {
  types::v1::Identity identity;
  identity.set_display_name(subject);
  identity.set_subject(std::move(subject));
  for (const types::v1::Role role : roles) identity.add_roles(role);
  identity.set_agency(std::move(agency));
  identity.set_province_code(std::move(province_code));
  return identity;
}

types::v1::Identity Officer(std::string subject, const std::string& province_code) {
  return Person(std::move(subject), {types::v1::ROLE_PROVINCE_OFFICER}, "agencies/SCT-" + province_code,
                province_code);
}

types::v1::Identity ProgramIdentity(const std::string& program) {
  return Person(text::Concat(kProgramPrefix, program), {types::v1::ROLE_PROGRAM});
}

TestServer::TestServer(std::string program)
    : TestServer{std::move(program),
                 clock::StartOfVietNamDate(std::chrono::year{2019} / 3 / 1) + std::chrono::hours{10}} {}

TestServer::TestServer(std::string program, clock::Instant now) : folder_{MakeFolder()}, clock_{now} {
  // Never given back: shutting gRPC down with the last channel can wait ten seconds for a poller of its own
  // (1.51).
  grpc_init();
  address_ = text::Concat("unix:", folder_, "/server.sock");
  for (const char* each : kPrograms) {
    if (const absl::Status made = auth::MakeKeyPair(folder_, each); !made.ok())
      throw std::runtime_error(made.ToString());
  }
  if (const absl::Status made = auth::MakeKeyPair(folder_, program); !made.ok())
    throw std::runtime_error(made.ToString());
  verifier_ = OrThrow(auth::Verifier::Load(folder_));
  signer_ = LoadSigner(folder_, program);
  gateway_ = LoadSigner(folder_, "gateway");
  metrics_ = telemetry::ServeMetrics(program, "");
  server_ = std::make_unique<Server>(Server::Options{.program = std::move(program),
                                                     .clock = &clock_,
                                                     .verifier = verifier_.get(),
                                                     .signer = signer_.get(),
                                                     .metrics = metrics_.metrics.get()});
}

TestServer::~TestServer() {
  Stop();
  channel_.reset();
  services_.clear();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void TestServer::AddService(std::unique_ptr<grpc::Service> service, const std::string& full_name) {
  server_->AddMethods(full_name);
  services_.push_back(std::move(service));
}

void TestServer::Start() {
  grpc::ServerBuilder builder;
  builder.AddListeningPort(address_, grpc::InsecureServerCredentials());
  for (const auto& service : services_) builder.RegisterService(service.get());
  listener_ = builder.BuildAndStart();
  if (!listener_) throw std::runtime_error("cannot listen on " + address_);
}

void TestServer::Stop() {
  if (listener_) listener_->Shutdown(std::chrono::system_clock::now());
  listener_.reset();
}

std::shared_ptr<grpc::Channel> TestServer::channel() {
  if (!channel_) channel_ = grpc::CreateChannel(address_, grpc::InsecureChannelCredentials());
  return channel_;
}

std::string TestServer::Token(const types::v1::Identity& identity) const {
  const std::string& subject = identity.subject();
  if (subject.compare(0, kProgramPrefix.size(), kProgramPrefix) != 0) return gateway_->Sign(identity);
  return LoadSigner(folder_, subject.substr(kProgramPrefix.size()))->Sign(identity);
}

void TestServer::Prepare(const types::v1::Identity& identity, grpc::ClientContext& context,
                         absl::Duration timeout) const {
  if (!identity.subject().empty())
    context.AddMetadata("authorization", text::Concat("Bearer ", Token(identity)));
  context.set_deadline(absl::ToChronoTime(absl::Now() + timeout));
}

rpc::Call TestServer::MakeCall(const types::v1::Identity& identity) {
  rpc::Call call = BackgroundCall(*server_, absl::Seconds(30));
  call.identity = identity;
  call.token = Token(identity);
  return call;
}

}  // namespace cpb::rpc
