#include "services/registration/app/edit_plan.h"

#include <string_view>

#include "absl/strings/str_cat.h"
#include "libs/rpc/requests.h"
#include "libs/telemetry/log.h"
#include "services/registration/app/import_items.h"
#include "services/registration/app/plan_change.h"
#include "services/registration/domain/reasons.h"
#include "services/registration/store/cycles.h"
#include "services/registration/store/plans.h"
#include "services/registration/store/reference.h"

namespace cpb::registration {
namespace {

constexpr std::string_view kProgrammes = "programmes/";
constexpr std::string_view kAgencies = "agencies/";

/// "plans/SXSH2020-2019-SCT-68"
std::string PlanName(const v1::Plan& plan) {
  return absl::StrCat("plans/", plan.programme().substr(kProgrammes.size()), "-", plan.budget_year(), "-",
                      plan.agency().substr(kAgencies.size()));
}

std::string PlaceInRequest(const ItemProblem& problem) {
  return absl::StrCat("plan.items[", problem.item, "].", problem.field);
}

/// Stores what the agency changed, as a new revision where that is due.
void SaveEdit(storage::Session& session, const rpc::Call& call, const PlanFacts& facts, Action action,
              const std::string& note, v1::Plan& plan) {
  const bool starts = UpdateStartsRevision(facts);
  if (starts) plan.set_revision(plan.revision() + 1);
  RecordStep(call, action, note, plan);
  if (starts) store::Plans{session}.StartRevision(plan);
  SavePlan(session, call, plan);
}

/// New plans are taken from the opening of the cycle to its submission deadline.
absl::Status CheckCycleOpen(storage::Session& session, const rpc::Call& call, const v1::Plan& plan) {
  const auto cycle = store::FindCycle(session, plan.programme(), plan.budget_year());
  if (cycle && clock::FormatDate(call.today) <= cycle->submission_deadline()) return absl::OkStatus();
  return rpc::Refuse(kCycleClosed, {{"year", std::to_string(plan.budget_year())},
                                    {"deadline", cycle ? cycle->submission_deadline() : "-"}});
}

}  // namespace

absl::Status EditPlan::Prepare(const Place& place, rpc::FieldErrors& errors, v1::Plan& plan) const {
  std::map<std::string, std::string, std::less<>> establishments;
  const std::set<std::string> names = EstablishmentsOf(plan);
  if (!names.empty()) {
    CPB_RETURN_IF_ERROR(context_.database->Read([&](storage::Session& session) -> absl::Status {
      establishments = store::FindEstablishments(session, names);
      return absl::OkStatus();
    }));
  }
  for (ItemProblem& problem : CheckItems(plan, *context_.catalogue, establishments)) {
    errors.Add(place(problem), std::move(problem.text_vi), std::move(problem.text_en));
  }
  CPB_RETURN_IF_ERROR(errors.ToStatus());
  NormalizeItems(*context_.catalogue, plan);
  if (!SumUp(*context_.catalogue, plan)) {
    errors.Add("plan.items", "Tổng số tiền của kế hoạch quá lớn.", "The sum of the plan is too large.");
  }
  return errors.ToStatus();
}

void EditPlan::Judge(const rpc::Call& call, v1::Plan& plan) const {
  ForgetOutcomes(plan);
  const absl::Duration half = (call.deadline - absl::Now()) / 2;
  const auto outcomes = context_.rules->Evaluate(call, plan, half);
  if (outcomes.ok()) return ApplyOutcomes(*outcomes, plan);
  telemetry::Log(telemetry::Level::kWarning, "plan stored without findings: the rules did not answer",
                 {{"plan", plan.name()}, {"code", absl::StatusCodeToString(outcomes.status().code())}});
}

absl::Status EditPlan::Create(const rpc::Call& call, const v1::CreatePlanRequest& request,
                              rpc::FieldErrors errors, v1::CreatePlanResponse& response) const {
  const auto agency = context_.catalogue->agencies.find(call.identity.agency());
  if (agency == context_.catalogue->agencies.end() ||
      agency->second.province_code != call.identity.province_code()) {
    return rpc::Refuse(refusal::kOutsideJurisdiction, {{"resource", call.identity.agency()}});
  }
  v1::Plan plan;
  plan.set_programme(request.plan().programme());
  plan.set_budget_year(request.plan().budget_year());
  plan.set_agency(call.identity.agency());
  plan.set_province_code(agency->second.province_code);
  plan.set_title(request.plan().title());
  plan.set_local_decision(request.plan().local_decision());
  plan.set_local_decision_date(request.plan().local_decision_date());
  plan.set_illustrative(request.plan().illustrative());
  *plan.mutable_items() = request.plan().items();
  if (!context_.catalogue->programmes.contains(plan.programme())) {
    errors.Add("plan.programme", absl::StrCat("Không có chương trình '", plan.programme(), "'."),
               absl::StrCat("There is no programme '", plan.programme(), "'."));
    return errors.ToStatus();
  }
  CPB_RETURN_IF_ERROR(Prepare(PlaceInRequest, errors, plan));
  plan.set_name(PlanName(plan));
  plan.set_revision(1);
  plan.set_state(v1::Plan::STATE_DRAFT);
  Judge(call, plan);

  return rpc::Once(*context_.database, call, request.request_id(), request, response,
                   [&](storage::Session& session) -> absl::Status {
                     v1::Plan& stored = *response.mutable_plan();
                     stored = plan;
                     CPB_RETURN_IF_ERROR(CheckCycleOpen(session, call, stored));
                     RecordStep(call, Action::kCreate, "", stored);
                     store::Plans plans{session};
                     if (!plans.Insert(stored)) return rpc::Refuse(kPlanExists, {{"plan", stored.name()}});
                     plans.WriteItems(stored);
                     plans.AppendLastEvent(stored);
                     Tell(session, call, stored);
                     return absl::OkStatus();
                   });
}

absl::Status EditPlan::Apply(storage::Session& session, const rpc::Call& call, const v1::Plan& edited,
                             const std::string& etag, const std::string& note, v1::Plan& stored) const {
  CPB_ASSIGN_OR_RETURN(stored, LockPlan(session, call, edited.name()));
  CPB_RETURN_IF_ERROR(CheckOwnAgency(call, stored));
  CPB_ASSIGN_OR_RETURN(const PlanFacts facts, FactsOf(session, stored));
  CPB_RETURN_IF_ERROR(CheckStepOf(call, facts, Action::kUpdate, etag));
  stored.set_title(edited.title());
  stored.set_local_decision(edited.local_decision());
  stored.set_local_decision_date(edited.local_decision_date());
  stored.set_rulebook_version(edited.rulebook_version());
  stored.set_eligible_cost_vnd(edited.eligible_cost_vnd());
  stored.set_requested_vnd(edited.requested_vnd());
  *stored.mutable_items() = edited.items();
  SaveEdit(session, call, facts, Action::kUpdate, note, stored);
  return absl::OkStatus();
}

absl::Status EditPlan::Update(const rpc::Call& call, const v1::UpdatePlanRequest& request,
                              rpc::FieldErrors errors, v1::UpdatePlanResponse& response) const {
  const std::string name = request.name();
  CPB_ASSIGN_OR_RETURN(v1::Plan plan, context_.database->Read([&](storage::Session& session) {
    return ReadPlan(session, call, name);
  }));
  CPB_RETURN_IF_ERROR(CheckOwnAgency(call, plan));
  plan.set_title(request.plan().title());
  plan.set_local_decision(request.plan().local_decision());
  plan.set_local_decision_date(request.plan().local_decision_date());
  *plan.mutable_items() = request.plan().items();
  CPB_RETURN_IF_ERROR(Prepare(PlaceInRequest, errors, plan));
  Judge(call, plan);
  return rpc::Once(*context_.database, call, request.request_id(), request, response,
                   [&](storage::Session& session) {
                     return Apply(session, call, plan, request.plan().etag(), "", *response.mutable_plan());
                   });
}

absl::Status EditPlan::RecordLocalDecision(const rpc::Call& call,
                                           const v1::RecordLocalDecisionRequest& request,
                                           v1::RecordLocalDecisionResponse& response) const {
  return rpc::Once(
      *context_.database, call, request.request_id(), request, response,
      [&](storage::Session& session) -> absl::Status {
        v1::Plan& plan = *response.mutable_plan();
        CPB_ASSIGN_OR_RETURN(plan, LockPlan(session, call, request.name()));
        CPB_RETURN_IF_ERROR(CheckOwnAgency(call, plan));
        CPB_ASSIGN_OR_RETURN(const PlanFacts facts, FactsOf(session, plan));
        CPB_RETURN_IF_ERROR(CheckStepOf(call, facts, Action::kDecideLocal, request.etag()));
        plan.set_local_decision(request.local_decision());
        plan.set_local_decision_date(request.local_decision_date());
        SaveEdit(session, call, facts, Action::kDecideLocal,
                 absl::StrCat(request.local_decision(), " (", request.local_decision_date(), ")"), plan);
        return absl::OkStatus();
      });
}

absl::Status EditPlan::Import(const rpc::Call& call, const v1::ImportPlanItemsRequest& request,
                              rpc::FieldErrors errors, v1::ImportPlanItemsResponse& response) const {
  CPB_RETURN_IF_ERROR(errors.ToStatus());
  CPB_ASSIGN_OR_RETURN(v1::Plan plan, context_.database->Read([&](storage::Session& session) {
    return ReadPlan(session, call, request.name());
  }));
  CPB_RETURN_IF_ERROR(CheckOwnAgency(call, plan));
  // What is wrong with the form of the file and with its content is reported together.
  ImportedItems imported = ReadItems(request.csv(), *context_.catalogue, errors);
  plan.mutable_items()->Clear();
  for (v1::PlanItem& item : imported.items) *plan.add_items() = std::move(item);
  const Place in_file = [&](const ItemProblem& problem) { return imported.Place(problem); };
  CPB_RETURN_IF_ERROR(Prepare(in_file, errors, plan));
  Judge(call, plan);
  const std::string note = absl::StrCat("CSV: ", plan.items_size(), " items");
  return rpc::Once(*context_.database, call, request.request_id(), request, response,
                   [&](storage::Session& session) -> absl::Status {
                     response.set_row_count(plan.items_size());
                     return Apply(session, call, plan, request.etag(), note, *response.mutable_plan());
                   });
}

}  // namespace cpb::registration
