/// Fund usage as workbooks, on the wire.
#pragma once

#include "cpbudget/audit/v1/workbook.grpc.pb.h"
#include "libs/rpc/server.h"
#include "libs/storage/database.h"
#include "services/audit/app/feeds.h"
#include "services/audit/app/labels.h"
#include "services/audit/app/usage_query.h"

namespace cpb::audit {

class UsageWorkbookGrpc final : public cpbudget::audit::v1::UsageWorkbookService::Service {
 public:
  static constexpr const char* kName = "cpbudget.audit.v1.UsageWorkbookService";

  UsageWorkbookGrpc(rpc::Server& server, storage::Database& database, Feeds& feeds, const Labels& labels)
      : server_{server}, database_{database}, labels_{labels}, usage_{database, feeds, labels} {}

  grpc::Status ExportUsage(grpc::ServerContext* context,
                           const cpbudget::audit::v1::ExportUsageRequest* request,
                           grpc::ServerWriter<google::api::HttpBody>* writer) override;

 private:
  rpc::Server& server_;
  storage::Database& database_;
  const Labels& labels_;
  UsageQuery usage_;
};

}  // namespace cpb::audit
