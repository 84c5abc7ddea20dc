/// The gRPC services: one method a line of work; fields are checked here, everything else in app/.
#pragma once

#include "cpbudget/disbursement/v1/disbursement.grpc.pb.h"
#include "cpbudget/disbursement/v1/ledger.grpc.pb.h"
#include "libs/rpc/server.h"
#include "services/disbursement/app/app.h"

namespace cpb::disbursement::wire {

namespace pb = ::cpbudget::disbursement::v1;

class LedgerServiceGrpc final : public pb::LedgerService::Service {
 public:
  LedgerServiceGrpc(rpc::Server& server, const app::App& app) : server_{server}, app_{app} {}

  grpc::Status PostDocument(grpc::ServerContext* context, const pb::PostDocumentRequest* request,
                            pb::PostDocumentResponse* response) override;
  grpc::Status ListBalances(grpc::ServerContext* context, const pb::ListBalancesRequest* request,
                            pb::ListBalancesResponse* response) override;
  grpc::Status ListEntries(grpc::ServerContext* context, const pb::ListEntriesRequest* request,
                           pb::ListEntriesResponse* response) override;
  grpc::Status VerifyLedger(grpc::ServerContext* context, const pb::VerifyLedgerRequest* request,
                            pb::VerifyLedgerResponse* response) override;
  grpc::Status ReverseEntry(grpc::ServerContext* context, const pb::ReverseEntryRequest* request,
                            pb::ReverseEntryResponse* response) override;
  grpc::Status RebuildBalances(grpc::ServerContext* context, const pb::RebuildBalancesRequest* request,
                               pb::RebuildBalancesResponse* response) override;

 private:
  rpc::Server& server_;
  const app::App& app_;
};

/// New payments wait for the group in which they commit without a thread each: see libs/rpc/later.h.
class DisbursementServiceGrpc final
    : public pb::DisbursementService::WithCallbackMethod_CreatePayment<pb::DisbursementService::Service> {
 public:
  DisbursementServiceGrpc(rpc::Server& server, const app::App& app) : server_{server}, app_{app} {}

  grpc::Status CreateCommitment(grpc::ServerContext* context, const pb::CreateCommitmentRequest* request,
                                pb::CreateCommitmentResponse* response) override;
  grpc::Status ReleaseCommitment(grpc::ServerContext* context, const pb::ReleaseCommitmentRequest* request,
                                 pb::ReleaseCommitmentResponse* response) override;
  grpc::Status ListCommitments(grpc::ServerContext* context, const pb::ListCommitmentsRequest* request,
                               pb::ListCommitmentsResponse* response) override;
  grpc::ServerUnaryReactor* CreatePayment(grpc::CallbackServerContext* context,
                                          const pb::CreatePaymentRequest* request,
                                          pb::CreatePaymentResponse* response) override;
  grpc::Status SignPayment(grpc::ServerContext* context, const pb::SignPaymentRequest* request,
                           pb::SignPaymentResponse* response) override;
  grpc::Status ApprovePayment(grpc::ServerContext* context, const pb::ApprovePaymentRequest* request,
                              pb::ApprovePaymentResponse* response) override;
  grpc::Status CancelPayment(grpc::ServerContext* context, const pb::CancelPaymentRequest* request,
                             pb::CancelPaymentResponse* response) override;
  grpc::Status GetControlChecklist(grpc::ServerContext* context,
                                   const pb::GetControlChecklistRequest* request,
                                   pb::GetControlChecklistResponse* response) override;
  grpc::Status ControlPayment(grpc::ServerContext* context, const pb::ControlPaymentRequest* request,
                              pb::ControlPaymentResponse* response) override;
  grpc::Status ProposeOutcome(grpc::ServerContext* context, const pb::ProposeOutcomeRequest* request,
                              pb::ProposeOutcomeResponse* response) override;
  grpc::Status ConfirmOutcome(grpc::ServerContext* context, const pb::ConfirmOutcomeRequest* request,
                              pb::ConfirmOutcomeResponse* response) override;
  grpc::Status RecordOutcome(grpc::ServerContext* context, const pb::RecordOutcomeRequest* request,
                             pb::RecordOutcomeResponse* response) override;
  grpc::Status ImportStatement(grpc::ServerContext* context, const pb::ImportStatementRequest* request,
                               pb::ImportStatementResponse* response) override;
  grpc::Status ClearAdvance(grpc::ServerContext* context, const pb::ClearAdvanceRequest* request,
                            pb::ClearAdvanceResponse* response) override;
  grpc::Status RefundPayment(grpc::ServerContext* context, const pb::RefundPaymentRequest* request,
                             pb::RefundPaymentResponse* response) override;
  grpc::Status GetPayment(grpc::ServerContext* context, const pb::GetPaymentRequest* request,
                          pb::GetPaymentResponse* response) override;
  grpc::Status ListPayments(grpc::ServerContext* context, const pb::ListPaymentsRequest* request,
                            pb::ListPaymentsResponse* response) override;
  grpc::Status CloseYear(grpc::ServerContext* context, const pb::CloseYearRequest* request,
                         pb::CloseYearResponse* response) override;
  grpc::Status CreateSettlement(grpc::ServerContext* context, const pb::CreateSettlementRequest* request,
                                pb::CreateSettlementResponse* response) override;
  grpc::Status ReviewSettlement(grpc::ServerContext* context, const pb::ReviewSettlementRequest* request,
                                pb::ReviewSettlementResponse* response) override;
  grpc::Status AppraiseSettlement(grpc::ServerContext* context, const pb::AppraiseSettlementRequest* request,
                                  pb::AppraiseSettlementResponse* response) override;
  grpc::Status ListAdvances(grpc::ServerContext* context, const pb::ListAdvancesRequest* request,
                            pb::ListAdvancesResponse* response) override;
  grpc::Status ApproveSettlement(grpc::ServerContext* context, const pb::ApproveSettlementRequest* request,
                                 pb::ApproveSettlementResponse* response) override;
  grpc::Status ListSettlements(grpc::ServerContext* context, const pb::ListSettlementsRequest* request,
                               pb::ListSettlementsResponse* response) override;

 private:
  rpc::Server& server_;
  const app::App& app_;
};

}  // namespace cpb::disbursement::wire
