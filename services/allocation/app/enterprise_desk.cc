#include "services/allocation/app/enterprise_desk.h"

#include <algorithm>
#include <vector>

#include "libs/feed/feed.h"
#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "libs/rulebook/kinds.h"
#include "services/allocation/domain/comparison.h"
#include "services/allocation/domain/reasons.h"
#include "services/allocation/domain/round.h"
#include "services/allocation/store/allotments.h"
#include "services/allocation/store/enterprise.h"
#include "services/allocation/store/names.h"
#include "services/allocation/store/plans.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;

/// What the plan says that the enterprise will pay.
std::int64_t PlannedOf(const Sources& sources, const cpbudget::registration::v1::PlanItem& item) {
  std::int64_t planned = 0;
  for (const auto& funding : item.requested()) {
    const bool enterprise = funding.source_kind() == cpbudget::types::v1::SOURCE_KIND_ENTERPRISE ||
                            sources.KindOf(funding.source()) == SourceKind::kEnterprise;
    if (enterprise) planned = rulebook::SaturatingAdd(planned, funding.amount_vnd());
  }
  return planned;
}

/// What plan and item say of the money; documents are the caller's.
EnterpriseCommitment Describe(const Sources& sources, const Plan& plan,
                              const cpbudget::registration::v1::PlanItem& item) {
  EnterpriseCommitment commitment;
  commitment.set_plan(plan.name());
  commitment.set_item_id(item.item_id());
  commitment.set_budget_line(BudgetLineId(plan.name(), item.item_id()));
  commitment.set_agency(plan.agency());
  commitment.set_establishment(item.establishment());
  commitment.set_title(item.title());
  commitment.set_component_project(item.component_project());
  commitment.set_programme(plan.programme());
  commitment.set_budget_year(plan.budget_year());
  commitment.set_planned_vnd(PlannedOf(sources, item));
  return commitment;
}

/// State support that the item has been allotted, and the enterprise's share of both.
void FillSupport(storage::Session& session, int budget_year, EnterpriseCommitment& commitment) {
  const std::int64_t support = SumRevised(session, commitment.budget_line(), budget_year);
  commitment.set_support_vnd(support);
  const auto share =
      BasisPointsOf(commitment.committed_vnd(), rulebook::SaturatingAdd(commitment.committed_vnd(), support));
  if (share) commitment.set_share_basis_points(*share);
}

const cpbudget::registration::v1::PlanItem* FindItem(const Plan& plan, const std::string& item_id) {
  const auto found = std::find_if(plan.items().begin(), plan.items().end(),
                                  [&](const auto& item) { return item.item_id() == item_id; });
  return found == plan.items().end() ? nullptr : &*found;
}

/// Accountants and officers speak for their own agency.
bool MayRecord(const rpc::Call& call, const Plan& plan) {
  return call.SeesProvince(plan.province_code()) && call.identity.agency() == plan.agency();
}

}  // namespace

absl::Status EnterpriseDesk::Record(const rpc::Call& call,
                                    const pb::RecordEnterpriseCommitmentRequest& request,
                                    pb::RecordEnterpriseCommitmentResponse& response) {
  return rpc::Once(database_, call, request.request_id(), request, response,
                   [&](storage::Session& session) -> absl::Status {
                     LockGrants(session);
                     const auto plan = FindPlan(session, request.plan());
                     const auto* item = plan ? FindItem(*plan, request.item_id()) : nullptr;
                     if (item == nullptr) {
                       return rpc::Refuse(refusal::kNotFound,
                                          {{"resource", BudgetLineId(request.plan(), request.item_id())}});
                     }
                     if (!MayRecord(call, *plan))
                       return rpc::Refuse(refusal::kOutsideJurisdiction, {{"resource", plan->name()}});
                     EnterpriseCommitment commitment = Describe(sources_, *plan, *item);
                     commitment.set_committed_vnd(request.committed_vnd());
                     commitment.set_document_number(request.document_number());
                     commitment.set_document_date(request.document_date());
                     commitment.set_document_sha256(request.document_sha256());
                     commitment.set_creator(call.signature());
                     InsertEnterpriseCommitment(session, commitment);
                     FillSupport(session, plan->budget_year(), commitment);
                     feed::Append(session, call,
                                  {{.type = "enterprise_commitment.recorded",
                                    .resource = commitment.name(),
                                    .payload = &commitment}});
                     *response.mutable_enterprise_commitment() = std::move(commitment);
                     return absl::OkStatus();
                   });
}

absl::Status EnterpriseDesk::List(const rpc::Call& call, const pb::ListEnterpriseCommitmentsRequest& request,
                                  pb::ListEnterpriseCommitmentsResponse& response) {
  CPB_ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(call, request));
  return database_.Read([&](storage::Session& session) -> absl::Status {
    bool reached = page.after.empty();  // The last line of the page before.
    for (const Plan& plan : ListPlansOfYear(session, request.programme(), request.budget_year())) {
      if (!call.SeesProvince(plan.province_code())) continue;
      const auto in_force = EnterpriseCommitmentsOf(session, plan.name());
      for (const auto& item : plan.items()) {
        if (!request.establishment().empty() && item.establishment() != request.establishment()) continue;
        EnterpriseCommitment one = Describe(sources_, plan, item);
        const auto found = in_force.find(item.item_id());
        if (found == in_force.end() && one.planned_vnd() == 0) continue;
        if (!reached) {
          reached = one.budget_line() == page.after;
          continue;
        }
        if (found != in_force.end()) {
          const std::int64_t planned = one.planned_vnd();
          one = found->second;
          one.set_planned_vnd(planned);  // As the latest revision of the plan says.
        }
        if (response.enterprise_commitments_size() == page.size) {
          response.set_next_page_token(rpc::NextPageToken(
              call, request, response.enterprise_commitments(page.size - 1).budget_line()));
          return absl::OkStatus();
        }
        FillSupport(session, request.budget_year(), one);
        *response.add_enterprise_commitments() = std::move(one);
      }
    }
    return absl::OkStatus();
  });
}

}  // namespace cpb::allocation
