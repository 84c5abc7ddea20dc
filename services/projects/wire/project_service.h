/// ProjectService on the wire.
#pragma once

#include "cpbudget/projects/v1/projects.grpc.pb.h"
#include "libs/rpc/server.h"
#include "services/projects/app/results.h"

namespace cpb::projects {

class ProjectServiceGrpc final : public v1::ProjectService::Service {
 public:
  static constexpr const char* kName = "cpbudget.projects.v1.ProjectService";

  ProjectServiceGrpc(rpc::Server& server, storage::Database& database) : server_{server}, desk_{database} {}

  grpc::Status ListComponentProjects(grpc::ServerContext*, const v1::ListComponentProjectsRequest*,
                                     v1::ListComponentProjectsResponse*) override;
  grpc::Status ListActivities(grpc::ServerContext*, const v1::ListActivitiesRequest*,
                              v1::ListActivitiesResponse*) override;
  grpc::Status ListIndicators(grpc::ServerContext*, const v1::ListIndicatorsRequest*,
                              v1::ListIndicatorsResponse*) override;
  grpc::Status ReportResult(grpc::ServerContext*, const v1::ReportResultRequest*,
                            v1::ReportResultResponse*) override;
  grpc::Status ListResults(grpc::ServerContext*, const v1::ListResultsRequest*,
                           v1::ListResultsResponse*) override;

 private:
  rpc::Server& server_;
  ProjectDesk desk_;
};

}  // namespace cpb::projects
