/// Delegations, in table `delegation`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cpbudget/gateway/v1/delegation.pb.h"
#include "libs/storage/database.h"

namespace cpb::gateway {

namespace pb = ::cpbudget::gateway::v1;

/// 7 of "delegations/7"; nothing for anything else.
std::optional<std::int64_t> DelegationId(std::string_view name);

/// Which delegations to list.
struct DelegationFilter {
  std::string person;       ///< User id of either end; empty: all.
  std::string day;          ///< In force on this day (ISO 8601); empty: all.
  std::int64_t before = 0;  ///< Only ids below; 0: from the newest.
  int limit = 100;
};

class DelegationStore {
 public:
  /// Fills the name.
  static void Insert(storage::Session& session, pb::Delegation& delegation);
  static std::optional<pb::Delegation> Find(storage::Session& session, std::int64_t id);
  /// The same under its row lock.
  static std::optional<pb::Delegation> Lock(storage::Session& session, std::int64_t id);
  /// Writes when and by whom it was revoked.
  static void SaveRevoked(storage::Session& session, const pb::Delegation& delegation);
  /// Newest first.
  static std::vector<pb::Delegation> List(storage::Session& session, const DelegationFilter& filter);
};

}  // namespace cpb::gateway
