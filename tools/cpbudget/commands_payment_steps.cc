// payment …: the steps between preparing and paying, by unit and treasury.
#include <iostream>

#include "cpbudget/disbursement/v1/disbursement.grpc.pb.h"
#include "tools/cpbudget/commands.h"
#include "tools/cpbudget/format.h"

namespace cpb::cli {
namespace {

namespace pb = cpbudget::disbursement::v1;
using Stub = pb::DisbursementService::Stub;

template <class Request>
Request Begin(Context& context) {
  Request request;
  request.set_request_id(NewRequestId(context));
  request.set_name(FullName("payments", context.arguments.operands[0]));
  return request;
}

/// One step: the state in which it leaves the payment, and what the rules said of it.
template <class Request, class Response>
int Finish(Context& context, grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
           const Request& request) {
  const auto stub = pb::DisbursementService::NewStub(Channel(context));
  Response response;
  if (absl::Status status = Call(context, *stub, method, request, response); !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, response);
  const pb::Payment& payment = response.payment();
  context.out << payment.name() << ": "
              << StateWord(pb::Payment::State_Name(payment.state()), context.language) << '\n'
              << FindingLines(payment.findings(), context.language);
  return kDone;
}

/// "paid" or "refused"; unspecified for anything else.
pb::Outcome ReadOutcome(const std::string& text) {
  if (text == "paid") return pb::OUTCOME_PAID;
  return text == "refused" ? pb::OUTCOME_REFUSED : pb::OUTCOME_UNSPECIFIED;
}

int SignPayment(Context& context) {
  return Finish(context, &Stub::SignPayment, Begin<pb::SignPaymentRequest>(context));
}

int ApprovePayment(Context& context) {
  return Finish(context, &Stub::ApprovePayment, Begin<pb::ApprovePaymentRequest>(context));
}

int CancelPayment(Context& context) {
  return Finish(context, &Stub::CancelPayment, Begin<pb::CancelPaymentRequest>(context));
}

int ShowChecklist(Context& context) {
  pb::GetControlChecklistRequest request;
  request.set_name(FullName("payments", context.arguments.operands[0]));
  const auto stub = pb::DisbursementService::NewStub(Channel(context));
  pb::GetControlChecklistResponse response;
  if (absl::Status status = Call(context, *stub, &Stub::GetControlChecklist, request, response);
      !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, response);
  for (const pb::ControlCheck& check : response.checks()) {
    context.out << (check.held_by_system() ? "[x] " : "[ ] ") << check.check() << ": "
                << context.Say({check.text_vi(), check.text_en()}) << " (" << check.citation() << ")\n";
  }
  return kDone;
}

int ControlPayment(Context& context) {
  auto request = Begin<pb::ControlPaymentRequest>(context);
  request.set_decision(context.arguments.Has("--refuse") ? pb::ControlPaymentRequest::DECISION_REFUSE
                                                         : pb::ControlPaymentRequest::DECISION_ACCEPT);
  for (const std::string& check : context.arguments.All("--confirm")) request.add_confirmed_checks(check);
  request.set_note(context.arguments.Get("--note"));
  std::int64_t irregular = 0;
  if (context.arguments.Has("--irregular") && !ReadAmount(context.arguments.Get("--irregular"), irregular)) {
    return PrintUsageError(context, {"--irregular là số tiền (đồng).", "--irregular is an amount in dong."});
  }
  request.set_irregular_vnd(irregular);
  return Finish(context, &Stub::ControlPayment, request);
}

int ProposeOutcome(Context& context) {
  auto request = Begin<pb::ProposeOutcomeRequest>(context);
  request.set_outcome(ReadOutcome(context.arguments.operands[1]));
  if (request.outcome() == pb::OUTCOME_UNSPECIFIED) {
    return PrintUsageError(context, {"Kết quả là paid hoặc refused.", "The outcome is paid or refused."});
  }
  request.set_proof(context.arguments.Get("--proof"));
  request.set_treasury_reference(context.arguments.Get("--reference"));
  request.set_value_date(context.arguments.Get("--date"));
  return Finish(context, &Stub::ProposeOutcome, request);
}

int ConfirmOutcome(Context& context) {
  auto request = Begin<pb::ConfirmOutcomeRequest>(context);
  request.set_etag(context.arguments.Get("--etag"));
  request.set_reject(context.arguments.Has("--reject"));
  request.set_note(context.arguments.Get("--note"));
  return Finish(context, &Stub::ConfirmOutcome, request);
}

const Operand kPayment{"PAYMENT", {"chứng từ, payments/…", "the payment, payments/…"}};

}  // namespace

void AddPaymentStepCommands(std::vector<Command>& commands) {
  commands.push_back(
      {"payment sign",
       {"kế toán trưởng ký", "the chief accountant's signature"},
       {kPayment},
       {{"--validate-only", "", {"chỉ xem ý kiến của quy định", "only hear what the rules say"}}},
       SignPayment});
  commands.push_back({"payment approve",
                      {"thủ trưởng ký và gửi Kho bạc", "the head's signature, which sends it"},
                      {kPayment},
                      {},
                      ApprovePayment});
  commands.push_back({"payment cancel",
                      {"rút chứng từ chưa gửi", "withdraw what was not sent"},
                      {kPayment},
                      {},
                      CancelPayment});
  commands.push_back({"payment checklist",
                      {"nội dung kiểm soát chi", "what the treasury checks"},
                      {kPayment},
                      {},
                      ShowChecklist});
  commands.push_back(
      {"payment control",
       {"Kho bạc kiểm soát: chấp nhận, hoặc từ chối", "the treasury's control: accept, or refuse"},
       {kPayment},
       {{"--confirm", "CHECK", {"nội dung được xác nhận", "a check that is confirmed"}, false, true},
        {"--refuse", "", {"từ chối; cần --note", "refuse; needs --note"}},
        {"--irregular", "AMOUNT", {"số sai quy định, sau khi chi", "irregular amount, after paying"}},
        {"--note", "TEXT", {"lý do hoặc nhận xét", "reason or remark"}}},
       ControlPayment});
  commands.push_back({"payment propose",
                      {"đề nghị kết quả của chứng từ chưa rõ", "propose what became of an unknown outcome"},
                      {kPayment, {"OUTCOME", {"paid hoặc refused", "paid or refused"}}},
                      {{"--proof", "TEXT", {"chứng cứ: loại, số, ngày", "the paper that proves it"}, true},
                       {"--reference", "TEXT", {"số tham chiếu Kho bạc", "the treasury's reference"}},
                       {"--date", "DATE", {"ngày giá trị", "value date"}}},
                      ProposeOutcome});
  commands.push_back({"payment confirm",
                      {"người thứ hai xác nhận đề nghị", "a second person confirms the proposal"},
                      {kPayment},
                      {{"--etag", "ETAG", {"phiên bản đã xem", "the version that was seen"}, true},
                       {"--reject", "", {"bác đề nghị; cần --note", "reject it; needs --note"}},
                       {"--note", "TEXT", {"nhận xét", "remark"}}},
                      ConfirmOutcome});
}

}  // namespace cpb::cli
