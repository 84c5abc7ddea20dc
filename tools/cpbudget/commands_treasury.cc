// statement, reconciliation, advance, treasury …: the units and the treasury against each other.
#include <algorithm>
#include <iostream>

#include "cpbudget/disbursement/v1/disbursement.grpc.pb.h"
#include "cpbudget/disbursement/v1/reconciliation.grpc.pb.h"
#include "cpbudget/disbursement/v1/treasury_link.grpc.pb.h"
#include "cpbudget/treasury/v1/treasury.grpc.pb.h"
#include "grpcpp/create_channel.h"
#include "tools/cpbudget/commands.h"
#include "tools/cpbudget/format.h"

namespace cpb::cli {
namespace {

namespace pb = cpbudget::disbursement::v1;
namespace treasury = cpbudget::treasury::v1;
using Stub = pb::DisbursementService::Stub;
using ReconciliationStub = pb::ReconciliationService::Stub;
using LinkStub = pb::TreasuryLinkService::Stub;

/// A peer that loses calls is asked so often.
constexpr int kAttemptsMax = 20;

void PrintStatement(Context& context, const pb::ImportStatementResponse& response) {
  if (response.already_imported()) {
    context.out << context.Say({"Đã nhập trước đó: ", "Imported before: "}) << response.statement() << '\n';
    return;
  }
  for (const pb::Payment& payment : response.payments()) {
    context.out << payment.name() << ": "
                << StateWord(pb::Payment::State_Name(payment.state()), context.language) << ", "
                << Dong(payment.amount_vnd()) << '\n';
  }
  for (const std::string& line : response.unmatched()) context.out << line << '\n';
}

int ImportStatement(Context& context) {
  pb::ImportStatementRequest request;
  std::string file;
  if (!ReadFile(context.arguments.operands[0], file)) {
    return PrintUsageError(context, {"Không đọc được tệp.", "The file cannot be read."});
  }
  request.set_request_id(NewRequestId(context));
  request.set_csv(file);
  request.set_validate_only(context.arguments.Has("--validate-only"));
  const auto stub = pb::DisbursementService::NewStub(Channel(context));
  pb::ImportStatementResponse response;
  if (absl::Status status = Call(context, *stub, &Stub::ImportStatement, request, response); !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, response);
  PrintStatement(context, response);
  return kDone;
}

int ListReconciliation(Context& context) {
  std::int64_t year = 0;
  if (!ReadNumber(context, "--year", 2000, 2100, year)) {
    return PrintUsageError(context, {"--year là một năm.", "--year is a year."});
  }
  pb::ListReconciliationRequest request;
  request.set_programme(FullName("programmes", context.arguments.Get("--programme")));
  request.set_budget_year(static_cast<std::int32_t>(year));
  request.set_date(context.arguments.Get("--date"));
  const auto stub = pb::ReconciliationService::NewStub(Channel(context));
  pb::ListReconciliationResponse response;
  if (absl::Status status = Call(context, *stub, &ReconciliationStub::ListReconciliation, request, response);
      !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, response);
  const auto say = [&](const Text& text) { return std::string{context.Say(text)}; };
  context.out << say({"Sổ kế toán: ", "Books: "}) << Dong(response.books_paid_vnd())
              << say({"; sổ phụ: ", "; statements: "}) << Dong(response.statements_paid_vnd()) << '\n';
  TextTable table{{{say({"Chỉ có ở", "Stands in"})},
                   {say({"Chứng từ, dòng", "Payment, line"})},
                   {say({"Số tiền", "Amount"}), Align::kRight},
                   {say({"Số Kho bạc", "Reference"})},
                   {say({"Gợi ý, giải trình", "Proposal, explanation"}), Align::kLeft, 60}}};
  for (const pb::Difference& difference : response.differences()) {
    const bool in_books = difference.has_payment();
    const pb::StatementLine& line = difference.line();
    table.Add({in_books ? say({"sổ kế toán", "books"}) : say({"sổ phụ", "statement"}),
               in_books ? difference.payment().name() : line.name(),
               Dong(in_books ? difference.payment().amount_vnd() : line.amount_vnd()),
               in_books ? difference.payment().treasury_reference() : line.treasury_reference(),
               difference.explanation().empty() ? line.proposed_payment() : difference.explanation()});
  }
  context.out << table.ToString();
  return kDone;
}

int AcceptMatch(Context& context) {
  pb::AcceptMatchRequest request;
  request.set_request_id(NewRequestId(context));
  request.set_name(FullName("statementLines", context.arguments.operands[0]));
  if (context.arguments.Has("--payment")) {
    request.set_payment(FullName("payments", context.arguments.Get("--payment")));
  }
  const auto stub = pb::ReconciliationService::NewStub(Channel(context));
  pb::AcceptMatchResponse response;
  if (absl::Status status = Call(context, *stub, &ReconciliationStub::AcceptMatch, request, response);
      !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, response);
  context.out << response.line().name() << ": " << response.payment().name() << '\n';
  return kDone;
}

int ExplainDifference(Context& context) {
  pb::ExplainDifferenceRequest request;
  request.set_request_id(NewRequestId(context));
  request.set_subject(context.arguments.operands[0]);
  request.set_explanation(context.arguments.Get("--text"));
  const auto stub = pb::ReconciliationService::NewStub(Channel(context));
  pb::ExplainDifferenceResponse response;
  if (absl::Status status = Call(context, *stub, &ReconciliationStub::ExplainDifference, request, response);
      !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, response);
  context.out << request.subject() << ": " << response.difference().explanation() << '\n';
  return kDone;
}

int ListAdvances(Context& context) {
  pb::ListAdvancesRequest request;
  request.set_overdue_only(context.arguments.Has("--overdue"));
  request.set_page_size(1000);
  const auto stub = pb::DisbursementService::NewStub(Channel(context));
  pb::ListAdvancesResponse response;
  if (absl::Status status = Call(context, *stub, &Stub::ListAdvances, request, response); !status.ok()) {
    return PrintFailure(context, status);
  }
  if (context.json) return PrintJson(context, response);
  const auto say = [&](const Text& text) { return std::string{context.Say(text)}; };
  TextTable table{{{say({"Tạm ứng", "Advance"})},
                   {say({"Đơn vị", "Unit"})},
                   {say({"Còn mở", "Open"}), Align::kRight},
                   {say({"Số ngày", "Days"}), Align::kRight},
                   {say({"Hạn", "Due"})},
                   {say({"Quá hạn", "Overdue"})}}};
  for (const pb::OpenAdvance& advance : response.advances()) {
    table.Add({ShortName(advance.payment().name()), ShortName(advance.payment().agency()),
               Dong(advance.payment().open_advance_vnd()), std::to_string(advance.age_days()),
               advance.due_date(), advance.overdue() ? say({"quá hạn", "overdue"}) : ""});
  }
  context.out << table.ToString();
  for (const pb::AdvanceAge& age : response.ages()) {
    context.out << age.from_days() << (age.to_days() == 0 ? "+" : "–" + std::to_string(age.to_days()))
                << say({" ngày: ", " days: "}) << age.advances_count() << ", " << Dong(age.open_vnd())
                << '\n';
  }
  if (!response.next_page_token().empty()) context.out << "…\n";
  return kDone;
}

/// Calls a peer that may lose what is said: repeated until it answers.
template <class Request, class Response>
absl::Status CallPeer(treasury::TreasuryService::Stub& peer,
                      grpc::Status (treasury::TreasuryService::Stub::*method)(grpc::ClientContext*,
                                                                              const Request&, Response*),
                      const Request& request, Response& response) {
  grpc::Status status;
  for (int attempt = 0; attempt < kAttemptsMax; ++attempt) {
    grpc::ClientContext call;
    call.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds{10});  // A deadline of a call.
    response.Clear();
    status = (peer.*method)(&call, request, &response);
    if (status.error_code() != grpc::StatusCode::UNAVAILABLE) break;
  }
  return rpc::FromGrpcStatus(status);
}

/// Orders what waits, if anything does.
absl::Status SendBatch(Context& context, treasury::TreasuryService::Stub& peer) {
  const auto stub = pb::TreasuryLinkService::NewStub(Channel(context));
  treasury::SubmitBatchRequest submit;
  if (context.arguments.Has("--batch")) {
    pb::GetBatchRequest get;
    get.set_name(FullName("batches", context.arguments.Get("--batch")));
    pb::GetBatchResponse stored;
    if (absl::Status status = Call(context, *stub, &LinkStub::GetBatch, get, stored); !status.ok())
      return status;
    submit.set_batch(stored.batch().name());
    submit.set_content(stored.batch().content());
    submit.set_signature(stored.batch().signature());
  } else {
    pb::CreateBatchRequest create;
    create.set_request_id(NewRequestId(context));
    create.set_form(context.arguments.Has("--fixed") ? pb::FILE_FORM_FIXED : pb::FILE_FORM_CSV);
    pb::CreateBatchResponse created;
    const absl::Status status = Call(context, *stub, &LinkStub::CreateBatch, create, created);
    if (rpc::ReasonOf(status) == "NOTHING_TO_ORDER") return absl::OkStatus();
    if (!status.ok()) return status;
    submit.set_batch(created.batch().name());
    submit.set_content(created.batch().content());
    submit.set_signature(created.batch().signature());
  }
  // Said before it is sent: whoever is cut off here sends it again by --batch.
  context.out << submit.batch() << '\n';
  treasury::SubmitBatchResponse receipt;
  return CallPeer(peer, &treasury::TreasuryService::Stub::SubmitBatch, submit, receipt);
}

/// Imports every statement that the treasury has; what was imported before changes nothing.
absl::Status FetchStatements(Context& context, treasury::TreasuryService::Stub& peer) {
  treasury::FetchStatementsResponse fetched;
  if (absl::Status status = CallPeer(peer, &treasury::TreasuryService::Stub::FetchStatements,
                                     treasury::FetchStatementsRequest{}, fetched);
      !status.ok()) {
    return status;
  }
  const auto stub = pb::DisbursementService::NewStub(Channel(context));
  for (const treasury::StatementFile& statement : fetched.statements()) {
    pb::ImportStatementRequest request;
    request.set_request_id(NewRequestId(context));
    request.set_csv(statement.content());
    request.set_expected_lines(statement.lines_count());
    request.set_expected_paid_vnd(statement.paid_vnd());
    pb::ImportStatementResponse response;
    if (absl::Status status = Call(context, *stub, &Stub::ImportStatement, request, response); !status.ok()) {
      return status;
    }
    PrintStatement(context, response);
  }
  return absl::OkStatus();
}

int Exchange(Context& context) {
  const auto peer = treasury::TreasuryService::NewStub(
      grpc::CreateChannel(context.arguments.Get("--treasury"), grpc::InsecureChannelCredentials()));
  if (absl::Status status = SendBatch(context, *peer); !status.ok()) return PrintFailure(context, status);
  if (absl::Status status = FetchStatements(context, *peer); !status.ok())
    return PrintFailure(context, status);
  return kDone;
}

}  // namespace

void AddTreasuryCommands(std::vector<Command>& commands) {
  commands.push_back({"statement import",
                      {"nhập sổ phụ của Kho bạc", "import a statement of the treasury"},
                      {{"FILE", {"tệp CSV hoặc dạng cố định", "CSV file, or fixed layout"}}},
                      {{"--validate-only", "", {"chỉ kiểm tra", "check only"}}},
                      ImportStatement});
  commands.push_back({"reconciliation list",
                      {"đối chiếu sổ kế toán và sổ phụ", "books and statements side by side"},
                      {},
                      {{"--programme", "PROGRAMME", {"chương trình", "programme"}, true},
                       {"--year", "YEAR", {"năm ngân sách", "budget year"}, true},
                       {"--date", "DATE", {"ngày giá trị", "value date"}}},
                      ListReconciliation});
  commands.push_back(
      {"reconciliation accept",
       {"xác nhận dòng sổ phụ là của một chứng từ", "say which payment a line is about"},
       {{"LINE", {"statementLines/…", "statementLines/…"}}},
       {{"--payment", "PAYMENT", {"chứng từ; mặc định là gợi ý", "the payment; else the proposed one"}}},
       AcceptMatch});
  commands.push_back({"reconciliation explain",
                      {"giải trình một chênh lệch", "explain a difference"},
                      {{"SUBJECT", {"payments/… hoặc statementLines/…", "payments/… or statementLines/…"}}},
                      {{"--text", "TEXT", {"giải trình", "the explanation"}, true}},
                      ExplainDifference});
  commands.push_back({"advance list",
                      {"tạm ứng còn mở, theo tuổi nợ", "open advances by age"},
                      {},
                      {{"--overdue", "", {"chỉ quá hạn", "overdue alone"}}},
                      ListAdvances});
  commands.push_back(
      {"treasury exchange",
       {"gửi lệnh chi đã ký, nhận sổ phụ", "send a signed batch, fetch statements"},
       {},
       {{"--treasury", "ADDRESS", {"địa chỉ gRPC của Kho bạc", "gRPC address of the treasury"}, true},
        {"--batch", "BATCH", {"gửi lại lệnh chi này", "send this batch again"}},
        {"--fixed", "", {"tệp dạng cố định", "fixed layout"}}},
       Exchange});
}

}  // namespace cpb::cli
