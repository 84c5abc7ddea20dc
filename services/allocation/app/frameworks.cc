// Frameworks: record, replace, list, and hold appropriations to them.
#include "services/allocation/app/frameworks.h"

#include "libs/feed/feed.h"
#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/allocation/app/appropriations_desk.h"
#include "services/allocation/domain/reasons.h"
#include "services/allocation/store/frameworks.h"
#include "services/allocation/store/names.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;

std::string YearsOf(const Framework& framework) {
  const std::string first = std::to_string(framework.first_year());
  return framework.first_year() == framework.last_year()
             ? first
             : first + "–" + std::to_string(framework.last_year());
}

refusal::Violation Exceeded(const Framework& framework, std::int64_t room, std::int64_t asked) {
  const std::string where = framework.name() + " (" + YearsOf(framework) +
                            (framework.source().empty() ? "" : ", " + framework.source()) +
                            (framework.holder().empty() ? "" : ", " + framework.holder()) + ")";
  return {.subject = framework.name(),
          .text_vi = where + ": còn " + refusal::FormatVnd(room) + " đồng, cần " + refusal::FormatVnd(asked) +
                     " đồng.",
          .text_en = where + ": " + refusal::FormatVnd(room) + " dong left, " + refusal::FormatVnd(asked) +
                     " asked.",
          .limit_vnd = room,
          .actual_vnd = asked,
          .rule_id = "",
          .citation = framework.decision_number()};
}

bool SameScope(const Framework& a, const Framework& b) {
  return a.programme() == b.programme() && a.first_year() == b.first_year() &&
         a.last_year() == b.last_year() && a.source() == b.source() && a.holder() == b.holder();
}

/// The framework in force of the same scope and years.
std::optional<Framework> FindInForce(storage::Session& session, const Framework& framework) {
  for (Framework& one : ListBindingFrameworks(session, framework.programme(), framework.first_year(),
                                              framework.source(), framework.holder())) {
    if (SameScope(one, framework)) return std::move(one);
  }
  return std::nullopt;
}

/// Takes the one that is replaced out of force.
absl::Status MakeWay(storage::Session& session, const Framework& framework) {
  const auto in_force = FindInForce(session, framework);
  if (in_force && framework.replaces().empty())
    return rpc::Refuse(kFrameworkExists, {{"framework", in_force->name()}});
  if (framework.replaces().empty()) return absl::OkStatus();
  if (!in_force || in_force->name() != framework.replaces())
    return rpc::Refuse(kFrameworkNotReplaceable, {{"framework", framework.replaces()}});
  RetireFramework(session, *in_force);
  return absl::OkStatus();
}

void FillFigures(storage::Session& session, Framework& framework) {
  framework.set_used_vnd(SumAppropriated(session, framework));
  framework.set_room_vnd(framework.amount_vnd() - framework.used_vnd());
}

}  // namespace

absl::Status CheckFrameworks(storage::Session& session, const Appropriation& appropriation) {
  if (appropriation.kind() == Appropriation::KIND_CUT) return absl::OkStatus();
  refusal::Refusal refusal{&kFrameworkExceeded, {}, {}};
  for (const Framework& framework :
       ListBindingFrameworks(session, appropriation.programme(), appropriation.budget_year(),
                             appropriation.source(), appropriation.holder())) {
    const std::int64_t room = framework.amount_vnd() - SumAppropriated(session, framework);
    if (appropriation.amount_vnd() <= room) continue;
    refusal.violations.push_back(Exceeded(framework, room, appropriation.amount_vnd()));
  }
  if (refusal.violations.empty()) return absl::OkStatus();
  refusal.parameters["count"] = std::to_string(refusal.violations.size());
  return rpc::ToStatus(refusal);
}

absl::Status AppropriationsDesk::CreateFramework(const rpc::Call& call,
                                                 const pb::CreateFrameworkRequest& request,
                                                 pb::CreateFrameworkResponse& response) {
  return rpc::Once(
      database_, call, request.request_id(), request, response,
      [&](storage::Session& session) -> absl::Status {
        LockGrants(session);
        Framework framework = request.framework();
        framework.set_creator(call.signature());
        framework.set_replaced(false);
        if (!framework.source().empty() && !sources_.KindOf(framework.source())) {
          rpc::FieldErrors errors;
          errors.Add("framework.source", "Không có nguồn '" + framework.source() + "'.",
                     "There is no source '" + framework.source() + "'.");
          return errors.ToStatus();
        }
        CPB_RETURN_IF_ERROR(MakeWay(session, framework));
        FillFigures(session, framework);
        if (framework.room_vnd() < 0) {
          return rpc::Refuse(kFrameworkBelowAppropriated,
                             {{"amount", refusal::FormatVnd(framework.amount_vnd())},
                              {"used", refusal::FormatVnd(framework.used_vnd())}});
        }
        const std::int64_t number =
            NextNumber(session, "framework", framework.programme(), framework.first_year());
        framework.set_name("frameworks/" + NumberedId(framework.programme(), framework.first_year(), number));
        if (!InsertFramework(session, framework))
          return rpc::Refuse(kFrameworkExists, {{"framework", framework.name()}});
        feed::Append(session, call,
                     {{.type = "framework.created", .resource = framework.name(), .payload = &framework}});
        *response.mutable_framework() = std::move(framework);
        return absl::OkStatus();
      });
}

absl::Status AppropriationsDesk::ListFrameworks(const rpc::Call& call,
                                                const pb::ListFrameworksRequest& request,
                                                pb::ListFrameworksResponse& response) {
  CPB_ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(call, request));
  const std::string& province = call.identity.province_code();
  const std::string holder = province.empty() ? "" : "agencies/SCT-" + province;
  return database_.Read([&](storage::Session& session) -> absl::Status {
    auto listed =
        allocation::ListFrameworks(session, request.budget_year(), holder, page.after, page.size + 1);
    const bool more = listed.size() > static_cast<std::size_t>(page.size);
    if (more) listed.pop_back();
    for (ListedFramework& one : listed) {
      FillFigures(session, one.framework);
      *response.add_frameworks() = std::move(one.framework);
    }
    if (more) response.set_next_page_token(rpc::NextPageToken(call, request, listed.back().sort_key));
    return absl::OkStatus();
  });
}

}  // namespace cpb::allocation
