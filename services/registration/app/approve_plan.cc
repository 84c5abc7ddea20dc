#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/rpc/requests.h"
#include "services/registration/app/appraise_plan.h"
#include "services/registration/app/item_check.h"
#include "services/registration/app/judgement.h"
#include "services/registration/app/plan_chain.h"
#include "services/registration/app/plan_change.h"
#include "services/registration/domain/approval.h"
#include "services/registration/domain/reasons.h"

namespace cpb::registration {
namespace {

using Cuts = std::map<std::string, const v1::ItemCut*, std::less<>>;

bool IsEnterprise(const types::v1::Funding& funding) {
  return funding.source_kind() == types::v1::SOURCE_KIND_ENTERPRISE;
}

std::int64_t RequestedOf(const v1::PlanItem& item) {
  std::int64_t sum = 0;  // Bounded by the eligible cost of the item.
  for (const auto& funding : item.requested()) sum += IsEnterprise(funding) ? 0 : funding.amount_vnd();
  return sum;
}

/// Of the first source of the item that is merely registered.
std::string RegisteringCitation(const ChainVersion& chains, const v1::PlanItem& item) {
  for (const auto& requested : item.requested()) {
    for (const ChainStep& step : chains.Of(ChainDocument::kPlan, requested.source())) {
      if (step.kind == ChainStepKind::kRegister) return step.Citation();
    }
  }
  return "";
}

/// Every cut names an item and stays within what was requested for it.
absl::Status CheckCuts(const v1::Plan& plan, Cuts cuts) {
  refusal::Refusal above{&kCutAboveRequest, {{"plan", plan.name()}}, {}};
  for (const v1::PlanItem& item : plan.items()) {
    const auto cut = cuts.find(item.item_id());
    if (cut == cuts.end()) continue;
    const std::int64_t requested = RequestedOf(item);
    const std::int64_t approved = cut->second->approved_vnd();
    if (approved > requested) {
      above.violations.push_back(
          {.subject = absl::StrCat("item ", item.item_id()),
           .text_vi = absl::StrCat("Duyệt ", refusal::FormatVnd(approved), " đồng, đề nghị ",
                                   refusal::FormatVnd(requested), " đồng."),
           .text_en = absl::StrCat("Approved ", refusal::FormatVnd(approved), " dong, requested ",
                                   refusal::FormatVnd(requested), " dong."),
           .limit_vnd = requested,
           .actual_vnd = approved,
           .rule_id = "",
           .citation = ""});
    }
    cuts.erase(cut);
  }
  if (!cuts.empty()) {
    std::string items;
    for (const auto& [item_id, cut] : cuts) absl::StrAppend(&items, items.empty() ? "" : ", ", item_id);
    return rpc::Refuse(kCutUnknownItem, {{"plan", plan.name()}, {"items", items}});
  }
  if (above.violations.empty()) return absl::OkStatus();
  above.parameters["count"] = std::to_string(above.violations.size());
  return rpc::ToStatus(above);
}

/// Items that the approver leaves without any money: a rule that blocks them has nothing left to stop.
std::set<std::string> CutToNothing(const Cuts& cuts) {
  std::set<std::string> items;
  for (const auto& [item_id, cut] : cuts) {
    if (cut->approved_vnd() == 0) items.insert(item_id);
  }
  return items;
}

/// What the rules and the chains leave to decide about one item.
std::vector<Share> SharesOf(const ::cpbudget::allocation::v1::RuleOutcome& outcome,
                            const ChainVersion& chains, const v1::PlanItem& item) {
  std::vector<Share> shares;
  for (const auto& requested : item.requested()) {
    Share share{.requested_vnd = requested.amount_vnd(),
                .admissible_vnd = 0,
                .power = PowerOver(chains, requested.source())};
    // What a rule blocks is not for a chain to keep: leaving it out is no cut of the ministry.
    if (!outcome.allowed() && share.power == Power::kRegister) share.power = Power::kCut;
    for (const auto& left : outcome.admissible()) {
      if (left.source() == requested.source()) share.admissible_vnd = left.amount_vnd();
    }
    shares.push_back(share);
  }
  return shares;
}

/// CUT_NOT_IN_POWER with every item whose cut reaches money that is merely registered.
absl::Status CheckPower(const ::cpbudget::allocation::v1::EvaluateRulesResponse& outcomes,
                        const ChainVersion& chains, const Cuts& cuts, const v1::Plan& plan) {
  refusal::Refusal refusal{&kCutNotInPower, {{"plan", plan.name()}, {"chain", chains.id}}, {}};
  for (int i = 0; i < plan.items_size(); ++i) {
    const v1::PlanItem& item = plan.items(i);
    const auto cut = cuts.find(item.item_id());
    if (cut == cuts.end()) continue;
    const std::int64_t registered = RegisteredOf(SharesOf(outcomes.outcomes(i), chains, item));
    const std::int64_t approved = cut->second->approved_vnd();
    if (approved >= registered) continue;
    refusal.violations.push_back(
        {.subject = absl::StrCat("item ", item.item_id()),
         .text_vi = absl::StrCat("Mức ", refusal::FormatVnd(approved), " đồng thấp hơn ",
                                 refusal::FormatVnd(registered), " đồng chỉ được ghi nhận."),
         .text_en = absl::StrCat(refusal::FormatVnd(approved), " dong are less than the ",
                                 refusal::FormatVnd(registered), " dong that are merely registered."),
         .limit_vnd = registered,
         .actual_vnd = approved,
         .rule_id = "",
         .citation = RegisteringCitation(chains, item)});
  }
  if (refusal.violations.empty()) return absl::OkStatus();
  refusal.parameters["count"] = std::to_string(refusal.violations.size());
  return rpc::ToStatus(refusal);
}

absl::Status ApproveOne(const std::vector<Share>& shares, const v1::ItemCut* cut, v1::PlanItem& item) {
  const auto approved =
      ApproveItem(shares, cut == nullptr ? std::nullopt : std::optional<std::int64_t>{cut->approved_vnd()});
  if (!approved) return absl::InternalError("approved amounts are out of bounds");
  item.clear_approved();
  for (int i = 0; i < item.requested_size(); ++i) {
    auto* funding = item.add_approved();
    *funding = item.requested(i);
    funding->set_amount_vnd((*approved)[static_cast<std::size_t>(i)]);
  }
  if (cut != nullptr) item.set_remark(cut->reason());
  return absl::OkStatus();
}

absl::Status ApproveItems(const Context& context,
                          const ::cpbudget::allocation::v1::EvaluateRulesResponse& outcomes,
                          const ChainVersion& chains, const Cuts& cuts, v1::Plan& plan) {
  for (int i = 0; i < plan.items_size(); ++i) {
    v1::PlanItem& item = *plan.mutable_items(i);
    const auto cut = cuts.find(item.item_id());
    CPB_RETURN_IF_ERROR(ApproveOne(SharesOf(outcomes.outcomes(i), chains, item),
                                   cut == cuts.end() ? nullptr : cut->second, item));
  }
  if (!SumUp(*context.catalogue, plan)) return absl::InternalError("the sum of the plan is out of bounds");
  return absl::OkStatus();
}

}  // namespace

absl::Status AppraisePlan::Approve(const rpc::Call& call, const v1::ApprovePlanRequest& request,
                                   v1::ApprovePlanResponse& response) const {
  const Judgement judgement = Judgement::Of(context_, call, request.name(), request.etag());
  Cuts cuts;
  for (const v1::ItemCut& cut : request.cuts()) cuts.emplace(cut.item_id(), &cut);
  return rpc::Once(*context_.database, call, request.request_id(), request, response,
                   [&](storage::Session& session) -> absl::Status {
                     v1::Plan& plan = *response.mutable_plan();
                     CPB_ASSIGN_OR_RETURN(plan, LockPlan(session, call, request.name()));
                     CPB_ASSIGN_OR_RETURN(const PlanFacts facts, FactsOf(session, plan));
                     CPB_RETURN_IF_ERROR(CheckStepOf(call, facts, Action::kApprove, request.etag()));
                     CPB_RETURN_IF_ERROR(CheckCuts(plan, cuts));
                     CPB_ASSIGN_OR_RETURN(const ChainVersion* chains, ChainOf(context_, call, plan));
                     CPB_RETURN_IF_ERROR(CheckChainOf(call, *chains, plan, Action::kApprove));
                     CPB_ASSIGN_OR_RETURN(const auto outcomes, judgement.For(plan));
                     CPB_RETURN_IF_ERROR(CheckNothingBlocks(plan, outcomes, CutToNothing(cuts)));
                     CPB_RETURN_IF_ERROR(CheckPower(outcomes, *chains, cuts, plan));
                     ApplyOutcomes(outcomes, plan);
                     CPB_RETURN_IF_ERROR(ApproveItems(context_, outcomes, *chains, cuts, plan));
                     CPB_RETURN_IF_ERROR(rpc::CheckDelegatedAmount(call, plan.approved_vnd()));
                     plan.set_decision_number(request.decision_number());
                     plan.set_state(ToProto(StateAfter(facts, Action::kApprove)));
                     RecordStep(call, Action::kApprove, request.note(), plan);
                     SavePlan(session, call, plan);
                     return absl::OkStatus();
                   });
}

}  // namespace cpb::registration
