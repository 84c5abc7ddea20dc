/// Downloads for tests of services.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "google/api/httpbody.pb.h"
#include "grpcpp/support/sync_stream.h"
#include "libs/rpc/testing.h"

namespace cpb::rpc {

/// The whole file in the name of `identity`.
template <class Stub, class Request>
absl::StatusOr<std::string> Download(const TestServer& server, const types::v1::Identity& identity,
                                     Stub& stub,
                                     std::unique_ptr<grpc::ClientReader<google::api::HttpBody>> (
                                         Stub::*method)(grpc::ClientContext*, const Request&),
                                     const Request& request) {
  grpc::ClientContext context;
  server.Prepare(identity, context);
  const auto reader = (stub.*method)(&context, request);
  std::string file;
  google::api::HttpBody part;
  while (reader->Read(&part)) file += part.data();
  const grpc::Status status = reader->Finish();
  if (!status.ok()) return FromGrpcStatus(status);
  return file;
}

}  // namespace cpb::rpc
