#include "services/disbursement/wire/service.h"

#include <utility>

#include "libs/rpc/later.h"
#include "services/disbursement/app/advances.h"
#include "services/disbursement/app/close_year.h"
#include "services/disbursement/app/commitments.h"
#include "services/disbursement/app/control.h"
#include "services/disbursement/app/create_payment.h"
#include "services/disbursement/app/import_statement.h"
#include "services/disbursement/app/outcomes.h"
#include "services/disbursement/app/payments.h"
#include "services/disbursement/app/post_document.h"
#include "services/disbursement/app/proposals.h"
#include "services/disbursement/app/reports.h"
#include "services/disbursement/app/reverse_entry.h"
#include "services/disbursement/app/settlements.h"
#include "services/disbursement/app/signatures.h"
#include "services/disbursement/wire/validate.h"

namespace cpb::disbursement::wire {

grpc::Status LedgerServiceGrpc::PostDocument(grpc::ServerContext* context,
                                             const pb::PostDocumentRequest* request,
                                             pb::PostDocumentResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::PostDocument(app_, call, *request, *response);
  });
}

grpc::Status LedgerServiceGrpc::ListBalances(grpc::ServerContext* context,
                                             const pb::ListBalancesRequest* request,
                                             pb::ListBalancesResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::ListBalances(app_, call, *request, *response);
  });
}

grpc::Status LedgerServiceGrpc::ListEntries(grpc::ServerContext* context,
                                            const pb::ListEntriesRequest* request,
                                            pb::ListEntriesResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call&) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::ListEntries(app_, *request, *response);
  });
}

grpc::Status LedgerServiceGrpc::VerifyLedger(grpc::ServerContext* context,
                                             const pb::VerifyLedgerRequest* request,
                                             pb::VerifyLedgerResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call&) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::VerifyLedger(app_, *request, *response);
  });
}

grpc::Status LedgerServiceGrpc::ReverseEntry(grpc::ServerContext* context,
                                             const pb::ReverseEntryRequest* request,
                                             pb::ReverseEntryResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::ReverseEntry(app_, call, *request, *response);
  });
}

grpc::Status LedgerServiceGrpc::RebuildBalances(grpc::ServerContext* context,
                                                const pb::RebuildBalancesRequest* request,
                                                pb::RebuildBalancesResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::RebuildBalances(app_, call, *request, *response);
  });
}

grpc::Status DisbursementServiceGrpc::CreateCommitment(grpc::ServerContext* context,
                                                       const pb::CreateCommitmentRequest* request,
                                                       pb::CreateCommitmentResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::CreateCommitment(app_, call, *request, *response);
  });
}

grpc::Status DisbursementServiceGrpc::ReleaseCommitment(grpc::ServerContext* context,
                                                        const pb::ReleaseCommitmentRequest* request,
                                                        pb::ReleaseCommitmentResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::ReleaseCommitment(app_, call, *request, *response);
  });
}

grpc::Status DisbursementServiceGrpc::ListCommitments(grpc::ServerContext* context,
                                                      const pb::ListCommitmentsRequest* request,
                                                      pb::ListCommitmentsResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::ListCommitments(app_, call, *request, *response);
  });
}

grpc::ServerUnaryReactor* DisbursementServiceGrpc::CreatePayment(grpc::CallbackServerContext* context,
                                                                 const pb::CreatePaymentRequest* request,
                                                                 pb::CreatePaymentResponse* response) {
  return rpc::ServeLater(server_, *context, *request, [&](const rpc::Call& call, rpc::Finish finish) {
    if (const absl::Status status = Validate(*request); !status.ok()) return finish(status);
    app::CreatePaymentLater(app_, call, *request, *response, std::move(finish));
  });
}

grpc::Status DisbursementServiceGrpc::ApprovePayment(grpc::ServerContext* context,
                                                     const pb::ApprovePaymentRequest* request,
                                                     pb::ApprovePaymentResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::ApprovePayment(app_, call, *request, *response);
  });
}

grpc::Status DisbursementServiceGrpc::CancelPayment(grpc::ServerContext* context,
                                                    const pb::CancelPaymentRequest* request,
                                                    pb::CancelPaymentResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::CancelPayment(app_, call, *request, *response);
  });
}

grpc::Status DisbursementServiceGrpc::RecordOutcome(grpc::ServerContext* context,
                                                    const pb::RecordOutcomeRequest* request,
                                                    pb::RecordOutcomeResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::RecordOutcome(app_, call, *request, *response);
  });
}

grpc::Status DisbursementServiceGrpc::ImportStatement(grpc::ServerContext* context,
                                                      const pb::ImportStatementRequest* request,
                                                      pb::ImportStatementResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::ImportStatement(app_, call, *request, *response);
  });
}

grpc::Status DisbursementServiceGrpc::ClearAdvance(grpc::ServerContext* context,
                                                   const pb::ClearAdvanceRequest* request,
                                                   pb::ClearAdvanceResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::ClearAdvance(app_, call, *request, *response);
  });
}

grpc::Status DisbursementServiceGrpc::RefundPayment(grpc::ServerContext* context,
                                                    const pb::RefundPaymentRequest* request,
                                                    pb::RefundPaymentResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::RefundPayment(app_, call, *request, *response);
  });
}

grpc::Status DisbursementServiceGrpc::GetPayment(grpc::ServerContext* context,
                                                 const pb::GetPaymentRequest* request,
                                                 pb::GetPaymentResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::GetPayment(app_, call, *request, *response);
  });
}

grpc::Status DisbursementServiceGrpc::ListPayments(grpc::ServerContext* context,
                                                   const pb::ListPaymentsRequest* request,
                                                   pb::ListPaymentsResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::ListPayments(app_, call, *request, *response);
  });
}

grpc::Status DisbursementServiceGrpc::CloseYear(grpc::ServerContext* context,
                                                const pb::CloseYearRequest* request,
                                                pb::CloseYearResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::CloseYear(app_, call, *request, *response);
  });
}

grpc::Status DisbursementServiceGrpc::CreateSettlement(grpc::ServerContext* context,
                                                       const pb::CreateSettlementRequest* request,
                                                       pb::CreateSettlementResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::CreateSettlement(app_, call, *request, *response);
  });
}

grpc::Status DisbursementServiceGrpc::ReviewSettlement(grpc::ServerContext* context,
                                                       const pb::ReviewSettlementRequest* request,
                                                       pb::ReviewSettlementResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::ReviewSettlement(app_, call, *request, *response);
  });
}

grpc::Status DisbursementServiceGrpc::ApproveSettlement(grpc::ServerContext* context,
                                                        const pb::ApproveSettlementRequest* request,
                                                        pb::ApproveSettlementResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::ApproveSettlement(app_, call, *request, *response);
  });
}

grpc::Status DisbursementServiceGrpc::ListSettlements(grpc::ServerContext* context,
                                                      const pb::ListSettlementsRequest* request,
                                                      pb::ListSettlementsResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::ListSettlements(app_, call, *request, *response);
  });
}

grpc::Status DisbursementServiceGrpc::SignPayment(grpc::ServerContext* context,
                                                  const pb::SignPaymentRequest* request,
                                                  pb::SignPaymentResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::SignPayment(app_, call, *request, *response);
  });
}

grpc::Status DisbursementServiceGrpc::GetControlChecklist(grpc::ServerContext* context,
                                                          const pb::GetControlChecklistRequest* request,
                                                          pb::GetControlChecklistResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::GetControlChecklist(app_, call, *request, *response);
  });
}

grpc::Status DisbursementServiceGrpc::ControlPayment(grpc::ServerContext* context,
                                                     const pb::ControlPaymentRequest* request,
                                                     pb::ControlPaymentResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::ControlPayment(app_, call, *request, *response);
  });
}

grpc::Status DisbursementServiceGrpc::ProposeOutcome(grpc::ServerContext* context,
                                                     const pb::ProposeOutcomeRequest* request,
                                                     pb::ProposeOutcomeResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::ProposeOutcome(app_, call, *request, *response);
  });
}

grpc::Status DisbursementServiceGrpc::ConfirmOutcome(grpc::ServerContext* context,
                                                     const pb::ConfirmOutcomeRequest* request,
                                                     pb::ConfirmOutcomeResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::ConfirmOutcome(app_, call, *request, *response);
  });
}

grpc::Status DisbursementServiceGrpc::AppraiseSettlement(grpc::ServerContext* context,
                                                         const pb::AppraiseSettlementRequest* request,
                                                         pb::AppraiseSettlementResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::AppraiseSettlement(app_, call, *request, *response);
  });
}

grpc::Status DisbursementServiceGrpc::ListAdvances(grpc::ServerContext* context,
                                                   const pb::ListAdvancesRequest* request,
                                                   pb::ListAdvancesResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::ListAdvances(app_, call, *request, *response);
  });
}

}  // namespace cpb::disbursement::wire
