#include "services/gateway/passthrough/proxy_call.h"

#include <boost/asio/post.hpp>
#include <optional>
#include <utility>

#include "absl/time/clock.h"
#include "grpcpp/generic/generic_stub.h"
#include "libs/refusal/common.h"
#include "libs/rpc/status.h"
#include "libs/rpc/trace.h"
#include "services/gateway/http/edge_reasons.h"
#include "services/gateway/passthrough/reflection.h"
#include "services/gateway/text/text.h"

namespace cpb::gateway {
namespace {

constexpr absl::Duration kDefaultTimeout = absl::Seconds(10);
constexpr absl::Duration kLongestCall = absl::Minutes(10);
constexpr int kMostLookUps = 256;

/// Empty when absent or given twice.
std::string Metadata(const grpc::GenericCallbackServerContext& context, const char* key) {
  const auto& all = context.client_metadata();
  if (all.count(key) != 1) return "";
  const grpc::string_ref value = all.find(key)->second;
  return {value.data(), value.size()};
}

/// "10.0.0.1" of "ipv4:10.0.0.1:4711"; "::1" of "ipv6:%5B::1%5D:4711".
std::string AddressOf(const std::string& peer) {
  const std::size_t first = peer.find(':');
  const std::size_t last = peer.rfind(':');
  if (first == std::string::npos || last <= first) return peer.substr(0, 60);
  std::string address = peer.substr(first + 1, last - first - 1);
  for (const std::string_view bracket : {"%5B", "%5D", "[", "]"}) {
    if (const std::size_t at = address.find(bracket); at != std::string::npos)
      address.erase(at, bracket.size());
  }
  return address.substr(0, 60);
}

std::string BearerToken(const grpc::GenericCallbackServerContext& context) {
  constexpr std::string_view kBearer = "bearer ";
  const std::string header = Metadata(context, "authorization");
  if (Lower(std::string_view{header}.substr(0, kBearer.size())) != kBearer) return "";
  return std::string{Trim(std::string_view{header}.substr(kBearer.size()))};
}

absl::Time DeadlineOf(const grpc::GenericCallbackServerContext& context) {
  const absl::Time now = absl::Now();
  const gpr_timespec raw = context.raw_deadline();
  if (gpr_time_cmp(raw, gpr_inf_future(raw.clock_type)) == 0) return now + kDefaultTimeout;
  return std::min(absl::FromChrono(context.deadline()), now + kLongestCall);
}

/// One call. It reads the request, finds the caller, then calls the program; each message of the answer is
/// written before the next is read, so a slow client holds one message.
///
/// Life: a hold on the upstream call keeps its end from being told while a part of the answer is being
/// written. So Finish comes last, gRPC's OnDone after it, and that deletes the object.
class ProxyCall final : public grpc::ServerGenericBidiReactor {
 public:
  ProxyCall(Forwarding& forwarding, const Method& method, grpc::GenericCallbackServerContext& context)
      : forwarding_{forwarding}, method_{method}, token_{BearerToken(context)} {
    rpc::Trace trace = rpc::ContinueTrace(Metadata(context, "traceparent"));
    headers_.traceparent = trace.traceparent;
    const bool english =
        Metadata(context, "x-cpb-language") == "en" || PrefersEnglish(Metadata(context, "accept-language"));
    headers_.language = english ? "en" : "vi";
    headers_.address =
        forwarding.proxies.ClientOf(AddressOf(context.peer()), Metadata(context, "x-forwarded-for"));
    headers_.deadline = DeadlineOf(context);
    context.AddInitialMetadata("traceparent", trace.traceparent);
    StartRead(&request_);
  }

 private:
  /// The call of the program.
  class Upstream final : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
   public:
    explicit Upstream(ProxyCall& call) : call_{call} {}

   private:
    void OnWriteDone(bool) override { StartRead(&call_.answer_); }
    void OnReadDone(bool ok) override {
      if (ok) return call_.StartWrite(&call_.answer_);
      RemoveHold();
    }
    void OnDone(const grpc::Status& status) override { call_.Finish(status); }

    ProxyCall& call_;
  };

  void OnReadDone(bool ok) override {
    if (!ok) return Finish({grpc::StatusCode::INVALID_ARGUMENT, "a request message is missing"});
    if (token_.empty()) return Admit(nullptr);
    if (const auto remembered = forwarding_.sessions.FindRemembered(token_)) return Admit(*remembered);
    if (!forwarding_.limits.TakeLookUp(forwarding_.sessions, token_, headers_.address)) return RefuseForNow();
    if (forwarding_.looking_up.fetch_add(1) >= kMostLookUps) {
      --forwarding_.looking_up;
      return RefuseForNow();
    }
    boost::asio::post(forwarding_.look_ups, [this] {
      const absl::StatusOr<SessionCallerPtr> caller = forwarding_.sessions.Find(token_);
      --forwarding_.looking_up;
      if (!caller.ok()) return Finish(rpc::ToGrpcStatus(caller.status()));
      Admit(*caller);
    });
  }

  void RefuseForNow() { Finish(rpc::ToGrpcStatus(rpc::Refuse(kTooManyRequests))); }

  void Admit(const SessionCallerPtr& caller) {
    if (caller != nullptr) {
      headers_.identity_token = caller->identity_token;
      headers_.session = caller->session;
      if (caller->must_change_password && !OpenBeforePasswordChange(method_)) {
        return Finish(rpc::ToGrpcStatus(rpc::Refuse(kPasswordChangeRequired)));
      }
    }
    if (!forwarding_.limits.Take(method_, headers_.session, headers_.address)) return RefuseForNow();
    if (caller == nullptr && !method_.anonymous) {
      return Finish(rpc::ToGrpcStatus(rpc::Refuse(refusal::kNotSignedIn)));
    }
    const auto channel = forwarding_.backends.Find(method_.peer);
    if (!channel) return Finish({grpc::StatusCode::UNAVAILABLE, "no such program"});
    Prepare(headers_, method_, upstream_context_);
    stub_.emplace(channel);
    stub_->PrepareBidiStreamingCall(&upstream_context_, method_.rpc_path, {}, &upstream_);
    upstream_.AddHold();
    upstream_.StartWriteLast(&request_, grpc::WriteOptions{});
    upstream_.StartCall();
  }

  /// A part of the answer is out; when it could not be written the client is gone, and the program is told.
  void OnWriteDone(bool ok) override {
    if (!ok) upstream_context_.TryCancel();
    upstream_.StartRead(&answer_);
  }
  void OnCancel() override { upstream_context_.TryCancel(); }
  void OnDone() override { delete this; }

  Forwarding& forwarding_;
  const Method& method_;
  const std::string token_;
  CallHeaders headers_;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer answer_;
  grpc::ClientContext upstream_context_;
  std::optional<grpc::GenericStub> stub_;
  Upstream upstream_{*this};
};

class ReflectionCall final : public grpc::ServerGenericBidiReactor {
 public:
  explicit ReflectionCall(const Contract& contract) : contract_{contract} { StartRead(&request_); }

 private:
  void OnReadDone(bool ok) override {
    if (!ok) return Finish(grpc::Status::OK);
    std::vector<grpc::Slice> slices;
    std::string bytes;
    if (request_.Dump(&slices).ok()) {
      for (const grpc::Slice& slice : slices)
        bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
    }
    const grpc::Slice answer{AnswerReflection(contract_, bytes)};
    answer_ = grpc::ByteBuffer{&answer, 1};
    StartWrite(&answer_);
  }
  void OnWriteDone(bool ok) override {
    if (!ok) return Finish(grpc::Status::CANCELLED);
    request_.Clear();
    StartRead(&request_);
  }
  void OnDone() override { delete this; }

  const Contract& contract_;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer answer_;
};

class RefusedCall final : public grpc::ServerGenericBidiReactor {
 public:
  explicit RefusedCall(const grpc::Status& status) { Finish(status); }

 private:
  void OnDone() override { delete this; }
};

}  // namespace

grpc::ServerGenericBidiReactor* StartProxyCall(Forwarding& forwarding, const Method& method,
                                               grpc::GenericCallbackServerContext& context) {
  return new ProxyCall{forwarding, method, context};
}

grpc::ServerGenericBidiReactor* StartReflectionCall(const Contract& contract) {
  return new ReflectionCall{contract};
}

grpc::ServerGenericBidiReactor* RefuseCall(const grpc::Status& status) {
  return new RefusedCall{status};
}

}  // namespace cpb::gateway
