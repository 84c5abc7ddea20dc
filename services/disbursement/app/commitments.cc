#include "services/disbursement/app/commitments.h"

#include <optional>
#include <utility>

#include "libs/ledger/reservation.h"
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

/// What the rules say, asked ahead of the unit of work and kept under `key`, when there is one. A line that
/// is not there is left for the unit of work to refuse, and what was decided before for it to repeat.
absl::StatusOr<rules::RuleOutcome> JudgeCommitment(const App& app, const rpc::Call& call,
                                                   const pb::Commitment& commitment,
                                                   const rpc::RequestKey* key) {
  auto lines = app.database.Read([&](storage::Session& session) -> absl::StatusOr<std::vector<store::Line>> {
    if (key != nullptr && rpc::FindDecided(session, {key}).front()) return std::vector<store::Line>{};
    return store::FindLine(session, commitment.budget_line());
  });
  CPB_RETURN_IF_ERROR(lines.status());
  if (lines->empty()) return rules::RuleOutcome{};
  return app.rules.Judge(call, rules::STEP_COMMITMENT,
                         SubjectOf(call, lines->back().line, commitment.source(), commitment.amount_vnd(),
                                   ContractValue(commitment)),
                         key == nullptr ? "" : key->request_id);
}

/// SLICE_EXCEEDED when `amount_vnd` is more than what is left of the slice of the year.
absl::Status CheckSlice(const store::Slices& left, int budget_year, std::int64_t amount_vnd) {
  const auto slice = left.find(budget_year);
  const std::int64_t limit = slice == left.end() ? 0 : slice->second;
  if (amount_vnd <= limit) return absl::OkStatus();
  return rpc::Refuse(kSliceExceeded, {{"budget_year", std::to_string(budget_year)},
                                      {"limit_vnd", refusal::FormatVnd(limit)}});
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
  message.set_creator(call.signature());
  message.set_budget_year(line.budget_year());
  message.set_contract_value_vnd(ContractValue(asked));
  message.set_expire_date(asked.expire_date());
  message.set_continues(asked.continues());
  *message.mutable_slices() = asked.slices();
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

  Wants wants() const override {
    return {.budget_line = asked_.budget_line(),
            .commitment = NumberOf("commitments/", asked_.continues()).value_or(0),
            .slices = true};
  }

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
    CPB_RETURN_IF_ERROR(CheckSlices(rows, line->budget_year()));
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
    if (const std::int64_t first = wants().commitment) {
      rows.slices_left[first][line->budget_year()] -= asked_.amount_vnd();
    }
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

  /// Of a contract over several years: within the slice of the year.
  absl::Status CheckSlices(const Rows& rows, int budget_year) const {
    if (asked_.continues().empty()) {
      if (asked_.slices().empty()) return absl::OkStatus();
      store::Slices slices;
      std::int64_t sum = 0;
      for (const pb::CommitmentSlice& slice : asked_.slices()) {
        slices[slice.budget_year()] = slice.amount_vnd();
        sum += slice.amount_vnd();  // At most 30 of them, so it cannot overflow.
      }
      if (sum > ContractValue(asked_)) {
        return rpc::Refuse(kCommitmentExceedsContract,
                           {{"amount_vnd", refusal::FormatVnd(sum)},
                            {"contract_value_vnd", refusal::FormatVnd(ContractValue(asked_))}});
      }
      return CheckSlice(slices, budget_year, asked_.amount_vnd());
    }
    const auto first = rows.commitments.find(wants().commitment);
    if (first == rows.commitments.end())
      return rpc::Refuse(refusal::kNotFound, {{"resource", asked_.continues()}});
    const pb::Commitment& message = first->second.message;
    CPB_RETURN_IF_ERROR(CheckOwnAgency(call(), message.agency(), message.name()));
    const store::Slices& left = rows.slices_left.at(first->first);
    if (left.empty() || !asked_.slices().empty() || message.contract_number() != asked_.contract_number() ||
        message.source() != asked_.source()) {
      return rpc::Refuse(kNotTheSameContract, {{"commitment", message.name()}});
    }
    return CheckSlice(left, budget_year, asked_.amount_vnd());
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
  const auto judged =
      JudgeCommitment(app, call, request.commitment(), request.validate_only() ? nullptr : &key);
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

namespace {

ledger::Reservation ReservationOf(const pb::Commitment& commitment) {
  return {commitment.amount_vnd(), commitment.remaining_vnd(), clock::ParseDate(commitment.expire_date())};
}

/// What grows is judged as a whole, ahead of the unit of work.
absl::StatusOr<rules::RuleOutcome> JudgeGrowth(const App& app, const rpc::Call& call,
                                               const pb::AdjustCommitmentRequest& request) {
  CPB_ASSIGN_OR_RETURN(const rpc::RequestKey key, rpc::MakeRequestKey(call, request.request_id(), request));
  std::optional<pb::Commitment> grown;
  CPB_RETURN_IF_ERROR(app.database.Read([&](storage::Session& session) -> absl::Status {
    const auto id = NumberOf("commitments/", request.name());
    const auto found = id ? store::FindCommitment(session, *id) : std::nullopt;
    if (found && found->message.amount_vnd() < request.amount_vnd()) grown = found->message;
    return absl::OkStatus();
  }));
  if (!grown) return rules::RuleOutcome{};
  grown->set_amount_vnd(request.amount_vnd());
  return JudgeCommitment(app, call, *grown, request.validate_only() ? nullptr : &key);
}

absl::Status CheckGrowth(storage::Session& session, const pb::Commitment& message,
                         std::int64_t new_amount_vnd) {
  if (new_amount_vnd > message.contract_value_vnd()) {
    return rpc::Refuse(kCommitmentExceedsContract,
                       {{"amount_vnd", refusal::FormatVnd(new_amount_vnd)},
                        {"contract_value_vnd", refusal::FormatVnd(message.contract_value_vnd())}});
  }
  const std::string& first_name = message.continues().empty() ? message.name() : message.continues();
  const std::int64_t first = NumberOf("commitments/", first_name).value();
  if (!message.continues().empty()) store::LockCommitment(session, first);
  const store::Slices left = store::SlicesLeft(session, first);
  if (left.empty()) return absl::OkStatus();
  return CheckSlice(left, message.budget_year(), new_amount_vnd - message.amount_vnd());
}

}  // namespace

absl::Status AdjustCommitment(const App& app, const rpc::Call& call,
                              const pb::AdjustCommitmentRequest& request,
                              pb::AdjustCommitmentResponse& response) {
  const auto judged = JudgeGrowth(app, call, request);
  return rpc::Once(
      app.database, call, request.request_id(), request, response,
      [&](storage::Session& session) -> absl::Status {
        CPB_ASSIGN_OR_RETURN(store::Commitment commitment, LockCommitmentByName(session, request.name()));
        pb::Commitment& message = commitment.message;
        CPB_RETURN_IF_ERROR(CheckOwnAgency(call, message.agency(), message.name()));
        ledger::Adjustment adjustment;
        if (const auto refusal =
                ledger::Adjust(ReservationOf(message), request.amount_vnd(), call.today, adjustment)) {
          return rpc::ToStatus(*refusal);
        }
        const bool grows = adjustment.taken_vnd > 0;
        if (grows) {
          CPB_RETURN_IF_ERROR(CheckGrowth(session, message, request.amount_vnd()));
          CPB_RETURN_IF_ERROR(judged.status());
          CPB_RETURN_IF_ERROR(CheckAllowed(*judged, /*whole_amount=*/false));
          *message.mutable_findings() = judged->findings();
        }
        CPB_RETURN_IF_ERROR(LockOpenYear(session, call, commitment.programme, message.budget_year(),
                                         grows ? ledger::Step::kCommitment : ledger::Step::kOutcome));
        const ledger::AccountKey available = commitment.Account(Kind::kAvailable);
        const ledger::AccountKey committed = commitment.Account(Kind::kCommitted);
        CPB_ASSIGN_OR_RETURN(
            const Posting posting,
            Posting::Decide(session,
                            {{.kind = "commitment",
                              .name = message.name(),
                              .step = "adjust",
                              .effective = ledger::EffectiveDate(message.budget_year(), call.today),
                              .movements = {{grows ? available : committed, grows ? committed : available,
                                             adjustment.taken_vnd + adjustment.returned_vnd}}}}));
        message.set_amount_vnd(adjustment.after.amount_vnd);
        message.set_remaining_vnd(adjustment.after.remaining_vnd);
        store::SetAmounts(session, message.name(), message.amount_vnd(), message.remaining_vnd());
        response.set_journal_position(posting.Book(session, call, request.request_id(), {},
                                                   {{"commitment.adjusted", message.name(), &message}}));
        for (pb::Balance& balance : posting.Balances()) *response.add_balances() = std::move(balance);
        *response.mutable_commitment() = std::move(message);
        return absl::OkStatus();
      });
}

absl::Status ExpireCommitment(const App& app, const rpc::Call& call, std::int64_t id) {
  pb::ReleaseCommitmentRequest request;
  request.set_name(NameOf("commitments/", id));
  // The same id all day and in every copy of the program; what returns later has an id of its own.
  request.set_request_id(clock::FormatDate(call.today));
  request.set_request_id(rpc::UuidOf(rpc::Fingerprint(call, request)));
  pb::ReleaseCommitmentResponse response;
  return rpc::Once(
      app.database, call, request.request_id(), request, response,
      [&](storage::Session& session) -> absl::Status {
        CPB_ASSIGN_OR_RETURN(store::Commitment commitment, LockCommitmentByName(session, request.name()));
        pb::Commitment& message = commitment.message;
        if (!ledger::IsToExpire(ReservationOf(message), call.today)) return absl::OkStatus();
        CPB_RETURN_IF_ERROR(
            LockOpenYear(session, call, commitment.programme, message.budget_year(), ledger::Step::kOutcome));
        CPB_ASSIGN_OR_RETURN(
            const Posting posting,
            Posting::Decide(
                session, {{.kind = "commitment",
                           .name = message.name(),
                           .step = "expire",
                           .effective = ledger::EffectiveDate(message.budget_year(), call.today),
                           .movements = {{commitment.Account(Kind::kCommitted),
                                          commitment.Account(Kind::kAvailable), message.remaining_vnd()}}}}));
        message.set_remaining_vnd(0);
        store::SetRemaining(session, message.name(), 0);
        response.set_journal_position(posting.Book(session, call, request.request_id(), {},
                                                   {{"commitment.expired", message.name(), &message}}));
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
