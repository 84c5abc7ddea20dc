/// Letting another person use one's power, and acting with a power that was received.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cpbudget/gateway/v1/delegation.pb.h"
#include "libs/rpc/call.h"
#include "libs/storage/database.h"
#include "services/gateway/sessions/session_directory.h"

namespace cpb::gateway {

namespace pb = ::cpbudget::gateway::v1;

class Delegations {
 public:
  Delegations(storage::Database& database, SessionDirectory& directory)
      : database_{database}, directory_{directory} {}

  absl::Status Create(const rpc::Call& call, const pb::CreateDelegationRequest& request,
                      pb::CreateDelegationResponse& response);
  absl::Status Revoke(const rpc::Call& call, const pb::RevokeDelegationRequest& request,
                      pb::RevokeDelegationResponse& response);
  absl::Status List(const rpc::Call& call, const pb::ListDelegationsRequest& request,
                    pb::ListDelegationsResponse& response);
  /// `session`: SHA-256 of the secret of the session that is to act.
  absl::Status ActFor(const rpc::Call& call, const std::string& session, const pb::ActForRequest& request,
                      pb::ActForResponse& response);

 private:
  storage::Database& database_;
  SessionDirectory& directory_;
};

}  // namespace cpb::gateway
