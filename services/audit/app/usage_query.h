/// Fund usage for signed-in people and for the public page.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "cpbudget/audit/v1/audit.pb.h"
#include "libs/rpc/call.h"
#include "libs/storage/database.h"
#include "services/audit/app/feeds.h"
#include "services/audit/app/labels.h"
#include "services/audit/store/journal_store.h"

namespace cpb::audit {

/// Thread-safe.
class UsageQuery {
 public:
  UsageQuery(storage::Database& database, Feeds& feeds, const Labels& labels)
      : database_{database}, feeds_{feeds}, labels_{labels} {}

  /// Catches up with the ledger first, so that what was committed before the question is in the answer.
  absl::StatusOr<cpbudget::audit::v1::GetUsageResponse> Get(
      const rpc::Call& call, const cpbudget::audit::v1::GetUsageRequest& request);
  /// Answers from memory while no event has come in. Does not wait for the ledger.
  absl::StatusOr<cpbudget::audit::v1::GetPublicUsageResponse> GetPublic(
      const cpbudget::audit::v1::GetPublicUsageRequest& request);

 private:
  // Balances as the filter wants them, with the position that they stand for.
  struct Picture {
    std::int64_t position = 0;
    std::vector<HeldBalance> balances;
    std::map<std::string, std::string> line_titles;
  };
  absl::StatusOr<Picture> Look(const BalanceFilter& filter, bool with_titles);
  absl::StatusOr<std::int64_t> WaitFor(const rpc::Call& call, std::int64_t position, bool wait);

  storage::Database& database_;
  Feeds& feeds_;
  const Labels& labels_;

  std::mutex mutex_;
  std::string cache_key_;  ///< Feed positions for which the cache stands.
  std::map<int, cpbudget::audit::v1::GetPublicUsageResponse> cache_;
};

}  // namespace cpb::audit
