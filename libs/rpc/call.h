/// What every RPC handler needs: who calls, when, in which trace; and the one wrapper that every handler runs
/// in.
///
///   grpc::Status GetPlan(grpc::ServerContext* context, const pb::GetPlanRequest* request,
///                        pb::GetPlanResponse* response) override {
///     return rpc::Serve(server_, *context, *request, [&](const rpc::Call& call) -> absl::Status {
///       CPB_ASSIGN_OR_RETURN(*response->mutable_plan(), plans_.Get(call, *request));
///       return absl::OkStatus();
///     });
///   }
///
/// Serve verifies the identity token and the access option of the method (found through the request's
/// descriptor: every request message belongs to one RPC), refuses calls without a deadline, counts, logs one
/// line, and catches what escapes.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "cpbudget/types/v1/identity.pb.h"
#include "google/protobuf/message.h"
#include "grpcpp/client_context.h"
#include "grpcpp/server_context.h"
#include "libs/clock/clock.h"

namespace cpb {
namespace types = ::cpbudget::types;
}  // namespace cpb

namespace cpb::rpc {

class Server;  // libs/rpc/server.h: verifier, method table, clock, metrics, log of one program.

/// One call in progress.
struct Call {
  types::v1::Identity identity;  ///< Verified. Empty subject for anonymous methods.
  std::string token;             ///< As received, to be passed on to another program.
  std::string traceparent;       ///< Of this hop, W3C format.
  std::string trace_id;          ///< 32 hex digits.
  std::string language;          ///< "vi" or "en".
  absl::Time deadline;
  clock::Instant now;  ///< One reading for the whole call.
  clock::Date today;   ///< Day of `now` in Viet Nam.
  const Server* server =
      nullptr;  ///< The program's own, for keys; null only in calls made by hand in unit tests.

  bool Has(types::v1::Role role) const;
  /// True for people whose province is `province_code`, and for those without a province (ministries,
  /// programs).
  bool SeesProvince(std::string_view province_code) const;
  const std::string& actor() const { return identity.subject(); }
  /// "users/ha", or "users/ha for users/lan" under a delegation (libs/people): what a document keeps of
  /// whoever took a step, so that both are counted when the next step asks for another person.
  std::string signature() const;
};

/// DELEGATION_AMOUNT when the caller acts under a delegation that does not reach a document of this amount.
/// Called by whatever decides about an amount.
absl::Status CheckDelegatedAmount(const Call& call, std::int64_t amount_vnd);

/// Runs one handler; see above. Never throws. Calls with less than 5 ms left are not begun.
grpc::Status ServeErased(Server& server, grpc::ServerContext& context,
                         const google::protobuf::Message& request,
                         const std::function<absl::Status(const Call&)>& handler);
template <class Handler>
grpc::Status Serve(Server& server, grpc::ServerContext& context, const google::protobuf::Message& request,
                   Handler&& handler) {
  return ServeErased(server, context, request, handler);
}

/// Prepares a call to another program on behalf of the same person: token, trace, language, and the deadline
/// less 20 ms.
void PassOn(const Call& call, grpc::ClientContext& context);
/// Prepares a call to another program in the program's own name (background work, deciding about money).
void PassOnAsProgram(Server& server, const Call& call, grpc::ClientContext& context);
/// A call of the program itself, outside any request: new trace, deadline from now.
Call BackgroundCall(Server& server, absl::Duration timeout);

}  // namespace cpb::rpc

#define CPB_CONCAT_INNER(a, b) a##b
#define CPB_CONCAT(a, b) CPB_CONCAT_INNER(a, b)
#define CPB_RETURN_IF_ERROR(expression)                                              \
  do {                                                                               \
    if (absl::Status cpb_status = (expression); !cpb_status.ok()) return cpb_status; \
  } while (false)
#define CPB_ASSIGN_OR_RETURN(target, expression) \
  CPB_ASSIGN_OR_RETURN_IMPL(CPB_CONCAT(cpb_or_, __LINE__), target, expression)
#define CPB_ASSIGN_OR_RETURN_IMPL(temporary, target, expression) \
  auto temporary = (expression);                                 \
  if (!temporary.ok()) return temporary.status();                \
  target = *std::move(temporary)
