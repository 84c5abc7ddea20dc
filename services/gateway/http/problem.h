/// Refusals and failures as application/problem+json (RFC 9457). The one place that decides the HTTP status.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "libs/refusal/refusal.h"
#include "services/gateway/http/message.h"
#include "services/gateway/transcode/problems.h"

namespace cpb::gateway {

/// What of the request a problem document shows.
struct ProblemContext {
  std::string trace_id;
  bool english = false;
};

int HttpStatusOf(absl::StatusCode code);

/// A status from a program or from our own code. INTERNAL and the like lose their text.
HttpResponse ToProblem(const absl::Status& status, const ProblemContext& context);
/// A refusal of the edge, with a status of its own (405, 413 …) when `http_status` is not 0.
HttpResponse ToProblem(const refusal::Reason& reason,
                       std::map<std::string, std::string, std::less<>> parameters,
                       const ProblemContext& context, int http_status = 0);
/// INVALID_REQUEST with every wrong field.
HttpResponse ToProblem(const Problems& problems, const ProblemContext& context);

}  // namespace cpb::gateway
