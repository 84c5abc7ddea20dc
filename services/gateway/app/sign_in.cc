#include "services/gateway/app/sign_in.h"

#include <optional>
#include <utility>

#include "libs/feed/feed.h"
#include "libs/rpc/status.h"
#include "services/gateway/app/names.h"
#include "services/gateway/domain/password.h"
#include "services/gateway/domain/reasons.h"
#include "services/gateway/domain/session_life.h"
#include "services/gateway/domain/sign_in_lock.h"
#include "services/gateway/sessions/secrets.h"
#include "services/gateway/store/session_store.h"
#include "services/gateway/store/timestamps.h"
#include "services/gateway/store/user_store.h"

namespace cpb::gateway {
namespace {

/// Ended sessions are kept a week for whoever asks what happened.
constexpr std::chrono::hours kKeepEnded{24 * 7};

/// "15:04" in Viet Nam.
std::string VietNamTime(clock::Instant instant) {
  return clock::FormatInstant(instant + std::chrono::hours{7}).substr(11, 5);
}

/// After a right password earlier failures count no more.
void Forgive(storage::Session& session, const std::string& account, const std::string& address,
             clock::Instant now) {
  SessionStore::LockAttempts(session, account, address, now);
  SessionStore::SaveAttempts(session, account, address, {0, now, std::nullopt});
}

}  // namespace

absl::Status SignIn::ChargeAttempt(const std::string& account, const std::string& address,
                                   clock::Instant now) {
  return database_.Write([&](storage::Session& session) -> absl::Status {
    const Attempts attempts = SessionStore::LockAttempts(session, account, address, now);
    if (IsLocked(attempts, now))
      return rpc::Refuse(kSignInLocked, {{"until", VietNamTime(*attempts.locked_until)}});
    SessionStore::SaveAttempts(session, account, address, Charge(attempts, now));
    return absl::OkStatus();
  });
}

absl::StatusOr<pb::User> SignIn::LookAtPassword(const std::string& account, const std::string& password,
                                                const std::string& address) {
  const clock::Instant now = real_clock_.Now();
  CPB_RETURN_IF_ERROR(ChargeAttempt(account, address, now));
  std::optional<UserStore::Stored> stored;
  CPB_RETURN_IF_ERROR(database_.Read([&](storage::Session& session) -> absl::Status {
    stored = UserStore::Find(session, account);
    return absl::OkStatus();
  }));
  const bool too_long = password.size() > kMaxPasswordBytes;
  const bool right = hasher_.Verify(too_long ? "" : password, stored ? stored->password_hash : "");
  if (!right || stored->user.disabled()) return rpc::Refuse(kSignInFailed);
  const std::string today = clock::FormatDate(clock::VietNamDate(now));
  if (!IsValidOn(stored->user.valid_from(), stored->user.valid_to(), today))
    return rpc::Refuse(kSignInFailed);
  return std::move(stored->user);
}

absl::Status SignIn::CheckPassword(const std::string& account, const std::string& password,
                                   const std::string& address) {
  CPB_RETURN_IF_ERROR(LookAtPassword(account, password, address).status());
  return database_.Write([&](storage::Session& session) -> absl::Status {
    Forgive(session, account, address, real_clock_.Now());
    return absl::OkStatus();
  });
}

absl::StatusOr<pb::SignInResponse> SignIn::Start(const rpc::Call& call, const pb::SignInRequest& request,
                                                 const std::string& address) {
  const clock::Instant now = real_clock_.Now();
  const std::string account = IsUserId(request.user_id()) ? request.user_id() : "?";
  CPB_ASSIGN_OR_RETURN(const pb::User user, LookAtPassword(account, request.password(), address));
  pb::SignInResponse response;
  response.set_session_token(NewSessionToken());
  *response.mutable_user() = user;
  *response.mutable_expire_time() = ToTimestamp(now + kIdleTime);
  CPB_RETURN_IF_ERROR(database_.Write([&](storage::Session& session) -> absl::Status {
    SessionStore::Insert(session, Sha256Hex(response.session_token()), account, now, now + kLongestSession);
    Forgive(session, account, address, now);
    SessionStore::Sweep(session, now - kKeepEnded);
    feed::Append(session, call, {{"session.started", user.name(), &user}}, user.name());
    return absl::OkStatus();
  }));
  return response;
}

absl::Status SignIn::End(const rpc::Call& call, const std::string& session_hash) {
  const clock::Instant now = real_clock_.Now();
  const absl::Status status = database_.Write([&](storage::Session& session) -> absl::Status {
    const auto stored = SessionStore::Find(session, session_hash);
    if (!stored || "users/" + stored->user_id != call.actor()) return absl::OkStatus();
    if (!SessionStore::End(session, session_hash, now)) return absl::OkStatus();
    const auto user = UserStore::Find(session, stored->user_id);
    feed::Append(session, call, {{"session.ended", call.actor(), &user->user}});
    return absl::OkStatus();
  });
  directory_.Forget(session_hash);
  return status;
}

}  // namespace cpb::gateway
