/// The public contract as data: every method of every service with its REST route, its owner and its access
/// option, read from the descriptor set that is embedded in the program. The gateway knows no message by
/// name, so a new RPC in proto/ needs no line here.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/dynamic_message.h"
#include "services/gateway/contract/path_template.h"

namespace cpb::gateway {

/// One RPC.
struct Method {
  const google::protobuf::MethodDescriptor* descriptor = nullptr;
  std::string rpc_path;      ///< "/cpbudget.audit.v1.AuditService/GetUsage"
  std::string peer;          ///< Program that serves it: "audit".
  bool anonymous = false;    ///< Open to people who are not signed in.
  bool has_rest = false;     ///< Methods without google.api.http are between programs only.
  bool changes = false;      ///< Its HTTP method is not GET.
  std::size_t max_body = 0;  ///< Bytes of a REST body; larger for files and updates.
};

/// One REST route of a method.
struct Route {
  const Method* method = nullptr;
  std::string verb;  ///< "GET"
  PathTemplate path;
  std::string body;  ///< "*", a field name, or empty.
};

/// Immutable after Load; thread-safe.
class Contract {
 public:
  static constexpr std::size_t kBodyLimit = std::size_t{1} << 20;
  static constexpr std::size_t kFileBodyLimit = std::size_t{4} << 20;
  /// An update (PATCH) carries the whole resource: a plan of 10,000 items is 4 MB of JSON. Programs read up
  /// to 8 MiB.
  static constexpr std::size_t kUpdateBodyLimit = std::size_t{7} << 20;

  /// From a serialised FileDescriptorSet with imports and source info. Fails on a template that cannot be
  /// parsed, a variable that is no field, or two routes that are the same.
  static absl::StatusOr<std::unique_ptr<Contract>> Load(std::string_view descriptor_set);
  /// The one that is built in.
  static absl::StatusOr<std::unique_ptr<Contract>> LoadEmbedded();

  /// What a path leads to.
  struct Match {
    const Route* route = nullptr;     ///< Null when nothing fits.
    PathTemplate::Bindings bindings;  ///< Raw values.
    std::vector<std::string>
        allowed_verbs;  ///< All verbs of the path; not empty with a null route means 405.
  };
  Match Find(std::string_view verb, std::string_view path) const;

  /// Method of a gRPC path; null when unknown.
  const Method* FindRpc(std::string_view rpc_path) const;

  const std::vector<Route>& routes() const { return routes_; }
  /// Services with at least one REST method, full names.
  const std::vector<std::string>& public_services() const { return public_services_; }
  const google::protobuf::DescriptorPool& pool() const { return pool_; }
  /// A new empty message of a type of this contract.
  std::unique_ptr<google::protobuf::Message> New(const google::protobuf::Descriptor* type) const;

 private:
  Contract() = default;
  absl::Status AddService(const google::protobuf::ServiceDescriptor& service);
  absl::Status AddRoutes(const Method& method);

  google::protobuf::DescriptorPool pool_;
  mutable google::protobuf::DynamicMessageFactory factory_{&pool_};
  std::vector<std::unique_ptr<Method>> methods_;
  std::vector<Route> routes_;
  std::map<std::string, const Method*, std::less<>> by_rpc_path_;
  std::vector<std::string> public_services_;
};

}  // namespace cpb::gateway
