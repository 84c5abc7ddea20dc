// The gRPC service of rulebook versions: one method checks its fields and hands over to its use case.
#include "libs/rpc/call.h"
#include "services/allocation/wire/rulebook_checks.h"
#include "services/allocation/wire/services.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;

/// Versions of the rulebook. Stateless; thread-safe.
class RulebooksGrpc final : public pb::RulebookService::Service {
 public:
  RulebooksGrpc(rpc::Server& server, PublishingDesk& desk) : server_{server}, desk_{desk} {}

  grpc::Status CreateRulebookDraft(grpc::ServerContext* context,
                                   const pb::CreateRulebookDraftRequest* request,
                                   pb::CreateRulebookDraftResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return desk_.Create(call, *request, *response);
    });
  }
  grpc::Status ApproveRulebookDraft(grpc::ServerContext* context,
                                    const pb::ApproveRulebookDraftRequest* request,
                                    pb::ApproveRulebookDraftResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return desk_.Approve(call, *request, *response);
    });
  }
  grpc::Status WithdrawRulebookDraft(grpc::ServerContext* context,
                                     const pb::WithdrawRulebookDraftRequest* request,
                                     pb::WithdrawRulebookDraftResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return desk_.Withdraw(call, *request, *response);
    });
  }
  grpc::Status GetRulebookDraft(grpc::ServerContext* context, const pb::GetRulebookDraftRequest* request,
                                pb::GetRulebookDraftResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call&) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return desk_.Get(*request, *response);
    });
  }
  grpc::Status ListRulebookDrafts(grpc::ServerContext* context, const pb::ListRulebookDraftsRequest* request,
                                  pb::ListRulebookDraftsResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      return desk_.List(call, *request, *response);
    });
  }
  grpc::Status GetRulebook(grpc::ServerContext* context, const pb::GetRulebookRequest* request,
                           pb::GetRulebookResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return desk_.GetRulebook(call, *request, *response);
    });
  }

 private:
  rpc::Server& server_;
  PublishingDesk& desk_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeRulebookService(rpc::Server& server, PublishingDesk& desk) {
  return std::make_unique<RulebooksGrpc>(server, desk);
}

}  // namespace cpb::allocation
