#include "services/gateway/sessions/session_directory.h"

#include <algorithm>
#include <utility>

#include "services/gateway/domain/session_life.h"
#include "services/gateway/sessions/secrets.h"
#include "services/gateway/store/delegation_store.h"
#include "services/gateway/store/session_store.h"
#include "services/gateway/store/user_store.h"

namespace cpb::gateway {

SessionDirectory::SessionDirectory(storage::Database& database, const auth::Signer& signer,
                                   const clock::Clock& real_clock)
    : database_{database}, signer_{signer}, real_clock_{real_clock} {}

std::optional<SessionCallerPtr> SessionDirectory::FindRemembered(std::string_view token) {
  return Remembered(Sha256Hex(token));
}

std::optional<SessionCallerPtr> SessionDirectory::Remembered(const std::string& session) {
  const clock::Instant now = real_clock_.Now();
  const std::lock_guard lock{mutex_};
  const auto found = entries_.find(session);
  if (found == entries_.end() || now >= found->second.until) return std::nullopt;
  return found->second.caller;
}

absl::StatusOr<SessionCallerPtr> SessionDirectory::Find(std::string_view token) {
  const std::string session = Sha256Hex(token);
  if (auto remembered = Remembered(session)) return *std::move(remembered);
  std::uint64_t forgotten = 0;
  {
    const std::lock_guard lock{mutex_};
    forgotten = forgotten_;
  }
  absl::StatusOr<SessionCallerPtr> caller = LookUp(session);
  if (!caller.ok()) return caller;
  const clock::Instant now = real_clock_.Now();
  const std::lock_guard lock{mutex_};
  if (forgotten == forgotten_) {
    if (entries_.size() >= kMostEntries) {
      std::erase_if(entries_, [&](const auto& entry) { return now >= entry.second.until; });
    }
    if (entries_.size() < kMostEntries) entries_.insert_or_assign(session, Entry{*caller, now + kRemember});
  }
  return caller;
}

namespace {

/// Who the person is in the own right.
types::v1::Identity IdentityOf(const pb::User& person) {
  types::v1::Identity identity;
  identity.set_subject(person.name());
  identity.set_display_name(person.display_name());
  identity.set_agency(person.agency());
  identity.set_province_code(person.province_code());
  *identity.mutable_roles() = person.roles();
  return identity;
}

/// What a session may do that acts under a delegation: the one role, and nothing that decides once the
/// delegation is revoked or whoever gave it could not take the step any more. Its days are held by every
/// program.
void ActUnder(storage::Session& session, std::int64_t id, types::v1::Identity& identity) {
  const auto delegation = DelegationStore::Find(session, id);
  if (!delegation) throw storage::StorageError{absl::InternalError("a session without its delegation"), 0};
  const auto delegator = UserStore::Find(session, UserId(delegation->delegator()));
  identity.clear_roles();
  identity.add_roles(delegation->role());
  types::v1::ActingFor& acting_for = *identity.mutable_acting_for();
  acting_for.set_delegation(delegation->name());
  acting_for.set_delegator(delegation->delegator());
  acting_for.set_delegator_name(delegation->delegator_name());
  if (delegation->has_min_vnd()) acting_for.set_min_vnd(delegation->min_vnd());
  if (delegation->has_max_vnd()) acting_for.set_max_vnd(delegation->max_vnd());
  acting_for.set_first_date(delegation->first_date());
  acting_for.set_last_date(delegation->last_date());
  const auto& held = delegator->user.roles();
  acting_for.set_ended(delegation->has_revoke_time() || delegator->user.disabled() ||
                       delegator->user.agency() != identity.agency() ||
                       std::find(held.begin(), held.end(), delegation->role()) == held.end());
}

}  // namespace

absl::StatusOr<SessionCallerPtr> SessionDirectory::LookUp(const std::string& session) {
  const clock::Instant now = real_clock_.Now();
  bool write_use = false;
  bool must_change_password = false;
  auto person =
      database_.Read([&](storage::Session& reader) -> absl::StatusOr<std::optional<types::v1::Identity>> {
        const auto stored = SessionStore::Find(reader, session);
        if (!stored || stored->ended || SessionOver(stored->last_used_at, stored->ends_at, now))
          return std::nullopt;
        const auto found = UserStore::Find(reader, stored->user_id);
        if (!found || found->user.disabled()) return std::nullopt;
        const std::string today = clock::FormatDate(clock::VietNamDate(now));
        if (!IsValidOn(found->user.valid_from(), found->user.valid_to(), today)) return std::nullopt;
        must_change_password = found->user.must_change_password();
        write_use = now - stored->last_used_at >= kUseGrain;
        types::v1::Identity identity = IdentityOf(found->user);
        if (stored->delegation) ActUnder(reader, *stored->delegation, identity);
        return identity;
      });
  if (!person.ok()) return person.status();
  if (!person->has_value()) return SessionCallerPtr{};
  if (write_use) {
    const absl::Status touched = database_.Write([&](storage::Session& writer) -> absl::Status {
      SessionStore::Touch(writer, session, now);
      return absl::OkStatus();
    });
    if (!touched.ok()) return touched;
  }
  auto caller = std::make_shared<SessionCaller>();
  caller->user_id = UserId((*person)->subject());
  caller->session = session;
  caller->must_change_password = must_change_password;
  caller->identity_token = signer_.Sign(**std::move(person));
  return SessionCallerPtr{std::move(caller)};
}

void SessionDirectory::Forget(const std::string& session) {
  const std::lock_guard lock{mutex_};
  ++forgotten_;
  entries_.erase(session);
}

void SessionDirectory::ForgetUser(const std::string& user_id) {
  const std::lock_guard lock{mutex_};
  ++forgotten_;
  std::erase_if(entries_, [&](const auto& entry) {
    return entry.second.caller != nullptr && entry.second.caller->user_id == user_id;
  });
}

}  // namespace cpb::gateway
