/// The one place where refusals and failures are put on the wire and taken off it.
///
/// On the wire: google.rpc.Status with one ErrorInfo (reason, domain "cpbudget", parameters as metadata), two
/// LocalizedMessage (vi, en: sentence, line break, what to do next), BadRequest (input) or
/// PreconditionFailure (limits) with at most 16 violations and their count in metadata "violation_count", and
/// types.v1.ViolationFigures for their amounts and citations; under 4 KiB in all, because gRPC 1.51 replaces
/// larger details by another error (long sentences are cut first, then violations left out). Details travel
/// unchanged through programs that pass a refusal on. `Explain` reads all of it back.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "grpcpp/support/status.h"
#include "libs/refusal/refusal.h"

namespace cpb::rpc {

/// A refusal as a Status that carries its details.
absl::Status ToStatus(const refusal::Refusal& refusal);
/// Shorthand for refusals without violations.
absl::Status Refuse(const refusal::Reason& reason,
                    std::map<std::string, std::string, std::less<>> parameters = {});

/// Collects everything that is wrong with a request's fields, then reports it at once as INVALID_REQUEST.
class FieldErrors {
 public:
  void Add(std::string field, std::string text_vi, std::string text_en);
  bool empty() const { return violations_.empty(); }
  const std::vector<refusal::Violation>& violations() const { return violations_; }
  /// OK when empty.
  absl::Status ToStatus() const;

 private:
  std::vector<refusal::Violation> violations_;
};

/// To the wire. INTERNAL, UNKNOWN and DATA_LOSS lose their text (it may hold values; the caller logs it);
/// UNAVAILABLE gains a RetryInfo of 200 ms unless it has details already; refusals of the kind
/// kResourceExhausted carry one too.
grpc::Status ToGrpcStatus(const absl::Status& status);
/// From the wire. Details are kept as they are, so that the same status can be passed on.
absl::Status FromGrpcStatus(const grpc::Status& status);
/// Reason of a refusal, for example "LEDGER_LIMIT"; empty for failures.
std::string ReasonOf(const absl::Status& status);
/// Serialised google.rpc.Status of a refusal, to be stored as the outcome of a request id; empty for
/// failures.
std::string SerializeRefusal(const absl::Status& status);
absl::Status DeserializeRefusal(const std::string& serialized);
/// "FAILED_PRECONDITION", for logs and metrics.
std::string CodeName(absl::StatusCode code);

/// What a refusal says, read back from its details: for pages, the command line, tests.
struct Explanation {
  std::string reason;                             ///< Empty for failures, and then only `text_en` is filled.
  std::string text_vi, text_en;                   ///< What is wrong.
  std::string next_vi, next_en;                   ///< What to do next.
  std::map<std::string, std::string> parameters;  ///< Metadata of the ErrorInfo, without the count.
  std::vector<refusal::Violation> violations;     ///< As many as travelled.
  int violation_count = 0;                        ///< How many there were.
};
Explanation Explain(const absl::Status& status);

}  // namespace cpb::rpc
