#include "services/registration/app/read_plans.h"

#include <charconv>

#include "absl/strings/str_cat.h"
#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/registration/app/plan_change.h"
#include "services/registration/domain/reasons.h"
#include "services/registration/store/plans.h"

namespace cpb::registration {
namespace {

/// Sort key of a list: year, newest first, then name.
std::string KeyOf(const v1::Plan& plan) {
  return absl::StrCat(plan.budget_year(), "|", plan.name());
}

void ReadKey(const std::string& key, store::PlanFilter& filter) {
  const std::size_t bar = key.find('|');
  if (bar == key.npos) return;
  std::from_chars(key.data(), key.data() + bar, filter.after_year);
  filter.after_name = key.substr(bar + 1);
}

}  // namespace

absl::StatusOr<std::optional<std::string>> VisibleProvince(const rpc::Call& call, const std::string& asked) {
  const std::string& own = call.identity.province_code();
  if (!asked.empty() && !call.SeesProvince(asked)) {
    return rpc::Refuse(refusal::kOutsideJurisdiction, {{"resource", absl::StrCat("province ", asked)}});
  }
  if (!asked.empty()) return asked;
  if (!own.empty()) return own;
  return std::nullopt;
}

absl::Status PlanReader::Get(const rpc::Call& call, const v1::GetPlanRequest& request,
                             v1::GetPlanResponse& response) const {
  return context_.database->Read([&](storage::Session& session) -> absl::Status {
    v1::Plan& plan = *response.mutable_plan();
    CPB_ASSIGN_OR_RETURN(plan, ReadPlan(session, call, request.name()));
    if (request.revision() == 0 || request.revision() == plan.revision()) return absl::OkStatus();
    store::Plans plans{session};
    auto earlier = plans.FindRevision(request.name(), request.revision());
    if (!earlier) {
      return rpc::Refuse(kPlanNotFound,
                         {{"plan", absl::StrCat(request.name(), ", revision ", request.revision())}});
    }
    plan = *std::move(earlier);
    plans.LoadItems(plan);
    return absl::OkStatus();
  });
}

absl::Status PlanReader::List(const rpc::Call& call, const v1::ListPlansRequest& request,
                              v1::ListPlansResponse& response) const {
  CPB_ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(call, request));
  store::PlanFilter filter{.budget_year = request.budget_year(),
                           .state = request.state(),
                           .province_code = std::nullopt,
                           .after_year = 0,
                           .after_name = "",
                           .limit = page.size + 1};
  CPB_ASSIGN_OR_RETURN(filter.province_code, VisibleProvince(call, request.province_code()));
  ReadKey(page.after, filter);
  return context_.database->Read([&](storage::Session& session) -> absl::Status {
    for (v1::Plan& plan : store::Plans{session}.List(filter)) {
      if (response.plans_size() == page.size) {
        const v1::Plan& last = response.plans(page.size - 1);
        response.set_next_page_token(rpc::NextPageToken(call, request, KeyOf(last)));
        break;
      }
      *response.add_plans() = std::move(plan);
    }
    return absl::OkStatus();
  });
}

absl::Status PlanReader::Revisions(const rpc::Call& call, const v1::ListPlanRevisionsRequest& request,
                                   v1::ListPlanRevisionsResponse& response) const {
  return context_.database->Read([&](storage::Session& session) -> absl::Status {
    CPB_RETURN_IF_ERROR(ReadPlan(session, call, request.name()).status());
    for (v1::Plan& plan : store::Plans{session}.Revisions(request.name())) {
      *response.add_revisions() = std::move(plan);
    }
    return absl::OkStatus();
  });
}

}  // namespace cpb::registration
