// The allocation program: wiring only.
#include <memory>

#include "embedded/allocation_migrations.h"
#include "libs/feed/feed.h"
#include "libs/program/program.h"
#include "libs/rulebook/loader.h"
#include "libs/rulebook/names.h"
#include "services/allocation/app/plan_feed.h"
#include "services/allocation/app/resumer.h"
#include "services/allocation/wire/enterprise_service.h"
#include "services/allocation/wire/exchange_service.h"
#include "services/allocation/wire/services.h"
#include "services/allocation/wire/workbook_service.h"

namespace {

using namespace cpb;

/// A shipped rulebook with one fault stops the start; every fault is named.
absl::StatusOr<std::unique_ptr<allocation::Rulebooks>> OpenRulebooks(program::Program& program) {
  rulebook::BookFiles files;
  std::vector<rulebook::Problem> problems =
      rulebook::LoadFolder(program.reference_data() + "/rulebook", &files).problems;
  auto names = rulebook::LoadNames(program.reference_data(), problems);
  if (names && problems.empty())
    return allocation::Rulebooks::Open(program.database(), files, *std::move(names), program.clock().Now());
  std::string text = "the rulebook is refused";
  for (const rulebook::Problem& problem : problems) text += "\n  " + rulebook::ToText(problem);
  return absl::FailedPreconditionError(text);
}

absl::Status Build(program::Program& program) {
  CPB_ASSIGN_OR_RETURN(auto opened, OpenRulebooks(program));
  auto* rulebooks = program.Own(std::move(opened));
  CPB_ASSIGN_OR_RETURN(allocation::Sources known, allocation::Sources::Load(program.reference_data()));
  const auto* sources = program.Own(std::make_unique<allocation::Sources>(std::move(known)));
  CPB_ASSIGN_OR_RETURN(allocation::Provinces units, allocation::Provinces::Load(program.reference_data()));
  const auto* provinces = program.Own(std::make_unique<allocation::Provinces>(std::move(units)));

  auto* ledger =
      program.Own(cpbudget::disbursement::v1::LedgerService::NewStub(program.Peer("disbursement")));
  auto* poster =
      program.Own(std::make_unique<allocation::Poster>(program.server(), program.database(), *ledger));
  auto* registration =
      program.Own(cpbudget::registration::v1::ReferenceService::NewStub(program.Peer("registration")));
  const auto* chains =
      program.Own(std::make_unique<allocation::ApprovalChains>(program.server(), *registration));
  auto* plans = program.Own(feed::Consumer::Start(program.server(), program.database(), "registration",
                                                  program.PeerAddress("registration"),
                                                  &allocation::ApplyRegistrationEvent));
  auto* rounds = program.Own(std::make_unique<allocation::RoundsDesk>(program.database(), *rulebooks,
                                                                      *sources, *chains, *plans, *poster));
  auto* appropriations = program.Own(
      std::make_unique<allocation::AppropriationsDesk>(program.database(), *sources, *chains, *poster));
  auto* adjustments = program.Own(std::make_unique<allocation::AdjustmentsDesk>(
      program.database(), *rulebooks, *sources, *chains, *poster));
  auto* allotments = program.Own(std::make_unique<allocation::AllotmentsDesk>(
      program.server(), program.database(), *rulebooks, *sources, *provinces, *ledger));
  auto* hand_overs = program.Own(std::make_unique<allocation::HandOversDesk>(
      program.server(), program.database(), *provinces, *ledger, *poster));
  auto* rules =
      program.Own(std::make_unique<allocation::RulesDesk>(program.database(), *rulebooks, *sources));
  auto* decisions =
      program.Own(std::make_unique<allocation::DecisionsDesk>(program.database(), *rulebooks, *sources));

  program.AddService(allocation::MakeAllocationService(program.server(), *rounds, *appropriations,
                                                       *adjustments, *allotments, *hand_overs),
                     allocation::kAllocationServiceName);
  program.AddService(std::make_unique<allocation::RoundWorkbookGrpc>(program.server(), *rounds),
                     allocation::RoundWorkbookGrpc::kName);
  program.AddService(allocation::MakeRuleService(program.server(), *rules, *decisions),
                     allocation::kRuleServiceName);
  auto* publishing =
      program.Own(std::make_unique<allocation::PublishingDesk>(program.database(), *rulebooks));
  program.AddService(allocation::MakeRulebookService(program.server(), *publishing),
                     allocation::kRulebookServiceName);
  program.AddService(allocation::MakeEnterpriseService(program.server(), program.database(), *sources),
                     allocation::kEnterpriseServiceName);
  program.AddService(allocation::MakeExchangeService(program.server(), program.database(), *poster),
                     allocation::kExchangeServiceName);
  program.AddService(feed::MakeFeedService(program.server(), program.database()),
                     "cpbudget.types.v1.FeedService");
  program.Own(std::make_unique<allocation::Resumer>(*poster));
  return absl::OkStatus();
}

}  // namespace

int main(int argc, char** argv) {
  return program::Run(argc, argv, {.name = "allocation", .migrations = &embedded::allocation_migrations},
                      Build);
}
