// Original, revised and executed budget of a year, summed by any dimensions.
#include <limits>
#include <map>
#include <set>

#include "libs/rulebook/kinds.h"
#include "services/allocation/app/allotments_desk.h"
#include "services/allocation/app/execution.h"
#include "services/allocation/domain/comparison.h"
#include "services/allocation/store/allotments.h"
#include "services/allocation/store/exchange_differences.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;
using rulebook::SaturatingAdd;

std::string KeyOf(const Allotment& allotment, int dimension, const Provinces& provinces) {
  switch (dimension) {
    case pb::EXECUTION_DIMENSION_BUDGET_LINE:
      return allotment.budget_line();
    case pb::EXECUTION_DIMENSION_AGENCY:
      return allotment.agency();
    case pb::EXECUTION_DIMENSION_COMPONENT_PROJECT:
      return allotment.component_project();
    case pb::EXECUTION_DIMENSION_SOURCE:
      return allotment.source();
    case pb::EXECUTION_DIMENSION_PROVINCE:
      return allotment.province_code();
    default:
      return provinces.CodeOf2025(allotment.province_code());
  }
}

void Add(const Allotment& allotment, const LineExecution& executed, pb::BudgetExecutionRow& row) {
  row.set_lines(row.lines() + 1);
  row.set_original_vnd(SaturatingAdd(row.original_vnd(), allotment.original_vnd()));
  row.set_revised_vnd(SaturatingAdd(row.revised_vnd(), allotment.revised_vnd()));
  row.set_available_vnd(SaturatingAdd(row.available_vnd(), executed.available_vnd));
  row.set_committed_vnd(SaturatingAdd(row.committed_vnd(), executed.committed_vnd));
  row.set_advanced_vnd(SaturatingAdd(row.advanced_vnd(), executed.advanced_vnd));
  row.set_spent_vnd(SaturatingAdd(row.spent_vnd(), executed.spent_vnd));
  row.set_refunded_vnd(SaturatingAdd(row.refunded_vnd(), executed.refunded_vnd));
  row.set_lapsed_vnd(SaturatingAdd(row.lapsed_vnd(), executed.lapsed_vnd));
}

void FillShares(pb::BudgetExecutionRow& row) {
  if (const auto share = BasisPointsOf(row.spent_vnd(), row.original_vnd()))
    row.set_executed_basis_points(*share);
  if (const auto share = BasisPointsOf(row.spent_vnd(), row.revised_vnd()))
    row.set_executed_of_revised_basis_points(*share);
}

/// Gains and losses of the year's grants, by source and currency; the grants are the ministry's.
void FillExchange(storage::Session& session, const rpc::Call& call,
                  const pb::GetBudgetExecutionRequest& request, pb::GetBudgetExecutionResponse& response) {
  if (!call.identity.province_code().empty()) return;
  std::map<std::pair<std::string, std::string>, pb::ExchangeResult> results;
  for (const auto& [one, key] :
       ListExchangeDifferences(session, request.budget_year(), "", std::numeric_limits<int>::max())) {
    if (!one.posted() || one.programme() != request.programme()) continue;
    pb::ExchangeResult& result = results[{one.source(), one.currency()}];
    const std::int64_t difference = one.difference_vnd();
    if (difference > 0) result.set_gain_vnd(SaturatingAdd(result.gain_vnd(), difference));
    if (difference < 0) result.set_loss_vnd(SaturatingAdd(result.loss_vnd(), -difference));
  }
  for (auto& [key, result] : results) {
    result.set_source(key.first);
    result.set_currency(key.second);
    result.set_net_vnd(result.gain_vnd() - result.loss_vnd());
    *response.add_exchange() = std::move(result);
  }
}

}  // namespace

absl::Status AllotmentsDesk::GetExecution(const rpc::Call& call, const pb::GetBudgetExecutionRequest& request,
                                          pb::GetBudgetExecutionResponse& response) {
  CPB_ASSIGN_OR_RETURN(
      const std::vector<Allotment> allotments,
      database_.Read([&](storage::Session& session) -> absl::StatusOr<std::vector<Allotment>> {
        response.Clear();
        FillExchange(session, call, request, response);
        return ListAllotmentsOfYear(session, request.programme(), request.budget_year(), request.agency(),
                                    call.identity.province_code());
      }));
  std::set<std::string> agencies;
  for (const Allotment& allotment : allotments) agencies.insert(allotment.agency());
  // After the transaction: nothing is held while another program answers.
  CPB_ASSIGN_OR_RETURN(const Execution execution,
                       ReadExecution(server_, ledger_, call, request.budget_year(), agencies));
  std::map<std::vector<std::string>, pb::BudgetExecutionRow> rows;
  for (const Allotment& allotment : allotments) {
    const auto found =
        execution.lines.find({allotment.budget_line(), allotment.source(), allotment.budget_year()});
    const LineExecution executed = found == execution.lines.end() ? LineExecution{} : found->second;
    std::vector<std::string> keys;
    for (const int dimension : request.group_by()) keys.push_back(KeyOf(allotment, dimension, provinces_));
    Add(allotment, executed, rows[keys]);
    Add(allotment, executed, *response.mutable_total());
  }
  std::vector<PlannedAndSpent> groups;
  for (auto& [keys, row] : rows) {
    groups.push_back({row.original_vnd(), row.spent_vnd()});
    for (const std::string& key : keys) row.add_keys(key);
    FillShares(row);
    *response.add_rows() = std::move(row);
  }
  FillShares(*response.mutable_total());
  if (const auto variance = CompositionVariance(groups))
    response.set_composition_variance_basis_points(*variance);
  response.set_ledger_position(execution.position);
  return absl::OkStatus();
}

}  // namespace cpb::allocation
