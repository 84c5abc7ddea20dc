/// The rules, asked and listed. Evaluating changes nothing.
#pragma once

#include "absl/status/status.h"
#include "cpbudget/allocation/v1/rules.pb.h"
#include "libs/rpc/call.h"
#include "libs/storage/database.h"
#include "services/allocation/app/rulebooks.h"
#include "services/allocation/app/sources.h"

namespace cpb::allocation {

class RulesDesk {
 public:
  RulesDesk(storage::Database& database, Rulebooks& rulebooks, const Sources& sources)
      : database_{database}, rulebooks_{rulebooks}, sources_{sources} {}

  absl::Status Evaluate(const rpc::Call& call, const cpbudget::allocation::v1::EvaluateRulesRequest& request,
                        cpbudget::allocation::v1::EvaluateRulesResponse& response);
  /// Rules of a version, with the effect that they have on the day asked for.
  absl::Status List(const rpc::Call& call, const cpbudget::allocation::v1::ListRulesRequest& request,
                    cpbudget::allocation::v1::ListRulesResponse& response);

 private:
  absl::Status EvaluateAndRecord(const rpc::Call& call,
                                 const cpbudget::allocation::v1::EvaluateRulesRequest& request,
                                 cpbudget::allocation::v1::EvaluateRulesResponse& response);

  storage::Database& database_;
  Rulebooks& rulebooks_;
  const Sources& sources_;
};

}  // namespace cpb::allocation
