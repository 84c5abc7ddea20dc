#include "services/disbursement/wire/payment_paper_service.h"

#include "services/disbursement/app/papers.h"
#include "services/disbursement/wire/fields.h"

namespace cpb::disbursement::wire {
namespace {

constexpr std::size_t kContentBytesMax = std::size_t{1} << 20U;

absl::Status Validate(const pb::AttachPaymentDocumentRequest& request) {
  Fields fields;
  fields.Name("name", request.name(), "payments/");
  fields.Id("kind", request.kind());
  fields.Text("file_name", request.file_name(), 255);
  fields.Check(request.file_name().find_first_of("/\\") == std::string::npos, "file_name",
               "Tên tệp không có đường dẫn.", "A file name has no path.");
  fields.Check(!request.content().empty() && request.content().size() <= kContentBytesMax, "content",
               "Nội dung từ 1 byte đến 1 MiB.", "The content has 1 byte to 1 MiB.");
  fields.Check(request.content_sha256().empty() ||
                   (request.content_sha256().size() == 64 &&
                    request.content_sha256().find_first_not_of("0123456789abcdef") == std::string::npos),
               "content_sha256", "Phải là 64 chữ số thập lục phân viết thường.",
               "Must be 64 lower-case hexadecimal digits.");
  return fields.ToStatus();
}

absl::Status Validate(const pb::ListPaymentPapersRequest& request) {
  Fields fields;
  fields.Name("name", request.name(), "payments/");
  return fields.ToStatus();
}

absl::Status Validate(const pb::GetPaymentDocumentRequest& request) {
  Fields fields;
  fields.Name("name", request.name(), "paymentDocuments/");
  return fields.ToStatus();
}

absl::Status Validate(const pb::RecordContributionRequest& request) {
  Fields fields;
  fields.Name("name", request.name(), "payments/");
  fields.OptionalAmount("enterprise_spent_vnd", request.enterprise_spent_vnd());
  fields.Text("proof", request.proof(), 500);
  return fields.ToStatus();
}

}  // namespace

grpc::Status PaymentPaperServiceGrpc::AttachPaymentDocument(grpc::ServerContext* context,
                                                            const pb::AttachPaymentDocumentRequest* request,
                                                            pb::AttachPaymentDocumentResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::AttachPaymentDocument(app_, call, *request, *response);
  });
}

grpc::Status PaymentPaperServiceGrpc::ListPaymentPapers(grpc::ServerContext* context,
                                                        const pb::ListPaymentPapersRequest* request,
                                                        pb::ListPaymentPapersResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::ListPaymentPapers(app_, call, *request, *response);
  });
}

grpc::Status PaymentPaperServiceGrpc::GetPaymentDocument(grpc::ServerContext* context,
                                                         const pb::GetPaymentDocumentRequest* request,
                                                         pb::GetPaymentDocumentResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::GetPaymentDocument(app_, call, *request, *response);
  });
}

grpc::Status PaymentPaperServiceGrpc::RecordContribution(grpc::ServerContext* context,
                                                         const pb::RecordContributionRequest* request,
                                                         pb::RecordContributionResponse* response) {
  return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
    CPB_RETURN_IF_ERROR(Validate(*request));
    return app::RecordContribution(app_, call, *request, *response);
  });
}

}  // namespace cpb::disbursement::wire
