/// Asks the allocation program what the rules say of a plan. Nothing of the rulebook is known here.
#pragma once

#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "cpbudget/allocation/v1/rules.grpc.pb.h"
#include "grpcpp/channel.h"
#include "libs/rpc/call.h"
#include "services/registration/domain/catalogue.h"
#include "services/registration/store/messages.h"

namespace cpb::registration {

class RuleClient {
 public:
  RuleClient(std::shared_ptr<grpc::Channel> channel, const Catalogue& catalogue)
      : stub_{::cpbudget::allocation::v1::RuleService::NewStub(std::move(channel))}, catalogue_{catalogue} {}

  /// One outcome an item, in the order of the items. `timeout` shortens the deadline of the call where the
  /// answer is welcome but not needed. An answer that does not fit the question is INTERNAL.
  absl::StatusOr<::cpbudget::allocation::v1::EvaluateRulesResponse> Evaluate(
      const rpc::Call& call, const v1::Plan& plan, absl::Duration timeout = absl::InfiniteDuration()) const;

  /// The rules in force on a day (ISO 8601).
  absl::StatusOr<::cpbudget::allocation::v1::ListRulesResponse> ListRules(const rpc::Call& call,
                                                                          const std::string& date) const;

 private:
  std::unique_ptr<::cpbudget::allocation::v1::RuleService::StubInterface> stub_;
  const Catalogue& catalogue_;
};

/// Writes findings, what is left, and the version of the rulebook into the plan.
void ApplyOutcomes(const ::cpbudget::allocation::v1::EvaluateRulesResponse& outcomes, v1::Plan& plan);

/// Removes what an earlier evaluation wrote.
void ForgetOutcomes(v1::Plan& plan);

}  // namespace cpb::registration
