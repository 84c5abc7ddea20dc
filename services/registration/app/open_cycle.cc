#include "services/registration/app/open_cycle.h"

#include <string_view>

#include "absl/strings/str_cat.h"
#include "libs/feed/feed.h"
#include "libs/rpc/requests.h"
#include "services/registration/domain/reasons.h"
#include "services/registration/store/cycles.h"

namespace cpb::registration {
namespace {

constexpr std::string_view kProgrammes = "programmes/";

/// The cycle as the calendar has it; CALENDAR_MISSING names the deadline without which there is none.
absl::StatusOr<v1::Cycle> MakeCycle(const calendar::Calendar& calendar, const v1::OpenCycleRequest& request) {
  const int year = request.budget_year();
  v1::Cycle cycle;
  cycle.set_name(absl::StrCat("cycles/", request.programme().substr(kProgrammes.size()), "-", year));
  cycle.set_programme(request.programme());
  cycle.set_budget_year(year);
  for (const calendar::Deadline& deadline : calendar.All(year)) {
    v1::Deadline* added = cycle.add_deadlines();
    added->set_date(clock::FormatDate(deadline.date));
    added->set_actor(deadline.actor);
    added->set_action(deadline.action);
    added->set_instrument(deadline.instrument);
    added->set_verified(deadline.verified);
  }
  const auto date_of = [&](std::string_view code) -> absl::StatusOr<std::string> {
    if (const auto date = calendar.Date(year, code)) return clock::FormatDate(*date);
    return rpc::Refuse(kCalendarMissing, {{"code", std::string{code}}, {"year", std::to_string(year)}});
  };
  CPB_ASSIGN_OR_RETURN(*cycle.mutable_submission_deadline(), date_of(calendar::kPlanSubmission));
  CPB_ASSIGN_OR_RETURN(*cycle.mutable_appraisal_deadline(), date_of(calendar::kAppraisalEnd));
  return cycle;
}

}  // namespace

absl::Status CycleDesk::Open(const rpc::Call& call, const v1::OpenCycleRequest& request,
                             rpc::FieldErrors errors, v1::OpenCycleResponse& response) const {
  const auto programme = context_.catalogue->programmes.find(request.programme());
  if (programme == context_.catalogue->programmes.end()) {
    errors.Add("programme", absl::StrCat("Không có chương trình '", request.programme(), "'."),
               absl::StrCat("There is no programme '", request.programme(), "'."));
  } else if (request.budget_year() < programme->second.first_year ||
             request.budget_year() > programme->second.last_year) {
    errors.Add("budget_year", "Năm ngân sách nằm ngoài chương trình.",
               "The budget year lies outside the programme.");
  }
  CPB_RETURN_IF_ERROR(errors.ToStatus());
  return rpc::Once(*context_.database, call, request.request_id(), request, response,
                   [&](storage::Session& session) -> absl::Status {
                     v1::Cycle& cycle = *response.mutable_cycle();
                     CPB_ASSIGN_OR_RETURN(cycle, MakeCycle(*context_.calendar, request));
                     if (!store::InsertCycle(session, cycle, call.actor(), clock::FormatInstant(call.now))) {
                       return rpc::Refuse(kCycleExists, {{"cycle", cycle.name()}});
                     }
                     feed::Append(session, call, {{"cycle.opened", cycle.name(), &cycle}});
                     return absl::OkStatus();
                   });
}

absl::Status CycleDesk::List(v1::ListCyclesResponse& response) const {
  return context_.database->Read([&](storage::Session& session) -> absl::Status {
    for (v1::Cycle& cycle : store::ListCycles(session)) *response.add_cycles() = std::move(cycle);
    return absl::OkStatus();
  });
}

}  // namespace cpb::registration
