/// The disbursement program: the ledger, and what the spending units and the treasury do with it.
#include <memory>

#include "embedded/disbursement_migrations.h"
#include "libs/feed/feed.h"
#include "libs/program/program.h"
#include "services/disbursement/app/app.h"
#include "services/disbursement/app/expiry_sweep.h"
#include "services/disbursement/app/group.h"
#include "services/disbursement/app/reports.h"
#include "services/disbursement/app/verifier.h"
#include "services/disbursement/store/journal.h"
#include "services/disbursement/wire/payment_paper_service.h"
#include "services/disbursement/wire/reconciliation_service.h"
#include "services/disbursement/wire/service.h"
#include "services/disbursement/wire/treasury_link_service.h"
#include "services/disbursement/wire/voucher_service.h"
#include "services/disbursement/wire/workbook_service.h"

namespace {

using cpb::disbursement::app::App;

/// The journal's head at each scrape: how far the ledger has come.
void ReportHead(cpb::program::Program& program) {
  auto& metrics = *program.server().options().metrics;
  metrics.BeforeScrape([&metrics, &database = program.database()] {
    const absl::StatusOr<std::int64_t> head =
        database.Read([](cpb::storage::Session& session) -> absl::StatusOr<std::int64_t> {
          return cpb::disbursement::store::JournalHead(session);
        });
    if (!head.ok()) return;
    metrics.SetGauge("cpbudget_ledger_position", "Position of the last journal entry.", {},
                     static_cast<double>(*head));
  });
}

absl::Status Build(cpb::program::Program& program) {
  using namespace cpb::disbursement;
  auto* rules = program.Own(std::make_unique<app::Rules>(program.server(), program.Peer("allocation")));
  auto* writer = program.Own(std::make_unique<app::GroupWriter>(
      app::GroupWriter::Options{.metrics = program.server().options().metrics},
      [&database = program.database()](const std::vector<app::Voucher*>& vouchers) {
        app::DecideTogether(database, vouchers);
      }));
  auto* side_threads = program.Own(std::make_unique<app::SideThreads>());
  auto* app = program.Own(std::unique_ptr<App>(new App{program.database(), *rules, *writer, *side_threads}));
  program.AddService(std::make_unique<wire::LedgerServiceGrpc>(program.server(), *app),
                     "cpbudget.disbursement.v1.LedgerService");
  program.AddService(std::make_unique<wire::DisbursementServiceGrpc>(program.server(), *app),
                     "cpbudget.disbursement.v1.DisbursementService");
  program.AddService(std::make_unique<wire::VoucherServiceGrpc>(program.server(), *app),
                     "cpbudget.disbursement.v1.VoucherService");
  program.AddService(std::make_unique<wire::CommitmentServiceGrpc>(program.server(), *app),
                     "cpbudget.disbursement.v1.CommitmentService");
  program.Own(std::make_unique<app::ExpirySweep>(*app, program.server()));
  program.AddService(std::make_unique<wire::ReconciliationServiceGrpc>(program.server(), *app),
                     "cpbudget.disbursement.v1.ReconciliationService");
  program.AddService(std::make_unique<wire::TreasuryLinkServiceGrpc>(program.server(), *app),
                     "cpbudget.disbursement.v1.TreasuryLinkService");
  program.AddService(std::make_unique<wire::PaymentPaperServiceGrpc>(program.server(), *app),
                     "cpbudget.disbursement.v1.PaymentPaperService");
  program.AddService(std::make_unique<wire::PaymentWorkbookGrpc>(program.server(), *app),
                     wire::PaymentWorkbookGrpc::kName);
  program.Own(std::make_unique<app::Verifier>(*app, *program.server().options().metrics));
  ReportHead(program);
  return absl::OkStatus();
}

}  // namespace

int main(int argc, char** argv) {
  return cpb::program::Run(
      argc, argv, {.name = "disbursement", .migrations = &cpb::embedded::disbursement_migrations}, Build);
}
