#include "services/registration/app/read_plans.h"

#include <charconv>

#include "absl/strings/str_cat.h"
#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/registration/app/compare_revisions.h"
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

namespace {

/// A revision with items, 0 for the current one, as somebody who may see the plan sees it.
absl::StatusOr<v1::Plan> ReadRevision(storage::Session& session, const rpc::Call& call,
                                      const std::string& name, int revision) {
  CPB_ASSIGN_OR_RETURN(v1::Plan plan, ReadPlan(session, call, name));
  if (revision == 0 || revision == plan.revision()) return plan;
  store::Plans plans{session};
  auto earlier = plans.FindRevision(name, revision);
  if (!earlier) return rpc::Refuse(kPlanNotFound, {{"plan", absl::StrCat(name, ", revision ", revision)}});
  plans.LoadItems(*earlier);
  return *std::move(earlier);
}

}  // namespace

absl::Status PlanReader::Get(const rpc::Call& call, const v1::GetPlanRequest& request,
                             v1::GetPlanResponse& response) const {
  return context_.database->Read([&](storage::Session& session) -> absl::Status {
    CPB_ASSIGN_OR_RETURN(*response.mutable_plan(),
                         ReadRevision(session, call, request.name(), request.revision()));
    return absl::OkStatus();
  });
}

absl::Status PlanReader::Compare(const rpc::Call& call, const v1::ComparePlanRevisionsRequest& request,
                                 v1::ComparePlanRevisionsResponse& response) const {
  return context_.database->Read([&](storage::Session& session) -> absl::Status {
    CPB_ASSIGN_OR_RETURN(const v1::Plan to,
                         ReadRevision(session, call, request.name(), request.to_revision()));
    const int from_revision = request.from_revision() == 0 ? to.revision() - 1 : request.from_revision();
    if (from_revision < 1) {
      return rpc::Refuse(kPlanNotFound,
                         {{"plan", absl::StrCat(request.name(), ", revision ", from_revision)}});
    }
    CPB_ASSIGN_OR_RETURN(const v1::Plan from, ReadRevision(session, call, request.name(), from_revision));
    CompareRevisions(from, to, response);
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
                           .text = request.text(),
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
