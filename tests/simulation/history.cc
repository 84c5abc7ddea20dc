#include "tests/simulation/history.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <utility>
#include <vector>

#include "libs/rpc/status.h"
#include "services/disbursement/app/commitments.h"
#include "services/disbursement/app/control.h"
#include "services/disbursement/app/create_payment.h"
#include "services/disbursement/app/import_statement.h"
#include "services/disbursement/app/outcomes.h"
#include "services/disbursement/app/payments.h"
#include "services/disbursement/app/post_document.h"
#include "services/disbursement/app/proposals.h"
#include "services/disbursement/app/signatures.h"
#include "tests/simulation/ledger_check.h"

namespace cpb::simulation {
namespace {

namespace pb = ::cpbudget::disbursement::v1;
namespace app = ::cpb::disbursement::app;
namespace types = ::cpbudget::types::v1;

constexpr char kProgramme[] = "programmes/SXSH2020";
constexpr char kProject[] = "componentProjects/SXSH2020-3";
constexpr char kAgency[] = "agencies/SCT-68";
constexpr int kYear = 2019;
/// Steps of the scheduler that a person waits for the treasury.
constexpr std::uint64_t kPatience = 150;

/// The two places of the program where a balance is guarded, taken away.
std::string WithoutGuard(std::string_view sql) {
  std::string text{sql};
  const auto replace = [&text](std::string_view from, std::string_view to) {
    if (const std::size_t at = text.find(from); at != std::string::npos) text.replace(at, from.size(), to);
  };
  if (text.find("FROM account") != std::string::npos) replace(" FOR UPDATE", "");
  if (text.find("UPDATE account") == 0) replace("AND balance_vnd = CASE id", "AND 1 <> -CASE id");
  return text;
}

std::string Salt(std::uint32_t run) {
  std::array<char, 12> text{};
  std::snprintf(text.data(), text.size(), "%08x", run);
  return text.data();
}

class History {
 public:
  History(const Stage& stage, std::uint64_t seed, std::uint32_t run, Plant plant)
      : plant_{plant},
        scheduler_{seed},
        salt_{Salt(run)},
        office_{scheduler_,
                transactions_,
                {stage.server, stage.rules, stage.side_threads, stage.connections, salt_},
                {},
                {.cut_per_mille = 2, .lost_commit_per_mille = 20},
                plant == Plant::kLostGuard ? Rewrite{WithoutGuard} : Rewrite{},
                plant == Plant::kForgottenRequestId},
        treasury_{scheduler_},
        lines_{LineId(0), LineId(1)},
        check_{stage.watcher, lines_} {}

  Report Tell() {
    scheduler_.Spawn("treasury", [this] { treasury_.Run(); });
    scheduler_.Spawn("allocation", [this] { Allocate(); });
    for (int i = 0; i < 4; ++i) {
      ++at_work_;
      scheduler_.Spawn("accountant " + std::to_string(i), [this, i] { KeepBooks(i); });
    }
    scheduler_.Spawn("statements", [this] { ImportStatements(); });
    scheduler_.Spawn("misfortune", [this] { Disturb(); });
    scheduler_.Spawn("evening", [this] { CloseTheDay(); });
    const bool ended = scheduler_.Run([this] { Look(); });
    if (!ended) Complain("nobody can go on: " + scheduler_.stuck());
    Complain(office_.complaint());
    if (report_.complaint.empty()) Complain(check_.ComplaintAtEnd(treasury_));
    report_.trace_hash = scheduler_.trace_hash();
    report_.steps = scheduler_.steps();
    report_.committed = transactions_.committed;
    report_.largest_group = office_.largest_group();
    return std::move(report_);
  }

 private:
  std::string LineId(int i) const { return "SXSH2020-2019-SCT-68." + salt_ + std::to_string(i); }
  std::string AnyLine() { return lines_[scheduler_.Pick(lines_.size())]; }
  std::int64_t Amount(std::uint64_t most) { return static_cast<std::int64_t>(1 + scheduler_.Pick(most)); }

  void Complain(const std::string& complaint) {
    if (complaint.empty() || !report_.complaint.empty()) return;
    report_.complaint = complaint + "\nafter these steps:";
    const std::vector<std::string>& trace = scheduler_.trace();
    for (std::size_t i = trace.size() - std::min<std::size_t>(trace.size(), 25); i < trace.size(); ++i) {
      report_.complaint += "\n  " + trace[i];
    }
  }

  /// After every step; the database is read when something was committed.
  void Look() {
    if (transactions_.committed == looked_at_) return;
    looked_at_ = transactions_.committed;
    Complain(office_.complaint());
    if (report_.complaint.empty()) Complain(check_.Complaint(treasury_));
  }

  static pb::AccountKey Holder(pb::AccountKind kind) {
    pb::AccountKey key;
    key.set_programme(kProgramme);
    key.set_budget_year(kYear);
    key.set_source("central");
    key.set_agency("agencies/BCT");
    key.set_kind(kind);
    return key;
  }
  static pb::AccountKey Available(const std::string& line) {
    pb::AccountKey key = Holder(pb::ACCOUNT_KIND_AVAILABLE);
    key.set_agency(kAgency);
    key.set_component_project(kProject);
    key.set_budget_line(line);
    return key;
  }
  static void AddMove(pb::PostDocumentRequest& request, const pb::AccountKey& from, const pb::AccountKey& to,
                      std::int64_t amount) {
    pb::DocumentLine& line = *request.add_lines();
    *line.mutable_from() = from;
    *line.mutable_to() = to;
    line.set_amount_vnd(amount);
  }
  static void Open(pb::PostDocumentRequest& request, const std::string& id) {
    pb::BudgetLine& line = *request.add_budget_lines();
    line.set_id(id);
    line.set_title("Hội thảo sản xuất sạch hơn");
    line.set_agency(kAgency);
    line.set_province_code("68");
    line.set_component_project(kProject);
    line.set_activity("activities/workshop");
    line.set_plan("plans/SXSH2020-2019-SCT-68");
    line.set_item_id(id.substr(id.rfind('.') + 1));
    line.add_deciders("users/nguoi-lap-ke-hoach");
    line.set_programme(kProgramme);
    line.set_budget_year(kYear);
  }

  /// Money for each line, some more, and cuts, which may come too late for what is spent already.
  void Allocate() {
    for (int i = 0; i < 6; ++i) {
      pb::PostDocumentRequest request;
      request.set_request_id(office_.NewId());
      request.set_document("rounds/" + salt_ + std::to_string(i));
      request.set_step("issue");
      request.set_effective_date("2019-01-10");
      request.set_actor("users/can-bo-ngan-sach");
      const std::string line = i < 2 ? lines_[static_cast<std::size_t>(i)] : AnyLine();
      if (i < 2 || scheduler_.Chance(50)) {
        const std::int64_t amount = 50 + Amount(100);
        request.set_document_kind("allotment");
        AddMove(request, Holder(pb::ACCOUNT_KIND_AUTHORITY), Holder(pb::ACCOUNT_KIND_APPROPRIATION), amount);
        AddMove(request, Holder(pb::ACCOUNT_KIND_APPROPRIATION), Available(line), amount);
        Open(request, line);
      } else {
        request.set_document_kind("cut");
        AddMove(request, Available(line), Holder(pb::ACCOUNT_KIND_APPROPRIATION), Amount(60));
      }
      (void)office_.Call(allocation_, app::PostDocument, request);
    }
  }

  void KeepBooks(int i) {
    std::string contract;
    std::string contract_line;
    if (i == 0) {
      contract_line = AnyLine();
      contract = Commit(contract_line);
    }
    for (int bill = 0; bill < 3; ++bill) {
      const bool under_contract = !contract.empty() && scheduler_.Chance(70);
      PayBill(salt_ + "-" + std::to_string(i) + "-" + std::to_string(bill),
              under_contract ? contract_line : AnyLine(), under_contract ? contract : "", Amount(60));
    }
    if (!contract.empty()) {
      pb::ReleaseCommitmentRequest request;
      request.set_request_id(office_.NewId());
      request.set_name(contract);
      (void)office_.Call(accountant_, app::ReleaseCommitment, request);
    }
    --at_work_;
  }

  std::string Commit(const std::string& line) {
    pb::CreateCommitmentRequest request;
    request.set_request_id(office_.NewId());
    pb::Commitment& commitment = *request.mutable_commitment();
    commitment.set_budget_line(line);
    commitment.set_source("central");
    commitment.set_contract_number("12/2019/HĐ-SXSH");
    commitment.set_contract_date("2019-02-20");
    commitment.set_contractor("Công ty Tư vấn Môi trường");
    commitment.set_amount_vnd(Amount(80));
    const auto made = office_.Call(accountant_, app::CreateCommitment, request);
    return made.ok() ? made->commitment().name() : "";
  }

  /// Pays one bill: prepares, signs, sends; when the treasury refused, once more with a new payment.
  void PayBill(const std::string& bill, const std::string& line, const std::string& contract,
               std::int64_t amount) {
    for (int attempt = 0; attempt < 3; ++attempt) {
      pb::CreatePaymentRequest request;
      request.set_request_id(office_.NewId());
      pb::Payment& payment = *request.mutable_payment();
      payment.set_kind(pb::Payment::KIND_PAYMENT);
      payment.set_budget_line(line);
      payment.set_source("central");
      payment.set_commitment(contract);
      payment.set_amount_vnd(amount);
      payment.set_payee("Công ty Tư vấn Môi trường");
      payment.set_description("Thanh toán " + bill);
      const auto prepared = office_.Call(accountant_, app::CreatePayment, request);
      if (!prepared.ok()) return;
      const std::string& name = prepared->payment().name();
      if (scheduler_.Chance(15)) {
        pb::CancelPaymentRequest cancel;
        cancel.set_request_id(office_.NewId());
        cancel.set_name(name);
        (void)office_.Call(accountant_, app::CancelPayment, cancel);
        return;
      }
      if (!Sign(name)) return;
      if (!Control(name)) continue;
      if (Send(name, {bill, line, amount}) == pb::Payment::STATE_PAID) return;
    }
  }

  /// Both signatures; the payment leaves with the second.
  bool Sign(const std::string& payment) {
    pb::SignPaymentRequest first;
    first.set_request_id(office_.NewId());
    first.set_name(payment);
    pb::ApprovePaymentRequest second;
    second.set_request_id(office_.NewId());
    second.set_name(payment);
    return office_.Call(chief_, app::SignPayment, first).ok() &&
           office_.Call(head_, app::ApprovePayment, second).ok();
  }

  /// The treasury's control; false when it refuses, which it sometimes does.
  bool Control(const std::string& payment) {
    pb::ControlPaymentRequest request;
    request.set_request_id(office_.NewId());
    request.set_name(payment);
    const bool accept = scheduler_.Chance(90);
    request.set_decision(accept ? pb::ControlPaymentRequest::DECISION_ACCEPT
                                : pb::ControlPaymentRequest::DECISION_REFUSE);
    for (const char* check : {"standards", "procurement", "documents", "contract"}) {
      request.add_confirmed_checks(check);
    }
    request.set_note("Đã kiểm soát");
    const auto controlled = office_.Call(treasury_officer_, app::ControlPayment, request);
    if (!controlled.ok()) Complain("the control was refused: " + rpc::ReasonOf(controlled.status()));
    return accept;
  }

  /// Sends the order, perhaps more than once, and records what is known of it. Returns the final state.
  pb::Payment::State Send(const std::string& payment, const Treasury::Order& order) {
    const bool lost = scheduler_.Chance(15);
    if (!lost) treasury_.Receive(payment, order);
    if (scheduler_.Chance(15)) treasury_.Receive(payment, order);
    scheduler_.WaitUntil(
        "treasury", [&] { return treasury_.book().contains(payment); }, scheduler_.Soon(kPatience));
    const auto decision = treasury_.book().find(payment);
    const bool answered = decision != treasury_.book().end() && !scheduler_.Chance(20);
    pb::Outcome outcome = pb::OUTCOME_UNKNOWN;
    if (answered) {
      outcome = decision->second.paid ? pb::OUTCOME_PAID : pb::OUTCOME_REFUSED;
    } else if (plant_ == Plant::kUnknownBookedAsRefused) {
      outcome = pb::OUTCOME_REFUSED;
    }
    if (const auto state = Record(payment, outcome)) return *state;
    // Unknown: the order is sent again until it arrives; a statement decides, or two people who were shown a
    // paper of the treasury.
    if (lost) treasury_.Receive(payment, order);
    scheduler_.Wait("proof", [&] { return treasury_.book().contains(payment); });
    if (scheduler_.Chance(40)) DecideByTwo(payment, treasury_.book().at(payment).paid);
    scheduler_.Wait("statement", [&] { return decided_.contains(payment); });
    return decided_.at(payment);
  }

  /// Nothing while a statement is still to decide.
  std::optional<pb::Payment::State> Record(const std::string& payment, pb::Outcome outcome) {
    pb::RecordOutcomeRequest request;
    request.set_request_id(office_.NewId());
    request.set_name(payment);
    request.set_outcome(outcome);
    request.set_treasury_reference("KB-" + payment);
    request.set_note("Ghi nhận theo trả lời của Kho bạc");
    const auto recorded = office_.Call(treasury_officer_, app::RecordOutcome, request);
    // Refused: a statement was quicker.
    if (!recorded.ok()) return std::nullopt;
    const pb::Payment::State state = recorded->payment().state();
    report_.unknown += state == pb::Payment::STATE_UNKNOWN ? 1 : 0;
    if (state == pb::Payment::STATE_UNKNOWN) return std::nullopt;
    Count(payment, state);
    return state;
  }

  void DecideByTwo(const std::string& payment, bool paid) {
    pb::ProposeOutcomeRequest propose;
    propose.set_request_id(office_.NewId());
    propose.set_name(payment);
    propose.set_outcome(paid ? pb::OUTCOME_PAID : pb::OUTCOME_REFUSED);
    propose.set_treasury_reference("KB-" + payment);
    if (paid) propose.set_value_date("2019-03-01");
    propose.set_proof("Công văn của Kho bạc ngày 01/03/2019");
    const auto proposed = office_.Call(treasury_officer_, app::ProposeOutcome, propose);
    if (!proposed.ok()) return;  // A statement was quicker.
    pb::ConfirmOutcomeRequest confirm;
    confirm.set_request_id(office_.NewId());
    confirm.set_name(payment);
    confirm.set_etag(proposed->payment().etag());
    const auto confirmed = office_.Call(second_treasury_officer_, app::ConfirmOutcome, confirm);
    if (!confirmed.ok()) return;
    ++report_.by_two;
    Count(payment, confirmed->payment().state());
  }

  void Count(const std::string& payment, pb::Payment::State state) {
    if (!decided_.emplace(payment, state).second) return;
    (state == pb::Payment::STATE_PAID ? report_.paid : report_.refused) += 1;
  }

  /// Statements while anybody works; each names any part of what the treasury did so far, again and again.
  void ImportStatements() {
    while (at_work_ > 0) {
      scheduler_.WaitUntil(
          "evening", [&] { return at_work_ == 0; }, 100 + scheduler_.Soon(200));
      std::string csv = "payment,outcome,amount_vnd,value_date,treasury_reference\n";
      // In the order of decisions: the names of payments differ when a seed is played again.
      for (const std::string& payment : treasury_.order()) {
        const Treasury::Decision& decision = treasury_.book().at(payment);
        if (scheduler_.Chance(20)) continue;
        csv += payment + (decision.paid ? ",paid," : ",refused,") +
               std::to_string(decision.order.amount_vnd) + ",2019-03-01,KB-" + payment + "\n";
      }
      pb::ImportStatementRequest request;
      request.set_request_id(office_.NewId());
      request.set_csv(csv);
      const auto imported = office_.Call(treasury_officer_, app::ImportStatement, request);
      if (!imported.ok()) continue;
      for (const pb::Payment& payment : imported->payments()) Count(payment.name(), payment.state());
    }
  }

  void Disturb() {
    for (int i = 0; i < 6 && at_work_ > 0; ++i) {
      scheduler_.WaitUntil(
          "quiet", [&] { return at_work_ == 0; }, scheduler_.Soon(400));
      const std::size_t copy = scheduler_.Pick(Office::kCopies);
      if (scheduler_.Chance(60)) {
        office_.Crash(copy);
        ++report_.crashes;
      } else {
        office_.MoveClock(copy, std::chrono::minutes{Amount(960)} - std::chrono::minutes{480});
      }
    }
  }

  void CloseTheDay() {
    scheduler_.Wait("day", [&] { return at_work_ == 0; });
    office_.RepeatEverything();
    treasury_.End();
    office_.End();
  }

  const Plant plant_;
  Scheduler scheduler_;
  Transactions transactions_;
  const std::string salt_;
  Office office_;
  Treasury treasury_;
  const std::vector<std::string> lines_;
  LedgerCheck check_;
  std::uint64_t looked_at_ = 0;
  int at_work_ = 0;
  std::map<std::string, pb::Payment::State> decided_;
  Report report_;
  const types::Identity accountant_ = rpc::Person("users/ke-toan", {types::ROLE_ACCOUNTANT}, kAgency, "68");
  const types::Identity chief_ =
      rpc::Person("users/ke-toan-truong", {types::ROLE_CHIEF_ACCOUNTANT}, kAgency, "68");
  const types::Identity head_ = rpc::Person("users/giam-doc", {types::ROLE_UNIT_HEAD}, kAgency, "68");
  const types::Identity treasury_officer_ =
      rpc::Person("users/kho-bac", {types::ROLE_TREASURY_OFFICER}, "agencies/KBNN");
  const types::Identity second_treasury_officer_ =
      rpc::Person("users/kho-bac-2", {types::ROLE_TREASURY_OFFICER}, "agencies/KBNN");
  const types::Identity allocation_ = rpc::ProgramIdentity("allocation");
};

}  // namespace

Report Play(const Stage& stage, std::uint64_t seed, std::uint32_t run, Plant plant) {
  return History{stage, seed, run, plant}.Tell();
}

}  // namespace cpb::simulation
