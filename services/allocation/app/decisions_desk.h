/// Decisions made with the rules, read and computed again; rulebooks compared. Nothing here changes anything.
#pragma once

#include "absl/status/status.h"
#include "cpbudget/allocation/v1/rules.pb.h"
#include "libs/rpc/call.h"
#include "libs/storage/database.h"
#include "services/allocation/app/rulebooks.h"
#include "services/allocation/app/sources.h"

namespace cpb::allocation {

class DecisionsDesk {
 public:
  DecisionsDesk(storage::Database& database, Rulebooks& rulebooks, const Sources& sources)
      : database_{database}, rulebooks_{rulebooks}, sources_{sources} {}

  absl::Status ListRulebooks(cpbudget::allocation::v1::ListRulebooksResponse& response);
  absl::Status List(const rpc::Call& call, const cpbudget::allocation::v1::ListDecisionsRequest& request,
                    cpbudget::allocation::v1::ListDecisionsResponse& response);
  absl::Status Replay(const rpc::Call& call, const cpbudget::allocation::v1::ReplayDecisionRequest& request,
                      cpbudget::allocation::v1::ReplayDecisionResponse& response);
  absl::Status Compare(const rpc::Call& call,
                       const cpbudget::allocation::v1::CompareRulebooksRequest& request,
                       cpbudget::allocation::v1::CompareRulebooksResponse& response);

 private:
  storage::Database& database_;
  Rulebooks& rulebooks_;
  const Sources& sources_;
};

}  // namespace cpb::allocation
