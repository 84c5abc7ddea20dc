// Original, revised and executed budget of each line.
#include <set>

#include "libs/rpc/requests.h"
#include "services/allocation/app/allotments_desk.h"
#include "services/allocation/app/execution.h"
#include "services/allocation/store/allotments.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;

void FillExecution(const Execution& execution, pb::Allotment& allotment) {
  const auto found =
      execution.lines.find({allotment.budget_line(), allotment.source(), allotment.budget_year()});
  if (found == execution.lines.end()) return;
  allotment.set_spent_vnd(found->second.spent_vnd);
  allotment.set_advanced_vnd(found->second.advanced_vnd);
  allotment.set_committed_vnd(found->second.committed_vnd);
  allotment.set_available_vnd(found->second.available_vnd);
}

}  // namespace

absl::Status AllotmentsDesk::List(const rpc::Call& call, const pb::ListAllotmentsRequest& request,
                                  pb::ListAllotmentsResponse& response) {
  CPB_ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(call, request));
  CPB_RETURN_IF_ERROR(database_.Read([&](storage::Session& session) -> absl::Status {
    response.Clear();
    auto listed = ListAllotments(session, request.budget_year(), request.agency(),
                                 call.identity.province_code(), page.after, page.size + 1);
    const bool more = listed.size() > static_cast<std::size_t>(page.size);
    if (more) listed.pop_back();
    for (ListedAllotment& one : listed) *response.add_allotments() = std::move(one.allotment);
    if (more) response.set_next_page_token(rpc::NextPageToken(call, request, listed.back().sort_key));
    return absl::OkStatus();
  }));
  if (!request.with_execution()) return absl::OkStatus();
  // After the transaction: nothing is held while another program answers.
  std::set<std::string> agencies;
  for (const pb::Allotment& allotment : response.allotments()) agencies.insert(allotment.agency());
  CPB_ASSIGN_OR_RETURN(const Execution execution,
                       ReadExecution(server_, ledger_, call, request.budget_year(), agencies));
  for (pb::Allotment& allotment : *response.mutable_allotments()) FillExecution(execution, allotment);
  response.set_ledger_position(execution.position);
  return absl::OkStatus();
}

}  // namespace cpb::allocation
