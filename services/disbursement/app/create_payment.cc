#include "services/disbursement/app/create_payment.h"

#include <optional>
#include <utility>

#include "libs/ledger/reasons.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/disbursement/app/access.h"
#include "services/disbursement/app/commitments.h"
#include "services/disbursement/app/posting.h"
#include "services/disbursement/domain/reasons.h"
#include "services/disbursement/store/payments.h"
#include "services/disbursement/store/times.h"

namespace cpb::disbursement::app {
namespace {

using ledger::Kind;

/// How often an advance is judged anew because another advance of its contract came in between.
constexpr int kJudgementsMax = 5;

/// What the rules say of an advance, and the sum of earlier advances for which they say it.
struct AdvanceJudgement {
  std::int64_t earlier_vnd = 0;
  absl::StatusOr<rules::RuleOutcome> outcome = rules::RuleOutcome{};
};

/// Asked ahead of the unit of work. What is not there is left for the unit of work to refuse.
AdvanceJudgement JudgeAdvance(const App& app, const rpc::Call& call, const pb::Payment& asked) {
  AdvanceJudgement judgement;
  std::optional<rules::RuleSubject> subject;
  const absl::Status read = app.database.Read([&](storage::Session& session) -> absl::Status {
    const auto id = NumberOf("commitments/", asked.commitment());
    const auto commitment = id ? store::FindCommitment(session, *id) : std::nullopt;
    const auto lines = store::FindLine(session, asked.budget_line());
    if (!commitment || lines.empty()) return absl::OkStatus();
    judgement.earlier_vnd = store::AdvancedSoFar(session, asked.commitment());
    subject = SubjectOf(call, lines.back().line, asked.source(), asked.amount_vnd(),
                        commitment->message.contract_value_vnd());
    subject->set_earlier_vnd(judgement.earlier_vnd);
    return absl::OkStatus();
  });
  if (!read.ok()) {
    judgement.outcome = read;
  } else if (subject) {
    judgement.outcome = app.rules.Judge(call, rules::STEP_ADVANCE, *subject);
  }
  return judgement;
}

/// Takes `asked` out of what remains of its commitment.
absl::StatusOr<store::Commitment> DrawOnCommitment(storage::Session& session, const rpc::Call& call,
                                                   const pb::Payment& asked) {
  CPB_ASSIGN_OR_RETURN(store::Commitment commitment, LockCommitmentByName(session, asked.commitment()));
  pb::Commitment& message = commitment.message;
  CPB_RETURN_IF_ERROR(CheckOwnAgency(call, message.agency(), message.name()));
  if (message.budget_line() != asked.budget_line() || message.source() != asked.source()) {
    return rpc::Refuse(kCommitmentOfAnotherLine, {{"commitment", message.name()},
                                                  {"budget_line", message.budget_line()},
                                                  {"source", message.source()}});
  }
  if (message.remaining_vnd() < asked.amount_vnd()) {
    const std::string left = refusal::FormatVnd(message.remaining_vnd());
    return rpc::ToStatus({&ledger::kLedgerLimit,
                          {{"count", "1"}},
                          {{.subject = message.name(),
                            .text_vi = message.name() + ": còn " + left + " đồng.",
                            .text_en = message.name() + ": " + left + " dong left.",
                            .limit_vnd = message.remaining_vnd(),
                            .actual_vnd = asked.amount_vnd(),
                            .rule_id = "",
                            .citation = ""}}});
  }
  message.set_remaining_vnd(message.remaining_vnd() - asked.amount_vnd());
  store::SetRemaining(session, message.name(), message.remaining_vnd());
  return commitment;
}

store::Payment MakePayment(const rpc::Call& call, const pb::Payment& asked, const pb::BudgetLine& line) {
  store::Payment payment{{}, line.programme(), line.component_project()};
  pb::Payment& message = payment.message;
  message.set_kind(asked.kind());
  message.set_state(pb::Payment::STATE_PREPARED);
  message.set_budget_line(line.id());
  message.set_source(asked.source());
  message.set_commitment(asked.commitment());
  message.set_amount_vnd(asked.amount_vnd());
  message.set_payee(asked.payee());
  message.set_description(asked.description());
  message.set_agency(line.agency());
  message.set_preparer(call.actor());
  message.set_budget_year(line.budget_year());
  *message.mutable_create_time() = store::TimestampOf(call.now);
  return payment;
}

/// The rules as they were asked ahead; `moved` when another advance came in between, so that they must be
/// asked again.
absl::Status CheckAdvance(storage::Session& session, const pb::Payment& asked,
                          const AdvanceJudgement& judgement, bool& moved) {
  // The commitment is locked: no other advance can be added to it now.
  moved = store::AdvancedSoFar(session, asked.commitment()) != judgement.earlier_vnd;
  if (moved) return absl::AbortedError("earlier advances changed while the rules were asked");
  CPB_RETURN_IF_ERROR(judgement.outcome.status());
  return CheckAllowed(*judgement.outcome, /*whole_amount=*/true);
}

absl::Status Prepare(storage::Session& session, const rpc::Call& call,
                     const pb::CreatePaymentRequest& request, const AdvanceJudgement& judgement, bool& moved,
                     pb::CreatePaymentResponse& response) {
  const pb::Payment& asked = request.payment();
  const bool is_advance = asked.kind() == pb::Payment::KIND_ADVANCE;
  if (is_advance && asked.commitment().empty()) return rpc::Refuse(kAdvanceNeedsCommitment);
  int budget_year = asked.budget_year();
  Kind from = Kind::kAvailable;
  if (!asked.commitment().empty()) {
    CPB_ASSIGN_OR_RETURN(const store::Commitment commitment, DrawOnCommitment(session, call, asked));
    budget_year = commitment.message.budget_year();
    from = Kind::kCommitted;
  }
  CPB_ASSIGN_OR_RETURN(const pb::BudgetLine line,
                       LockLineToSpend(session, call, asked.budget_line(), budget_year,
                                       is_advance ? ledger::Step::kCommitment : ledger::Step::kPayment));
  if (is_advance) CPB_RETURN_IF_ERROR(CheckAdvance(session, asked, judgement, moved));

  store::Payment payment = MakePayment(call, asked, line);
  if (is_advance) *payment.message.mutable_findings() = judgement.outcome->findings();
  const ledger::AccountKey available = payment.Account(Kind::kAvailable);
  CPB_ASSIGN_OR_RETURN(
      Posting posting,
      Posting::Decide(
          session,
          {{.kind = is_advance ? "advance" : "payment",
            .name = "",
            .step = "reserve",
            .effective = ledger::EffectiveDate(line.budget_year(), call.today),
            .movements = {{payment.Account(from), payment.Account(Kind::kInPayment), asked.amount_vnd()}}}},
          {available}));
  store::InsertPayment(session, payment);
  posting.SetName(0, payment.message.name());
  response.set_journal_position(
      posting.Book(session, call, request.request_id(), {},
                   {{"payment.prepared", payment.message.name(), &payment.message}}));
  response.set_available_vnd(posting.BalanceOf(available));
  *response.mutable_payment() = std::move(payment.message);
  return absl::OkStatus();
}

}  // namespace

absl::Status CreatePayment(const App& app, const rpc::Call& call, const pb::CreatePaymentRequest& request,
                           pb::CreatePaymentResponse& response) {
  const bool is_advance = request.payment().kind() == pb::Payment::KIND_ADVANCE;
  for (int attempt = 1; attempt <= kJudgementsMax; ++attempt) {
    const AdvanceJudgement judgement =
        is_advance ? JudgeAdvance(app, call, request.payment()) : AdvanceJudgement{};
    bool moved = false;
    const absl::Status status =
        rpc::Once(app.database, call, request.request_id(), request, response,
                  [&](storage::Session& session) -> absl::Status {
                    moved = false;
                    return Prepare(session, call, request, judgement, moved, response);
                  });
    if (!moved) return status;
  }
  return absl::UnavailableError("other advances of this contract keep coming in; try again");
}

}  // namespace cpb::disbursement::app
