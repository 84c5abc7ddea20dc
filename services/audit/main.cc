// The audit program: wiring only.
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "embedded/audit_migrations.h"
#include "libs/feed/feed.h"
#include "libs/program/program.h"
#include "services/audit/app/journal_gauge.h"
#include "services/audit/wire/audit_service.h"
#include "services/audit/wire/workbook_service.h"

int main(int argc, char** argv) {
  using namespace cpb;
  return program::Run(
      argc, argv, {.name = "audit", .migrations = &embedded::audit_migrations},
      [](program::Program& program) -> absl::Status {
        CPB_ASSIGN_OR_RETURN(audit::Labels loaded, audit::Labels::Load(program.reference_data()));
        auto* labels = program.Own(std::make_unique<audit::Labels>(std::move(loaded)));
        std::map<std::string, std::string> addresses;
        for (const std::string_view producer : audit::kProducers) {
          addresses[std::string{producer}] = program.PeerAddress(std::string{producer});
        }
        auto* feeds = program.Own(
            std::make_unique<audit::Feeds>(program.server(), program.database(), *labels, addresses));
        auto* ledger = program.Own(std::unique_ptr<cpbudget::disbursement::v1::LedgerService::Stub>(
            cpbudget::disbursement::v1::LedgerService::NewStub(program.Peer("disbursement"))));
        audit::ShowJournalPosition(program.server(), program.database());
        program.AddService(std::make_unique<audit::AuditGrpc>(program.server(), program.database(), *feeds,
                                                              *labels, *ledger),
                           "cpbudget.audit.v1.AuditService");
        program.AddService(
            std::make_unique<audit::UsageWorkbookGrpc>(program.server(), program.database(), *feeds, *labels),
            audit::UsageWorkbookGrpc::kName);
        auto own_feed = feed::MakeFeedService(program.server(), program.database());
        program.AtDrain([server = own_feed.get()] { server->Drain(); });
        program.AddService(std::move(own_feed), "cpbudget.types.v1.FeedService");
        return absl::OkStatus();
      });
}
