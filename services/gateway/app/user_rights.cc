#include "services/gateway/app/user_rights.h"

#include <algorithm>
#include <vector>

#include "libs/feed/feed.h"
#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/gateway/app/role_names.h"
#include "services/gateway/domain/password.h"
#include "services/gateway/domain/reasons.h"
#include "services/gateway/domain/session_life.h"
#include "services/gateway/store/session_store.h"
#include "services/gateway/store/user_store.h"

namespace cpb::gateway {
namespace {

/// The user, after all administrators were locked: that orders all changes of who may do what.
absl::StatusOr<pb::User> LockUser(storage::Session& session, const std::string& name,
                                  std::vector<std::string>* administrators = nullptr) {
  std::vector<std::string> locked = UserStore::LockAdministrators(session);
  if (administrators != nullptr) *administrators = std::move(locked);
  auto stored = UserStore::Find(session, UserId(name));
  if (!stored) return rpc::Refuse(refusal::kNotFound, {{"resource", name}});
  return std::move(stored->user);
}

absl::Status CheckNotLast(const std::vector<std::string>& administrators, const std::string& name) {
  if (administrators != std::vector<std::string>{UserId(name)}) return absl::OkStatus();
  return rpc::Refuse(kLastAdministrator, {{"user", name}});
}

}  // namespace

absl::Status UserRights::Grant(const rpc::Call& call, const pb::GrantRoleRequest& request,
                               pb::GrantRoleResponse& response) {
  CPB_RETURN_IF_ERROR(rpc::Once(database_, call, request.request_id(), request, response,
                                [&](storage::Session& session) -> absl::Status {
                                  pb::User& user = *response.mutable_user();
                                  CPB_ASSIGN_OR_RETURN(user, LockUser(session, request.name()));
                                  if (HoldsRole(user, request.role())) return absl::OkStatus();
                                  user.add_roles(request.role());
                                  if (RolesConflict(CountRoles(user)))
                                    return rpc::Refuse(kRolesConflict, {{"roles", RoleNames(user)}});
                                  UserStore::SaveRoles(session, user);
                                  feed::Append(session, call, {{"user.role_granted", user.name(), &user}});
                                  return absl::OkStatus();
                                }));
  directory_.ForgetUser(UserId(request.name()));
  return absl::OkStatus();
}

absl::Status UserRights::Revoke(const rpc::Call& call, const pb::RevokeRoleRequest& request,
                                pb::RevokeRoleResponse& response) {
  CPB_RETURN_IF_ERROR(rpc::Once(
      database_, call, request.request_id(), request, response,
      [&](storage::Session& session) -> absl::Status {
        pb::User& user = *response.mutable_user();
        CPB_ASSIGN_OR_RETURN(user, LockUser(session, request.name()));
        if (!HoldsRole(user, request.role())) return absl::OkStatus();
        // An administrator holds no other role, so the last one keeps it by this as well.
        if (user.roles_size() == 1) {
          return rpc::Refuse(kLastRole,
                             {{"role", types::v1::Role_Name(request.role())}, {"user", request.name()}});
        }
        auto& roles = *user.mutable_roles();
        roles.erase(std::remove(roles.begin(), roles.end(), request.role()), roles.end());
        UserStore::SaveRoles(session, user);
        feed::Append(session, call, {{"user.role_revoked", user.name(), &user}});
        return absl::OkStatus();
      }));
  directory_.ForgetUser(UserId(request.name()));
  return absl::OkStatus();
}

absl::Status UserRights::SetValidity(const rpc::Call& call, const pb::SetUserValidityRequest& request,
                                     pb::SetUserValidityResponse& response) {
  const auto work = [&](storage::Session& session) -> absl::Status {
    pb::User& user = *response.mutable_user();
    std::vector<std::string> administrators;
    CPB_ASSIGN_OR_RETURN(user, LockUser(session, request.name(), &administrators));
    // Any end would come one day, so the last administrator has none.
    if (!request.valid_from().empty() || !request.valid_to().empty()) {
      CPB_RETURN_IF_ERROR(CheckNotLast(administrators, request.name()));
    }
    user.set_valid_from(request.valid_from());
    user.set_valid_to(request.valid_to());
    UserStore::SaveValidity(session, user);
    feed::Append(session, call, {{"user.validity_set", user.name(), &user}});
    return absl::OkStatus();
  };
  CPB_RETURN_IF_ERROR(rpc::Once(database_, call, request.request_id(), request, response, work));
  directory_.ForgetUser(UserId(request.name()));
  return absl::OkStatus();
}

absl::Status UserRights::ResetPassword(const rpc::Call& call, const pb::ResetPasswordRequest& request,
                                       pb::ResetPasswordResponse& response) {
  const std::string user_id = UserId(request.name());
  if (IsWeakPassword(user_id, request.password())) return rpc::Refuse(kPasswordWeak);
  const std::string hash = hasher_.Hash(request.password());
  // The fingerprint of a request id is a fast hash; a password must not be in it.
  pb::ResetPasswordRequest without_password = request;
  without_password.clear_password();
  CPB_RETURN_IF_ERROR(rpc::Once(database_, call, request.request_id(), without_password, response,
                                [&](storage::Session& session) -> absl::Status {
                                  pb::User& user = *response.mutable_user();
                                  CPB_ASSIGN_OR_RETURN(user, LockUser(session, request.name()));
                                  user.set_must_change_password(true);
                                  UserStore::SavePassword(session, user_id, hash, /*must_change=*/true);
                                  SessionStore::EndAllOf(session, user_id, real_clock_.Now());
                                  feed::Append(session, call, {{"user.password_reset", user.name(), &user}});
                                  return absl::OkStatus();
                                }));
  directory_.ForgetUser(user_id);
  return absl::OkStatus();
}

absl::Status UserRights::ChangePassword(const rpc::Call& call, const pb::ChangePasswordRequest& request,
                                        const std::string& session_hash, const std::string& address) {
  const std::string user_id = UserId(call.actor());
  CPB_RETURN_IF_ERROR(sign_in_.CheckPassword(user_id, request.old_password(), address));
  if (request.new_password() == request.old_password()) return rpc::Refuse(kPasswordUnchanged);
  if (IsWeakPassword(user_id, request.new_password())) return rpc::Refuse(kPasswordWeak);
  const std::string hash = hasher_.Hash(request.new_password());
  CPB_RETURN_IF_ERROR(database_.Write([&](storage::Session& session) -> absl::Status {
    CPB_ASSIGN_OR_RETURN(pb::User user, LockUser(session, call.actor()));
    user.set_must_change_password(false);
    UserStore::SavePassword(session, user_id, hash, /*must_change=*/false);
    SessionStore::EndOthersOf(session, user_id, session_hash, real_clock_.Now());
    feed::Append(session, call, {{"user.password_changed", user.name(), &user}});
    return absl::OkStatus();
  }));
  directory_.ForgetUser(user_id);
  return absl::OkStatus();
}

}  // namespace cpb::gateway
