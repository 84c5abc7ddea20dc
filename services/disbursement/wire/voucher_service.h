/// Payments in bulk and the life of commitments: fields are checked here; everything else in app/.
#pragma once

#include "cpbudget/disbursement/v1/commitments.grpc.pb.h"
#include "cpbudget/disbursement/v1/vouchers.grpc.pb.h"
#include "libs/rpc/server.h"
#include "services/disbursement/app/app.h"

namespace cpb::disbursement::wire {

namespace pb = ::cpbudget::disbursement::v1;

class VoucherServiceGrpc final : public pb::VoucherService::Service {
 public:
  VoucherServiceGrpc(rpc::Server& server, const app::App& app) : server_{server}, app_{app} {}

  grpc::Status BatchCreatePayments(grpc::ServerContext* context,
                                   const pb::BatchCreatePaymentsRequest* request,
                                   pb::BatchCreatePaymentsResponse* response) override;
  grpc::Status ImportPayments(grpc::ServerContext* context, const pb::ImportPaymentsRequest* request,
                              pb::ImportPaymentsResponse* response) override;

 private:
  rpc::Server& server_;
  const app::App& app_;
};

class CommitmentServiceGrpc final : public pb::CommitmentService::Service {
 public:
  CommitmentServiceGrpc(rpc::Server& server, const app::App& app) : server_{server}, app_{app} {}

  grpc::Status AdjustCommitment(grpc::ServerContext* context, const pb::AdjustCommitmentRequest* request,
                                pb::AdjustCommitmentResponse* response) override;

 private:
  rpc::Server& server_;
  const app::App& app_;
};

}  // namespace cpb::disbursement::wire
