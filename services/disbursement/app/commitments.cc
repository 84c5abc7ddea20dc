#include "services/disbursement/app/commitments.h"

#include <utility>

#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/disbursement/app/access.h"
#include "services/disbursement/app/group.h"
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

class CommitmentVoucher : public Voucher {
 public:
  CommitmentVoucher(const rpc::Call& call, rpc::RequestKey key, const pb::CreateCommitmentRequest& request,
                    const absl::StatusOr<rules::RuleOutcome>& judged, pb::CreateCommitmentResponse& response)
      : Voucher{call, std::move(key), response},
        asked_{request.commitment()},
        judged_{judged},
        filled_{response} {}

  Wants wants() const override { return {.budget_line = asked_.budget_line()}; }

  std::vector<ledger::AccountKey> Accounts(const Rows& rows) const override {
    const auto line = ChooseLine(rows);
    if (!line.ok()) return {};
    const store::Commitment commitment = MakeCommitment(call(), asked_, **line, {});
    return {commitment.Account(Kind::kAvailable), commitment.Account(Kind::kCommitted)};
  }

  absl::Status Decide(Rows& rows, Posting& posting) override {
    CPB_ASSIGN_OR_RETURN(const pb::BudgetLine* line, ChooseLine(rows));
    if (asked_.amount_vnd() > ContractValue(asked_)) {
      return rpc::Refuse(kCommitmentExceedsContract,
                         {{"amount_vnd", refusal::FormatVnd(asked_.amount_vnd())},
                          {"contract_value_vnd", refusal::FormatVnd(ContractValue(asked_))}});
    }
    CPB_RETURN_IF_ERROR(judged_.status());
    CPB_RETURN_IF_ERROR(CheckAllowed(*judged_, /*whole_amount=*/false));
    commitment_ = MakeCommitment(call(), asked_, *line, *judged_);
    const ledger::AccountKey available = commitment_.Account(Kind::kAvailable);
    CPB_RETURN_IF_ERROR(posting.Add(
        {.kind = "commitment",
         .name = "",
         .step = "commit",
         .effective = ledger::EffectiveDate(line->budget_year(), call().today),
         .movements = {{available, commitment_.Account(Kind::kCommitted), asked_.amount_vnd()}}}));
    available_vnd_ = posting.BalanceOf(available);
    return absl::OkStatus();
  }

  void AddTo(Inserts& inserts) override {
    inserts.commitments.push_back({&commitment_, clock::FormatInstant(call().now)});
  }
  feed::Event event() const override {
    return {"commitment.created", commitment_.message.name(), &commitment_.message};
  }
  void Answer(std::int64_t journal_position) override {
    filled_.set_journal_position(journal_position);
    filled_.set_available_vnd(available_vnd_);
    *filled_.mutable_commitment() = commitment_.message;
  }

 private:
  absl::StatusOr<const pb::BudgetLine*> ChooseLine(const Rows& rows) const {
    static const std::vector<store::Line> kNone;
    const auto line = rows.lines.find(asked_.budget_line());
    return ChooseLineToSpend(line == rows.lines.end() ? kNone : line->second, call(), asked_.budget_line(),
                             asked_.budget_year(), ledger::Step::kCommitment);
  }

  const pb::Commitment& asked_;
  const absl::StatusOr<rules::RuleOutcome>& judged_;
  pb::CreateCommitmentResponse& filled_;
  store::Commitment commitment_;
  std::int64_t available_vnd_ = 0;
};

}  // namespace

absl::Status CreateCommitment(const App& app, const rpc::Call& call,
                              const pb::CreateCommitmentRequest& request,
                              pb::CreateCommitmentResponse& response) {
  CPB_ASSIGN_OR_RETURN(rpc::RequestKey key, rpc::MakeRequestKey(call, request.request_id(), request));
  const auto judged = JudgeCommitment(app, call, request.commitment());
  CommitmentVoucher voucher{call, std::move(key), request, judged, response};
  if (request.validate_only()) return Rehearse(app.database, voucher);
  return app.writer.Submit(request.commitment().budget_line(), voucher);
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
