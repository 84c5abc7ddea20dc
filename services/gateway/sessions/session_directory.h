/// From the secret of a session to the signed identity of the person, for both edges (REST and gRPC).
///
/// The database decides. An answer is remembered for one second, so that a busy session costs one look-up a
/// second; a sign-out or a disabled user is thus seen by other copies of the gateway after a second at most,
/// and by this one at once.
#pragma once

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "libs/auth/token.h"
#include "libs/clock/clock.h"
#include "libs/storage/database.h"

namespace cpb::gateway {

/// Who is behind a session.
struct SessionCaller {
  std::string user_id;
  std::string session;                ///< SHA-256 of the secret, hexadecimal.
  std::string identity_token;         ///< Signed, fresh for minutes.
  bool must_change_password = false;  ///< Nothing else may be done before.
};
using SessionCallerPtr = std::shared_ptr<const SessionCaller>;

/// Thread-safe.
class SessionDirectory {
 public:
  static constexpr std::chrono::seconds kRemember{1};

  /// `real_clock` is never the movable one.
  SessionDirectory(storage::Database& database, const auth::Signer& signer, const clock::Clock& real_clock);

  /// The caller, or null when the session is unknown or over. Asks the database when nothing is remembered.
  absl::StatusOr<SessionCallerPtr> Find(std::string_view token);
  /// What is remembered, without waiting for anything: nothing, or a caller that may be null.
  std::optional<SessionCallerPtr> FindRemembered(std::string_view token);

  /// Forgets one session, or all of a user.
  void Forget(const std::string& session);
  void ForgetUser(const std::string& user_id);

 private:
  struct Entry {
    SessionCallerPtr caller;
    clock::Instant until;
  };
  static constexpr std::size_t kMostEntries = 20'000;

  absl::StatusOr<SessionCallerPtr> LookUp(const std::string& session);
  std::optional<SessionCallerPtr> Remembered(const std::string& session);

  storage::Database& database_;
  const auth::Signer& signer_;
  const clock::Clock& real_clock_;
  std::mutex mutex_;
  std::map<std::string, Entry> entries_;
  /// Counts what was forgotten: an answer read before that must not be remembered after it.
  std::uint64_t forgotten_ = 0;
};

}  // namespace cpb::gateway
