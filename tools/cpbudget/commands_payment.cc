// payment …: reading payments.
#include <iostream>

#include "cpbudget/disbursement/v1/disbursement.grpc.pb.h"
#include "cpbudget/disbursement/v1/workbook.grpc.pb.h"
#include "tools/cpbudget/commands.h"
#include "tools/cpbudget/download.h"
#include "tools/cpbudget/format.h"

namespace cpb::cli {
namespace {

namespace pb = cpbudget::disbursement::v1;
using Stub = pb::DisbursementService::Stub;

std::string State(const pb::Payment& payment, Language language) {
  return StateWord(pb::Payment::State_Name(payment.state()), language);
}

int ListPayments(Context& context) {
  std::int64_t year = 0;
  if (!ReadNumber(context, "--year", 2000, 2100, year)) {
    return PrintUsageError(context, {"--year là một năm.", "--year is a year."});
  }
  pb::ListPaymentsRequest request;
  request.set_budget_year(static_cast<std::int32_t>(year));
  request.set_budget_line(context.arguments.Get("--line"));
  if (context.arguments.Has("--state")) {
    std::string name = "STATE_" + context.arguments.Get("--state");
    for (char& c : name) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    pb::Payment::State state = pb::Payment::STATE_UNSPECIFIED;
    if (!pb::Payment::State_Parse(name, &state)) {
      return PrintUsageError(
          context, {"--state: prepared, signed, sent, accepted, unknown, paid, refused, cancelled.",
                    "--state is prepared, signed, sent, accepted, unknown, paid, refused or cancelled."});
    }
    request.set_state(state);
  }
  const auto stub = pb::DisbursementService::NewStub(Channel(context));
  if (context.arguments.Has("--xlsx")) {
    pb::ExportPaymentsRequest file;
    file.set_budget_year(request.budget_year());
    file.set_state(request.state());
    file.set_budget_line(request.budget_line());
    grpc::ClientContext call;
    Prepare(context, call, absl::Minutes(1));
    const auto workbooks = pb::PaymentWorkbookService::NewStub(Channel(context));
    return SaveFile(context, *workbooks->ExportPayments(&call, file), context.arguments.Get("--xlsx"));
  }
  pb::ListPaymentsResponse payments;
  if (absl::Status status = ListAll(context, *stub, &Stub::ListPayments, request, payments); !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, payments);
  const auto say = [&](const Text& text) { return std::string{context.Say(text)}; };
  TextTable table{{{say({"Chứng từ", "Payment"})},
                   {say({"Loại", "Kind"})},
                   {say({"Trạng thái", "State"})},
                   {say({"Dòng ngân sách", "Budget line"})},
                   {say({"Nguồn", "Source"})},
                   {say({"Số tiền", "Amount"}), Align::kRight},
                   {say({"Người nhận", "Payee"}), Align::kLeft, 32}}};
  for (const pb::Payment& payment : payments.payments()) {
    table.Add({ShortName(payment.name()), StateWord(pb::Payment::Kind_Name(payment.kind()), context.language),
               State(payment, context.language), payment.budget_line(), payment.source(),
               Dong(payment.amount_vnd()), payment.payee()});
  }
  context.out << table.ToString();
  return kDone;
}

int ShowPayment(Context& context) {
  pb::GetPaymentRequest request;
  request.set_name(FullName("payments", context.arguments.operands[0]));
  const auto stub = pb::DisbursementService::NewStub(Channel(context));
  pb::GetPaymentResponse response;
  if (absl::Status status = Call(context, *stub, &Stub::GetPayment, request, response); !status.ok()) {
    return PrintFailure(context, status);
  }
  const pb::Payment& payment = response.payment();
  if (context.json) return PrintJson(context, payment);
  Facts facts{context.language};
  facts.Add({"Chứng từ", "Payment"}, payment.name());
  facts.Add({"Loại", "Kind"}, StateWord(pb::Payment::Kind_Name(payment.kind()), context.language));
  facts.Add({"Trạng thái", "State"}, State(payment, context.language));
  facts.Add({"Dòng ngân sách", "Budget line"}, payment.budget_line());
  facts.Add({"Nguồn", "Source"}, payment.source());
  facts.Add({"Cam kết chi", "Commitment"}, payment.commitment());
  facts.Add({"Số tiền", "Amount"}, Dong(payment.amount_vnd()));
  facts.Add({"Tạm ứng còn mở", "Open advance"},
            payment.open_advance_vnd() == 0 ? "" : Dong(payment.open_advance_vnd()));
  facts.Add({"Đã nộp trả", "Refunded"}, payment.refunded_vnd() == 0 ? "" : Dong(payment.refunded_vnd()));
  facts.Add({"Người nhận", "Payee"}, payment.payee());
  facts.Add({"Nội dung", "Description"}, payment.description());
  facts.Add({"Người lập", "Prepared by"}, payment.preparer());
  facts.Add({"Kế toán trưởng", "Chief accountant"}, payment.chief_accountant());
  facts.Add({"Thủ trưởng", "Head of unit"}, payment.signer());
  facts.Add({"Kiểm soát chi", "Controlled by"}, payment.controller());
  facts.Add({"Nhận xét kiểm soát", "Remark of the control"}, payment.control_note());
  facts.Add({"Số sai quy định", "Irregular"},
            payment.irregular_vnd() == 0 ? "" : Dong(payment.irregular_vnd()));
  facts.Add({"Đã giảm trừ", "Cut for earlier ones"},
            payment.deducted_vnd() == 0 ? "" : Dong(payment.deducted_vnd()));
  if (payment.has_proposal()) {
    facts.Add({"Đề nghị", "Proposed"}, payment.proposal().proposer() + ": " + payment.proposal().proof());
    facts.Add({"Phiên bản", "Etag"}, payment.etag());
  }
  facts.Add({"Kho bạc", "Treasury"}, payment.recorder());
  facts.Add({"Số Kho bạc", "Treasury reference"}, payment.treasury_reference());
  facts.Add({"Ghi chú", "Note"}, payment.outcome_note());
  facts.Add({"Ngày hiệu lực", "Value date"}, payment.value_date());
  context.out << facts.ToString() << FindingLines(payment.findings(), context.language);
  return kDone;
}

}  // namespace

void AddPaymentCommands(std::vector<Command>& commands) {
  commands.push_back({"payment list",
                      {"liệt kê chứng từ chi", "list payments"},
                      {},
                      {{"--year", "YEAR", {"năm ngân sách", "budget year"}},
                       {"--state",
                        "STATE",
                        {"prepared, signed, sent, accepted, unknown, paid, refused, cancelled",
                         "prepared, signed, sent, accepted, unknown, paid, refused, cancelled"}},
                       {"--line", "LINE", {"dòng ngân sách", "budget line"}},
                       kXlsx},
                      ListPayments});
  commands.push_back({"payment show",
                      {"xem một chứng từ", "show a payment"},
                      {{"PAYMENT", {"chứng từ, payments/…", "the payment, payments/…"}}},
                      {},
                      ShowPayment});
}

}  // namespace cpb::cli
