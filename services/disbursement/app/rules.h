/// Asks the allocation program what the rules say. It is asked before the unit of work begins, so that no
/// lock is held meanwhile; whoever needs facts that may move checks under the lock that they did not.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "cpbudget/allocation/v1/rules.grpc.pb.h"
#include "cpbudget/disbursement/v1/ledger.pb.h"
#include "grpcpp/channel.h"
#include "libs/rpc/call.h"
#include "libs/rpc/server.h"

namespace cpb::disbursement::app {

namespace rules = ::cpbudget::allocation::v1;

class Rules {
 public:
  Rules(rpc::Server& server, const std::shared_ptr<grpc::Channel>& allocation)
      : server_{server}, stub_{rules::RuleService::NewStub(allocation)} {}

  /// Thread-safe. Allocation keeps the judgement as a decision on `requests/{request_id}` before it answers,
  /// so that no money moves on one that nobody can compute again; an empty id (a rehearsal) keeps nothing.
  absl::StatusOr<rules::RuleOutcome> Judge(const rpc::Call& call, rules::Step step,
                                           const rules::RuleSubject& subject,
                                           const std::string& request_id) const;

 private:
  rpc::Server& server_;
  std::unique_ptr<rules::RuleService::Stub> stub_;
};

/// What is judged when `amount_vnd` of `source` is to be spent from a line today.
rules::RuleSubject SubjectOf(const rpc::Call& call, const ::cpbudget::disbursement::v1::BudgetLine& line,
                             const std::string& source, std::int64_t amount_vnd,
                             std::int64_t contract_value_vnd);

/// RULE_BLOCKS with every rule that blocks, its limit and its citation. With `whole_amount` a rule that would
/// lower the amount blocks as well: an advance is granted as asked or not at all.
absl::Status CheckAllowed(const rules::RuleOutcome& outcome, bool whole_amount);

}  // namespace cpb::disbursement::app
