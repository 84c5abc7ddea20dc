/// The gRPC service of documents and contributions; fields are checked here, everything else in app/.
#pragma once

#include "cpbudget/disbursement/v1/payment_papers.grpc.pb.h"
#include "libs/rpc/server.h"
#include "services/disbursement/app/app.h"

namespace cpb::disbursement::wire {

namespace pb = ::cpbudget::disbursement::v1;

class PaymentPaperServiceGrpc final : public pb::PaymentPaperService::Service {
 public:
  PaymentPaperServiceGrpc(rpc::Server& server, const app::App& app) : server_{server}, app_{app} {}

  grpc::Status AttachPaymentDocument(grpc::ServerContext* context,
                                     const pb::AttachPaymentDocumentRequest* request,
                                     pb::AttachPaymentDocumentResponse* response) override;
  grpc::Status ListPaymentPapers(grpc::ServerContext* context, const pb::ListPaymentPapersRequest* request,
                                 pb::ListPaymentPapersResponse* response) override;
  grpc::Status GetPaymentDocument(grpc::ServerContext* context, const pb::GetPaymentDocumentRequest* request,
                                  pb::GetPaymentDocumentResponse* response) override;
  grpc::Status RecordContribution(grpc::ServerContext* context, const pb::RecordContributionRequest* request,
                                  pb::RecordContributionResponse* response) override;

 private:
  rpc::Server& server_;
  const app::App& app_;
};

}  // namespace cpb::disbursement::wire
