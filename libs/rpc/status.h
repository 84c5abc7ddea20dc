/// The one place where refusals and failures are put on the wire and taken off it.
///
/// On the wire: google.rpc.Status with one ErrorInfo (reason, domain "cpbudget", parameters as metadata), two
/// LocalizedMessage (vi, en: sentence, then what to do next), BadRequest (input) or PreconditionFailure (limits) with at most
/// 16 violations and their count in metadata "violation_count"; under 4 KiB in all, because gRPC 1.51 replaces larger details
/// by another error. Details travel unchanged through programs that pass a refusal on.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "grpcpp/support/status.h"
#include "libs/refusal/refusal.h"

namespace cpb::rpc {

/// A refusal as a Status that carries its details.
absl::Status ToStatus(const refusal::Refusal& refusal);
/// Shorthand for refusals without violations.
absl::Status Refuse(const refusal::Reason& reason, std::map<std::string, std::string, std::less<>> parameters = {});

/// Collects everything that is wrong with a request's fields, then reports it at once as INVALID_REQUEST.
class FieldErrors {
 public:
  void Add(std::string field, std::string text_vi, std::string text_en);
  bool empty() const { return violations_.empty(); }
  /// OK when empty.
  absl::Status ToStatus() const;

 private:
  std::vector<refusal::Violation> violations_;
};

grpc::Status ToGrpcStatus(const absl::Status& status);
absl::Status FromGrpcStatus(const grpc::Status& status);
/// Reason of a refusal, for example "LEDGER_LIMIT"; empty for failures.
std::string ReasonOf(const absl::Status& status);
/// Serialised google.rpc.Status of a refusal, to be stored as the outcome of a request id; empty for failures.
std::string SerializeRefusal(const absl::Status& status);
absl::Status DeserializeRefusal(const std::string& serialized);

}  // namespace cpb::rpc
