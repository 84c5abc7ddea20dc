/// Judgements of the allocation program as another program asks for them: kept as decisions, and not.
#pragma once

#include <memory>
#include <string>

#include "cpbudget/allocation/v1/rules.grpc.pb.h"
#include "libs/auth/token.h"
#include "tools/bench_ledger/measure.h"

namespace cpb::bench {

class Judgements {
 public:
  Judgements(const std::string& address, const auth::Signer& disbursement);
  /// One commitment judged a call; `kept`: as a decision on a request of its own.
  Work MakeWork(bool kept);

 private:
  const auth::Signer& disbursement_;
  std::unique_ptr<::cpbudget::allocation::v1::RuleService::Stub> stub_;
};

}  // namespace cpb::bench
