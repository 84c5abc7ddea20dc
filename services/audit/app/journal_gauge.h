/// The metric cpbudget_journal_position: how far the read model has come.
#pragma once

#include "libs/rpc/server.h"
#include "libs/storage/database.h"

namespace cpb::audit {

/// Refreshes the gauge before each scrape. Both must outlive the metrics' last scrape.
void ShowJournalPosition(rpc::Server& server, storage::Database& database);

}  // namespace cpb::audit
