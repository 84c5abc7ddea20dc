#include "services/gateway/transcode/response.h"

#include "absl/status/status.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/util/type_resolver_util.h"
#include "services/gateway/text/text.h"

namespace cpb::gateway {
namespace {

constexpr char kUrlPrefix[] = "type.googleapis.com";

}  // namespace

ResponseWriter::ResponseWriter(const Contract& contract)
    : resolver_{google::protobuf::util::NewTypeResolverForDescriptorPool(kUrlPrefix, &contract.pool())} {}

absl::StatusOr<std::string> ResponseWriter::ToJson(const google::protobuf::Descriptor& type,
                                                   const std::string& bytes) const {
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = true;
  std::string json;
  const auto status = google::protobuf::util::BinaryToJsonString(
      resolver_.get(), Cat(kUrlPrefix, "/", type.full_name()), bytes, &json, options);
  if (!status.ok()) return absl::InternalError("an answer cannot be written as JSON");
  return json;
}

}  // namespace cpb::gateway
