/// The journal as a file, in pieces.
#pragma once

#include <functional>
#include <string_view>

#include "absl/status/status.h"
#include "cpbudget/audit/v1/audit.pb.h"
#include "cpbudget/disbursement/v1/ledger.grpc.pb.h"
#include "libs/rpc/call.h"
#include "libs/rpc/server.h"
#include "libs/storage/database.h"
#include "services/audit/app/feeds.h"

namespace cpb::audit {

/// Takes one piece, at most kChunkBytes. False when the caller is gone.
using ChunkSink = std::function<bool(std::string_view content_type, std::string_view piece)>;

inline constexpr std::size_t kChunkBytes = std::size_t{256} * 1024;

/// Thread-safe.
class JournalExport {
 public:
  JournalExport(rpc::Server& server, storage::Database& database, Feeds& feeds,
                cpbudget::disbursement::v1::LedgerService::StubInterface& ledger)
      : server_{server}, database_{database}, feeds_{feeds}, ledger_{ledger} {}

  /// Writes header, entries and, from the ledger itself, the balances that the entries must lead to.
  absl::Status Run(const rpc::Call& call, const cpbudget::audit::v1::ExportJournalRequest& request,
                   const ChunkSink& sink);

 private:
  rpc::Server& server_;
  storage::Database& database_;
  Feeds& feeds_;
  cpbudget::disbursement::v1::LedgerService::StubInterface& ledger_;
};

}  // namespace cpb::audit
