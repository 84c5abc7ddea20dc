// Original, revised and executed budget of each line.
#include <limits>
#include <map>
#include <set>

#include "libs/rpc/requests.h"
#include "libs/rulebook/kinds.h"
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

/// Sums of all lines of the query by province of 2025.
void FillProvinces(const std::vector<ListedAllotment>& all, const Provinces& provinces,
                   pb::ListAllotmentsResponse& response) {
  std::map<std::string, pb::AllottedProvince> rows;
  std::map<std::string, std::set<std::string>> codes;
  for (const ListedAllotment& listed : all) {
    const pb::Allotment& one = listed.allotment;
    const std::string today = provinces.CodeOf2025(one.province_code());
    pb::AllottedProvince& row = rows[today];
    row.set_lines(row.lines() + 1);
    row.set_original_vnd(rulebook::SaturatingAdd(row.original_vnd(), one.original_vnd()));
    row.set_revised_vnd(rulebook::SaturatingAdd(row.revised_vnd(), one.revised_vnd()));
    if (!one.province_code().empty()) codes[today].insert(one.province_code());
  }
  for (auto& [code, row] : rows) {
    row.set_province_2025(code);
    for (const std::string& of_its_day : codes[code]) row.add_province_codes(of_its_day);
    *response.add_provinces_2025() = std::move(row);
  }
}

}  // namespace

absl::Status AllotmentsDesk::List(const rpc::Call& call, const pb::ListAllotmentsRequest& request,
                                  pb::ListAllotmentsResponse& response) {
  CPB_ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(call, request));
  CPB_RETURN_IF_ERROR(database_.Read([&](storage::Session& session) -> absl::Status {
    response.Clear();
    const auto Wanted = [&](const ListedAllotment& one) {
      return request.province_2025().empty() ||
             provinces_.CodeOf2025(one.allotment.province_code()) == request.province_2025();
    };
    if (request.with_provinces_2025()) {
      auto all = ListAllotments(session, request.budget_year(), request.agency(),
                                call.identity.province_code(), "", std::numeric_limits<int>::max());
      std::erase_if(all, [&](const ListedAllotment& one) { return !Wanted(one); });
      FillProvinces(all, provinces_, response);
    }
    auto listed = ListAllotments(session, request.budget_year(), request.agency(),
                                 call.identity.province_code(), page.after, page.size + 1);
    const bool more = listed.size() > static_cast<std::size_t>(page.size);
    if (more) listed.pop_back();
    for (ListedAllotment& one : listed) {
      if (!Wanted(one)) continue;
      one.allotment.set_province_2025(provinces_.CodeOf2025(one.allotment.province_code()));
      *response.add_allotments() = std::move(one.allotment);
    }
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
