/// The methods of a program: who may call them, found by the request message. Internal to libs/rpc.
#pragma once

#include <map>
#include <string>

#include "cpbudget/types/v1/access.pb.h"
#include "google/protobuf/descriptor.h"
#include "libs/rpc/server.h"

namespace cpb::rpc {

struct Method {
  std::string name;                      ///< "cpbudget.registration.v1.PlanService/GetPlan"
  ::cpbudget::types::v1::Access access;  ///< Empty (nobody) when the contract does not say.
};

struct Server::Methods {
  std::map<const google::protobuf::Descriptor*, Method> by_request;
};

}  // namespace cpb::rpc
