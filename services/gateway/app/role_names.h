/// Roles of a user, as the domain counts them and people read them.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "cpbudget/gateway/v1/gateway.pb.h"
#include "services/gateway/domain/roles.h"
#include "services/gateway/text/text.h"

namespace cpb::gateway {

inline bool HoldsRole(const ::cpbudget::gateway::v1::User& user, ::cpbudget::types::v1::Role role) {
  return std::find(user.roles().begin(), user.roles().end(), role) != user.roles().end();
}

inline RoleCount CountRoles(const ::cpbudget::gateway::v1::User& user) {
  RoleCount count;
  for (const int role : user.roles()) {
    if (role == ::cpbudget::types::v1::ROLE_ADMINISTRATOR) {
      count.administrator = true;
    } else if (role == ::cpbudget::types::v1::ROLE_AUDITOR) {
      count.auditor = true;
    } else {
      ++count.others;
    }
  }
  return count;
}

/// "ROLE_APPROVER, ROLE_AUDITOR"
inline std::string RoleNames(const ::cpbudget::gateway::v1::User& user) {
  std::vector<std::string> names;
  for (const int role : user.roles()) names.push_back(::cpbudget::types::v1::Role_Name(role));
  return JoinWith(names, ", ");
}

}  // namespace cpb::gateway
