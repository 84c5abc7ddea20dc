#include "services/disbursement/app/create_payment.h"

#include <optional>
#include <utility>

#include "libs/ledger/reasons.h"
#include "libs/ledger/reservation.h"
#include "libs/refusal/common.h"
#include "libs/rpc/status.h"
#include "services/disbursement/app/access.h"
#include "services/disbursement/app/group.h"
#include "services/disbursement/app/voucher.h"
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

/// Asked ahead of the unit of work and kept under `key`, when there is one. What is not there is left for the
/// unit of work to refuse, and what was decided before for it to repeat.
AdvanceJudgement JudgeAdvance(const App& app, const rpc::Call& call, const pb::Payment& asked,
                              const rpc::RequestKey* key) {
  AdvanceJudgement judgement;
  std::optional<rules::RuleSubject> subject;
  const absl::Status read = app.database.Read([&](storage::Session& session) -> absl::Status {
    if (key != nullptr && rpc::FindDecided(session, {key}).front()) return absl::OkStatus();
    const auto id = NumberOf("commitments/", asked.commitment());
    const auto commitment = id ? store::FindCommitment(session, *id) : std::nullopt;
    const auto lines = store::FindLine(session, asked.budget_line());
    if (!commitment || lines.empty()) return absl::OkStatus();
    judgement.earlier_vnd = store::AdvancedSoFar(session, asked.commitment());
    subject = SubjectOf(call, lines.back().line, asked.source(), asked.amount_vnd(),
                        commitment->message.contract_value_vnd());
    subject->set_earlier_vnd(judgement.earlier_vnd);
    subject->add_documents("commitment");
    return absl::OkStatus();
  });
  if (!read.ok()) {
    judgement.outcome = read;
  } else if (subject) {
    judgement.outcome =
        app.rules.Judge(call, rules::STEP_ADVANCE, *subject, key == nullptr ? "" : key->request_id);
  }
  return judgement;
}

/// What `asked` may draw on: a commitment of the same unit, line and source with enough left.
absl::StatusOr<store::Commitment*> FindToDrawOn(Rows& rows, const rpc::Call& call, const pb::Payment& asked) {
  const auto id = NumberOf("commitments/", asked.commitment());
  const auto found = id ? rows.commitments.find(*id) : rows.commitments.end();
  if (found == rows.commitments.end())
    return rpc::Refuse(refusal::kNotFound, {{"resource", asked.commitment()}});
  const pb::Commitment& message = found->second.message;
  CPB_RETURN_IF_ERROR(CheckOwnAgency(call, message.agency(), message.name()));
  if (message.budget_line() != asked.budget_line() || message.source() != asked.source()) {
    return rpc::Refuse(kCommitmentOfAnotherLine, {{"commitment", message.name()},
                                                  {"budget_line", message.budget_line()},
                                                  {"source", message.source()}});
  }
  const ledger::Reservation reservation{message.amount_vnd(), message.remaining_vnd(),
                                        clock::ParseDate(message.expire_date())};
  if (const auto expired = ledger::CheckNotExpired(reservation, call.today)) return rpc::ToStatus(*expired);
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
  return &found->second;
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
  message.set_deducted_vnd(asked.deducted_vnd());
  message.set_agency(line.agency());
  message.set_preparer(call.signature());
  message.set_budget_year(line.budget_year());
  *message.mutable_create_time() = store::TimestampOf(call.now);
  return payment;
}

class PaymentVoucher : public Voucher {
 public:
  PaymentVoucher(const rpc::Call& call, rpc::RequestKey key, const pb::CreatePaymentRequest& request,
                 const AdvanceJudgement& judgement, pb::CreatePaymentResponse& response)
      : Voucher{call, std::move(key), response},
        asked_{request.payment()},
        is_advance_{asked_.kind() == pb::Payment::KIND_ADVANCE},
        judgement_{judgement},
        filled_{response} {}

  /// True when another advance of the contract came in since the rules were asked: they must be asked again.
  bool moved() const { return moved_; }

  Wants wants() const override {
    return {asked_.budget_line(), NumberOf("commitments/", asked_.commitment()).value_or(0), is_advance_};
  }

  std::vector<ledger::AccountKey> Accounts(const Rows& rows) const override {
    const auto commitment = rows.commitments.find(wants().commitment);
    const auto line =
        ChooseLine(rows, commitment == rows.commitments.end() ? asked_.budget_year()
                                                              : commitment->second.message.budget_year());
    if (!line.ok()) return {};
    const store::Payment payment = MakePayment(call(), asked_, **line);
    std::vector<ledger::AccountKey> keys{payment.Account(Kind::kAvailable),
                                         payment.Account(Kind::kInPayment)};
    if (!asked_.commitment().empty()) keys.push_back(payment.Account(Kind::kCommitted));
    return keys;
  }

  absl::Status Decide(Rows& rows, Posting& posting) override {
    moved_ = false;
    if (is_advance_ && asked_.commitment().empty()) return rpc::Refuse(kAdvanceNeedsCommitment);
    store::Commitment* commitment = nullptr;
    if (!asked_.commitment().empty()) {
      CPB_ASSIGN_OR_RETURN(commitment, FindToDrawOn(rows, call(), asked_));
    }
    CPB_ASSIGN_OR_RETURN(
        const pb::BudgetLine* line,
        ChooseLine(rows, commitment ? commitment->message.budget_year() : asked_.budget_year()));
    if (is_advance_) CPB_RETURN_IF_ERROR(CheckAdvance(rows));
    payment_ = MakePayment(call(), asked_, *line);
    if (is_advance_) *payment_.message.mutable_findings() = judgement_.outcome->findings();
    const ledger::AccountKey from = payment_.Account(commitment ? Kind::kCommitted : Kind::kAvailable);
    CPB_RETURN_IF_ERROR(
        posting.Add({.kind = is_advance_ ? "advance" : "payment",
                     .name = "",
                     .step = "reserve",
                     .effective = ledger::EffectiveDate(line->budget_year(), call().today),
                     .movements = {{from, payment_.Account(Kind::kInPayment), asked_.amount_vnd()}}}));
    if (commitment) {
      commitment->message.set_remaining_vnd(commitment->message.remaining_vnd() - asked_.amount_vnd());
    }
    if (is_advance_) rows.earlier_advances_vnd[wants().commitment] += asked_.amount_vnd();
    available_vnd_ = posting.BalanceOf(payment_.Account(Kind::kAvailable));
    return absl::OkStatus();
  }

  void AddTo(Inserts& inserts) override { inserts.payments.push_back(&payment_); }
  feed::Event event() const override {
    return {"payment.prepared", payment_.message.name(), &payment_.message};
  }
  void Answer(std::int64_t journal_position) override {
    filled_.set_journal_position(journal_position);
    filled_.set_available_vnd(available_vnd_);
    *filled_.mutable_payment() = payment_.message;
  }

 private:
  absl::StatusOr<const pb::BudgetLine*> ChooseLine(const Rows& rows, int budget_year) const {
    static const std::vector<store::Line> kNone;
    const auto line = rows.lines.find(asked_.budget_line());
    return ChooseLineToSpend(line == rows.lines.end() ? kNone : line->second, call(), asked_.budget_line(),
                             budget_year, is_advance_ ? ledger::Step::kCommitment : ledger::Step::kPayment);
  }

  /// The rules as they were asked ahead.
  absl::Status CheckAdvance(const Rows& rows) {
    moved_ = rows.earlier_advances_vnd.at(wants().commitment) != judgement_.earlier_vnd;
    if (moved_) return absl::AbortedError("earlier advances changed while the rules were asked");
    CPB_RETURN_IF_ERROR(judgement_.outcome.status());
    return CheckAllowed(*judgement_.outcome, /*whole_amount=*/true);
  }

  const pb::Payment& asked_;
  const bool is_advance_;
  const AdvanceJudgement& judgement_;
  pb::CreatePaymentResponse& filled_;
  bool moved_ = false;
  store::Payment payment_;
  std::int64_t available_vnd_ = 0;
};

}  // namespace

std::unique_ptr<Voucher> MakePaymentVoucher(const rpc::Call& call, rpc::RequestKey key,
                                            const pb::CreatePaymentRequest& request,
                                            pb::CreatePaymentResponse& response) {
  static const AdvanceJudgement kNone;
  return std::make_unique<PaymentVoucher>(call, std::move(key), request, kNone, response);
}

absl::Status CreatePayment(const App& app, const rpc::Call& call, const pb::CreatePaymentRequest& request,
                           pb::CreatePaymentResponse& response) {
  CPB_ASSIGN_OR_RETURN(const rpc::RequestKey key, rpc::MakeRequestKey(call, request.request_id(), request));
  const bool is_advance = request.payment().kind() == pb::Payment::KIND_ADVANCE;
  for (int attempt = 1; attempt <= kJudgementsMax; ++attempt) {
    const AdvanceJudgement judgement =
        is_advance ? JudgeAdvance(app, call, request.payment(), request.validate_only() ? nullptr : &key)
                   : AdvanceJudgement{};
    PaymentVoucher voucher{call, key, request, judgement, response};
    const absl::Status status = request.validate_only()
                                    ? Rehearse(app.database, voucher)
                                    : app.writer.Submit(request.payment().budget_line(), voucher);
    if (!voucher.moved()) return status;
  }
  return absl::UnavailableError("other advances of this contract keep coming in; try again");
}

void CreatePaymentLater(const App& app, const rpc::Call& call, const pb::CreatePaymentRequest& request,
                        pb::CreatePaymentResponse& response, rpc::Finish finish) {
  // An advance asks the rules, and a rehearsal the database: both wait.
  if (request.payment().kind() == pb::Payment::KIND_ADVANCE || request.validate_only()) {
    auto waiting = [&app, &call, &request, &response, finish] {
      absl::Status outcome;
      try {
        outcome = CreatePayment(app, call, request, response);
      } catch (const std::exception& error) {
        outcome = absl::InternalError(error.what());
      }
      finish(outcome);
    };
    if (!app.side_threads.Run(std::move(waiting)))
      finish(rpc::Refuse(kLedgerBusy, {{"waiting", std::to_string(SideThreads::kWaitingMax)}}));
    return;
  }
  absl::StatusOr<rpc::RequestKey> key = rpc::MakeRequestKey(call, request.request_id(), request);
  if (!key.ok()) return finish(key.status());
  const std::shared_ptr<Voucher> voucher = MakePaymentVoucher(call, *std::move(key), request, response);
  // The writer holds the voucher until it has told its outcome.
  voucher->OnFinished([voucher, finish] { finish(voucher->outcome); });
  const absl::Status queued = app.writer.Enqueue(request.payment().budget_line(), *voucher);
  if (queued.ok()) return;
  voucher->OnFinished(nullptr);
  finish(queued);
}

}  // namespace cpb::disbursement::app
