#include "services/allocation/app/decisions_desk.h"

#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/allocation/app/compare_rulebooks.h"
#include "services/allocation/app/decisions.h"
#include "services/allocation/store/decisions.h"
#include "services/allocation/store/grants.h"
#include "services/allocation/store/plans.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;

/// What a comparison reads.
struct YearOfPlans {
  std::vector<Plan> plans;
  std::vector<rulebook::Grant> history;
};

RulebookSide SideOf(const rulebook::Rulebook& book, const pb::RulebookView& view) {
  return {.book = book, .as_of = clock::ParseDate(view.as_of_date())};
}

}  // namespace

absl::Status DecisionsDesk::ListRulebooks(pb::ListRulebooksResponse& response) {
  return database_.Read([&](storage::Session& session) -> absl::Status {
    for (const StoredRulebook& stored : ListStoredRulebooks(session)) {
      pb::RulebookVersion& version = *response.add_rulebooks();
      version.set_rulebook_version(stored.version);
      version.set_rules_count(stored.rules_count);
      version.set_current(stored.version == rulebooks_.current().version);
      const auto micros = clock::ParseInstant(stored.first_use_at).value().time_since_epoch().count();
      version.mutable_first_use_time()->set_seconds(micros / 1'000'000);
      version.mutable_first_use_time()->set_nanos(static_cast<int>(micros % 1'000'000) * 1000);
    }
    return absl::OkStatus();
  });
}

absl::Status DecisionsDesk::List(const rpc::Call& call, const pb::ListDecisionsRequest& request,
                                 pb::ListDecisionsResponse& response) {
  CPB_ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(call, request));
  return database_.Read([&](storage::Session& session) -> absl::Status {
    auto listed =
        ListDecisions(session, request.document(), call.identity.province_code(), page.after, page.size + 1);
    const bool more = listed.size() > static_cast<std::size_t>(page.size);
    if (more) listed.pop_back();
    for (ListedDecision& one : listed) *response.add_decisions() = std::move(one.decision);
    if (more) response.set_next_page_token(rpc::NextPageToken(call, request, listed.back().sort_key));
    return absl::OkStatus();
  });
}

absl::Status DecisionsDesk::Replay(const rpc::Call& call, const pb::ReplayDecisionRequest& request,
                                   pb::ReplayDecisionResponse& response) {
  CPB_ASSIGN_OR_RETURN(
      std::optional<Decision> found,
      database_.Read([&](storage::Session& session) -> absl::StatusOr<std::optional<Decision>> {
        return FindDecision(session, request.name());
      }));
  // A decision of several provinces is nobody's province's alone.
  if (!found || !call.SeesProvince(found->province_code()))
    return rpc::Refuse(refusal::kNotFound, {{"resource", request.name()}});
  CPB_ASSIGN_OR_RETURN(const rulebook::Rulebook* book, rulebooks_.Find(found->rulebook_version()));
  const auto subjects = SubjectsOf(*found, sources_);
  const auto outcomes =
      rulebook::Evaluate(*book, static_cast<rulebook::Step>(found->step()), subjects, HistoryOf(*found));
  for (pb::ReplayDifference& difference : Differences(*found, outcomes))
    *response.add_differences() = std::move(difference);
  response.set_agrees(response.differences().empty());
  for (int i = 0; i < found->subjects_size(); ++i) {
    *response.add_recomputed() =
        ToMessage(found->subjects(i), outcomes[static_cast<std::size_t>(i)], /*with_sentences=*/true);
  }
  *response.mutable_decision() = *std::move(found);
  return absl::OkStatus();
}

absl::Status DecisionsDesk::Compare(const rpc::Call& call, const pb::CompareRulebooksRequest& request,
                                    pb::CompareRulebooksResponse& response) {
  CPB_ASSIGN_OR_RETURN(const rulebook::Rulebook* base, rulebooks_.Find(request.base().rulebook_version()));
  CPB_ASSIGN_OR_RETURN(const rulebook::Rulebook* other, rulebooks_.Find(request.other().rulebook_version()));
  CPB_ASSIGN_OR_RETURN(
      const YearOfPlans year, database_.Read([&](storage::Session& session) -> absl::StatusOr<YearOfPlans> {
        YearOfPlans read;
        for (Plan& plan : ListPlansOfYear(session, request.programme(), request.budget_year())) {
          if (call.SeesProvince(plan.province_code())) read.plans.push_back(std::move(plan));
        }
        read.history = ListGrants(session, EstablishmentsOf(read.plans));
        return read;
      }));
  CompareRulebooks(year.plans, sources_, year.history, SideOf(*base, request.base()),
                   SideOf(*other, request.other()), response);
  return absl::OkStatus();
}

}  // namespace cpb::allocation
