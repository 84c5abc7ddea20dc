#include "services/allocation/wire/services.h"

#include "libs/rpc/call.h"
#include "services/allocation/wire/checks.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;

/// Appropriations, rounds, adjustments. Stateless; thread-safe.
class AllocationGrpc final : public pb::AllocationService::Service {
 public:
  AllocationGrpc(rpc::Server& server, RoundsDesk& rounds, AppropriationsDesk& appropriations,
                 AdjustmentsDesk& adjustments, AllotmentsDesk& allotments, HandOversDesk& hand_overs)
      : server_{server},
        rounds_{rounds},
        appropriations_{appropriations},
        adjustments_{adjustments},
        allotments_{allotments},
        hand_overs_{hand_overs} {}

  grpc::Status CreateAppropriation(grpc::ServerContext* context,
                                   const pb::CreateAppropriationRequest* request,
                                   pb::CreateAppropriationResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return appropriations_.Create(call, *request, *response);
    });
  }
  grpc::Status ListAppropriations(grpc::ServerContext* context, const pb::ListAppropriationsRequest* request,
                                  pb::ListAppropriationsResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      return appropriations_.List(call, *request, *response);
    });
  }
  grpc::Status ReleaseReserve(grpc::ServerContext* context, const pb::ReleaseReserveRequest* request,
                              pb::ReleaseReserveResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return appropriations_.ReleaseReserve(call, *request, *response);
    });
  }
  grpc::Status CutReserve(grpc::ServerContext* context, const pb::CutReserveRequest* request,
                          pb::CutReserveResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return appropriations_.CutReserve(call, *request, *response);
    });
  }
  grpc::Status CreateFramework(grpc::ServerContext* context, const pb::CreateFrameworkRequest* request,
                               pb::CreateFrameworkResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return appropriations_.CreateFramework(call, *request, *response);
    });
  }
  grpc::Status ListFrameworks(grpc::ServerContext* context, const pb::ListFrameworksRequest* request,
                              pb::ListFrameworksResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      return appropriations_.ListFrameworks(call, *request, *response);
    });
  }
  grpc::Status CreateRound(grpc::ServerContext* context, const pb::CreateRoundRequest* request,
                           pb::CreateRoundResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return rounds_.Create(call, *request, *response);
    });
  }
  grpc::Status GetRound(grpc::ServerContext* context, const pb::GetRoundRequest* request,
                        pb::GetRoundResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return rounds_.Get(call, *request, *response);
    });
  }
  grpc::Status ListRoundLines(grpc::ServerContext* context, const pb::ListRoundLinesRequest* request,
                              pb::ListRoundLinesResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return rounds_.ListLines(call, *request, *response);
    });
  }
  grpc::Status ListRounds(grpc::ServerContext* context, const pb::ListRoundsRequest* request,
                          pb::ListRoundsResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      return rounds_.List(call, *request, *response);
    });
  }
  grpc::Status ApproveRound(grpc::ServerContext* context, const pb::ApproveRoundRequest* request,
                            pb::ApproveRoundResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return rounds_.Approve(call, *request, *response);
    });
  }
  grpc::Status IssueRound(grpc::ServerContext* context, const pb::IssueRoundRequest* request,
                          pb::IssueRoundResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return rounds_.Issue(call, *request, *response);
    });
  }
  grpc::Status CompareRounds(grpc::ServerContext* context, const pb::CompareRoundsRequest* request,
                             pb::CompareRoundsResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return rounds_.Compare(call, *request, *response);
    });
  }
  grpc::Status WithdrawRound(grpc::ServerContext* context, const pb::WithdrawRoundRequest* request,
                             pb::WithdrawRoundResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return rounds_.Withdraw(call, *request, *response);
    });
  }
  grpc::Status RevokeRound(grpc::ServerContext* context, const pb::RevokeRoundRequest* request,
                           pb::RevokeRoundResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return rounds_.Revoke(call, *request, *response);
    });
  }
  grpc::Status CreateAdjustment(grpc::ServerContext* context, const pb::CreateAdjustmentRequest* request,
                                pb::CreateAdjustmentResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return adjustments_.Create(call, *request, *response);
    });
  }
  grpc::Status ApproveAdjustment(grpc::ServerContext* context, const pb::ApproveAdjustmentRequest* request,
                                 pb::ApproveAdjustmentResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return adjustments_.Approve(call, *request, *response);
    });
  }
  grpc::Status ListAdjustments(grpc::ServerContext* context, const pb::ListAdjustmentsRequest* request,
                               pb::ListAdjustmentsResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      return adjustments_.List(call, *request, *response);
    });
  }
  grpc::Status ListAllotments(grpc::ServerContext* context, const pb::ListAllotmentsRequest* request,
                              pb::ListAllotmentsResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return allotments_.List(call, *request, *response);
    });
  }
  grpc::Status CreateHandOver(grpc::ServerContext* context, const pb::CreateHandOverRequest* request,
                              pb::CreateHandOverResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return hand_overs_.Create(call, *request, *response);
    });
  }
  grpc::Status ApproveHandOver(grpc::ServerContext* context, const pb::ApproveHandOverRequest* request,
                               pb::ApproveHandOverResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return hand_overs_.Approve(call, *request, *response);
    });
  }
  grpc::Status ListHandOvers(grpc::ServerContext* context, const pb::ListHandOversRequest* request,
                             pb::ListHandOversResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      return hand_overs_.List(call, *request, *response);
    });
  }
  grpc::Status GetBudgetExecution(grpc::ServerContext* context, const pb::GetBudgetExecutionRequest* request,
                                  pb::GetBudgetExecutionResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return allotments_.GetExecution(call, *request, *response);
    });
  }
  grpc::Status ListLapsing(grpc::ServerContext* context, const pb::ListLapsingRequest* request,
                           pb::ListLapsingResponse* response) override {
    return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
      CPB_RETURN_IF_ERROR(Check(*request));
      return allotments_.ListLapsing(call, *request, *response);
    });
  }

 private:
  rpc::Server& server_;
  RoundsDesk& rounds_;
  AppropriationsDesk& appropriations_;
  AdjustmentsDesk& adjustments_;
  AllotmentsDesk& allotments_;
  HandOversDesk& hand_overs_;
};

}  // namespace

std::unique_ptr<grpc::Service> MakeAllocationService(rpc::Server& server, RoundsDesk& rounds,
                                                     AppropriationsDesk& appropriations,
                                                     AdjustmentsDesk& adjustments, AllotmentsDesk& allotments,
                                                     HandOversDesk& hand_overs) {
  return std::make_unique<AllocationGrpc>(server, rounds, appropriations, adjustments, allotments,
                                          hand_overs);
}

}  // namespace cpb::allocation
