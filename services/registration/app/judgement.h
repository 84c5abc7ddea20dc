/// The rules' say on a stored plan, for steps that may not be taken without it. Programs are not called
/// inside a transaction, so the rules are asked first, about the plan as it stands; the etag ties the answer
/// to that version.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cpbudget/allocation/v1/rules.pb.h"
#include "libs/rpc/call.h"
#include "services/registration/app/context.h"
#include "services/registration/store/messages.h"

namespace cpb::registration {

class Judgement {
 public:
  /// Asks when the caller may see the plan and `etag` is still current; otherwise there is nothing to ask
  /// about, and the step will be refused (or is a repeat that was decided before).
  static Judgement Of(const Context& context, const rpc::Call& call, const std::string& name,
                      const std::string& etag);

  /// The outcomes for a plan that has been locked since; UNAVAILABLE and other failures of the rules come out
  /// here.
  absl::StatusOr<::cpbudget::allocation::v1::EvaluateRulesResponse> For(const v1::Plan& locked) const;

 private:
  std::string etag_;
  absl::StatusOr<::cpbudget::allocation::v1::EvaluateRulesResponse> outcomes_ =
      absl::AbortedError("the rules were not asked");
};

/// RULE_BLOCKS with every blocking finding, unless its item is among `spared`.
absl::Status CheckNothingBlocks(const v1::Plan& plan,
                                const ::cpbudget::allocation::v1::EvaluateRulesResponse& outcomes,
                                const std::set<std::string>& spared = {});

}  // namespace cpb::registration
