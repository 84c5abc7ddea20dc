/// Payments as workbooks, on the wire.
#pragma once

#include "cpbudget/disbursement/v1/workbook.grpc.pb.h"
#include "libs/rpc/server.h"
#include "services/disbursement/app/app.h"

namespace cpb::disbursement::wire {

class PaymentWorkbookGrpc final : public cpbudget::disbursement::v1::PaymentWorkbookService::Service {
 public:
  static constexpr const char* kName = "cpbudget.disbursement.v1.PaymentWorkbookService";

  PaymentWorkbookGrpc(rpc::Server& server, const app::App& app) : server_{server}, app_{app} {}

  grpc::Status ExportPayments(grpc::ServerContext* context,
                              const cpbudget::disbursement::v1::ExportPaymentsRequest* request,
                              grpc::ServerWriter<google::api::HttpBody>* writer) override;

 private:
  rpc::Server& server_;
  const app::App& app_;
};

}  // namespace cpb::disbursement::wire
