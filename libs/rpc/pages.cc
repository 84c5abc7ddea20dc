#include <stdexcept>

#include "absl/strings/escaping.h"
#include "google/protobuf/descriptor.h"
#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/server.h"
#include "libs/rpc/status.h"
#include "libs/text/text.h"

namespace cpb::rpc {
namespace {

constexpr int kDefaultSize = 100;
constexpr int kMaxSize = 1000;
constexpr char kPurpose[] = "page token";

const google::protobuf::FieldDescriptor& FieldOf(const google::protobuf::Message& request, const char* name) {
  const auto* field = request.GetDescriptor()->FindFieldByName(name);
  if (field == nullptr) throw std::logic_error(request.GetTypeName() + " has no field " + name);
  return *field;
}

/// What a token is bound to: the query without its page, and what the caller may see.
std::string Context(const Call& call, const google::protobuf::Message& request) {
  const std::unique_ptr<google::protobuf::Message> query{request.New()};
  query->CopyFrom(request);
  query->GetReflection()->ClearField(query.get(), &FieldOf(request, "page_size"));
  query->GetReflection()->ClearField(query.get(), &FieldOf(request, "page_token"));
  constexpr std::string_view kZero{"\0", 1};
  // Fingerprint binds method, caller and body; the caller's province and agency may change while the name
  // stays.
  return text::Concat(call.identity.province_code(), kZero, call.identity.agency(), kZero,
                      Fingerprint(call, *query));
}

const auth::Signer& SignerOf(const Call& call) {
  if (call.server == nullptr || call.server->options().signer == nullptr) {
    throw std::logic_error("page tokens need a call made by rpc::Serve");
  }
  return *call.server->options().signer;
}

}  // namespace

absl::StatusOr<Page> ReadPage(const Call& call, const google::protobuf::Message& request) {
  const auto* reflection = request.GetReflection();
  const std::int32_t size = reflection->GetInt32(request, &FieldOf(request, "page_size"));
  if (size < 0) {
    FieldErrors errors;
    errors.Add("page_size", "Cỡ trang không được âm.", "The page size must not be negative.");
    return errors.ToStatus();
  }
  Page page;
  page.size = size == 0 ? kDefaultSize : std::min(size, kMaxSize);
  const std::string token = reflection->GetString(request, &FieldOf(request, "page_token"));
  if (token.empty()) return page;
  std::string sealed;
  if (!absl::WebSafeBase64Unescape(token, &sealed)) return Refuse(refusal::kPageTokenInvalid);
  absl::StatusOr<std::string> after = SignerOf(call).Open(kPurpose, Context(call, request), sealed);
  if (!after.ok()) return Refuse(refusal::kPageTokenInvalid);
  page.after = *std::move(after);
  return page;
}

std::string NextPageToken(const Call& call, const google::protobuf::Message& request,
                          std::string_view last_key) {
  return absl::WebSafeBase64Escape(
      text::ToAbsl(SignerOf(call).Seal(kPurpose, Context(call, request), last_key)));
}

}  // namespace cpb::rpc
