/// Which roles one person may hold together.
#pragma once

namespace cpb::gateway {

/// Roles asked for, counted by what matters here.
struct RoleCount {
  bool administrator = false;
  bool auditor = false;
  int others = 0;  ///< All others change documents or move money.
};

/// Administration and audit each stand alone: who manages users must not move money, who audits must not
/// change what is audited.
constexpr bool RolesConflict(const RoleCount& roles) {
  if (roles.administrator) return roles.auditor || roles.others > 0;
  return roles.auditor && roles.others > 0;
}

}  // namespace cpb::gateway
