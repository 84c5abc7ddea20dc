/// An answer's bytes to JSON, by the descriptors of the contract.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "google/protobuf/util/type_resolver.h"
#include "services/gateway/contract/contract.h"

namespace cpb::gateway {

/// Thread-safe.
class ResponseWriter {
 public:
  explicit ResponseWriter(const Contract& contract);

  /// lowerCamelCase names, int64 as strings, enums by name, empty fields written out (an absent `optional` is
  /// left out).
  absl::StatusOr<std::string> ToJson(const google::protobuf::Descriptor& type,
                                     const std::string& bytes) const;

 private:
  std::unique_ptr<google::protobuf::util::TypeResolver> resolver_;
};

}  // namespace cpb::gateway
