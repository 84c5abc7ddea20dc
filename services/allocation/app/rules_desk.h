/// The rules, asked and listed. Evaluating changes nothing.
#pragma once

#include "absl/status/status.h"
#include "cpbudget/allocation/v1/rules.pb.h"
#include "libs/rpc/call.h"
#include "libs/rulebook/rule.h"
#include "libs/storage/database.h"
#include "services/allocation/app/sources.h"

namespace cpb::allocation {

class RulesDesk {
 public:
  RulesDesk(storage::Database& database, const rulebook::Rulebook& book, const Sources& sources)
      : database_{database}, book_{book}, sources_{sources} {}

  absl::Status Evaluate(const rpc::Call& call, const cpbudget::allocation::v1::EvaluateRulesRequest& request,
                        cpbudget::allocation::v1::EvaluateRulesResponse& response);
  absl::Status List(const cpbudget::allocation::v1::ListRulesRequest& request,
                    cpbudget::allocation::v1::ListRulesResponse& response);

 private:
  storage::Database& database_;
  const rulebook::Rulebook& book_;
  const Sources& sources_;
};

}  // namespace cpb::allocation
