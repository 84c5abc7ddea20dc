#include "services/disbursement/app/commitments.h"

#include <utility>

#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/disbursement/app/access.h"
#include "services/disbursement/app/posting.h"
#include "services/disbursement/domain/reasons.h"

namespace cpb::disbursement::app {
namespace {

using ledger::Kind;

std::int64_t ContractValue(const pb::Commitment& commitment) {
  return commitment.contract_value_vnd() == 0 ? commitment.amount_vnd() : commitment.contract_value_vnd();
}

/// What the rules say, asked ahead of the unit of work. A line that is not there is left for the unit of work
/// to refuse.
absl::StatusOr<rules::RuleOutcome> JudgeCommitment(const App& app, const rpc::Call& call,
                                                   const pb::Commitment& commitment) {
  auto lines = app.database.Read([&](storage::Session& session) -> absl::StatusOr<std::vector<store::Line>> {
    return store::FindLine(session, commitment.budget_line());
  });
  CPB_RETURN_IF_ERROR(lines.status());
  if (lines->empty()) return rules::RuleOutcome{};
  return app.rules.Judge(call, rules::STEP_COMMITMENT,
                         SubjectOf(call, lines->back().line, commitment.source(), commitment.amount_vnd(),
                                   ContractValue(commitment)));
}

store::Commitment MakeCommitment(const rpc::Call& call, const pb::Commitment& asked,
                                 const pb::BudgetLine& line, const rules::RuleOutcome& judged) {
  store::Commitment commitment{{}, line.programme(), line.component_project()};
  pb::Commitment& message = commitment.message;
  message.set_budget_line(line.id());
  message.set_source(asked.source());
  message.set_contract_number(asked.contract_number());
  message.set_contract_date(asked.contract_date());
  message.set_contractor(asked.contractor());
  message.set_amount_vnd(asked.amount_vnd());
  message.set_remaining_vnd(asked.amount_vnd());
  message.set_agency(line.agency());
  message.set_creator(call.actor());
  message.set_budget_year(line.budget_year());
  message.set_contract_value_vnd(ContractValue(asked));
  *message.mutable_findings() = judged.findings();
  return commitment;
}

}  // namespace

absl::Status CreateCommitment(const App& app, const rpc::Call& call,
                              const pb::CreateCommitmentRequest& request,
                              pb::CreateCommitmentResponse& response) {
  const pb::Commitment& asked = request.commitment();
  const auto judged = JudgeCommitment(app, call, asked);
  return rpc::Once(
      app.database, call, request.request_id(), request, response,
      [&](storage::Session& session) -> absl::Status {
        CPB_ASSIGN_OR_RETURN(const pb::BudgetLine line,
                             LockLineToSpend(session, call, asked.budget_line(), asked.budget_year(),
                                             ledger::Step::kCommitment));
        if (asked.amount_vnd() > ContractValue(asked)) {
          return rpc::Refuse(kCommitmentExceedsContract,
                             {{"amount_vnd", refusal::FormatVnd(asked.amount_vnd())},
                              {"contract_value_vnd", refusal::FormatVnd(ContractValue(asked))}});
        }
        CPB_RETURN_IF_ERROR(judged.status());
        CPB_RETURN_IF_ERROR(CheckAllowed(*judged, /*whole_amount=*/false));
        store::Commitment commitment = MakeCommitment(call, asked, line, *judged);
        const ledger::AccountKey available = commitment.Account(Kind::kAvailable);
        CPB_ASSIGN_OR_RETURN(
            Posting posting,
            Posting::Decide(
                session,
                {{.kind = "commitment",
                  .name = "",
                  .step = "commit",
                  .effective = ledger::EffectiveDate(line.budget_year(), call.today),
                  .movements = {{available, commitment.Account(Kind::kCommitted), asked.amount_vnd()}}}}));
        store::InsertCommitment(session, commitment, clock::FormatInstant(call.now));
        posting.SetName(0, commitment.message.name());
        response.set_journal_position(
            posting.Book(session, call, request.request_id(), {},
                         {{"commitment.created", commitment.message.name(), &commitment.message}}));
        response.set_available_vnd(posting.BalanceOf(available));
        *response.mutable_commitment() = std::move(commitment.message);
        return absl::OkStatus();
      });
}

absl::StatusOr<store::Commitment> LockCommitmentByName(storage::Session& session, const std::string& name) {
  const auto id = NumberOf("commitments/", name);
  auto commitment = id ? store::LockCommitment(session, *id) : std::nullopt;
  if (!commitment) return rpc::Refuse(refusal::kNotFound, {{"resource", name}});
  return *std::move(commitment);
}

absl::Status ReleaseCommitment(const App& app, const rpc::Call& call,
                               const pb::ReleaseCommitmentRequest& request,
                               pb::ReleaseCommitmentResponse& response) {
  return rpc::Once(
      app.database, call, request.request_id(), request, response,
      [&](storage::Session& session) -> absl::Status {
        CPB_ASSIGN_OR_RETURN(store::Commitment commitment, LockCommitmentByName(session, request.name()));
        pb::Commitment& message = commitment.message;
        CPB_RETURN_IF_ERROR(CheckOwnAgency(call, message.agency(), message.name()));
        CPB_RETURN_IF_ERROR(
            LockOpenYear(session, call, commitment.programme, message.budget_year(), ledger::Step::kOutcome));
        if (message.remaining_vnd() == 0)
          return rpc::Refuse(kNothingToRelease, {{"commitment", message.name()}});
        CPB_ASSIGN_OR_RETURN(
            const Posting posting,
            Posting::Decide(
                session, {{.kind = "commitment",
                           .name = message.name(),
                           .step = "release",
                           .effective = ledger::EffectiveDate(message.budget_year(), call.today),
                           .movements = {{commitment.Account(Kind::kCommitted),
                                          commitment.Account(Kind::kAvailable), message.remaining_vnd()}}}}));
        message.set_remaining_vnd(0);
        store::SetRemaining(session, message.name(), 0);
        response.set_journal_position(posting.Book(session, call, request.request_id(), {},
                                                   {{"commitment.released", message.name(), &message}}));
        *response.mutable_commitment() = std::move(message);
        return absl::OkStatus();
      });
}

absl::Status ListCommitments(const App& app, const rpc::Call& call, const pb::ListCommitmentsRequest& request,
                             pb::ListCommitmentsResponse& response) {
  CPB_ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(call, request));
  CPB_ASSIGN_OR_RETURN(const std::string agency, AgencyToList(call, ""));
  return app.database.Read([&](storage::Session& session) -> absl::Status {
    std::vector<pb::Commitment> commitments = store::ListCommitments(session, request, agency, page);
    const bool more = commitments.size() > static_cast<std::size_t>(page.size);
    if (more) commitments.pop_back();
    for (pb::Commitment& commitment : commitments) *response.add_commitments() = std::move(commitment);
    if (more) {
      const std::string& last = response.commitments(page.size - 1).name();
      response.set_next_page_token(
          rpc::NextPageToken(call, request, std::to_string(*NumberOf("commitments/", last))));
    }
    return absl::OkStatus();
  });
}

}  // namespace cpb::disbursement::app
