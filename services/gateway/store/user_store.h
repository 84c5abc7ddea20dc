/// People who may sign in, in table `user_account`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cpbudget/gateway/v1/gateway.pb.h"
#include "libs/storage/database.h"

namespace cpb::gateway {

namespace pb = ::cpbudget::gateway::v1;

/// "lan" of "users/lan".
std::string UserId(std::string_view name);

class UserStore {
 public:
  struct Stored {
    pb::User user;
    std::string password_hash;
  };
  static std::optional<Stored> Find(storage::Session& session, std::string_view user_id);
  /// Throws StorageError (duplicate key) when the id is taken.
  static void Insert(storage::Session& session, const pb::User& user, const std::string& password_hash);
  /// Locks all administrators who may sign in and returns their ids.
  static std::vector<std::string> LockAdministrators(storage::Session& session);
  static void Disable(storage::Session& session, std::string_view user_id);
  static void SaveRoles(storage::Session& session, const pb::User& user);
  static void SaveValidity(storage::Session& session, const pb::User& user);
  static void SavePassword(storage::Session& session, std::string_view user_id,
                           const std::string& password_hash, bool must_change);
  /// At most `limit`, by id, after `after`.
  static std::vector<pb::User> List(storage::Session& session, std::string_view after, int limit);
  static std::int64_t Count(storage::Session& session);
};

}  // namespace cpb::gateway
