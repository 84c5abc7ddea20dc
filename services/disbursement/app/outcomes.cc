#include "services/disbursement/app/outcomes.h"

#include <map>
#include <memory>
#include <set>
#include <utility>

#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/disbursement/app/access.h"
#include "services/disbursement/app/payments.h"
#include "services/disbursement/app/posting.h"
#include "services/disbursement/app/statement_file.h"
#include "services/disbursement/domain/people.h"
#include "services/disbursement/domain/treasury.h"
#include "services/disbursement/store/times.h"

namespace cpb::disbursement::app {
namespace {

using ledger::Kind;

const char* EventOf(pb::Payment::State state) {
  if (state == pb::Payment::STATE_PAID) return "payment.paid";
  return state == pb::Payment::STATE_REFUSED ? "payment.refused" : "payment.unknown";
}

/// The treasury officer neither prepared nor signed the payment nor decided about its line.
absl::Status CheckRecorder(storage::Session& session, const rpc::Call& call, const pb::Payment& payment) {
  if (const auto refusal =
          CheckOtherPerson(call.actor(), payment.name(),
                           {{payment.preparer(), "preparation"}, {payment.signer(), "signature"}})) {
    return rpc::ToStatus(*refusal);
  }
  return CheckNotDecider(session, call, payment);
}

/// Moves the money of a payment whose outcome is now certain, and changes the row. The document is still to
/// be booked.
absl::StatusOr<Document> Settle(storage::Session& session, const rpc::Call& call, store::Payment& payment,
                                TreasuryOutcome outcome, clock::Date value_date) {
  pb::Payment& message = payment.message;
  message.set_state(static_cast<pb::Payment::State>(StateAfter(outcome)));
  message.set_recorder(call.actor());
  message.set_value_date(clock::FormatDate(value_date));
  if (outcome == TreasuryOutcome::kRefused) {
    CPB_ASSIGN_OR_RETURN(Document document, ReturnMoney(session, call, payment, "refuse"));
    message.clear_value_date();
    store::UpdatePayment(session, payment);
    return document;
  }
  const bool is_advance = message.kind() == pb::Payment::KIND_ADVANCE;
  if (is_advance) message.set_open_advance_vnd(message.amount_vnd());
  store::UpdatePayment(session, payment);
  return Document{
      .kind = is_advance ? "advance" : "payment",
      .name = message.name(),
      .step = "confirm",
      .effective = ledger::EffectiveDate(message.budget_year(), value_date),
      .movements = {{payment.Account(Kind::kInPayment),
                     payment.Account(is_advance ? Kind::kAdvanced : Kind::kSpent), message.amount_vnd()}}};
}

}  // namespace

absl::Status RecordOutcome(const App& app, const rpc::Call& call, const pb::RecordOutcomeRequest& request,
                           pb::RecordOutcomeResponse& response) {
  return rpc::Once(
      app.database, call, request.request_id(), request, response,
      [&](storage::Session& session) -> absl::Status {
        CPB_ASSIGN_OR_RETURN(store::Payment payment, LockPaymentByName(session, request.name()));
        pb::Payment& message = payment.message;
        if (const auto refusal = CheckPaymentState(
                PaymentStep::kRecord, static_cast<PaymentState>(message.state()), message.name())) {
          return rpc::ToStatus(*refusal);
        }
        CPB_RETURN_IF_ERROR(CheckRecorder(session, call, message));
        CPB_RETURN_IF_ERROR(
            LockOpenYear(session, call, payment.programme, message.budget_year(), ledger::Step::kOutcome));
        message.set_treasury_reference(request.treasury_reference());
        message.set_outcome_note(request.note());
        if (request.outcome() == pb::OUTCOME_UNKNOWN) {
          // Nothing moves: the money stays reserved until a statement decides.
          message.set_state(pb::Payment::STATE_UNKNOWN);
          message.set_recorder(call.actor());
          store::UpdatePayment(session, payment);
          feed::Append(session, call, {{"payment.unknown", message.name(), &message}});
        } else {
          CPB_ASSIGN_OR_RETURN(
              Document document,
              Settle(session, call, payment, static_cast<TreasuryOutcome>(request.outcome()), call.today));
          CPB_ASSIGN_OR_RETURN(const Posting posting, Posting::Decide(session, {std::move(document)}));
          response.set_journal_position(posting.Book(session, call, request.request_id(), {},
                                                     {{EventOf(message.state()), message.name(), &message}}));
        }
        *response.mutable_payment() = std::move(message);
        return absl::OkStatus();
      });
}

namespace {

/// A statement on its way through one unit of work.
class Import {
 public:
  Import(storage::Session& session, const rpc::Call& call) : session_{session}, call_{call} {}

  /// Judges every line; payments are locked in the order of their numbers.
  absl::Status Judge(const std::vector<FileLine>& lines) {
    std::map<std::int64_t, store::Payment> locked;
    for (const FileLine& line : lines) {
      if (const auto id = NumberOf("payments/", line.payment)) locked.try_emplace(*id);
    }
    for (auto row = locked.begin(); row != locked.end();) {
      auto payment = store::LockPayment(session_, row->first);
      if (payment) row->second = *std::move(payment);
      row = payment ? std::next(row) : locked.erase(row);
    }
    for (const FileLine& line : lines) {
      const auto id = NumberOf("payments/", line.payment);
      const auto payment = id ? locked.find(*id) : locked.end();
      if (payment == locked.end()) {
        Keep(line, "không có chứng từ này / no such payment");
        continue;
      }
      CPB_RETURN_IF_ERROR(JudgeLine(line, payment->second));
    }
    return absl::OkStatus();
  }

  absl::Status Book(const std::string& request_id, pb::ImportStatementResponse& response) {
    store::InsertStatement(session_, call_.actor(), request_id, clock::FormatInstant(call_.now), rows_);
    for (const store::StatementRow& row : rows_) {
      if (!row.decided) {
        response.add_unmatched("dòng " + std::to_string(row.line) + ": " + row.payment + ": " + row.remark);
      }
    }
    if (decided_.empty()) return absl::OkStatus();
    CPB_ASSIGN_OR_RETURN(const Posting posting, Posting::Decide(session_, std::move(documents_)));
    for (pb::Payment& payment : decided_) *response.add_payments() = std::move(payment);
    std::vector<feed::Event> events;
    for (const pb::Payment& payment : response.payments()) {
      events.push_back({EventOf(payment.state()), payment.name(), &payment});
    }
    posting.Book(session_, call_, request_id, {}, events);
    return absl::OkStatus();
  }

 private:
  void Keep(const FileLine& line, const std::string& why) {
    rows_.push_back({.line = line.number,
                     .payment = line.payment,
                     .outcome = static_cast<int>(line.line.outcome),
                     .amount_vnd = line.line.amount_vnd,
                     .value_date = clock::FormatDate(line.line.value_date),
                     .treasury_reference = line.treasury_reference,
                     .decided = why.empty(),
                     .remark = why});
  }

  absl::Status JudgeLine(const FileLine& line, store::Payment& payment) {
    pb::Payment& message = payment.message;
    const PaymentFacts facts{static_cast<PaymentState>(message.state()), message.amount_vnd(),
                             clock::VietNamDate(store::InstantOf(message.create_time()))};
    if (const auto why = WhyNotDecided(line.line, facts, call_.today)) {
      Keep(line, *why);
      return absl::OkStatus();
    }
    CPB_RETURN_IF_ERROR(CheckRecorder(session_, call_, message));
    CPB_RETURN_IF_ERROR(
        LockOpenYear(session_, call_, payment.programme, message.budget_year(), ledger::Step::kOutcome));
    message.set_treasury_reference(line.treasury_reference);
    CPB_ASSIGN_OR_RETURN(Document document,
                         Settle(session_, call_, payment, line.line.outcome, line.line.value_date));
    documents_.push_back(std::move(document));
    decided_.push_back(message);
    Keep(line, "");
    return absl::OkStatus();
  }

  storage::Session& session_;
  const rpc::Call& call_;
  std::vector<store::StatementRow> rows_;
  std::vector<Document> documents_;
  std::vector<pb::Payment> decided_;
};

}  // namespace

absl::Status ImportStatement(const App& app, const rpc::Call& call, const pb::ImportStatementRequest& request,
                             pb::ImportStatementResponse& response) {
  CPB_ASSIGN_OR_RETURN(const std::vector<FileLine> lines, ReadStatement(request.csv()));
  return rpc::Once(app.database, call, request.request_id(), request, response,
                   [&](storage::Session& session) -> absl::Status {
                     Import import{session, call};
                     CPB_RETURN_IF_ERROR(import.Judge(lines));
                     return import.Book(request.request_id(), response);
                   });
}

}  // namespace cpb::disbursement::app
