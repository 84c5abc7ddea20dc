#include "services/gateway/app/users.h"

#include <algorithm>
#include <vector>

#include "libs/feed/feed.h"
#include "libs/refusal/common.h"
#include "libs/rpc/requests.h"
#include "libs/rpc/status.h"
#include "services/gateway/app/role_names.h"
#include "services/gateway/domain/password.h"
#include "services/gateway/domain/reasons.h"
#include "services/gateway/store/delegation_store.h"
#include "services/gateway/store/session_store.h"
#include "services/gateway/store/timestamps.h"
#include "services/gateway/store/user_store.h"

namespace cpb::gateway {
namespace {

/// Inserts and says so in the feed; a taken id is a refusal.
absl::Status Insert(storage::Session& session, const rpc::Call& call, const pb::User& user,
                    const std::string& hash) {
  try {
    UserStore::Insert(session, user, hash);
  } catch (const storage::StorageError& error) {
    if (!storage::IsDuplicateKey(error)) throw;
    return rpc::Refuse(kUserExists, {{"user", user.name()}});
  }
  feed::Append(session, call, {{"user.created", user.name(), &user}});
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<pb::CreateUserResponse> Users::Create(const rpc::Call& call,
                                                     const pb::CreateUserRequest& request) {
  pb::User user = request.user();
  user.set_disabled(false);
  user.clear_must_change_password();
  user.clear_valid_from();
  user.clear_valid_to();
  *user.mutable_create_time() = ToTimestamp(call.now);
  if (RolesConflict(CountRoles(user))) return rpc::Refuse(kRolesConflict, {{"roles", RoleNames(user)}});
  if (IsWeakPassword(UserId(user.name()), request.password())) return rpc::Refuse(kPasswordWeak);
  const std::string hash = hasher_.Hash(request.password());
  // The fingerprint of a request id is a fast hash; a password must not be in it.
  pb::CreateUserRequest without_password = request;
  without_password.clear_password();
  pb::CreateUserResponse response;
  const auto work = [&](storage::Session& session) -> absl::Status {
    CPB_RETURN_IF_ERROR(Insert(session, call, user, hash));
    *response.mutable_user() = user;
    return absl::OkStatus();
  };
  CPB_RETURN_IF_ERROR(rpc::Once(database_, call, request.request_id(), without_password, response, work));
  return response;
}

absl::StatusOr<pb::DisableUserResponse> Users::Disable(const rpc::Call& call,
                                                       const pb::DisableUserRequest& request) {
  const std::string user_id = UserId(request.name());
  pb::DisableUserResponse response;
  CPB_RETURN_IF_ERROR(database_.Write([&](storage::Session& session) -> absl::Status {
    response.Clear();
    const std::vector<std::string> administrators = UserStore::LockAdministrators(session);
    auto stored = UserStore::Find(session, user_id);
    if (!stored) return rpc::Refuse(refusal::kNotFound, {{"resource", request.name()}});
    *response.mutable_user() = stored->user;
    if (stored->user.disabled()) return absl::OkStatus();
    if (administrators == std::vector<std::string>{user_id}) {
      return rpc::Refuse(kLastAdministrator, {{"user", request.name()}});
    }
    UserStore::Disable(session, user_id);
    SessionStore::EndAllOf(session, user_id, real_clock_.Now());
    response.mutable_user()->set_disabled(true);
    feed::Append(session, call, {{"user.disabled", request.name(), &response.user()}});
    return absl::OkStatus();
  }));
  directory_.ForgetUser(user_id);
  return response;
}

absl::StatusOr<pb::ListUsersResponse> Users::List(const rpc::Call& call,
                                                  const pb::ListUsersRequest& request) {
  CPB_ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(call, request));
  std::vector<pb::User> users;
  CPB_RETURN_IF_ERROR(database_.Read([&](storage::Session& session) -> absl::Status {
    users = UserStore::List(session, page.after, page.size + 1);
    return absl::OkStatus();
  }));
  pb::ListUsersResponse response;
  const std::size_t shown = std::min(users.size(), static_cast<std::size_t>(page.size));
  for (std::size_t i = 0; i < shown; ++i) *response.add_users() = users[i];
  if (users.size() > shown) {
    response.set_next_page_token(rpc::NextPageToken(call, request, UserId(users[shown - 1].name())));
  }
  return response;
}

absl::Status Users::Get(const rpc::Call& call, pb::GetCallerResponse& response) {
  return database_.Read([&](storage::Session& session) -> absl::Status {
    auto stored = UserStore::Find(session, UserId(call.actor()));
    if (!stored) return rpc::Refuse(refusal::kNotFound, {{"resource", call.actor()}});
    *response.mutable_user() = std::move(stored->user);
    if (!call.identity.has_acting_for()) return absl::OkStatus();
    const auto id = DelegationId(call.identity.acting_for().delegation());
    if (auto delegation = id ? DelegationStore::Find(session, *id) : std::nullopt) {
      *response.mutable_acting_for() = *std::move(delegation);
    }
    return absl::OkStatus();
  });
}

absl::Status Users::Bootstrap(const rpc::Call& call, const std::string& user_id,
                              const std::string& password) {
  std::int64_t count = 0;
  CPB_RETURN_IF_ERROR(database_.Read([&](storage::Session& session) -> absl::Status {
    count = UserStore::Count(session);
    return absl::OkStatus();
  }));
  if (count > 0) return absl::OkStatus();
  if (IsWeakPassword(user_id, password)) return rpc::Refuse(kPasswordWeak);
  pb::User user;
  user.set_name("users/" + user_id);
  user.set_display_name("Quản trị viên");
  user.set_agency("agencies/VP-SXSH");
  user.add_roles(types::v1::ROLE_ADMINISTRATOR);
  *user.mutable_create_time() = ToTimestamp(call.now);
  const std::string hash = hasher_.Hash(password);
  const absl::Status status = database_.Write(
      [&](storage::Session& session) -> absl::Status { return Insert(session, call, user, hash); });
  // Another gateway was faster: what was wanted is there.
  return rpc::ReasonOf(status) == kUserExists.name ? absl::OkStatus() : status;
}

}  // namespace cpb::gateway
