#include "services/audit/wire/audit_service.h"

#include <string>

#include "services/audit/app/record_query.h"
#include "services/audit/app/verify_books.h"
#include "services/audit/wire/checks.h"

namespace cpb::audit {

namespace pb = cpbudget::audit::v1;

grpc::Status AuditGrpc::GetUsage(grpc::ServerContext* context, const pb::GetUsageRequest* request,
                                 pb::GetUsageResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Check(*request, labels_));
    CPB_RETURN_IF_ERROR(RecordQuery(database_, call, "GetUsage", *request));
    CPB_ASSIGN_OR_RETURN(*response, usage_.Get(call, *request));
    return absl::OkStatus();
  });
}

grpc::Status AuditGrpc::GetPublicUsage(grpc::ServerContext* context, const pb::GetPublicUsageRequest* request,
                                       pb::GetPublicUsageResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call&) -> absl::Status {
    CPB_RETURN_IF_ERROR(Check(*request));
    CPB_ASSIGN_OR_RETURN(*response, usage_.GetPublic(*request));
    return absl::OkStatus();
  });
}

grpc::Status AuditGrpc::TracePayment(grpc::ServerContext* context, const pb::TracePaymentRequest* request,
                                     pb::TracePaymentResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Check(*request));
    CPB_RETURN_IF_ERROR(RecordQuery(database_, call, "TracePayment", *request));
    feeds_.CatchUp(call);
    CPB_ASSIGN_OR_RETURN(*response, trail_.Trace(call, request->name()));
    return absl::OkStatus();
  });
}

grpc::Status AuditGrpc::ListEvents(grpc::ServerContext* context, const pb::ListEventsRequest* request,
                                   pb::ListEventsResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Check(*request));
    CPB_RETURN_IF_ERROR(RecordQuery(database_, call, "ListEvents", *request));
    feeds_.CatchUp(call);
    CPB_ASSIGN_OR_RETURN(*response, trail_.List(call, *request));
    return absl::OkStatus();
  });
}

grpc::Status AuditGrpc::ExportJournal(grpc::ServerContext* context, const pb::ExportJournalRequest* request,
                                      grpc::ServerWriter<google::api::HttpBody>* writer) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Check(*request));
    CPB_RETURN_IF_ERROR(RecordQuery(database_, call, "ExportJournal", *request));
    return export_.Run(call, *request, [&](std::string_view content_type, std::string_view piece) {
      google::api::HttpBody body;
      body.set_content_type(std::string{content_type});
      body.set_data(std::string{piece});
      return writer->Write(body);
    });
  });
}

grpc::Status AuditGrpc::VerifyBooks(grpc::ServerContext* context, const pb::VerifyBooksRequest* request,
                                    pb::VerifyBooksResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(RecordQuery(database_, call, "VerifyBooks", *request));
    CPB_ASSIGN_OR_RETURN(*response, cpb::audit::VerifyBooks(server_, call, database_, feeds_, ledger_));
    return absl::OkStatus();
  });
}

}  // namespace cpb::audit
