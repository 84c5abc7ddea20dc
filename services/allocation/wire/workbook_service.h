/// Rounds as workbooks, on the wire.
#pragma once

#include "cpbudget/allocation/v1/workbook.grpc.pb.h"
#include "libs/rpc/server.h"
#include "services/allocation/app/rounds_desk.h"

namespace cpb::allocation {

class RoundWorkbookGrpc final : public cpbudget::allocation::v1::RoundWorkbookService::Service {
 public:
  static constexpr const char* kName = "cpbudget.allocation.v1.RoundWorkbookService";

  RoundWorkbookGrpc(rpc::Server& server, RoundsDesk& rounds) : server_{server}, rounds_{rounds} {}

  grpc::Status ExportRound(grpc::ServerContext* context,
                           const cpbudget::allocation::v1::ExportRoundRequest* request,
                           grpc::ServerWriter<google::api::HttpBody>* writer) override;

 private:
  rpc::Server& server_;
  RoundsDesk& rounds_;
};

}  // namespace cpb::allocation
