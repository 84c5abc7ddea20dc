/// AuditService on the wire: field checks, then the use case. One method an RPC.
#pragma once

#include "cpbudget/audit/v1/audit.grpc.pb.h"
#include "cpbudget/disbursement/v1/ledger.grpc.pb.h"
#include "libs/rpc/server.h"
#include "libs/storage/database.h"
#include "services/audit/app/export_journal.h"
#include "services/audit/app/feeds.h"
#include "services/audit/app/labels.h"
#include "services/audit/app/trail.h"
#include "services/audit/app/usage_query.h"

namespace cpb::audit {

/// Thread-safe. What it is given must outlive it.
class AuditGrpc final : public cpbudget::audit::v1::AuditService::Service {
 public:
  AuditGrpc(rpc::Server& server, storage::Database& database, Feeds& feeds, const Labels& labels,
            cpbudget::disbursement::v1::LedgerService::StubInterface& ledger)
      : server_{server},
        database_{database},
        feeds_{feeds},
        labels_{labels},
        ledger_{ledger},
        usage_{database, feeds, labels},
        trail_{database},
        export_{server, database, feeds, ledger} {}

  grpc::Status GetUsage(grpc::ServerContext* context, const cpbudget::audit::v1::GetUsageRequest* request,
                        cpbudget::audit::v1::GetUsageResponse* response) override;
  grpc::Status GetPublicUsage(grpc::ServerContext* context,
                              const cpbudget::audit::v1::GetPublicUsageRequest* request,
                              cpbudget::audit::v1::GetPublicUsageResponse* response) override;
  grpc::Status TracePayment(grpc::ServerContext* context,
                            const cpbudget::audit::v1::TracePaymentRequest* request,
                            cpbudget::audit::v1::TracePaymentResponse* response) override;
  grpc::Status ListEvents(grpc::ServerContext* context, const cpbudget::audit::v1::ListEventsRequest* request,
                          cpbudget::audit::v1::ListEventsResponse* response) override;
  grpc::Status ExportJournal(grpc::ServerContext* context,
                             const cpbudget::audit::v1::ExportJournalRequest* request,
                             grpc::ServerWriter<google::api::HttpBody>* writer) override;
  grpc::Status VerifyBooks(grpc::ServerContext* context,
                           const cpbudget::audit::v1::VerifyBooksRequest* request,
                           cpbudget::audit::v1::VerifyBooksResponse* response) override;

 private:
  rpc::Server& server_;
  storage::Database& database_;
  Feeds& feeds_;
  const Labels& labels_;
  cpbudget::disbursement::v1::LedgerService::StubInterface& ledger_;
  UsageQuery usage_;
  Trail trail_;
  JournalExport export_;
};

}  // namespace cpb::audit
