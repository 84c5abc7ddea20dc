#include "libs/rpc/call.h"

#include <algorithm>
#include <chrono>
#include <string_view>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/people/people.h"
#include "libs/refusal/common.h"
#include "libs/rpc/later.h"
#include "libs/rpc/methods.h"
#include "libs/rpc/reasons.h"
#include "libs/rpc/server.h"
#include "libs/rpc/status.h"
#include "libs/rpc/trace.h"
#include "libs/telemetry/log.h"
#include "libs/text/text.h"

namespace cpb::rpc {
namespace {

constexpr absl::Duration kTooLate = absl::Milliseconds(5);
constexpr absl::Duration kHop = absl::Milliseconds(20);
constexpr std::string_view kBearer = "Bearer ";

std::string Metadata(const grpc::ServerContextBase& context, const char* key) {
  const auto& all = context.client_metadata();
  // A value given twice is ambiguous, so it counts as absent.
  if (all.count(key) != 1) return "";
  const grpc::string_ref value = all.find(key)->second;
  return {value.data(), value.size()};
}

absl::Time Deadline(const grpc::ServerContextBase& context) {
  const gpr_timespec deadline = context.raw_deadline();
  if (gpr_time_cmp(deadline, gpr_inf_future(deadline.clock_type)) == 0) return absl::InfiniteFuture();
  return absl::FromChrono(context.deadline());
}

bool HoldsOneOf(const types::v1::Identity& identity, const ::cpbudget::types::v1::Access& access) {
  return std::any_of(access.roles().begin(), access.roles().end(), [&](int wanted) {
    return wanted != types::v1::ROLE_UNSPECIFIED &&
           std::find(identity.roles().begin(), identity.roles().end(), wanted) != identity.roles().end();
  });
}

/// Reading, signing out and acting in one's own right again go on after the last day.
absl::Status CheckDelegationInForce(const Call& call) {
  if (!call.identity.has_acting_for()) return absl::OkStatus();
  const types::v1::ActingFor& acting_for = call.identity.acting_for();
  const std::string today = clock::FormatDate(call.today);  // ISO dates are in the order of their texts.
  if (!acting_for.ended() && acting_for.first_date() <= today && today <= acting_for.last_date()) {
    return absl::OkStatus();
  }
  return Refuse(kDelegationNotInForce, {{"delegation", acting_for.delegation()}});
}

/// Who calls, and whether they may. A method open to anyone takes whom it knows and ignores a token that is
/// no good, so that one can sign in with an expired session.
absl::Status Admit(const Server& server, const Method& method, Call& call) {
  if (!call.token.empty()) {
    absl::StatusOr<types::v1::Identity> identity = server.options().verifier->Verify(call.token);
    if (identity.ok()) {
      call.identity = *std::move(identity);
    } else if (!method.access.anonymous()) {
      telemetry::Log(telemetry::Level::kInfo, "token refused",
                     {{"why", std::string{identity.status().message()}}});
    }
  }
  if (method.access.anonymous()) return absl::OkStatus();
  if (call.identity.subject().empty()) return Refuse(refusal::kNotSignedIn);
  if (method.access.signed_in()) return absl::OkStatus();
  if (!HoldsOneOf(call.identity, method.access))
    return Refuse(refusal::kRoleMissing, {{"method", method.name}});
  return CheckDelegationInForce(call);
}

absl::Status CheckDeadline(const Method& method, absl::Time deadline) {
  if (deadline == absl::InfiniteFuture()) return Refuse(kDeadlineMissing, {{"method", method.name}});
  if (deadline - absl::Now() < kTooLate) return absl::DeadlineExceededError("too little time left to begin");
  return absl::OkStatus();
}

Call Begin(Server& server, const grpc::ServerContextBase& context) {
  Call call;
  Trace trace = ContinueTrace(Metadata(context, "traceparent"));
  call.traceparent = std::move(trace.traceparent);
  call.trace_id = std::move(trace.trace_id);
  const std::string authorization = Metadata(context, "authorization");
  if (absl::StartsWithIgnoreCase(authorization, text::ToAbsl(kBearer)))
    call.token = authorization.substr(kBearer.size());
  call.language = Metadata(context, "x-cpb-language") == "en" ? "en" : "vi";
  call.deadline = Deadline(context);
  call.now = server.options().clock->Now();
  call.today = clock::VietNamDate(call.now);
  call.server = &server;
  return call;
}

/// Runs the handler and turns what escapes into INTERNAL.
absl::Status RunHandler(const Call& call, const std::function<absl::Status(const Call&)>& handler) {
  try {
    return handler(call);
  } catch (const std::exception& error) {
    return absl::InternalError(text::Concat("exception: ", error.what()));
  } catch (...) {
    return absl::InternalError("exception of unknown type");
  }
}

bool IsFault(absl::StatusCode code) {
  return code == absl::StatusCode::kInternal || code == absl::StatusCode::kUnknown ||
         code == absl::StatusCode::kDataLoss || code == absl::StatusCode::kUnimplemented;
}

void Report(const Server& server, const std::string& method, const Call& call, const absl::Status& status,
            absl::Duration took) {
  const std::string code = status.ok() ? "OK" : CodeName(status.code());
  const std::string reason = ReasonOf(status);
  if (server.options().metrics != nullptr) {
    server.options().metrics->CountRpc(method, code, reason, absl::ToDoubleSeconds(took));
  }
  const std::string ms = absl::StrCat(absl::ToDoubleMilliseconds(took));
  const bool fault = IsFault(status.code());
  // The text of a refusal may name people and amounts; it is for the caller. The text of a failure is for us.
  telemetry::Log(fault ? telemetry::Level::kError : telemetry::Level::kInfo, "rpc",
                 {{"method", method},
                  {"code", code},
                  {"reason", reason},
                  {"ms", ms},
                  {"actor", call.actor()},
                  {"error", status.ok() || !reason.empty() ? "" : std::string{status.message()}}});
}

/// Fills `call` and `method`; OK when the handler may run.
absl::Status Enter(Server& server, const grpc::ServerContextBase& context,
                   const google::protobuf::Message& request, Call& call, std::string& method) {
  call = Begin(server, context);
  const auto found = server.methods().by_request.find(request.GetDescriptor());
  if (found == server.methods().by_request.end()) {
    method = request.GetTypeName();
    return absl::InternalError("no method of this program takes this request: AddMethods was forgotten");
  }
  method = found->second.name;
  CPB_RETURN_IF_ERROR(CheckDeadline(found->second, call.deadline));
  return Admit(server, found->second, call);
}

/// One call whose answer comes later. Deletes itself when gRPC is done with it.
class LaterCall : public grpc::ServerUnaryReactor {
 public:
  explicit LaterCall(Server& server) : server_{server} {}

  void Run(const grpc::ServerContextBase& context, const google::protobuf::Message& request,
           const std::function<void(const Call&, rpc::Finish)>& handler) {
    absl::Status status;
    try {
      status = Enter(server_, context, request, call_, method_);
      if (status.ok()) {
        telemetry::SetTraceId(call_.trace_id);
        handler(call_, [this](const absl::Status& outcome) { Answer(outcome); });
        telemetry::SetTraceId("");
        return;  // This may be gone already.
      }
    } catch (const std::exception& error) {
      // A handler throws before it has begun anything, so nobody else answers.
      telemetry::SetTraceId("");
      status = absl::InternalError(text::Concat("exception: ", error.what()));
    }
    Answer(status);
  }

 private:
  void Answer(const absl::Status& status) {
    telemetry::SetTraceId(call_.trace_id);
    Report(server_, method_, call_, status, absl::Now() - start_);
    telemetry::SetTraceId("");
    ServerUnaryReactor::Finish(ToGrpcStatus(status));
  }
  void OnDone() override { delete this; }

  Server& server_;
  const absl::Time start_ = absl::Now();
  Call call_;
  std::string method_;
};

void Prepare(const std::string& token, const std::string& traceparent, const std::string& language,
             absl::Time deadline, grpc::ClientContext& context) {
  if (!token.empty()) context.AddMetadata("authorization", text::Concat(kBearer, token));
  context.AddMetadata("traceparent", traceparent);
  context.AddMetadata("x-cpb-language", language);
  context.set_deadline(absl::ToChronoTime(deadline));
}

}  // namespace

bool Call::Has(types::v1::Role role) const {
  return std::find(identity.roles().begin(), identity.roles().end(), role) != identity.roles().end();
}

std::string Call::signature() const {
  return people::Sign(identity.subject(), identity.acting_for().delegator());
}

absl::Status CheckDelegatedAmount(const Call& call, std::int64_t amount_vnd) {
  const types::v1::ActingFor& acting_for = call.identity.acting_for();
  const bool too_small = acting_for.has_min_vnd() && amount_vnd < acting_for.min_vnd();
  const bool too_large = acting_for.has_max_vnd() && amount_vnd > acting_for.max_vnd();
  if (!too_small && !too_large) return absl::OkStatus();
  const std::int64_t limit = too_small ? acting_for.min_vnd() : acting_for.max_vnd();
  refusal::Refusal refusal{&kDelegationAmount,
                           {{"delegation", acting_for.delegation()},
                            {"amount", refusal::FormatVnd(amount_vnd)},
                            {"limit", refusal::FormatVnd(limit)}},
                           {}};
  refusal.violations.push_back({.subject = acting_for.delegation(),
                                .text_vi = "Ngoài khoảng số tiền được ủy quyền.",
                                .text_en = "Outside the amounts that were delegated.",
                                .limit_vnd = limit,
                                .actual_vnd = amount_vnd,
                                .rule_id = "",
                                .citation = ""});
  return ToStatus(refusal);
}

bool Call::SeesProvince(std::string_view province_code) const {
  if (identity.subject().empty()) return false;
  return identity.province_code().empty() || identity.province_code() == province_code;
}

grpc::Status ServeErased(Server& server, grpc::ServerContext& context,
                         const google::protobuf::Message& request,
                         const std::function<absl::Status(const Call&)>& handler) {
  const absl::Time start = absl::Now();
  Call call;
  std::string method;
  try {
    absl::Status status = Enter(server, context, request, call, method);
    telemetry::SetTraceId(call.trace_id);
    if (status.ok()) status = RunHandler(call, handler);
    Report(server, method, call, status, absl::Now() - start);
    telemetry::SetTraceId("");
    return ToGrpcStatus(status);
  } catch (const std::exception& error) {
    telemetry::Log(telemetry::Level::kError, "rpc failed outside its handler",
                   {{"method", method}, {"error", error.what()}});
    telemetry::SetTraceId("");
    return ToGrpcStatus(absl::InternalError(""));
  }
}

grpc::ServerUnaryReactor* ServeLater(Server& server, grpc::CallbackServerContext& context,
                                     const google::protobuf::Message& request,
                                     const std::function<void(const Call&, Finish)>& handler) {
  auto* call = new LaterCall{server};
  call->Run(context, request, handler);
  return call;
}

void PassOn(const Call& call, grpc::ClientContext& context) {
  Prepare(call.token, call.traceparent, call.language, call.deadline - kHop, context);
}

void PassOnAsProgram(Server& server, const Call& call, grpc::ClientContext& context) {
  Prepare(server.options().signer->ProgramToken(), call.traceparent, call.language, call.deadline - kHop,
          context);
}

Call BackgroundCall(Server& server, absl::Duration timeout) {
  Call call;
  call.identity.set_subject(text::Concat("programs/", server.options().program));
  call.identity.set_display_name(server.options().program);
  call.identity.set_issuer(server.options().program);
  call.identity.add_roles(types::v1::ROLE_PROGRAM);
  call.token = server.options().signer->ProgramToken();
  Trace trace = ContinueTrace("");
  call.traceparent = std::move(trace.traceparent);
  call.trace_id = std::move(trace.trace_id);
  call.language = "vi";
  call.deadline = absl::Now() + timeout;
  call.now = server.options().clock->Now();
  call.today = clock::VietNamDate(call.now);
  call.server = &server;
  return call;
}

}  // namespace cpb::rpc
