// The gRPC service of the rules: one method checks its fields and hands over to its use case.
#include "libs/rpc/call.h"
#include "services/allocation/wire/checks.h"
#include "services/allocation/wire/rule_checks.h"
#include "services/allocation/wire/services.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;

/// The rules. Stateless; thread-safe.
class RulesGrpc final : public pb::RuleService::Service {
 public:
  RulesGrpc(rpc::Server& server, RulesDesk& rules, DecisionsDesk& decisions)
      : server_{server}, rules_{rules}, decisions_{decisions} {}

  grpc::Status EvaluateRules(grpc::ServerContext* context, const pb::EvaluateRulesRequest* request,
                             pb::EvaluateRulesResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return rules_.Evaluate(call, *request, *response);
    });
  }
  grpc::Status ListRules(grpc::ServerContext* context, const pb::ListRulesRequest* request,
                         pb::ListRulesResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return rules_.List(call, *request, *response);
    });
  }
  grpc::Status ListRulebooks(grpc::ServerContext* context, const pb::ListRulebooksRequest* request,
                             pb::ListRulebooksResponse* response) override {
    return rpc::Serve(server_, *context, *request,
                      [&](const rpc::Call& call) { return decisions_.ListRulebooks(call, *response); });
  }
  grpc::Status ListDecisions(grpc::ServerContext* context, const pb::ListDecisionsRequest* request,
                             pb::ListDecisionsResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return decisions_.List(call, *request, *response);
    });
  }
  grpc::Status ReplayDecision(grpc::ServerContext* context, const pb::ReplayDecisionRequest* request,
                              pb::ReplayDecisionResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return decisions_.Replay(call, *request, *response);
    });
  }
  grpc::Status CompareRulebooks(grpc::ServerContext* context, const pb::CompareRulebooksRequest* request,
                                pb::CompareRulebooksResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return decisions_.Compare(call, *request, *response);
    });
  }

 private:
  rpc::Server& server_;
  RulesDesk& rules_;
  DecisionsDesk& decisions_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeRuleService(rpc::Server& server, RulesDesk& rules,
                                               DecisionsDesk& decisions) {
  return std::make_unique<RulesGrpc>(server, rules, decisions);
}

}  // namespace cpb::allocation
