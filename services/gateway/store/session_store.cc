#include "services/gateway/store/session_store.h"

#include "absl/status/status.h"

namespace cpb::gateway {
namespace {

constexpr std::string_view kInsert =
    "INSERT INTO session (token_hash, user_id, started_at, last_used_at, ends_at) VALUES (?, ?, ?, ?, ?)";
/// By primary key.
constexpr std::string_view kFind =
    "SELECT user_id, DATE_FORMAT(last_used_at, '%Y-%m-%d %H:%i:%s.%f'), DATE_FORMAT(ends_at, '%Y-%m-%d "
    "%H:%i:%s.%f'), "
    "ended_at IS NOT NULL, delegation FROM session WHERE token_hash = ?";
/// Never moves backwards: two instances may write in any order.
constexpr std::string_view kTouch =
    "UPDATE session SET last_used_at = ? WHERE token_hash = ? AND ended_at IS NULL AND last_used_at < ?";
constexpr std::string_view kEnd = "UPDATE session SET ended_at = ? WHERE token_hash = ? AND ended_at IS NULL";
constexpr std::string_view kSetDelegation = "UPDATE session SET delegation = ? WHERE token_hash = ?";
/// Along session_of_user.
constexpr std::string_view kEndAllOf =
    "UPDATE session SET ended_at = ? WHERE user_id = ? AND ended_at IS NULL";
constexpr std::string_view kEndOthersOf =
    "UPDATE session SET ended_at = ? WHERE user_id = ? AND token_hash <> ? AND ended_at IS NULL";
/// Along session_by_end.
constexpr std::string_view kSweep = "DELETE FROM session WHERE ends_at < ? ORDER BY ends_at LIMIT 100";
constexpr std::string_view kMakeAttempts =
    "INSERT INTO sign_in_attempt (account, address, attempts, first_at) VALUES (?, ?, 0, ?) "
    "ON DUPLICATE KEY UPDATE attempts = attempts";
/// By primary key.
constexpr std::string_view kLockAttempts =
    "SELECT attempts, DATE_FORMAT(first_at, '%Y-%m-%d %H:%i:%s.%f'), DATE_FORMAT(locked_until, '%Y-%m-%d "
    "%H:%i:%s.%f') "
    "FROM sign_in_attempt WHERE account = ? AND address = ? FOR UPDATE";
constexpr std::string_view kSaveAttempts =
    "UPDATE sign_in_attempt SET attempts = ?, first_at = ?, locked_until = ? WHERE account = ? AND address = "
    "?";

clock::Instant Parse(const std::string& text) {
  const auto instant = clock::ParseInstant(text);
  if (!instant) throw storage::StorageError{absl::InternalError("a time in the database cannot be read"), 0};
  return *instant;
}

}  // namespace

void SessionStore::Insert(storage::Session& session, std::string_view token_hash, std::string_view user_id,
                          clock::Instant now, clock::Instant ends_at) {
  session.Execute(kInsert, {std::string{token_hash}, std::string{user_id}, clock::FormatInstant(now),
                            clock::FormatInstant(now), clock::FormatInstant(ends_at)});
}

std::optional<SessionStore::Stored> SessionStore::Find(storage::Session& session,
                                                       std::string_view token_hash) {
  const auto row = session.QueryOne(kFind, {std::string{token_hash}});
  if (!row) return std::nullopt;
  return Stored{row->Text(0), Parse(row->Text(1)), Parse(row->Text(2)), row->Int(3) != 0,
                row->OptionalInt(4)};
}

void SessionStore::Touch(storage::Session& session, std::string_view token_hash, clock::Instant now) {
  session.Execute(kTouch, {clock::FormatInstant(now), std::string{token_hash}, clock::FormatInstant(now)});
}

bool SessionStore::End(storage::Session& session, std::string_view token_hash, clock::Instant now) {
  return session.Execute(kEnd, {clock::FormatInstant(now), std::string{token_hash}}) > 0;
}

void SessionStore::SetDelegation(storage::Session& session, std::string_view token_hash,
                                 std::optional<std::int64_t> delegation) {
  session.Execute(kSetDelegation, {storage::OrNull(delegation), std::string{token_hash}});
}

void SessionStore::EndAllOf(storage::Session& session, std::string_view user_id, clock::Instant now) {
  session.Execute(kEndAllOf, {clock::FormatInstant(now), std::string{user_id}});
}

void SessionStore::EndOthersOf(storage::Session& session, std::string_view user_id,
                               std::string_view token_hash, clock::Instant now) {
  session.Execute(kEndOthersOf, {clock::FormatInstant(now), std::string{user_id}, std::string{token_hash}});
}

void SessionStore::Sweep(storage::Session& session, clock::Instant before) {
  session.Execute(kSweep, {clock::FormatInstant(before)});
}

Attempts SessionStore::LockAttempts(storage::Session& session, std::string_view account,
                                    std::string_view address, clock::Instant now) {
  session.Execute(kMakeAttempts, {std::string{account}, std::string{address}, clock::FormatInstant(now)});
  const auto row = session.QueryOne(kLockAttempts, {std::string{account}, std::string{address}});
  Attempts attempts{static_cast<int>(row->Int(0)), Parse(row->Text(1)), std::nullopt};
  if (const auto until = row->OptionalText(2)) attempts.locked_until = Parse(*until);
  return attempts;
}

void SessionStore::SaveAttempts(storage::Session& session, std::string_view account, std::string_view address,
                                const Attempts& attempts) {
  std::optional<std::string> until;
  if (attempts.locked_until) until = clock::FormatInstant(*attempts.locked_until);
  session.Execute(kSaveAttempts, {std::int64_t{attempts.count}, clock::FormatInstant(attempts.first_at),
                                  storage::OrNull(until), std::string{account}, std::string{address}});
}

}  // namespace cpb::gateway
