#include "libs/rpc/server.h"

#include <stdexcept>
#include <utility>

#include "libs/rpc/methods.h"

namespace cpb::rpc {

Server::Server(Options options) : options_{std::move(options)}, methods_{std::make_unique<Methods>()} {}

Server::~Server() = default;

void Server::AddMethods(const std::string& service_full_name) {
  const auto* service =
      google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(service_full_name);
  if (service == nullptr) throw std::logic_error("no such service in this program: " + service_full_name);
  for (int i = 0; i < service->method_count(); ++i) {
    const auto* method = service->method(i);
    const auto [known, added] = methods_->by_request.emplace(
        method->input_type(), Method{service->full_name() + "/" + method->name(),
                                     method->options().GetExtension(::cpbudget::types::v1::access)});
    if (!added && known->second.name != service->full_name() + "/" + method->name()) {
      throw std::logic_error(method->input_type()->full_name() + " is the request of two RPCs");
    }
  }
}

}  // namespace cpb::rpc
