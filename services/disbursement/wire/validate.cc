#include "services/disbursement/wire/validate.h"

#include <optional>
#include <string>

#include "libs/ledger/account.h"
#include "services/disbursement/wire/fields.h"

namespace cpb::disbursement::wire {
namespace {

constexpr int kLinesMax = 10'000;
constexpr int kSlicesMax = 30;
constexpr std::size_t kStatementBytesMax = 2U << 20U;

template <class Message>
std::optional<std::int64_t> AmountOf(const Message& message) {
  if (!message.has_amount_vnd()) return std::nullopt;
  return message.amount_vnd();
}

void CheckAccount(Fields& fields, const std::string& at, const pb::AccountKey& account) {
  fields.Name(at + ".programme", account.programme(), "programmes/");
  fields.Year(at + ".budget_year", account.budget_year());
  fields.Id(at + ".source", account.source());
  fields.Name(at + ".agency", account.agency(), "agencies/");
  fields.OptionalName(at + ".component_project", account.component_project(), "componentProjects/");
  fields.OptionalId(at + ".budget_line", account.budget_line());
  fields.Check(ledger::KindFromNumber(account.kind()).has_value(), at + ".kind",
               "Loại tài khoản không hợp lệ.", "Unknown kind of account.");
}

void CheckLine(Fields& fields, const std::string& at, const pb::BudgetLine& line) {
  fields.Id(at + ".id", line.id());
  fields.Name(at + ".programme", line.programme(), "programmes/");
  fields.Year(at + ".budget_year", line.budget_year());
  fields.Name(at + ".agency", line.agency(), "agencies/");
  fields.Name(at + ".component_project", line.component_project(), "componentProjects/");
  fields.OptionalText(at + ".title", line.title(), 500);
  fields.OptionalText(at + ".activity", line.activity(), 80);
  fields.OptionalText(at + ".establishment", line.establishment(), 80);
  fields.OptionalText(at + ".plan", line.plan(), 120);
  fields.OptionalText(at + ".item_id", line.item_id(), 20);
  fields.Check(line.province_code().size() <= 2, at + ".province_code", "Mã tỉnh có hai chữ số.",
               "A province code has two digits.");
  for (int i = 0; i < line.deciders_size(); ++i) {
    fields.Name(at + ".deciders[" + std::to_string(i) + "]", line.deciders(i), "users/");
  }
}

void CheckBound(Fields& fields, const std::string& at, const pb::BoundMoney& bound) {
  for (const auto& [side, account] : {std::pair{".from", &bound.from()}, std::pair{".to", &bound.to()}}) {
    CheckAccount(fields, at + side, *account);
    fields.Id(at + side + ".budget_line", account->budget_line());
    fields.Check(account->kind() == pb::ACCOUNT_KIND_AVAILABLE, at + side + ".kind",
                 "Phải là tài khoản khả dụng.", "Must be an available account.");
  }
  fields.OptionalName(at + ".commitment", bound.commitment(), "commitments/");
  fields.AtLeast(at + ".committed_vnd", bound.committed_vnd(), bound.commitment().empty() ? 0 : 1);
  fields.AtLeast(at + ".advanced_vnd", bound.advanced_vnd(), 0);
  fields.Check(bound.commitment().empty() || bound.advanced_vnd() == 0, at + ".advanced_vnd",
               "Phải bằng 0 khi nêu một cam kết.", "Must be 0 with a named commitment.");
}

template <class Request>
absl::Status NameAlone(const Request& request, std::string_view prefix) {
  Fields fields;
  fields.Name("name", request.name(), prefix);
  return fields.ToStatus();
}

}  // namespace

absl::Status Validate(const pb::PostDocumentRequest& request) {
  Fields fields;
  fields.Text("document_kind", request.document_kind(), 40);
  fields.Text("document", request.document(), 160);
  fields.Text("step", request.step(), 40);
  fields.Date("effective_date", request.effective_date());
  fields.Name("actor", request.actor(), "users/");
  fields.Check(request.lines_size() >= 1 && request.lines_size() <= kLinesMax, "lines",
               "Phải có từ 1 đến 10.000 dòng.", "There must be 1 to 10,000 lines.");
  for (int i = 0; i < request.lines_size() && i < kLinesMax; ++i) {
    const pb::DocumentLine& line = request.lines(i);
    const std::string at = "lines[" + std::to_string(i) + "]";
    CheckAccount(fields, at + ".from", line.from());
    CheckAccount(fields, at + ".to", line.to());
    fields.Amount(at + ".amount_vnd", line.amount_vnd());
  }
  fields.Check(request.budget_lines_size() <= kLinesMax, "budget_lines", "Tối đa 10.000 dòng.",
               "At most 10,000 lines.");
  for (int i = 0; i < request.budget_lines_size() && i < kLinesMax; ++i) {
    CheckLine(fields, "budget_lines[" + std::to_string(i) + "]", request.budget_lines(i));
  }
  fields.Check(request.bound_size() <= kLinesMax, "bound", "Tối đa 10.000 dòng.", "At most 10,000 lines.");
  for (int i = 0; i < request.bound_size() && i < kLinesMax; ++i) {
    CheckBound(fields, "bound[" + std::to_string(i) + "]", request.bound(i));
  }
  return fields.ToStatus();
}

absl::Status Validate(const pb::ListBalancesRequest& request) {
  Fields fields;
  fields.OptionalYear("budget_year", request.budget_year());
  fields.OptionalName("agency", request.agency(), "agencies/");
  fields.OptionalId("budget_line", request.budget_line());
  fields.OptionalId("source", request.source());
  fields.AtLeast("as_of_position", request.as_of_position(), 0);
  fields.OptionalDate("as_of_date", request.as_of_date());
  return fields.ToStatus();
}

absl::Status Validate(const pb::ListEntriesRequest& request) {
  Fields fields;
  fields.AtLeast("after_position", request.after_position(), 0);
  fields.AtLeast("until_position", request.until_position(), 0);
  fields.OptionalText("document", request.document(), 160);
  fields.Check(request.page_size() >= 0 && request.page_size() <= 1000, "page_size", "Phải từ 0 đến 1000.",
               "Must be 0 to 1000.");
  return fields.ToStatus();
}

absl::Status Validate(const pb::VerifyLedgerRequest& request) {
  Fields fields;
  fields.AtLeast("at_position", request.at_position(), 0);
  return fields.ToStatus();
}

absl::Status Validate(const pb::ReverseEntryRequest& request) {
  Fields fields;
  fields.AtLeast("position", request.position(), 1);
  fields.OptionalDate("effective_date", request.effective_date());
  fields.Text("reason", request.reason(), 500);
  return fields.ToStatus();
}

absl::Status Validate(const pb::RebuildBalancesRequest& request) {
  Fields fields;
  if (request.apply()) fields.Text("reason", request.reason(), 500);
  fields.OptionalText("reason", request.reason(), 500);
  return fields.ToStatus();
}

absl::Status Validate(const pb::CreateCommitmentRequest& request) {
  Fields fields;
  const pb::Commitment& commitment = request.commitment();
  fields.Id("commitment.budget_line", commitment.budget_line());
  fields.Id("commitment.source", commitment.source());
  fields.Text("commitment.contract_number", commitment.contract_number(), 100);
  fields.Date("commitment.contract_date", commitment.contract_date());
  fields.Text("commitment.contractor", commitment.contractor(), 300);
  fields.Amount("commitment.amount_vnd", AmountOf(commitment));
  fields.OptionalAmount("commitment.contract_value_vnd", commitment.contract_value_vnd());
  fields.OptionalDate("commitment.expire_date", commitment.expire_date());
  fields.OptionalName("commitment.continues", commitment.continues(), "commitments/");
  fields.Check(commitment.slices_size() <= kSlicesMax, "commitment.slices", "Tối đa 30 năm.",
               "At most 30 years.");
  for (int i = 0; i < commitment.slices_size() && i < kSlicesMax; ++i) {
    const pb::CommitmentSlice& slice = commitment.slices(i);
    const std::string at = "commitment.slices[" + std::to_string(i) + "]";
    fields.Year(at + ".budget_year", slice.budget_year());
    fields.Amount(at + ".amount_vnd", slice.amount_vnd());
    fields.Check(i == 0 || commitment.slices(i - 1).budget_year() < slice.budget_year(), at + ".budget_year",
                 "Các năm phải tăng dần.", "The years must ascend.");
  }
  fields.OptionalYear("commitment.budget_year", commitment.budget_year());
  return fields.ToStatus();
}

absl::Status Validate(const pb::ReleaseCommitmentRequest& request) {
  return NameAlone(request, "commitments/");
}

absl::Status Validate(const pb::ListCommitmentsRequest& request) {
  Fields fields;
  fields.OptionalYear("budget_year", request.budget_year());
  fields.OptionalId("budget_line", request.budget_line());
  return fields.ToStatus();
}

absl::Status Validate(const pb::CreatePaymentRequest& request) {
  Fields fields;
  const pb::Payment& payment = request.payment();
  fields.Check(payment.kind() == pb::Payment::KIND_PAYMENT || payment.kind() == pb::Payment::KIND_ADVANCE,
               "payment.kind", "Phải là thanh toán hoặc tạm ứng.", "Must be a payment or an advance.");
  fields.Id("payment.budget_line", payment.budget_line());
  fields.Id("payment.source", payment.source());
  fields.OptionalName("payment.commitment", payment.commitment(), "commitments/");
  fields.Amount("payment.amount_vnd", AmountOf(payment));
  fields.Text("payment.payee", payment.payee(), 300);
  fields.OptionalText("payment.description", payment.description(), 500);
  fields.OptionalYear("payment.budget_year", payment.budget_year());
  fields.OptionalAmount("payment.deducted_vnd", payment.deducted_vnd());
  return fields.ToStatus();
}

absl::Status Validate(const pb::SignPaymentRequest& request) {
  return NameAlone(request, "payments/");
}
absl::Status Validate(const pb::GetControlChecklistRequest& request) {
  return NameAlone(request, "payments/");
}
absl::Status Validate(const pb::ApprovePaymentRequest& request) {
  return NameAlone(request, "payments/");
}
absl::Status Validate(const pb::CancelPaymentRequest& request) {
  return NameAlone(request, "payments/");
}
absl::Status Validate(const pb::GetPaymentRequest& request) {
  return NameAlone(request, "payments/");
}

absl::Status Validate(const pb::RecordOutcomeRequest& request) {
  Fields fields;
  fields.Name("name", request.name(), "payments/");
  const bool known = request.outcome() == pb::OUTCOME_PAID || request.outcome() == pb::OUTCOME_REFUSED ||
                     request.outcome() == pb::OUTCOME_UNKNOWN;
  fields.Check(known, "outcome", "Kết quả không hợp lệ.", "Unknown outcome.");
  // A payment is paid only on evidence, and a refusal has a reason.
  fields.Check(request.outcome() != pb::OUTCOME_PAID || !request.treasury_reference().empty(),
               "treasury_reference", "Cần số tham chiếu của Kho bạc.", "The treasury's reference is needed.");
  fields.Check(request.outcome() != pb::OUTCOME_REFUSED || !request.note().empty(), "note",
               "Cần lý do từ chối.", "The reason of the refusal is needed.");
  fields.OptionalText("treasury_reference", request.treasury_reference(), 100);
  fields.OptionalText("note", request.note(), 500);
  return fields.ToStatus();
}

absl::Status Validate(const pb::ControlPaymentRequest& request) {
  using Control = pb::ControlPaymentRequest;
  Fields fields;
  fields.Name("name", request.name(), "payments/");
  fields.Check(
      request.decision() == Control::DECISION_ACCEPT || request.decision() == Control::DECISION_REFUSE,
      "decision", "Phải là chấp nhận hoặc từ chối.", "Must be accept or refuse.");
  fields.OptionalAmount("irregular_vnd", request.irregular_vnd());
  const bool needs_note = request.decision() == Control::DECISION_REFUSE || request.irregular_vnd() != 0;
  fields.Check(!needs_note || !request.note().empty(), "note", "Cần nêu lý do.", "The reason is needed.");
  fields.OptionalText("note", request.note(), 500);
  fields.Check(request.confirmed_checks_size() <= 50, "confirmed_checks", "Tối đa 50.", "At most 50.");
  return fields.ToStatus();
}

absl::Status Validate(const pb::ProposeOutcomeRequest& request) {
  Fields fields;
  fields.Name("name", request.name(), "payments/");
  const bool paid = request.outcome() == pb::OUTCOME_PAID;
  fields.Check(paid || request.outcome() == pb::OUTCOME_REFUSED, "outcome", "Phải là đã chi hoặc bị từ chối.",
               "Must be paid or refused.");
  if (paid) {
    fields.Text("treasury_reference", request.treasury_reference(), 100);
    fields.Date("value_date", request.value_date());
  } else {
    fields.OptionalText("treasury_reference", request.treasury_reference(), 100);
    fields.OptionalDate("value_date", request.value_date());
  }
  fields.Text("proof", request.proof(), 500);
  return fields.ToStatus();
}

absl::Status Validate(const pb::ConfirmOutcomeRequest& request) {
  Fields fields;
  fields.Name("name", request.name(), "payments/");
  fields.Text("etag", request.etag(), 20);
  fields.Check(!request.reject() || !request.note().empty(), "note", "Cần nêu lý do.",
               "The reason is needed.");
  fields.OptionalText("note", request.note(), 500);
  return fields.ToStatus();
}

absl::Status Validate(const pb::ImportStatementRequest& request) {
  Fields fields;
  fields.Check(!request.csv().empty() && request.csv().size() <= kStatementBytesMax, "csv",
               "Cần một tệp CSV, tối đa 2 MiB.", "A CSV file of at most 2 MiB is needed.");
  fields.AtLeast("expected_lines", request.expected_lines(), 0);
  fields.OptionalAmount("expected_paid_vnd", request.expected_paid_vnd());
  return fields.ToStatus();
}

absl::Status Validate(const pb::ClearAdvanceRequest& request) {
  Fields fields;
  fields.Name("name", request.name(), "payments/");
  fields.Amount("amount_vnd", AmountOf(request));
  fields.Text("acceptance", request.acceptance(), 500);
  return fields.ToStatus();
}

absl::Status Validate(const pb::RefundPaymentRequest& request) {
  Fields fields;
  fields.Name("name", request.name(), "payments/");
  fields.Amount("amount_vnd", AmountOf(request));
  fields.Text("refund_slip", request.refund_slip(), 500);
  return fields.ToStatus();
}

absl::Status Validate(const pb::ListPaymentsRequest& request) {
  Fields fields;
  fields.OptionalYear("budget_year", request.budget_year());
  fields.OptionalId("budget_line", request.budget_line());
  fields.Check(pb::Payment::State_IsValid(request.state()), "state", "Trạng thái không hợp lệ.",
               "Unknown state.");
  return fields.ToStatus();
}

absl::Status Validate(const pb::CloseYearRequest& request) {
  Fields fields;
  fields.Name("programme", request.programme(), "programmes/");
  fields.Year("budget_year", request.budget_year());
  return fields.ToStatus();
}

absl::Status Validate(const pb::CreateSettlementRequest& request) {
  Fields fields;
  fields.Name("programme", request.programme(), "programmes/");
  fields.Year("budget_year", request.budget_year());
  fields.Name("agency", request.agency(), "agencies/");
  return fields.ToStatus();
}

absl::Status Validate(const pb::ReviewSettlementRequest& request) {
  return NameAlone(request, "settlements/");
}
absl::Status Validate(const pb::AppraiseSettlementRequest& request) {
  return NameAlone(request, "settlements/");
}
absl::Status Validate(const pb::ListAdvancesRequest& request) {
  Fields fields;
  fields.OptionalYear("budget_year", request.budget_year());
  fields.OptionalName("agency", request.agency(), "agencies/");
  return fields.ToStatus();
}
absl::Status Validate(const pb::ApproveSettlementRequest& request) {
  return NameAlone(request, "settlements/");
}

absl::Status Validate(const pb::ListSettlementsRequest& request) {
  Fields fields;
  fields.OptionalYear("budget_year", request.budget_year());
  return fields.ToStatus();
}

}  // namespace cpb::disbursement::wire
