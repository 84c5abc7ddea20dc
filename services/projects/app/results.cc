#include "services/projects/app/results.h"

#include "absl/strings/str_cat.h"
#include "libs/feed/feed.h"
#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/projects/domain/report_check.h"

namespace cpb::projects {

absl::Status ProjectDesk::ListComponentProjects(const v1::ListComponentProjectsRequest& request,
                                                v1::ListComponentProjectsResponse& response) const {
  return database_.Read([&](storage::Session& session) -> absl::Status {
    for (auto& project : store::ListComponentProjects(session, request.programme())) {
      *response.add_component_projects() = std::move(project);
    }
    return absl::OkStatus();
  });
}

absl::Status ProjectDesk::ListActivities(v1::ListActivitiesResponse& response) const {
  return database_.Read([&](storage::Session& session) -> absl::Status {
    for (auto& activity : store::ListActivities(session)) *response.add_activities() = std::move(activity);
    return absl::OkStatus();
  });
}

absl::Status ProjectDesk::ListIndicators(v1::ListIndicatorsResponse& response) const {
  return database_.Read([&](storage::Session& session) -> absl::Status {
    for (auto& indicator : store::ListIndicators(session)) *response.add_indicators() = std::move(indicator);
    return absl::OkStatus();
  });
}

absl::Status ProjectDesk::ListResults(const v1::ListResultsRequest& request,
                                      v1::ListResultsResponse& response) const {
  return database_.Read([&](storage::Session& session) -> absl::Status {
    for (auto& result : store::ListResults(session, request.indicator())) {
      *response.add_results() = std::move(result);
    }
    return absl::OkStatus();
  });
}

absl::Status ProjectDesk::Report(const rpc::Call& call, const v1::ReportResultRequest& request,
                                 v1::ReportResultResponse& response) const {
  const std::string& own = call.identity.province_code();
  if (!own.empty() && request.result().province_code() != own) {
    return rpc::Refuse(refusal::kOutsideJurisdiction,
                       {{"resource", absl::StrCat("province '", request.result().province_code(), "'")}});
  }
  return rpc::Once(database_, call, request.request_id(), request, response,
                   [&](storage::Session& session) -> absl::Status {
                     v1::Result& result = *response.mutable_result();
                     result = request.result();
                     const auto refusal =
                         CheckReport({.indicator = result.indicator(),
                                      .indicator_known = store::HasIndicator(session, result.indicator()),
                                      .report_date = *clock::ParseDate(result.report_date()),
                                      .today = call.today});
                     if (refusal) return rpc::ToStatus(*refusal);
                     store::InsertResult(session, call.actor(), clock::FormatInstant(call.now), result);
                     feed::Append(session, call, {{"result.reported", result.name(), &result}});
                     return absl::OkStatus();
                   });
}

}  // namespace cpb::projects
