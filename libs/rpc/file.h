/// A file as an answer: google.api.HttpBody in pieces, which the gateway hands on as a download.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "google/api/httpbody.pb.h"
#include "grpcpp/support/sync_stream.h"

namespace cpb::rpc {

/// Sends the whole of `file`. CANCELLED when the caller has gone.
inline absl::Status SendFile(std::string_view content_type, std::string_view file,
                             grpc::ServerWriter<google::api::HttpBody>& writer) {
  constexpr std::size_t kPiece = std::size_t{256} << 10;
  for (std::size_t at = 0; at < file.size(); at += kPiece) {
    google::api::HttpBody body;
    body.set_content_type(std::string{content_type});
    body.set_data(std::string{file.substr(at, kPiece)});
    if (!writer.Write(body)) return absl::CancelledError("the caller left during an export");
  }
  return absl::OkStatus();
}

}  // namespace cpb::rpc
