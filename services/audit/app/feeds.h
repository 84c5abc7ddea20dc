/// The feeds this program follows, one consumer a producer.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "libs/feed/feed.h"
#include "libs/rpc/call.h"
#include "libs/rpc/server.h"
#include "libs/storage/database.h"
#include "services/audit/app/labels.h"

namespace cpb::audit {

/// Programs that it listens to.
inline constexpr std::string_view kProducers[] = {"registration", "projects", "allocation", "disbursement",
                                                  "gateway"};

/// Thread-safe.
class Feeds {
 public:
  /// Follows the producers at these addresses (program to gRPC address) until destroyed. `labels` must
  /// outlive it.
  Feeds(rpc::Server& server, storage::Database& database, const Labels& labels,
        const std::map<std::string, std::string>& addresses);

  /// Waits until everything that these producers had committed before the call is applied; at most three
  /// seconds, and never past the caller's deadline. False when one of them could not be followed that far:
  /// the answer then says by its position what it stands for.
  bool CatchUp(const rpc::Call& call, const std::vector<std::string>& producers);
  /// All producers.
  bool CatchUp(const rpc::Call& call);

  /// Waits until more of a feed is applied than `position`. False when the caller's deadline comes first.
  bool WaitForMore(const rpc::Call& call, const std::string& producer, std::int64_t position) const;
  /// Position applied of one producer's feed.
  std::int64_t Position(const std::string& producer) const;

 private:
  std::map<std::string, std::unique_ptr<feed::Consumer>> consumers_;
};

}  // namespace cpb::audit
