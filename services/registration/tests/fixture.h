/// Registration over real gRPC on a real database, with a small stand-in for the rules of another program.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "cpbudget/allocation/v1/rules.grpc.pb.h"
#include "cpbudget/registration/v1/plan.grpc.pb.h"
#include "cpbudget/registration/v1/reference.grpc.pb.h"
#include "cpbudget/registration/v1/workbook.grpc.pb.h"
#include "gmock/gmock.h"
#include "grpcpp/server.h"
#include "gtest/gtest.h"
#include "libs/calendar/calendar.h"
#include "libs/rpc/testing.h"
#include "libs/testing/mariadb.h"
#include "services/registration/app/context.h"
#include "services/registration/app/reference_loader.h"
#include "services/registration/store/messages.h"

namespace cpb::registration {

/// Stands in for the allocation program: assessments get at most half of the cost and 50,000,000 dong; a
/// quantity of 13 is blocked. The real rules are tested where they live and end to end.
class RuleStandIn final : public ::cpbudget::allocation::v1::RuleService::Service {
 public:
  RuleStandIn();
  ~RuleStandIn() override;
  void Start();
  void Stop();
  std::shared_ptr<grpc::Channel> Channel() const;
  grpc::Status EvaluateRules(grpc::ServerContext* context,
                             const ::cpbudget::allocation::v1::EvaluateRulesRequest* request,
                             ::cpbudget::allocation::v1::EvaluateRulesResponse* response) override;
  /// One rule.
  grpc::Status ListRules(grpc::ServerContext* context,
                         const ::cpbudget::allocation::v1::ListRulesRequest* request,
                         ::cpbudget::allocation::v1::ListRulesResponse* response) override;

 private:
  std::string folder_;
  std::unique_ptr<grpc::Server> server_;
};

/// One running copy of the program; several may share a database.
class Instance {
 public:
  Instance(storage::Database& database, const RuleStandIn& rules);
  ~Instance();

  rpc::TestServer& server() { return server_; }
  void SetDay(const char* date);

  /// Calls in the name of a person.
  template <class Request, class Response>
  absl::StatusOr<Response> Call(const types::v1::Identity& who,
                                grpc::Status (v1::PlanService::Stub::*method)(grpc::ClientContext*,
                                                                              const Request&, Response*),
                                const Request& request) {
    return server_.Call(who, *plans_, method, request);
  }
  template <class Request, class Response>
  absl::StatusOr<Response> Call(const types::v1::Identity& who,
                                grpc::Status (v1::ReferenceService::Stub::*method)(grpc::ClientContext*,
                                                                                   const Request&, Response*),
                                const Request& request) {
    return server_.Call(who, *reference_, method, request);
  }
  template <class Request, class Response>
  absl::StatusOr<Response> Call(const types::v1::Identity& who,
                                grpc::Status (v1::PlanWorkbookService::Stub::*method)(grpc::ClientContext*,
                                                                                      const Request&,
                                                                                      Response*),
                                const Request& request) {
    return server_.Call(who, *workbooks_, method, request);
  }
  /// The whole file.
  absl::StatusOr<std::string> Export(const types::v1::Identity& who,
                                     const v1::ExportPlanWorkbookRequest& request);

 private:
  rpc::TestServer server_;
  Reference loaded_;
  std::unique_ptr<calendar::Calendar> calendar_;
  std::unique_ptr<RuleClient> rules_;
  std::unique_ptr<v1::PlanService::Stub> plans_;
  std::unique_ptr<v1::ReferenceService::Stub> reference_;
  std::unique_ptr<v1::PlanWorkbookService::Stub> workbooks_;
};

/// A fresh schema, the rules, one instance; the day is 1 June 2018, the cycle of 2019 is open and province 68
/// has an establishment.
class RegistrationTest : public ::testing::Test {
 protected:
  RegistrationTest();

  using Stub = v1::PlanService::Stub;
  using ReferenceStub = v1::ReferenceService::Stub;

  static types::v1::Identity Lan() { return rpc::Officer("users/lan", "68"); }
  static types::v1::Identity Minh() { return rpc::Officer("users/minh", "01"); }
  static types::v1::Identity Appraiser(const std::string& subject = "users/appraiser") {
    return rpc::Person(subject, {types::v1::ROLE_APPRAISER}, "agencies/VP-SXSH");
  }
  static types::v1::Identity Approver(const std::string& subject = "users/approver") {
    return rpc::Person(subject, {types::v1::ROLE_APPROVER}, "agencies/BTC");
  }

  /// A new UUID.
  static std::string NewId();

  /// Three items: a workshop, an assessment that asks for more than the rules leave, leaflets.
  static v1::Plan SamplePlan();
  static v1::PlanItem Item(const std::string& id, const std::string& project, const std::string& activity,
                           std::int64_t cost, std::vector<std::pair<std::string, std::int64_t>> asked);

  v1::Plan Create(const types::v1::Identity& who = Lan(), const v1::Plan& plan = SamplePlan());
  absl::StatusOr<v1::Plan> TryCreate(const types::v1::Identity& who, const v1::Plan& plan);
  absl::StatusOr<v1::Plan> Update(const types::v1::Identity& who, const v1::Plan& plan);
  absl::StatusOr<v1::Plan> Submit(const types::v1::Identity& who, const v1::Plan& plan);
  absl::StatusOr<v1::Plan> Return(const types::v1::Identity& who, const v1::Plan& plan,
                                  const std::string& item = "", const std::string& remark = "");
  absl::StatusOr<v1::Plan> Endorse(const types::v1::Identity& who, const v1::Plan& plan);
  absl::StatusOr<v1::Plan> Approve(const types::v1::Identity& who, const v1::Plan& plan,
                                   std::vector<v1::ItemCut> cuts = {});
  absl::StatusOr<v1::Plan> RecordLocalDecision(const types::v1::Identity& who, const v1::Plan& plan,
                                               const std::string& number, const std::string& date);
  absl::StatusOr<v1::Plan> Get(const types::v1::Identity& who, const std::string& name, int revision = 0);
  void CreateEstablishment(const types::v1::Identity& who, const std::string& tax_code,
                           const std::string& province);
  /// Types of the feed, in order.
  std::vector<std::string> FeedTypes();

  template <class T>
  static std::string ReasonOf(const absl::StatusOr<T>& result) {
    return result.ok() ? "ok" : rpc::ReasonOf(result.status());
  }

  cpb::testing::PrivateMariaDb::Opened opened_;
  RuleStandIn rules_;
  Instance instance_;
};

}  // namespace cpb::registration
