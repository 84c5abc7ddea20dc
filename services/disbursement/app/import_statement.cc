#include "services/disbursement/app/import_statement.h"

#include <map>
#include <set>
#include <utility>

#include "libs/feed/feed.h"
#include "libs/money/money.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/disbursement/app/access.h"
#include "services/disbursement/app/outcomes.h"
#include "services/disbursement/app/posting.h"
#include "services/disbursement/app/statement_file.h"
#include "services/disbursement/domain/reasons.h"
#include "services/disbursement/store/statements.h"
#include "services/disbursement/store/times.h"

namespace cpb::disbursement::app {
namespace {

/// A statement on its way through one unit of work.
class Import {
 public:
  Import(storage::Session& session, const rpc::Call& call) : session_{session}, call_{call} {}

  /// Judges every line, in the order of the file.
  absl::Status Judge(const std::vector<FileLine>& lines) {
    std::vector<std::vector<std::int64_t>> candidates = FindCandidates(lines);
    LockAll(candidates);
    for (std::size_t i = 0; i < lines.size(); ++i) CPB_RETURN_IF_ERROR(JudgeLine(lines[i], candidates[i]));
    return absl::OkStatus();
  }

  /// False when the same content came in meanwhile.
  absl::StatusOr<bool> Book(const pb::ImportStatementRequest& request, std::int64_t paid_vnd,
                            pb::ImportStatementResponse& response) {
    const auto statement =
        store::InsertStatement(session_, call_, request.request_id(), request.csv(), paid_vnd, rows_);
    if (!statement) return false;
    response.set_statement(NameOf("statements/", *statement));
    for (const pb::StatementLine& row : rows_) {
      if (row.matched_payment().empty()) {
        response.add_unmatched("dòng " + std::to_string(row.line()) + ": " + row.payment() + ": " +
                               row.remark());
      }
    }
    if (decided_.empty()) return true;
    CPB_ASSIGN_OR_RETURN(const Posting posting, Posting::Decide(session_, std::move(documents_)));
    for (pb::Payment& payment : decided_) *response.add_payments() = std::move(payment);
    std::vector<feed::Event> events;
    for (const pb::Payment& payment : response.payments()) {
      events.push_back({EventOf(payment.state()), payment.name(), &payment});
    }
    posting.Book(session_, call_, request.request_id(), {}, events);
    return true;
  }

 private:
  /// Payments that each line may be about: the one that it names, else those that resemble it.
  std::vector<std::vector<std::int64_t>> FindCandidates(const std::vector<FileLine>& lines) {
    std::vector<std::vector<std::int64_t>> candidates;
    candidates.reserve(lines.size());
    for (const FileLine& line : lines) {
      const auto named = NumberOf("payments/", line.payment);
      candidates.push_back(
          named && store::FindPayment(session_, *named)
              ? std::vector<std::int64_t>{*named}
              : store::PaymentsLike(session_, line.line.amount_vnd, line.treasury_reference));
    }
    return candidates;
  }

  /// In the order of their numbers, as everybody locks them.
  void LockAll(const std::vector<std::vector<std::int64_t>>& candidates) {
    std::set<std::int64_t> ids;
    for (const auto& of_line : candidates) ids.insert(of_line.begin(), of_line.end());
    for (const std::int64_t id : ids) {
      if (auto payment = store::LockPayment(session_, id)) {
        matched_references_[id] = store::MatchedReference(session_, id);
        payments_.emplace(id, *std::move(payment));
      }
    }
  }

  absl::Status JudgeLine(const FileLine& line, const std::vector<std::int64_t>& candidate_ids) {
    LineToMatch to_match{0, line.line, line.treasury_reference, line.payee};
    std::vector<Candidate> candidates;
    for (const std::int64_t id : std::set<std::int64_t>(candidate_ids.begin(), candidate_ids.end())) {
      const auto payment = payments_.find(id);
      if (payment == payments_.end()) continue;
      candidates.push_back(CandidateOf(payment->second.message, matched_references_[id]));
      if (NumberOf("payments/", line.payment) == id) to_match.named = id;
    }
    const Match match = MatchLine(to_match, candidates, call_.today);
    Keep(line, match);
    if (match.stage == MatchStage::kUnmatched || match.stage == MatchStage::kProposed)
      return absl::OkStatus();
    if (!matched_references_[match.payment]) matched_references_[match.payment] = line.treasury_reference;
    if (!match.decides) return absl::OkStatus();
    return Decide(line, payments_.at(match.payment));
  }

  absl::Status Decide(const FileLine& line, store::Payment& payment) {
    pb::Payment& message = payment.message;
    CPB_RETURN_IF_ERROR(CheckTreasuryPerson(session_, call_, message));
    CPB_RETURN_IF_ERROR(
        LockOpenYear(session_, call_, payment.programme, message.budget_year(), ledger::Step::kOutcome));
    message.set_treasury_reference(line.treasury_reference);
    CPB_ASSIGN_OR_RETURN(Document document,
                         Settle(session_, call_, payment, line.line.outcome, line.line.value_date));
    documents_.push_back(std::move(document));
    decided_.push_back(message);
    return absl::OkStatus();
  }

  void Keep(const FileLine& line, const Match& match) {
    pb::StatementLine row;
    row.set_line(line.number);
    row.set_payment(line.payment);
    row.set_outcome(static_cast<pb::Outcome>(line.line.outcome));
    row.set_amount_vnd(line.line.amount_vnd);
    row.set_value_date(clock::FormatDate(line.line.value_date));
    row.set_treasury_reference(line.treasury_reference);
    row.set_payee(line.payee);
    row.set_stage(static_cast<pb::StatementLine::Stage>(match.stage));
    row.set_remark(match.remark);
    const std::string payment = match.payment == 0 ? "" : NameOf("payments/", match.payment);
    match.stage == MatchStage::kProposed ? row.set_proposed_payment(payment)
                                         : row.set_matched_payment(payment);
    rows_.push_back(std::move(row));
  }

  storage::Session& session_;
  const rpc::Call& call_;
  std::map<std::int64_t, store::Payment> payments_;                        ///< Locked.
  std::map<std::int64_t, std::optional<std::string>> matched_references_;  ///< Of those.
  std::vector<pb::StatementLine> rows_;
  std::vector<Document> documents_;
  std::vector<pb::Payment> decided_;
};

/// Sum of the paid lines; STATEMENT_TOTALS when the file is not what the sender says.
absl::StatusOr<std::int64_t> CheckTotals(const pb::ImportStatementRequest& request,
                                         const std::vector<FileLine>& lines) {
  std::int64_t paid_vnd = 0;
  for (const FileLine& line : lines) {
    if (line.line.outcome != TreasuryOutcome::kPaid) continue;
    if (__builtin_add_overflow(paid_vnd, line.line.amount_vnd, &paid_vnd) || paid_vnd > money::kMaxDong) {
      return rpc::Refuse(kStatementTooLarge);
    }
  }
  const auto lines_count = static_cast<std::int64_t>(lines.size());
  const bool right = (request.expected_lines() == 0 || request.expected_lines() == lines_count) &&
                     (request.expected_paid_vnd() == 0 || request.expected_paid_vnd() == paid_vnd);
  if (right) return paid_vnd;
  return rpc::Refuse(kStatementTotals,
                     {{"lines", std::to_string(lines_count)},
                      {"expected_lines", std::to_string(request.expected_lines())},
                      {"paid_vnd", refusal::FormatVnd(paid_vnd)},
                      {"expected_paid_vnd", refusal::FormatVnd(request.expected_paid_vnd())}});
}

}  // namespace

Candidate CandidateOf(const pb::Payment& payment, std::optional<std::string> matched_reference) {
  return {.id = NumberOf("payments/", payment.name()).value(),
          .facts = {static_cast<PaymentState>(payment.state()), payment.amount_vnd(),
                    clock::VietNamDate(store::InstantOf(payment.create_time()))},
          .payee = payment.payee(),
          .treasury_reference = payment.treasury_reference(),
          .matched_reference = std::move(matched_reference)};
}

absl::Status ImportStatement(const App& app, const rpc::Call& call, const pb::ImportStatementRequest& request,
                             pb::ImportStatementResponse& response) {
  CPB_ASSIGN_OR_RETURN(const std::vector<FileLine> lines, ReadStatement(request.csv()));
  CPB_ASSIGN_OR_RETURN(const std::int64_t paid_vnd, CheckTotals(request, lines));
  return rpc::Once(app.database, call, request.request_id(), request, response,
                   [&](storage::Session& session) -> absl::Status {
                     if (const auto known = store::FindStatement(session, request.csv())) {
                       response.set_statement(NameOf("statements/", *known));
                       response.set_already_imported(true);
                       return absl::OkStatus();
                     }
                     Import import{session, call};
                     CPB_RETURN_IF_ERROR(import.Judge(lines));
                     CPB_ASSIGN_OR_RETURN(const bool booked, import.Book(request, paid_vnd, response));
                     if (!booked)
                       return absl::AbortedError("the same statement is being imported; send it again");
                     return absl::OkStatus();
                   });
}

}  // namespace cpb::disbursement::app
