/// Reported figures, and the reference lists.
#pragma once

#include "absl/status/status.h"
#include "libs/rpc/call.h"
#include "libs/storage/database.h"
#include "services/projects/store/projects.h"

namespace cpb::projects {

class ProjectDesk {
 public:
  explicit ProjectDesk(storage::Database& database) : database_{database} {}

  absl::Status ListComponentProjects(const v1::ListComponentProjectsRequest& request,
                                     v1::ListComponentProjectsResponse& response) const;
  absl::Status ListActivities(v1::ListActivitiesResponse& response) const;
  absl::Status ListIndicators(v1::ListIndicatorsResponse& response) const;
  absl::Status ListResults(const v1::ListResultsRequest& request, v1::ListResultsResponse& response) const;
  /// A province reports its own figures; the office those of the nation and of any province.
  absl::Status Report(const rpc::Call& call, const v1::ReportResultRequest& request,
                      v1::ReportResultResponse& response) const;

 private:
  storage::Database& database_;
};

}  // namespace cpb::projects
