// The projects program: flags and life come from libs/program; here the parts are only put together.
#include <memory>

#include "embedded/projects_migrations.h"
#include "libs/program/program.h"
#include "services/projects/app/reference_loader.h"
#include "services/projects/wire/project_service.h"

namespace cpb::projects {
namespace {

absl::Status Build(program::Program& program) {
  CPB_ASSIGN_OR_RETURN(const store::ReferenceData data, LoadReference(program.reference_data()));
  CPB_RETURN_IF_ERROR(program.database().Write([&](storage::Session& session) -> absl::Status {
    store::SaveReferenceData(session, data);
    return absl::OkStatus();
  }));
  program.AddService(std::make_unique<ProjectServiceGrpc>(program.server(), program.database()),
                     ProjectServiceGrpc::kName);
  return absl::OkStatus();
}

}  // namespace
}  // namespace cpb::projects

int main(int argc, char** argv) {
  return cpb::program::Run(argc, argv,
                           {.name = "projects", .migrations = &cpb::embedded::projects_migrations},
                           cpb::projects::Build);
}
