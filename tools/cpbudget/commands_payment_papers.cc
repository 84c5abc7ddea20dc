// payment attach, papers, contribution: what a payment stands on before it is signed.
#include <iostream>

#include "cpbudget/disbursement/v1/payment_papers.grpc.pb.h"
#include "tools/cpbudget/commands.h"
#include "tools/cpbudget/format.h"

namespace cpb::cli {
namespace {

namespace pb = cpbudget::disbursement::v1;
using Stub = pb::PaymentPaperService::Stub;

int AttachDocument(Context& context) {
  const std::string& file = context.arguments.operands[1];
  pb::AttachPaymentDocumentRequest request;
  std::string content;
  if (!ReadFile(file, content)) {
    return PrintUsageError(context, {"Không đọc được tệp.", "The file cannot be read."});
  }
  request.set_request_id(NewRequestId(context));
  request.set_name(FullName("payments", context.arguments.operands[0]));
  request.set_kind(context.arguments.Get("--kind"));
  request.set_file_name(file.substr(file.rfind('/') + 1));
  request.set_content(content);
  const auto stub = pb::PaymentPaperService::NewStub(Channel(context));
  pb::AttachPaymentDocumentResponse response;
  if (absl::Status status = Call(context, *stub, &Stub::AttachPaymentDocument, request, response);
      !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, response);
  context.out << response.document().name() << ": " << response.document().content_sha256() << '\n';
  return kDone;
}

int ListPapers(Context& context) {
  pb::ListPaymentPapersRequest request;
  request.set_name(FullName("payments", context.arguments.operands[0]));
  const auto stub = pb::PaymentPaperService::NewStub(Channel(context));
  pb::ListPaymentPapersResponse response;
  if (absl::Status status = Call(context, *stub, &Stub::ListPaymentPapers, request, response); !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, response);
  for (const pb::PaymentDocument& document : response.documents()) {
    context.out << document.name() << "  " << document.kind() << "  " << document.file_name() << "  "
                << document.size_bytes() << "  " << document.content_sha256() << '\n';
  }
  if (response.has_contribution()) {
    context.out << context.Say({"Doanh nghiệp đã chi: ", "Spent by the enterprise: "})
                << Dong(response.contribution().enterprise_spent_vnd()) << " ("
                << response.contribution().proof() << ")\n";
  }
  return kDone;
}

int RecordContribution(Context& context) {
  pb::RecordContributionRequest request;
  std::int64_t amount = 0;
  if (!ReadAmount(context.arguments.operands[1], amount)) {
    return PrintUsageError(context, {"Số tiền là đồng.", "The amount is in dong."});
  }
  request.set_request_id(NewRequestId(context));
  request.set_name(FullName("payments", context.arguments.operands[0]));
  request.set_enterprise_spent_vnd(amount);
  request.set_proof(context.arguments.Get("--proof"));
  const auto stub = pb::PaymentPaperService::NewStub(Channel(context));
  pb::RecordContributionResponse response;
  if (absl::Status status = Call(context, *stub, &Stub::RecordContribution, request, response);
      !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, response);
  context.out << request.name() << ": " << Dong(response.contribution().enterprise_spent_vnd()) << '\n';
  return kDone;
}

const Operand kPayment{"PAYMENT", {"chứng từ, payments/…", "the payment, payments/…"}};

}  // namespace

void AddPaymentPaperCommands(std::vector<Command>& commands) {
  commands.push_back(
      {"payment attach",
       {"đính kèm tài liệu trước khi ký", "attach a document before it is signed"},
       {kPayment, {"FILE", {"tệp, tối đa 1 MiB", "the file, at most 1 MiB"}}},
       {{"--kind", "KIND", {"contract, acceptance, invoice…", "contract, acceptance, invoice…"}, true}},
       AttachDocument});
  commands.push_back(
      {"payment papers",
       {"tài liệu và phần doanh nghiệp đã chi", "documents, and what the enterprise has spent"},
       {kPayment},
       {},
       ListPapers});
  commands.push_back({"payment contribution",
                      {"ghi nhận phần doanh nghiệp đã chi", "record what the enterprise has spent"},
                      {kPayment, {"AMOUNT", {"số tiền (đồng)", "amount in dong"}}},
                      {{"--proof", "TEXT", {"chứng từ: loại, số, ngày", "the paper that proves it"}, true}},
                      RecordContribution});
}

}  // namespace cpb::cli
