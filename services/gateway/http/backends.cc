#include "services/gateway/http/backends.h"

#include <utility>

#include "absl/time/clock.h"
#include "grpcpp/impl/codegen/client_unary_call.h"
#include "grpcpp/impl/codegen/rpc_method.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/sync_stream.h"
#include "libs/rpc/status.h"
#include "services/gateway/wire/edge.h"

namespace cpb::gateway {
namespace {

using grpc::internal::RpcMethod;

constexpr absl::Duration kHealthTimeout = absl::Seconds(1);

grpc::ByteBuffer ToBuffer(const std::string& bytes) {
  const grpc::Slice slice{bytes};
  return grpc::ByteBuffer{&slice, 1};
}

std::string ToBytes(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string bytes;
  if (!buffer.Dump(&slices).ok()) return bytes;
  bytes.reserve(buffer.Length());
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

/// One open stream; ends with the last copy of the function that holds it.
struct OpenedStream {
  grpc::ClientContext context;
  std::shared_ptr<void> running;  ///< Goes before the context.
  std::unique_ptr<grpc::ClientReader<grpc::ByteBuffer>> reader;
  bool done = false;

  ~OpenedStream() {
    if (reader && !done) {
      context.TryCancel();
      grpc::ByteBuffer ignored;
      while (reader->Read(&ignored)) {
      }
      reader->Finish();
    }
  }
};

}  // namespace

class Backends::Running {
 public:
  Running(Backends& backends, grpc::ClientContext& context) : backends_{backends}, context_{&context} {
    const std::lock_guard lock{backends_.mutex_};
    backends_.running_.insert(context_);
  }
  ~Running() {
    const std::lock_guard lock{backends_.mutex_};
    backends_.running_.erase(context_);
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

 private:
  Backends& backends_;
  grpc::ClientContext* context_;
};

void Backends::CancelAll() {
  const std::lock_guard lock{mutex_};
  for (grpc::ClientContext* context : running_) context->TryCancel();
}

void Prepare(const CallHeaders& headers, const Method& method, grpc::ClientContext& context) {
  if (!headers.identity_token.empty())
    context.AddMetadata("authorization", "Bearer " + headers.identity_token);
  context.AddMetadata("traceparent", headers.traceparent);
  context.AddMetadata("x-cpb-language", headers.language);
  if (method.peer == "gateway") {
    if (!headers.session.empty()) context.AddMetadata(kSessionKey, headers.session);
    if (!headers.address.empty()) context.AddMetadata(kAddressKey, headers.address);
  }
  context.set_deadline(absl::ToChronoTime(headers.deadline));
}

std::shared_ptr<grpc::Channel> Backends::Find(const std::string& peer) const {
  const auto found = channels_.find(peer);
  return found == channels_.end() ? nullptr : found->second;
}

absl::StatusOr<std::string> Backends::CallUnary(const Method& method, const CallHeaders& headers,
                                                const std::string& request) {
  const auto channel = Find(method.peer);
  if (!channel) return absl::UnavailableError("no such program");
  grpc::ClientContext context;
  Prepare(headers, method, context);
  const Running running{*this, context};
  const RpcMethod rpc{method.rpc_path.c_str(), RpcMethod::NORMAL_RPC, channel};
  grpc::ByteBuffer answer;
  const grpc::Status status =
      grpc::internal::BlockingUnaryCall(channel.get(), rpc, &context, ToBuffer(request), &answer);
  if (!status.ok()) return rpc::FromGrpcStatus(status);
  return ToBytes(answer);
}

Backends::Stream Backends::OpenStream(const Method& method, const CallHeaders& headers,
                                      const std::string& request) {
  const auto channel = Find(method.peer);
  if (!channel) {
    return []() -> absl::StatusOr<std::optional<std::string>> {
      return absl::UnavailableError("no such program");
    };
  }
  auto opened = std::make_shared<OpenedStream>();
  Prepare(headers, method, opened->context);
  opened->running = std::make_shared<Running>(*this, opened->context);
  const RpcMethod rpc{method.rpc_path.c_str(), RpcMethod::SERVER_STREAMING, channel};
  opened->reader.reset(grpc::internal::ClientReaderFactory<grpc::ByteBuffer>::Create(
      channel.get(), rpc, &opened->context, ToBuffer(request)));
  return [opened, channel]() -> absl::StatusOr<std::optional<std::string>> {
    grpc::ByteBuffer message;
    if (opened->reader->Read(&message)) return ToBytes(message);
    opened->done = true;
    const grpc::Status status = opened->reader->Finish();
    if (!status.ok()) return rpc::FromGrpcStatus(status);
    return std::nullopt;
  };
}

std::map<std::string, bool> Backends::CheckHealth() {
  std::map<std::string, bool> result;
  for (const auto& [name, channel] : channels_) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + kHealthTimeout));
    const RpcMethod rpc{"/grpc.health.v1.Health/Check", RpcMethod::NORMAL_RPC, channel};
    grpc::ByteBuffer answer;
    const grpc::Status status =
        grpc::internal::BlockingUnaryCall(channel.get(), rpc, &context, ToBuffer(""), &answer);
    // HealthCheckResponse{status: SERVING} is field 1, value 1.
    result[name] = status.ok() && ToBytes(answer) == "\x08\x01";
  }
  return result;
}

}  // namespace cpb::gateway
