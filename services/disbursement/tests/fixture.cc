#include "services/disbursement/tests/fixture.h"

#include <array>
#include <cstdio>
#include <utility>

#include "embedded/disbursement_migrations.h"
#include "grpcpp/create_channel.h"
#include "libs/rulebook/engine.h"
#include "services/disbursement/app/group.h"
#include "services/disbursement/wire/payment_paper_service.h"
#include "services/disbursement/wire/reconciliation_service.h"
#include "services/disbursement/wire/service.h"
#include "services/disbursement/wire/treasury_link_service.h"
#include "services/disbursement/wire/voucher_service.h"
#include "services/disbursement/wire/workbook_service.h"

namespace cpb::disbursement::testing {

namespace types = ::cpbudget::types::v1;

namespace {

/// What the engine says of a payment under a rule "support is at most this share of what was really spent".
rules::RuleOutcome JudgeShare(const rules::RuleSubject& asked, int basis_points) {
  rulebook::Rule rule;
  rule.id = "PAYMENT/share";
  rule.citation = {.instrument = "221/2012/TTLT-BTC-BCT", .article = "", .link = "", .verified = true};
  rule.steps = {rulebook::Step::kPayment};
  rule.effect = rulebook::Effect::kCap;
  rule.kind = rulebook::ShareLimit{basis_points};
  rulebook::Rulebook book;
  book.rules.push_back(rule);
  rulebook::Subject subject;
  subject.budget_year = asked.budget_year();
  subject.eligible_cost_vnd = asked.eligible_cost_vnd();
  subject.earlier_vnd = asked.earlier_vnd();
  subject.event_date = clock::ParseDate(asked.event_date()).value();
  subject.asked = {{.source = asked.asked(0).source(), .amount_vnd = asked.asked(0).amount_vnd()}};
  const rulebook::Outcome said =
      rulebook::Evaluate(book, rulebook::Step::kPayment, {&subject, 1}, {}).front();
  rules::RuleOutcome outcome;
  outcome.set_allowed(said.allowed);
  for (const rulebook::Finding& finding : said.findings) {
    types::Finding& one = *outcome.add_findings();
    one.set_rule_id(finding.rule_id);
    one.set_severity(finding.severity == rulebook::Severity::kCap ? types::SEVERITY_CAP
                                                                  : types::SEVERITY_INFO);
    one.set_limit_vnd(finding.limit_vnd.value());
    one.set_actual_vnd(finding.actual_vnd.value());
  }
  return outcome;
}

}  // namespace

rules::EvaluateRulesRequest RuleDouble::last() const {
  const std::lock_guard lock{mutex_};
  return last_;
}

std::vector<std::string> RuleDouble::kept() const {
  const std::lock_guard lock{mutex_};
  return kept_;
}

grpc::Status RuleDouble::EvaluateRules(grpc::ServerContext*, const rules::EvaluateRulesRequest* request,
                                       rules::EvaluateRulesResponse* response) {
  ++asked;
  {
    const std::lock_guard lock{mutex_};
    last_ = *request;
    if (!down) {
      for (const rules::RecordFor& record : request->record_for()) kept_.push_back(record.document());
    }
  }
  if (down) return {grpc::StatusCode::UNAVAILABLE, "down"};
  if (const auto hook = std::exchange(meanwhile, nullptr)) hook();
  for (const rules::RuleSubject& subject : request->subjects()) {
    rules::RuleOutcome& outcome = *response->add_outcomes();
    if (request->step() == rules::STEP_PAYMENT && payment_share_basis_points > 0) {
      outcome = JudgeShare(subject, payment_share_basis_points);
      continue;
    }
    outcome.set_subject_id(subject.subject_id());
    outcome.set_allowed(true);
    const std::int64_t asked_vnd = subject.asked(0).amount_vnd();
    const std::int64_t limit = subject.eligible_cost_vnd() / 2;
    auto& finding = *outcome.add_findings();
    finding.set_severity(types::SEVERITY_INFO);
    finding.mutable_citation()->set_instrument("161/2012/TT-BTC");
    if (request->step() == rules::STEP_ADVANCE) {
      finding.set_rule_id("ADVANCE/ceiling");
      finding.set_limit_vnd(limit);
      finding.set_actual_vnd(subject.earlier_vnd() + asked_vnd);
      if (subject.earlier_vnd() + asked_vnd > limit) {
        finding.set_severity(types::SEVERITY_BLOCK);
        outcome.set_allowed(false);
      }
    } else if (request->step() == rules::STEP_PAYMENT && block_payments) {
      finding.set_rule_id("PAYMENT/share");
      finding.set_severity(types::SEVERITY_BLOCK);
      outcome.set_allowed(false);
    } else {
      finding.set_rule_id("COMMITMENT/threshold");
      if (asked_vnd >= 200'000'000) finding.set_severity(types::SEVERITY_WARN);
    }
  }
  return grpc::Status::OK;
}

std::string NewId() {
  static std::atomic<int> count{0};
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "00000000-0000-4000-8000-%012d", ++count);
  return text.data();
}

std::string ReasonOf(const absl::Status& status) {
  if (status.ok()) return "";
  const std::string reason = rpc::ReasonOf(status);
  return reason.empty() ? status.ToString() : reason;
}

DisbursementTest::DisbursementTest()
    : accountant_{rpc::Person("users/ke-toan", {types::ROLE_ACCOUNTANT}, "agencies/SCT-68", "68")},
      chief_{rpc::Person("users/ke-toan-truong", {types::ROLE_CHIEF_ACCOUNTANT}, "agencies/SCT-68", "68")},
      head_{rpc::Person("users/giam-doc", {types::ROLE_UNIT_HEAD}, "agencies/SCT-68", "68")},
      treasury_{rpc::Person("users/kho-bac", {types::ROLE_TREASURY_OFFICER}, "agencies/KBNN")},
      second_treasury_{rpc::Person("users/kho-bac-2", {types::ROLE_TREASURY_OFFICER}, "agencies/KBNN")},
      allocation_{rpc::ProgramIdentity("allocation")},
      auditor_{rpc::Person("users/kiem-toan", {types::ROLE_AUDITOR}, "agencies/KTNN")},
      appraiser_{rpc::Person("users/tham-tra", {types::ROLE_APPRAISER}, "agencies/VP-SXSH")},
      approver_{rpc::Person("users/phe-duyet", {types::ROLE_APPROVER}, "agencies/BTC")},
      opened_{cpb::testing::SharedMariaDb().OpenMigrated(
          std::string("d_") + ::testing::UnitTest::GetInstance()->current_test_info()->name(),
          embedded::disbursement_migrations, 12)},
      server_{"disbursement"} {
  auto double_service = std::make_unique<RuleDouble>();
  rule_double_ = double_service.get();
  server_.AddService(std::move(double_service), "cpbudget.allocation.v1.RuleService");
  rules_ = std::make_unique<app::Rules>(
      server_.server(), grpc::CreateChannel(server_.address(), grpc::InsecureChannelCredentials()));
  writer_ = std::make_unique<app::GroupWriter>(app::GroupWriter::Options{.lanes = 1},
                                               [this](const std::vector<app::Voucher*>& vouchers) {
                                                 if (before_group_) before_group_(vouchers.size());
                                                 app::DecideTogether(*opened_.database, vouchers);
                                               });
  app_ = std::unique_ptr<app::App>(new app::App{*opened_.database, *rules_, *writer_, side_threads_});
  server_.AddService(std::make_unique<wire::LedgerServiceGrpc>(server_.server(), *app_),
                     "cpbudget.disbursement.v1.LedgerService");
  server_.AddService(std::make_unique<wire::DisbursementServiceGrpc>(server_.server(), *app_),
                     "cpbudget.disbursement.v1.DisbursementService");
  server_.AddService(std::make_unique<wire::PaymentWorkbookGrpc>(server_.server(), *app_),
                     wire::PaymentWorkbookGrpc::kName);
  server_.AddService(std::make_unique<wire::VoucherServiceGrpc>(server_.server(), *app_),
                     "cpbudget.disbursement.v1.VoucherService");
  server_.AddService(std::make_unique<wire::CommitmentServiceGrpc>(server_.server(), *app_),
                     "cpbudget.disbursement.v1.CommitmentService");
  server_.AddService(std::make_unique<wire::ReconciliationServiceGrpc>(server_.server(), *app_),
                     "cpbudget.disbursement.v1.ReconciliationService");
  server_.AddService(std::make_unique<wire::TreasuryLinkServiceGrpc>(server_.server(), *app_),
                     "cpbudget.disbursement.v1.TreasuryLinkService");
  server_.AddService(std::make_unique<wire::PaymentPaperServiceGrpc>(server_.server(), *app_),
                     "cpbudget.disbursement.v1.PaymentPaperService");
  server_.Start();
  disbursement_ = pb::DisbursementService::NewStub(server_.channel());
  ledger_ = pb::LedgerService::NewStub(server_.channel());
  link_ = pb::TreasuryLinkService::NewStub(server_.channel());
  reconciliation_ = pb::ReconciliationService::NewStub(server_.channel());
}

std::string DisbursementTest::LineId(const std::string& item, const std::string& province) {
  return "SXSH2020-2019-SCT-" + province + "." + item;
}

pb::AccountKey DisbursementTest::Account(pb::AccountKind kind, const std::string& item,
                                         const std::string& province, int year, const std::string& source) {
  pb::AccountKey key;
  key.set_programme(kProgramme);
  key.set_budget_year(year);
  key.set_source(source);
  key.set_agency("agencies/SCT-" + province);
  key.set_component_project(kProject);
  key.set_budget_line(LineId(item, province));
  key.set_kind(kind);
  return key;
}

pb::AccountKey DisbursementTest::Holder(pb::AccountKind kind, int year, const std::string& source) {
  pb::AccountKey key;
  key.set_programme(kProgramme);
  key.set_budget_year(year);
  key.set_source(source);
  key.set_agency("agencies/BCT");
  key.set_kind(kind);
  return key;
}

pb::BudgetLine DisbursementTest::Line(const std::string& item, const std::string& province, int year) {
  pb::BudgetLine line;
  line.set_id(LineId(item, province));
  line.set_title("Hội thảo sản xuất sạch hơn");
  line.set_agency("agencies/SCT-" + province);
  line.set_province_code(province);
  line.set_component_project(kProject);
  line.set_activity("activities/workshop");
  line.set_plan("plans/SXSH2020-2019-SCT-" + province);
  line.set_item_id(item);
  line.add_deciders("users/nguoi-lap-ke-hoach");
  line.set_programme(kProgramme);
  line.set_budget_year(year);
  return line;
}

pb::PostDocumentRequest DisbursementTest::Document(const std::string& kind, const std::string& effective) {
  pb::PostDocumentRequest request;
  request.set_request_id(NewId());
  request.set_document_kind(kind);
  request.set_document(kind + "s/1");
  request.set_step("issue");
  request.set_effective_date(effective);
  request.set_actor("users/can-bo-ngan-sach");
  return request;
}

void DisbursementTest::AddMove(pb::PostDocumentRequest& request, const pb::AccountKey& from,
                               const pb::AccountKey& to, std::int64_t amount) {
  pb::DocumentLine& line = *request.add_lines();
  *line.mutable_from() = from;
  *line.mutable_to() = to;
  line.set_amount_vnd(amount);
}

void DisbursementTest::Allot(const std::string& item, std::int64_t amount, const std::string& province,
                             int year) {
  pb::PostDocumentRequest request = Document("allotment", std::to_string(year) + "-01-10");
  AddMove(request, Holder(pb::ACCOUNT_KIND_AUTHORITY, year), Holder(pb::ACCOUNT_KIND_APPROPRIATION, year),
          amount);
  AddMove(request, Holder(pb::ACCOUNT_KIND_APPROPRIATION, year),
          Account(pb::ACCOUNT_KIND_AVAILABLE, item, province, year), amount);
  *request.add_budget_lines() = Line(item, province, year);
  const auto posted = Post(request);
  ASSERT_TRUE(posted.ok()) << posted.status();
}

absl::StatusOr<pb::PostDocumentResponse> DisbursementTest::Post(const pb::PostDocumentRequest& request) {
  return server_.Call(allocation_, *ledger_, &pb::LedgerService::Stub::PostDocument, request);
}

pb::CreatePaymentRequest DisbursementTest::PaymentRequest(const std::string& item, std::int64_t amount,
                                                          const std::string& commitment, bool advance) {
  pb::CreatePaymentRequest request;
  request.set_request_id(NewId());
  pb::Payment& payment = *request.mutable_payment();
  payment.set_kind(advance ? pb::Payment::KIND_ADVANCE : pb::Payment::KIND_PAYMENT);
  payment.set_budget_line(LineId(item));
  payment.set_source("central");
  payment.set_commitment(commitment);
  payment.set_amount_vnd(amount);
  payment.set_payee("Công ty Tư vấn Môi trường");
  payment.set_description("Thanh toán đợt 1");
  return request;
}

pb::CreateCommitmentRequest DisbursementTest::CommitmentRequest(const std::string& item, std::int64_t amount,
                                                                std::int64_t contract_value) {
  pb::CreateCommitmentRequest request;
  request.set_request_id(NewId());
  pb::Commitment& commitment = *request.mutable_commitment();
  commitment.set_budget_line(LineId(item));
  commitment.set_source("central");
  commitment.set_contract_number("12/2019/HĐ-SXSH");
  commitment.set_contract_date("2019-02-20");
  commitment.set_contractor("Công ty Tư vấn Môi trường");
  commitment.set_amount_vnd(amount);
  commitment.set_contract_value_vnd(contract_value);
  return request;
}

pb::Payment DisbursementTest::Prepare(const std::string& item, std::int64_t amount,
                                      const std::string& commitment, bool advance) {
  const auto prepared = Do(accountant_, &pb::DisbursementService::Stub::CreatePayment,
                           PaymentRequest(item, amount, commitment, advance));
  EXPECT_TRUE(prepared.ok()) << prepared.status();
  return prepared.ok() ? prepared->payment() : pb::Payment{};
}

absl::StatusOr<pb::SignPaymentResponse> DisbursementTest::Sign(const Identity& who, const std::string& name) {
  pb::SignPaymentRequest request;
  request.set_request_id(NewId());
  request.set_name(name);
  return Do(who, &pb::DisbursementService::Stub::SignPayment, request);
}

absl::StatusOr<pb::ApprovePaymentResponse> DisbursementTest::Approve(const Identity& who,
                                                                     const std::string& name) {
  pb::ApprovePaymentRequest request;
  request.set_request_id(NewId());
  request.set_name(name);
  return Do(who, &pb::DisbursementService::Stub::ApprovePayment, request);
}

absl::StatusOr<pb::ControlPaymentResponse> DisbursementTest::Accept(const std::string& name,
                                                                    std::int64_t irregular_vnd) {
  pb::ControlPaymentRequest request;
  request.set_request_id(NewId());
  request.set_name(name);
  request.set_decision(pb::ControlPaymentRequest::DECISION_ACCEPT);
  request.set_irregular_vnd(irregular_vnd);
  request.set_note("Đã kiểm soát");
  for (const char* check : {"standards", "procurement", "documents", "contract"})
    request.add_confirmed_checks(check);
  return Do(treasury_, &pb::DisbursementService::Stub::ControlPayment, request);
}

pb::Payment DisbursementTest::Send(const std::string& item, std::int64_t amount,
                                   const std::string& commitment, bool advance) {
  const std::string name = Prepare(item, amount, commitment, advance).name();
  EXPECT_REFUSED(Sign(chief_, name), "");
  const auto sent = Approve(head_, name);
  EXPECT_TRUE(sent.ok()) << sent.status();
  return sent.ok() ? sent->payment() : pb::Payment{};
}

pb::Payment DisbursementTest::Pay(const std::string& item, std::int64_t amount, const std::string& commitment,
                                  bool advance) {
  const std::string name = Send(item, amount, commitment, advance).name();
  EXPECT_REFUSED(Accept(name), "");
  const auto paid = Record(name, pb::OUTCOME_PAID);
  EXPECT_TRUE(paid.ok()) << paid.status();
  return paid.ok() ? paid->payment() : pb::Payment{};
}

absl::StatusOr<pb::RecordOutcomeResponse> DisbursementTest::Record(const std::string& name,
                                                                   pb::Outcome outcome) {
  pb::RecordOutcomeRequest request;
  request.set_request_id(NewId());
  request.set_name(name);
  request.set_outcome(outcome);
  request.set_treasury_reference("KB-2019-0001");
  request.set_note("Ghi nhận theo chứng từ");
  return Do(treasury_, &pb::DisbursementService::Stub::RecordOutcome, request);
}

absl::StatusOr<pb::ImportStatementResponse> DisbursementTest::Import(const std::string& csv,
                                                                     bool validate_only) {
  pb::ImportStatementRequest request;
  request.set_request_id(NewId());
  request.set_csv("payment,outcome,amount_vnd,value_date,treasury_reference\n" + csv);
  request.set_validate_only(validate_only);
  return Do(treasury_, &pb::DisbursementService::Stub::ImportStatement, request);
}

absl::StatusOr<pb::ListReconciliationResponse> DisbursementTest::Reconciliation(const Identity& who,
                                                                                int year) {
  pb::ListReconciliationRequest request;
  request.set_programme(kProgramme);
  request.set_budget_year(year);
  return server_.Call(who, *reconciliation_, &pb::ReconciliationService::Stub::ListReconciliation, request);
}

void DisbursementTest::ImportMissing(int year) {
  const auto listed = Reconciliation(treasury_, year);
  ASSERT_TRUE(listed.ok()) << listed.status();
  std::string csv;
  for (const pb::Difference& difference : listed->differences()) {
    const pb::Payment& payment = difference.payment();
    if (payment.state() != pb::Payment::STATE_PAID) continue;
    csv += payment.name() + ",paid," + std::to_string(payment.amount_vnd()) + "," + payment.value_date() +
           "," + payment.treasury_reference() + "\n";
  }
  const auto imported = Import(csv);
  ASSERT_TRUE(imported.ok()) << imported.status();
  EXPECT_EQ(imported->payments_size(), 0);
  EXPECT_EQ(imported->unmatched_size(), 0);
}

std::int64_t DisbursementTest::Balance(pb::AccountKind kind, const std::string& item,
                                       const std::string& province, int year, const std::string& as_of_date,
                                       std::int64_t as_of_position) {
  pb::ListBalancesRequest request;
  request.set_budget_year(year);
  request.set_budget_line(LineId(item, province));
  request.set_as_of_date(as_of_date);
  request.set_as_of_position(as_of_position);
  const auto listed = server_.Call(auditor_, *ledger_, &pb::LedgerService::Stub::ListBalances, request);
  EXPECT_TRUE(listed.ok()) << listed.status();
  if (!listed.ok()) return -1;
  for (const pb::Balance& balance : listed->balances()) {
    if (balance.account().kind() == kind) return balance.balance_vnd();
  }
  return 0;
}

pb::VerifyLedgerResponse DisbursementTest::Verify() {
  const auto verified =
      server_.Call(auditor_, *ledger_, &pb::LedgerService::Stub::VerifyLedger, pb::VerifyLedgerRequest{});
  EXPECT_TRUE(verified.ok()) << verified.status();
  return verified.ok() ? *verified : pb::VerifyLedgerResponse{};
}

void DisbursementTest::MoveClock(const std::string& date) {
  server_.clock().Set(clock::StartOfVietNamDate(clock::ParseDate(date).value()) + std::chrono::hours{9});
}

}  // namespace cpb::disbursement::testing
