/// Sessions and failed sign-ins, in tables `session` and `sign_in_attempt`. Times are of the real clock.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "libs/clock/clock.h"
#include "libs/storage/database.h"
#include "services/gateway/domain/sign_in_lock.h"

namespace cpb::gateway {

class SessionStore {
 public:
  struct Stored {
    std::string user_id;
    clock::Instant last_used_at;
    clock::Instant ends_at;
    bool ended = false;
    std::optional<std::int64_t> delegation;  ///< That the session acts under.
  };
  static void Insert(storage::Session& session, std::string_view token_hash, std::string_view user_id,
                     clock::Instant now, clock::Instant ends_at);
  static std::optional<Stored> Find(storage::Session& session, std::string_view token_hash);
  static void Touch(storage::Session& session, std::string_view token_hash, clock::Instant now);
  /// True when the session was open.
  static bool End(storage::Session& session, std::string_view token_hash, clock::Instant now);
  /// All sessions of a user but one.
  static void EndOthersOf(storage::Session& session, std::string_view user_id, std::string_view token_hash,
                          clock::Instant now);
  /// Nothing: in the person's own right again.
  static void SetDelegation(storage::Session& session, std::string_view token_hash,
                            std::optional<std::int64_t> delegation);
  static void EndAllOf(storage::Session& session, std::string_view user_id, clock::Instant now);
  /// Forgets what ended before `before`, a few rows at a time.
  static void Sweep(storage::Session& session, clock::Instant before);

  /// Locks the row of an account and address, made when absent.
  static Attempts LockAttempts(storage::Session& session, std::string_view account, std::string_view address,
                               clock::Instant now);
  static void SaveAttempts(storage::Session& session, std::string_view account, std::string_view address,
                           const Attempts& attempts);
};

}  // namespace cpb::gateway
