#include "services/allocation/app/decisions_desk.h"

#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/allocation/app/compare_rulebooks.h"
#include "services/allocation/app/decisions.h"
#include "services/allocation/app/publishing_desk.h"
#include "services/allocation/store/decisions.h"
#include "services/allocation/store/grants.h"
#include "services/allocation/store/plans.h"

namespace cpb::allocation {

namespace pb = cpbudget::allocation::v1;
namespace {

/// Below the 8 MiB of a message between the programs.
constexpr std::size_t kMaxAnswerBytes = 6 << 20;

}  // namespace

absl::Status DecisionsDesk::ListRulebooks(const rpc::Call& call, pb::ListRulebooksResponse& response) {
  return database_.Read([&](storage::Session& session) -> absl::Status {
    const std::string in_force = VersionInForce(session, call.today);
    for (const StoredRulebook& stored : ListStoredRulebooks(session))
      *response.add_rulebooks() = ToMessage(stored, in_force);
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
  CPB_ASSIGN_OR_RETURN(const rulebook::Rulebook* book, rulebooks_.Find(call, found->rulebook_version()));
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
  if (response.ByteSizeLong() > kMaxAnswerBytes) {
    response.clear_recomputed();
    response.mutable_decision()->clear_subjects();
    response.mutable_decision()->clear_history();
    response.mutable_decision()->clear_outcomes();
  }
  return absl::OkStatus();
}

absl::StatusOr<DecisionsDesk::Side> DecisionsDesk::SideOf(storage::Session& session, const rpc::Call& call,
                                                          const pb::RulebookView& view) {
  Side side{.owned = nullptr, .book = nullptr, .as_of = clock::ParseDate(view.as_of_date())};
  if (view.draft().empty()) {
    CPB_ASSIGN_OR_RETURN(side.book, rulebooks_.Find(session, call.today, view.rulebook_version()));
    return side;
  }
  const auto text = FindDraftText(session, view.draft());
  if (!text) return rpc::Refuse(refusal::kNotFound, {{"resource", view.draft()}});
  rulebook::LoadResult loaded = rulebook::ReadBook(ToFiles(*text));
  if (!loaded.book) return absl::InternalError(view.draft() + " cannot be read any more");
  side.owned = std::make_unique<rulebook::Rulebook>(*std::move(loaded.book));
  side.book = side.owned.get();
  return side;
}

absl::Status DecisionsDesk::Compare(const rpc::Call& call, const pb::CompareRulebooksRequest& request,
                                    pb::CompareRulebooksResponse& response) {
  return database_.Read([&](storage::Session& session) -> absl::Status {
    CPB_ASSIGN_OR_RETURN(const Side base, SideOf(session, call, request.base()));
    CPB_ASSIGN_OR_RETURN(const Side other, SideOf(session, call, request.other()));
    RulebookComparison comparison{{*base.book, base.as_of}, {*other.book, other.as_of}};
    if (request.recorded_decisions()) {
      EachDecisionOfYear(session, request.budget_year(), [&](const Decision& decision) {
        if (decision.subjects().empty() || !call.SeesProvince(decision.province_code())) return;
        const pb::RuleSubject& first = decision.subjects(0);
        if (first.programme() == request.programme() && first.budget_year() == request.budget_year())
          comparison.AddDecision(decision, sources_);
      });
    } else {
      std::vector<Plan> plans;
      for (Plan& plan : ListPlansOfYear(session, request.programme(), request.budget_year())) {
        if (call.SeesProvince(plan.province_code())) plans.push_back(std::move(plan));
      }
      comparison.AddPlans(plans, sources_, ListGrants(session, EstablishmentsOf(plans)));
    }
    response = comparison.Take();
    return absl::OkStatus();
  });
}

}  // namespace cpb::allocation
