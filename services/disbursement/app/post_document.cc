#include "services/disbursement/app/post_document.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "libs/ledger/moves.h"
#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/disbursement/app/access.h"
#include "services/disbursement/app/bound_money.h"
#include "services/disbursement/app/posting.h"
#include "services/disbursement/domain/reasons.h"
#include "services/disbursement/store/lines.h"

namespace cpb::disbursement::app {
namespace {

std::vector<ledger::Movement> MovementsOf(const pb::PostDocumentRequest& request) {
  std::vector<ledger::Movement> movements;
  movements.reserve(static_cast<std::size_t>(request.lines_size()));
  for (const pb::DocumentLine& line : request.lines()) {
    movements.push_back({KeyOf(line.from()), KeyOf(line.to()), line.amount_vnd()});
  }
  return movements;
}

absl::Status LockYears(storage::Session& session, const pb::PostDocumentRequest& request) {
  std::set<std::pair<std::string, int>> years;
  for (const pb::DocumentLine& line : request.lines()) {
    years.insert({line.from().programme(), line.from().budget_year()});
    years.insert({line.to().programme(), line.to().budget_year()});
  }
  for (const pb::BudgetLine& line : request.budget_lines())
    years.insert({line.programme(), line.budget_year()});
  for (const pb::BoundMoney& bound : request.bound()) {
    for (const pb::AccountKey* line : {&bound.from(), &bound.to()})
      years.insert({line->programme(), line->budget_year()});
  }
  for (const auto& [programme, budget_year] : years) {
    const store::Year year = store::LockYear(session, programme, budget_year);
    CPB_RETURN_IF_ERROR(CheckNotClosed(budget_year, year.closed_at));
  }
  return absl::OkStatus();
}

/// The lines of one document: those it describes, and those it moves money to and from.
class Lines {
 public:
  explicit Lines(storage::Session& session) : session_{session} {}

  /// A line that is described: new, or anew. Unit, project and programme of a line never change; its deciders
  /// only grow.
  absl::Status Describe(const pb::BudgetLine& described) {
    pb::BudgetLine line = described;
    std::set<std::string> deciders(line.deciders().begin(), line.deciders().end());
    for (const auto& [year, known] : Known(line.id())) {
      if (known.agency() != line.agency() || known.component_project() != line.component_project() ||
          known.programme() != line.programme()) {
        return rpc::Refuse(kLineChanged, {{"budget_line", line.id()}});
      }
      deciders.insert(known.deciders().begin(), known.deciders().end());
    }
    line.mutable_deciders()->Assign(deciders.begin(), deciders.end());
    Save(std::move(line));
    return absl::OkStatus();
  }

  /// Money of a line needs the line, in that year and place. Money that is carried over opens the line in the
  /// new year.
  absl::Status CheckAccount(const pb::AccountKey& account) {
    // An appropriation with a line is what is set aside for a round, and that is no line.
    if (account.budget_line().empty() || account.kind() == pb::ACCOUNT_KIND_APPROPRIATION)
      return absl::OkStatus();
    std::map<int, pb::BudgetLine>& known = Known(account.budget_line());
    if (known.empty()) {
      return rpc::Refuse(kLineNotFound, {{"budget_line", account.budget_line()},
                                         {"budget_year", std::to_string(account.budget_year())}});
    }
    if (!known.contains(account.budget_year())) {
      pb::BudgetLine opened = known.rbegin()->second;
      opened.set_budget_year(account.budget_year());
      Save(std::move(opened));
    }
    const pb::BudgetLine& line = known.at(account.budget_year());
    if (line.agency() != account.agency() || line.component_project() != account.component_project() ||
        line.programme() != account.programme()) {
      return rpc::Refuse(kLineChanged, {{"budget_line", line.id()}});
    }
    return absl::OkStatus();
  }

  /// What is new or described anew, by id and year.
  const std::vector<pb::BudgetLine>& Write() {
    for (const auto& [id, year] : changed_) to_write_.push_back(lines_.at(id).at(year));
    store::SaveLines(session_, to_write_);
    return to_write_;
  }

 private:
  std::map<int, pb::BudgetLine>& Known(const std::string& id) {
    const auto [place, is_new] = lines_.try_emplace(id);
    if (is_new) {
      for (store::Line& found : store::FindLine(session_, id)) {
        const int year = found.line.budget_year();
        place->second.emplace(year, std::move(found.line));
      }
    }
    return place->second;
  }

  void Save(pb::BudgetLine line) {
    changed_.insert({line.id(), line.budget_year()});
    const int year = line.budget_year();
    Known(line.id())[year] = std::move(line);
  }

  storage::Session& session_;
  std::map<std::string, std::map<int, pb::BudgetLine>> lines_;  ///< By id and budget year.
  std::set<std::pair<std::string, int>> changed_;
  std::vector<pb::BudgetLine> to_write_;
};

}  // namespace

absl::Status PostDocument(const App& app, const rpc::Call& call, const pb::PostDocumentRequest& request,
                          pb::PostDocumentResponse& response) {
  // Of the programs, only the one that decides about money may move it.
  if (call.actor() != "programs/allocation") {
    return rpc::Refuse(refusal::kRoleMissing, {{"method", "PostDocument"}});
  }
  const clock::Date effective = clock::ParseDate(request.effective_date()).value();
  return rpc::Once(
      app.database, call, request.request_id(), request, response,
      [&](storage::Session& session) -> absl::Status {
        std::vector<ledger::Movement> movements = MovementsOf(request);
        if (const auto refusal = ledger::CheckBudgetMoves(movements, effective, call.today)) {
          return rpc::ToStatus(*refusal);
        }
        CPB_RETURN_IF_ERROR(LockYears(session, request));
        Lines lines{session};
        for (const pb::BudgetLine& line : request.budget_lines()) CPB_RETURN_IF_ERROR(lines.Describe(line));
        for (const pb::DocumentLine& line : request.lines()) {
          CPB_RETURN_IF_ERROR(lines.CheckAccount(line.from()));
          CPB_RETURN_IF_ERROR(lines.CheckAccount(line.to()));
        }
        for (const pb::BoundMoney& bound : request.bound()) {
          CPB_RETURN_IF_ERROR(lines.CheckAccount(bound.from()));
          CPB_RETURN_IF_ERROR(lines.CheckAccount(bound.to()));
        }
        CPB_ASSIGN_OR_RETURN(BoundMoves bound, BoundMoves::Lock(session, request));
        movements = bound.Around(std::move(movements));
        CPB_ASSIGN_OR_RETURN(const Posting posting,
                             Posting::Decide(session, {{.kind = request.document_kind(),
                                                        .name = request.document(),
                                                        .step = request.step(),
                                                        .effective = effective,
                                                        .movements = std::move(movements)}}));
        for (pb::Balance& balance : posting.Balances()) *response.add_balances() = std::move(balance);
        if (request.validate_only()) return absl::OkStatus();

        std::vector<feed::Event> opened;
        for (const pb::BudgetLine& line : lines.Write()) {
          opened.push_back({"line.opened", "budgetLines/" + line.id(), &line});
        }
        response.set_position(posting.Book(session, call, request.request_id(), opened,
                                           bound.Move(session, call, request.actor()), request.actor()));
        return absl::OkStatus();
      });
}

}  // namespace cpb::disbursement::app
