#include "services/gateway/store/delegation_store.h"

#include <charconv>

#include "libs/clock/clock.h"
#include "services/gateway/store/timestamps.h"
#include "services/gateway/store/user_store.h"

namespace cpb::gateway {
namespace {

using storage::Value;

constexpr std::string_view kInsert =
    "INSERT INTO delegation (delegator, delegate, role, agency, min_vnd, max_vnd, first_date, last_date, "
    "note, "
    "created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kLastId = "SELECT CAST(LAST_INSERT_ID() AS SIGNED)";
constexpr std::string_view kColumns =
    "SELECT d.id, d.delegator, a.display_name, d.delegate, b.display_name, d.role, d.agency, d.min_vnd, "
    "d.max_vnd, "
    "d.first_date, d.last_date, d.note, d.created_at, d.revoked_at, d.revoker FROM delegation d "
    "JOIN user_account a ON a.user_id = d.delegator JOIN user_account b ON b.user_id = d.delegate ";
// By primary key.
const std::string kFind = std::string{kColumns} + "WHERE d.id = ?";
// The row of `delegation` alone; the names are read after it.
constexpr std::string_view kLock = "SELECT id FROM delegation WHERE id = ? FOR UPDATE";
constexpr std::string_view kSaveRevoked = "UPDATE delegation SET revoked_at = ?, revoker = ? WHERE id = ?";
// Keys of_delegator and of_delegate, or backwards along the primary key; a few hundred rows a year.
const std::string kList = std::string{kColumns} +
                          "WHERE (? = '' OR d.delegator = ? OR d.delegate = ?) AND (? = '' OR (d.revoked_at "
                          "IS NULL AND d.first_date <= ? "
                          "AND d.last_date >= ?)) AND (? = 0 OR d.id < ?) ORDER BY d.id DESC LIMIT ?";

Value OrNull(bool present, std::int64_t amount) {
  return present ? Value{amount} : Value{};
}

google::protobuf::Timestamp ParseTime(const std::string& text) {
  const auto instant = clock::ParseInstant(text);
  if (!instant) throw storage::StorageError{absl::InternalError("a time in the database cannot be read"), 0};
  return ToTimestamp(*instant);
}

pb::Delegation ToDelegation(const storage::Row& row) {
  pb::Delegation delegation;
  delegation.set_name("delegations/" + std::to_string(row.Int(0)));
  delegation.set_delegator("users/" + row.Text(1));
  delegation.set_delegator_name(row.Text(2));
  delegation.set_delegate("users/" + row.Text(3));
  delegation.set_delegate_name(row.Text(4));
  ::cpbudget::types::v1::Role role = ::cpbudget::types::v1::ROLE_UNSPECIFIED;
  if (::cpbudget::types::v1::Role_Parse(row.Text(5), &role)) delegation.set_role(role);
  delegation.set_agency(row.Text(6));
  if (const auto least = row.OptionalInt(7)) delegation.set_min_vnd(*least);
  if (const auto most = row.OptionalInt(8)) delegation.set_max_vnd(*most);
  delegation.set_first_date(row.Text(9));
  delegation.set_last_date(row.Text(10));
  delegation.set_note(row.Text(11));
  *delegation.mutable_create_time() = ParseTime(row.Text(12));
  if (const auto revoked = row.OptionalText(13)) *delegation.mutable_revoke_time() = ParseTime(*revoked);
  if (!row.Text(14).empty()) delegation.set_revoker("users/" + row.Text(14));
  return delegation;
}

}  // namespace

std::optional<std::int64_t> DelegationId(std::string_view name) {
  constexpr std::string_view kCollection = "delegations/";
  if (name.substr(0, kCollection.size()) != kCollection) return std::nullopt;
  name.remove_prefix(kCollection.size());
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), id);
  if (error != std::errc{} || end != name.data() + name.size() || id < 1) return std::nullopt;
  return id;
}

void DelegationStore::Insert(storage::Session& session, pb::Delegation& delegation) {
  session.Execute(kInsert, {UserId(delegation.delegator()), UserId(delegation.delegate()),
                            ::cpbudget::types::v1::Role_Name(delegation.role()), delegation.agency(),
                            OrNull(delegation.has_min_vnd(), delegation.min_vnd()),
                            OrNull(delegation.has_max_vnd(), delegation.max_vnd()), delegation.first_date(),
                            delegation.last_date(), delegation.note(),
                            clock::FormatInstant(ToInstant(delegation.create_time()))});
  delegation.set_name("delegations/" + std::to_string(session.QueryOne(kLastId)->Int(0)));
}

std::optional<pb::Delegation> DelegationStore::Find(storage::Session& session, std::int64_t id) {
  const auto row = session.QueryOne(kFind, {id});
  if (!row) return std::nullopt;
  return ToDelegation(*row);
}

std::optional<pb::Delegation> DelegationStore::Lock(storage::Session& session, std::int64_t id) {
  if (!session.QueryOne(kLock, {id})) return std::nullopt;
  return Find(session, id);
}

void DelegationStore::SaveRevoked(storage::Session& session, const pb::Delegation& delegation) {
  session.Execute(kSaveRevoked, {clock::FormatInstant(ToInstant(delegation.revoke_time())),
                                 UserId(delegation.revoker()), *DelegationId(delegation.name())});
}

std::vector<pb::Delegation> DelegationStore::List(storage::Session& session, const DelegationFilter& filter) {
  std::vector<pb::Delegation> delegations;
  for (const storage::Row& row :
       session.Query(kList, {filter.person, filter.person, filter.person, filter.day, filter.day, filter.day,
                             filter.before, filter.before, std::int64_t{filter.limit}})) {
    delegations.push_back(ToDelegation(row));
  }
  return delegations;
}

}  // namespace cpb::gateway
