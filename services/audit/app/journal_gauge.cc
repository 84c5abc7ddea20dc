#include "services/audit/app/journal_gauge.h"

#include "absl/status/statusor.h"
#include "services/audit/store/journal_store.h"

namespace cpb::audit {

void ShowJournalPosition(rpc::Server& server, storage::Database& database) {
  telemetry::Metrics* metrics = server.options().metrics;
  if (metrics == nullptr) return;
  metrics->BeforeScrape([metrics, &database] {
    const absl::StatusOr<std::int64_t> head = database.Read(
        [](storage::Session& session) -> absl::StatusOr<std::int64_t> { return JournalHead(session); });
    if (!head.ok()) return;
    // The label `program` is set by the library on every metric.
    metrics->SetGauge("cpbudget_journal_position",
                      "Last position of the ledger's journal that is applied or booked.", {},
                      static_cast<double>(*head));
  });
}

}  // namespace cpb::audit
