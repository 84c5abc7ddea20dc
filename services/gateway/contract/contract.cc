#include "services/gateway/contract/contract.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "cpbudget/types/v1/access.pb.h"
#include "google/api/annotations.pb.h"
#include "google/protobuf/descriptor.pb.h"
#include "services/gateway/text/text.h"

namespace cpb::embedded {
extern const std::string_view contract_bytes;
}

namespace cpb::gateway {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;

/// A request with a field of bytes carries a file.
bool CarriesFile(const Descriptor& request) {
  for (int i = 0; i < request.field_count(); ++i) {
    if (request.field(i)->type() == FieldDescriptor::TYPE_BYTES) return true;
  }
  return false;
}

/// "cpbudget.audit.v1" is served by program "audit".
std::string PeerOf(const MethodDescriptor& method) {
  const std::vector<std::string_view> parts = Split(method.file()->package(), '.');
  return parts.size() == 3 && parts[0] == "cpbudget" ? std::string{parts[1]} : "";
}

/// The field that "a.b" names in a message, or null.
const FieldDescriptor* FindField(const Descriptor* type, std::string_view path) {
  const FieldDescriptor* field = nullptr;
  for (const std::string_view part : Split(path, '.')) {
    if (type == nullptr) return nullptr;
    field = type->FindFieldByName(std::string{part});
    if (field == nullptr) return nullptr;
    type = field->message_type();
  }
  return field;
}

std::pair<std::string, std::string> VerbAndPath(const google::api::HttpRule& rule) {
  switch (rule.pattern_case()) {
    case google::api::HttpRule::kGet:
      return {"GET", rule.get()};
    case google::api::HttpRule::kPut:
      return {"PUT", rule.put()};
    case google::api::HttpRule::kPost:
      return {"POST", rule.post()};
    case google::api::HttpRule::kDelete:
      return {"DELETE", rule.delete_()};
    case google::api::HttpRule::kPatch:
      return {"PATCH", rule.patch()};
    case google::api::HttpRule::kCustom:
      return {rule.custom().kind(), rule.custom().path()};
    case google::api::HttpRule::PATTERN_NOT_SET:
      break;
  }
  return {"", ""};
}

/// Collects what the pool complains about, to be shown when a file is refused.
class Complaints : public google::protobuf::DescriptorPool::ErrorCollector {
 public:
  void AddError(const std::string& file, const std::string& element, const google::protobuf::Message*,
                ErrorLocation, const std::string& message) override {
    text_ += Cat(file, " ", element, ": ", message, "; ");
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Contract>> Contract::Load(std::string_view descriptor_set) {
  google::protobuf::FileDescriptorSet set;
  if (!set.ParseFromArray(descriptor_set.data(), static_cast<int>(descriptor_set.size()))) {
    return absl::InvalidArgumentError("the descriptor set of the contract cannot be read");
  }
  std::unique_ptr<Contract> contract{new Contract};
  Complaints complaints;
  std::vector<const google::protobuf::FileDescriptor*> files;
  for (const auto& file : set.file()) {
    const auto* built = contract->pool_.BuildFileCollectingErrors(file, &complaints);
    if (built == nullptr) return absl::InvalidArgumentError(complaints.text());
    files.push_back(built);
  }
  for (const auto* file : files) {
    for (int i = 0; i < file->service_count(); ++i) {
      if (absl::Status status = contract->AddService(*file->service(i)); !status.ok()) return status;
    }
  }
  return contract;
}

absl::StatusOr<std::unique_ptr<Contract>> Contract::LoadEmbedded() {
  return Load(embedded::contract_bytes);
}

absl::Status Contract::AddService(const google::protobuf::ServiceDescriptor& service) {
  bool is_public = false;
  for (int i = 0; i < service.method_count(); ++i) {
    const MethodDescriptor& descriptor = *service.method(i);
    auto method = std::make_unique<Method>();
    method->descriptor = &descriptor;
    method->rpc_path = Cat("/", service.full_name(), "/", descriptor.name());
    method->peer = PeerOf(descriptor);
    method->anonymous = descriptor.options().GetExtension(cpbudget::types::v1::access).anonymous();
    method->has_rest = descriptor.options().HasExtension(google::api::http);
    method->changes = method->has_rest && !descriptor.options().GetExtension(google::api::http).has_get();
    method->max_body = descriptor.options().GetExtension(google::api::http).has_patch() ? kUpdateBodyLimit
                       : CarriesFile(*descriptor.input_type())                          ? kFileBodyLimit
                                                                                        : kBodyLimit;
    is_public = is_public || method->has_rest;
    by_rpc_path_.emplace(method->rpc_path, method.get());
    if (absl::Status status = AddRoutes(*method); !status.ok()) return status;
    methods_.push_back(std::move(method));
  }
  if (is_public) public_services_.push_back(service.full_name());
  return absl::OkStatus();
}

absl::Status Contract::AddRoutes(const Method& method) {
  if (!method.has_rest) return absl::OkStatus();
  std::vector<google::api::HttpRule> rules{method.descriptor->options().GetExtension(google::api::http)};
  const auto additional = rules.front().additional_bindings();
  rules.insert(rules.end(), additional.begin(), additional.end());
  for (const google::api::HttpRule& rule : rules) {
    const auto [verb, path] = VerbAndPath(rule);
    auto parsed = PathTemplate::Parse(path);
    if (!parsed.ok()) return parsed.status();
    for (const std::string& variable : parsed->Variables()) {
      const FieldDescriptor* field = FindField(method.descriptor->input_type(), variable);
      if (field == nullptr || field->message_type() != nullptr || field->is_repeated()) {
        return absl::InvalidArgumentError(Cat(method.rpc_path, ": no plain field '", variable, "'"));
      }
    }
    const bool taken =
        std::any_of(routes_.begin(), routes_.end(), [&verb = verb, &path = path](const Route& route) {
          return route.verb == verb && route.path.text() == path;
        });
    if (taken) return absl::InvalidArgumentError(Cat("two methods at ", verb, " ", path));
    routes_.push_back({&method, verb, *std::move(parsed), rule.body()});
  }
  return absl::OkStatus();
}

Contract::Match Contract::Find(std::string_view verb, std::string_view path) const {
  Match match;
  const std::optional<RequestPath> parsed = RequestPath::Parse(path);
  if (!parsed) return match;
  for (const Route& route : routes_) {
    std::optional<PathTemplate::Bindings> bindings = route.path.Match(*parsed);
    if (!bindings) continue;
    match.allowed_verbs.push_back(route.verb);
    if (route.verb != verb) continue;
    if (match.route == nullptr || route.path.literals() > match.route->path.literals()) {
      match.route = &route;
      match.bindings = *std::move(bindings);
    }
  }
  return match;
}

const Method* Contract::FindRpc(std::string_view rpc_path) const {
  const auto found = by_rpc_path_.find(rpc_path);
  return found == by_rpc_path_.end() ? nullptr : found->second;
}

std::unique_ptr<google::protobuf::Message> Contract::New(const Descriptor* type) const {
  return std::unique_ptr<google::protobuf::Message>{factory_.GetPrototype(type)->New()};
}

}  // namespace cpb::gateway
