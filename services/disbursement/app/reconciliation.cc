#include "services/disbursement/app/reconciliation.h"

#include <array>
#include <utility>

#include "libs/feed/feed.h"
#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/disbursement/app/access.h"
#include "services/disbursement/app/import_statement.h"
#include "services/disbursement/app/outcomes.h"
#include "services/disbursement/app/payments.h"
#include "services/disbursement/app/posting.h"
#include "services/disbursement/domain/matching.h"
#include "services/disbursement/domain/reasons.h"
#include "services/disbursement/store/statements.h"

namespace cpb::disbursement::app {
namespace {

constexpr std::int64_t kDifferencesMax = 1'000;

/// Which differences are wanted. Lines belong to no unit, so a unit sees none.
struct Query {
  store::BookSide books;
  std::int64_t limit = kDifferencesMax + 1;
};

std::vector<pb::Difference> FindDifferences(storage::Session& session, const Query& query) {
  std::vector<pb::Difference> differences;
  for (pb::Payment& payment : store::InNoStatement(session, query.books, query.limit)) {
    pb::Difference& difference = differences.emplace_back();
    difference.set_side(pb::Difference::SIDE_BOOKS);
    store::ReadExplanation(session, payment.name(), difference);
    *difference.mutable_payment() = std::move(payment);
  }
  if (!query.books.agency.empty()) return differences;
  for (pb::StatementLine& line :
       store::UnmatchedLines(session, query.books.budget_year, query.books.date, query.limit)) {
    pb::Difference& difference = differences.emplace_back();
    difference.set_side(pb::Difference::SIDE_STATEMENT);
    store::ReadExplanation(session, line.name(), difference);
    *difference.mutable_line() = std::move(line);
  }
  return differences;
}

const std::string& SubjectOf(const pb::Difference& difference) {
  return difference.has_payment() ? difference.payment().name() : difference.line().name();
}

/// Payment and line agree: decides the payment when it is open. The line is locked.
absl::Status Match(storage::Session& session, const rpc::Call& call, const std::string& request_id,
                   pb::StatementLine& line, store::Payment& payment, pb::AcceptMatchResponse& response) {
  pb::Payment& message = payment.message;
  const StatementLine said{static_cast<TreasuryOutcome>(line.outcome()), line.amount_vnd(),
                           clock::ParseDate(line.value_date()).value()};
  const Candidate candidate =
      CandidateOf(message, store::MatchedReference(session, NumberOf("payments/", message.name()).value()));
  const bool repeats = IsRepeat(said, line.treasury_reference(), candidate);
  const auto why = WhyNotAccepted(said, candidate, call.today);
  if (why && !repeats) {
    return rpc::Refuse(kMatchImpossible, {{"line", line.name()}, {"payment", message.name()}, {"why", *why}});
  }
  CPB_RETURN_IF_ERROR(CheckTreasuryPerson(session, call, message));
  CPB_RETURN_IF_ERROR(
      LockOpenYear(session, call, payment.programme, message.budget_year(), ledger::Step::kOutcome));
  line.set_stage(repeats ? pb::StatementLine::STAGE_REPEATED : pb::StatementLine::STAGE_ACCEPTED);
  line.set_matched_payment(message.name());
  line.clear_remark();
  store::AcceptLine(session, call, line);
  if (static_cast<PaymentState>(message.state()) == StateAfter(said.outcome)) {
    feed::Append(session, call, {{"statementLine.matched", line.name(), &line}});
    return absl::OkStatus();
  }
  message.set_treasury_reference(line.treasury_reference());
  CPB_ASSIGN_OR_RETURN(Document document, Settle(session, call, payment, said.outcome, said.value_date));
  CPB_ASSIGN_OR_RETURN(const Posting posting, Posting::Decide(session, {std::move(document)}));
  response.set_journal_position(posting.Book(
      session, call, request_id, {},
      {{"statementLine.matched", line.name(), &line}, {EventOf(message.state()), message.name(), &message}}));
  return absl::OkStatus();
}

/// The difference that `subject` is; NO_DIFFERENCE when both sides agree about it, NOT_FOUND when there is no
/// such thing.
absl::StatusOr<pb::Difference> LockDifference(storage::Session& session, const std::string& subject) {
  pb::Difference difference;
  if (NumberOf("payments/", subject)) {
    CPB_ASSIGN_OR_RETURN(store::Payment payment, LockPaymentByName(session, subject));
    const auto state = payment.message.state();
    const bool counts = state == pb::Payment::STATE_SENT || state == pb::Payment::STATE_ACCEPTED ||
                        state == pb::Payment::STATE_UNKNOWN || state == pb::Payment::STATE_PAID;
    if (!counts || store::MatchedReference(session, NumberOf("payments/", subject).value())) {
      return rpc::Refuse(kNoDifference, {{"subject", subject}});
    }
    difference.set_side(pb::Difference::SIDE_BOOKS);
    *difference.mutable_payment() = std::move(payment.message);
    return difference;
  }
  const auto line = store::LockStatementLine(session, subject);
  if (!line) return rpc::Refuse(refusal::kNotFound, {{"resource", subject}});
  if (!line->matched_payment().empty()) return rpc::Refuse(kNoDifference, {{"subject", subject}});
  difference.set_side(pb::Difference::SIDE_STATEMENT);
  *difference.mutable_line() = *line;
  return difference;
}

}  // namespace

absl::Status CheckReconciled(storage::Session& session, const std::string& programme, int budget_year) {
  refusal::Refusal refusal{&kReconciliationOpen, {}, {}};
  for (const pb::Difference& difference : FindDifferences(session, {{programme, budget_year, "", ""}})) {
    if (!difference.explanation().empty()) continue;
    const std::int64_t amount =
        difference.has_payment() ? difference.payment().amount_vnd() : difference.line().amount_vnd();
    const std::string text = SubjectOf(difference) + ": " + refusal::FormatVnd(amount);
    refusal.violations.push_back({.subject = SubjectOf(difference),
                                  .text_vi = text + (difference.has_payment() ? " đồng, không có trên sổ phụ"
                                                                              : " đồng, chỉ có trên sổ phụ"),
                                  .text_en = text + (difference.has_payment() ? " dong, in no statement"
                                                                              : " dong, in a statement only"),
                                  .limit_vnd = {},
                                  .actual_vnd = amount,
                                  .rule_id = "",
                                  .citation = ""});
  }
  if (refusal.violations.empty()) return absl::OkStatus();
  refusal.parameters["count"] = std::to_string(refusal.violations.size());
  return rpc::ToStatus(refusal);
}

absl::Status ListReconciliation(const App& app, const rpc::Call& call,
                                const pb::ListReconciliationRequest& request,
                                pb::ListReconciliationResponse& response) {
  CPB_ASSIGN_OR_RETURN(const std::string agency, AgencyToList(call, request.agency()));
  return app.database.Read([&](storage::Session& session) -> absl::Status {
    const store::BookSide books{request.programme(), request.budget_year(), agency, request.date()};
    response.set_books_paid_vnd(store::SumPaid(session, books));
    response.set_statements_paid_vnd(
        store::SumStatements(session, books.programme, books.budget_year, agency, books.date));
    std::array<std::int64_t, 2> of_side{};
    for (pb::Difference& difference : FindDifferences(session, {books})) {
      if (++of_side[difference.has_payment() ? 0 : 1] > kDifferencesMax) {
        response.set_truncated(true);
        continue;
      }
      if (difference.explanation().empty()) response.set_unexplained_count(response.unexplained_count() + 1);
      *response.add_differences() = std::move(difference);
    }
    response.set_due_date(std::to_string(request.budget_year() + 1) + "-02-10");
    return absl::OkStatus();
  });
}

absl::Status AcceptMatch(const App& app, const rpc::Call& call, const pb::AcceptMatchRequest& request,
                         pb::AcceptMatchResponse& response) {
  return rpc::Once(
      app.database, call, request.request_id(), request, response,
      [&](storage::Session& session) -> absl::Status {
        auto line = store::LockStatementLine(session, request.name());
        if (!line) return rpc::Refuse(refusal::kNotFound, {{"resource", request.name()}});
        if (!line->matched_payment().empty()) {
          return rpc::Refuse(kLineMatched, {{"line", line->name()}, {"payment", line->matched_payment()}});
        }
        const std::string& named = request.payment().empty() ? line->proposed_payment() : request.payment();
        if (named.empty()) return rpc::Refuse(kNothingToMatch, {{"line", line->name()}});
        CPB_ASSIGN_OR_RETURN(store::Payment payment, LockPaymentByName(session, named));
        CPB_RETURN_IF_ERROR(Match(session, call, request.request_id(), *line, payment, response));
        *response.mutable_line() = *std::move(line);
        *response.mutable_payment() = std::move(payment.message);
        return absl::OkStatus();
      });
}

absl::Status ExplainDifference(const App& app, const rpc::Call& call,
                               const pb::ExplainDifferenceRequest& request,
                               pb::ExplainDifferenceResponse& response) {
  return rpc::Once(app.database, call, request.request_id(), request, response,
                   [&](storage::Session& session) -> absl::Status {
                     CPB_ASSIGN_OR_RETURN(pb::Difference difference,
                                          LockDifference(session, request.subject()));
                     if (difference.has_payment()) {
                       CPB_RETURN_IF_ERROR(CheckTreasuryPerson(session, call, difference.payment()));
                     }
                     store::InsertExplanation(session, call, request.subject(), request.explanation());
                     store::ReadExplanation(session, request.subject(), difference);
                     feed::Append(session, call, {{"difference.explained", request.subject(), &difference}});
                     *response.mutable_difference() = std::move(difference);
                     return absl::OkStatus();
                   });
}

}  // namespace cpb::disbursement::app
