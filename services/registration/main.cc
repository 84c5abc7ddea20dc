// The registration program: flags and life come from libs/program; here the parts are only put together.
#include <memory>

#include "embedded/registration_migrations.h"
#include "libs/calendar/load.h"
#include "libs/feed/feed.h"
#include "libs/program/program.h"
#include "services/registration/app/reference_loader.h"
#include "services/registration/app/rule_client.h"
#include "services/registration/store/reference.h"
#include "services/registration/wire/plan_service.h"
#include "services/registration/wire/reference_service.h"
#include "services/registration/wire/workbook_service.h"

namespace cpb::registration {
namespace {

absl::Status Build(program::Program& program) {
  CPB_ASSIGN_OR_RETURN(Reference loaded, LoadReference(program.reference_data()));
  const auto* reference = program.Own(std::make_unique<Reference>(std::move(loaded)));
  CPB_ASSIGN_OR_RETURN(calendar::Calendar rows, calendar::Load(program.reference_data()));
  const auto* calendar = program.Own(std::make_unique<calendar::Calendar>(std::move(rows)));
  CPB_RETURN_IF_ERROR(program.database().Write([&](storage::Session& session) -> absl::Status {
    store::SaveReferenceData(session, reference->data);
    return absl::OkStatus();
  }));
  const auto* rules =
      program.Own(std::make_unique<RuleClient>(program.Peer("allocation"), reference->catalogue));
  const Context context{.server = &program.server(),
                        .database = &program.database(),
                        .catalogue = &reference->catalogue,
                        .calendar = calendar,
                        .rules = rules};
  program.AddService(std::make_unique<ReferenceServiceGrpc>(context), ReferenceServiceGrpc::kName);
  program.AddService(std::make_unique<PlanServiceGrpc>(context), PlanServiceGrpc::kName);
  program.AddService(std::make_unique<PlanWorkbookServiceGrpc>(context), PlanWorkbookServiceGrpc::kName);
  return absl::OkStatus();
}

}  // namespace
}  // namespace cpb::registration

int main(int argc, char** argv) {
  return cpb::program::Run(argc, argv,
                           {.name = "registration", .migrations = &cpb::embedded::registration_migrations},
                           cpb::registration::Build);
}
