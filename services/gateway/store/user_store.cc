#include "services/gateway/store/user_store.h"

#include <algorithm>

#include "libs/clock/clock.h"
#include "services/gateway/store/timestamps.h"
#include "services/gateway/text/text.h"

namespace cpb::gateway {
namespace {

/// By primary key.
constexpr std::string_view kFind =
    "SELECT user_id, display_name, agency, province_code, roles, disabled, DATE_FORMAT(created_at, '%Y-%m-%d "
    "%H:%i:%s.%f'), "
    "must_change_password, valid_from, valid_to, password_hash FROM user_account WHERE user_id = ?";
constexpr std::string_view kInsert =
    "INSERT INTO user_account (user_id, display_name, agency, province_code, roles, is_administrator, "
    "disabled, "
    "password_hash, created_at) VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?)";
/// A few hundred rows: a scan is fine.
constexpr std::string_view kLockAdministrators =
    "SELECT user_id FROM user_account WHERE is_administrator = 1 AND disabled = 0 FOR UPDATE";
constexpr std::string_view kDisable = "UPDATE user_account SET disabled = 1 WHERE user_id = ?";
/// Along the primary key.
constexpr std::string_view kList =
    "SELECT user_id, display_name, agency, province_code, roles, disabled, DATE_FORMAT(created_at, '%Y-%m-%d "
    "%H:%i:%s.%f'), must_change_password, valid_from, valid_to "
    "FROM user_account WHERE user_id > ? ORDER BY user_id LIMIT ?";
constexpr std::string_view kSaveRoles =
    "UPDATE user_account SET roles = ?, is_administrator = ? WHERE user_id = ?";
constexpr std::string_view kSaveValidity =
    "UPDATE user_account SET valid_from = ?, valid_to = ? WHERE user_id = ?";
constexpr std::string_view kSavePassword =
    "UPDATE user_account SET password_hash = ?, must_change_password = ? WHERE user_id = ?";
constexpr std::string_view kCount = "SELECT COUNT(*) FROM user_account";

std::string JoinRoles(const pb::User& user) {
  std::vector<std::string> names;
  for (const int role : user.roles()) names.push_back(::cpbudget::types::v1::Role_Name(role));
  return JoinWith(names, ",");
}

bool IsAdministrator(const pb::User& user) {
  return std::find(user.roles().begin(), user.roles().end(), ::cpbudget::types::v1::ROLE_ADMINISTRATOR) !=
         user.roles().end();
}

storage::Value DateOrNull(const std::string& date) {
  return date.empty() ? storage::Value{} : storage::Value{date};
}

pb::User ToUser(const storage::Row& row) {
  pb::User user;
  user.set_name("users/" + row.Text(0));
  user.set_display_name(row.Text(1));
  user.set_agency(row.Text(2));
  user.set_province_code(row.Text(3));
  for (const std::string_view name : Split(row.Text(4), ',')) {
    ::cpbudget::types::v1::Role role = ::cpbudget::types::v1::ROLE_UNSPECIFIED;
    if (::cpbudget::types::v1::Role_Parse(std::string{name}, &role)) user.add_roles(role);
  }
  user.set_disabled(row.Int(5) != 0);
  if (const auto created = clock::ParseInstant(row.Text(6)))
    *user.mutable_create_time() = ToTimestamp(*created);
  user.set_must_change_password(row.Int(7) != 0);
  user.set_valid_from(row.OptionalText(8).value_or(""));
  user.set_valid_to(row.OptionalText(9).value_or(""));
  return user;
}

}  // namespace

std::string UserId(std::string_view name) {
  constexpr std::string_view kCollection = "users/";
  return std::string{name.substr(0, kCollection.size()) == kCollection ? name.substr(kCollection.size())
                                                                       : name};
}

std::optional<UserStore::Stored> UserStore::Find(storage::Session& session, std::string_view user_id) {
  const auto row = session.QueryOne(kFind, {std::string{user_id}});
  if (!row) return std::nullopt;
  return Stored{ToUser(*row), row->Text(10)};
}

void UserStore::Insert(storage::Session& session, const pb::User& user, const std::string& password_hash) {
  session.Execute(kInsert, {UserId(user.name()), user.display_name(), user.agency(), user.province_code(),
                            JoinRoles(user), std::int64_t{IsAdministrator(user)}, password_hash,
                            clock::FormatInstant(ToInstant(user.create_time()))});
}

std::vector<std::string> UserStore::LockAdministrators(storage::Session& session) {
  std::vector<std::string> ids;
  for (const storage::Row& row : session.Query(kLockAdministrators)) ids.push_back(row.Text(0));
  return ids;
}

void UserStore::Disable(storage::Session& session, std::string_view user_id) {
  session.Execute(kDisable, {std::string{user_id}});
}

void UserStore::SaveRoles(storage::Session& session, const pb::User& user) {
  session.Execute(kSaveRoles, {JoinRoles(user), std::int64_t{IsAdministrator(user)}, UserId(user.name())});
}

void UserStore::SaveValidity(storage::Session& session, const pb::User& user) {
  session.Execute(kSaveValidity,
                  {DateOrNull(user.valid_from()), DateOrNull(user.valid_to()), UserId(user.name())});
}

void UserStore::SavePassword(storage::Session& session, std::string_view user_id,
                             const std::string& password_hash, bool must_change) {
  session.Execute(kSavePassword, {password_hash, std::int64_t{must_change}, std::string{user_id}});
}

std::vector<pb::User> UserStore::List(storage::Session& session, std::string_view after, int limit) {
  std::vector<pb::User> users;
  for (const storage::Row& row : session.Query(kList, {std::string{after}, std::int64_t{limit}})) {
    users.push_back(ToUser(row));
  }
  return users;
}

std::int64_t UserStore::Count(storage::Session& session) {
  return session.QueryOne(kCount)->Int(0);
}

}  // namespace cpb::gateway
