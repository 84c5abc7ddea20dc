#include "services/allocation/store/hand_overs.h"

#include "services/allocation/store/messages.h"

namespace cpb::allocation {
namespace {

constexpr char kInsert[] =
    "INSERT INTO hand_over (name, budget_year, state, version, from_province, to_province, sort_key, "
    "message) "
    "VALUES (?, ?, ?, 1, ?, ?, ?, ?)";
// By primary key.
constexpr char kFind[] = "SELECT version, message FROM hand_over WHERE name = ?";
constexpr char kLock[] = "SELECT version, message FROM hand_over WHERE name = ? FOR UPDATE";
constexpr char kUpdate[] =
    "UPDATE hand_over SET state = ?, version = version + ?, message = ? WHERE name = ?";
// By hand_over_order.
constexpr char kList[] =
    "SELECT version, message, sort_key FROM hand_over WHERE (? = 0 OR budget_year = ?) "
    "AND (? = '' OR ? IN (from_province, to_province)) AND (? = '' OR sort_key < ?) "
    "ORDER BY sort_key DESC LIMIT ?";

HandOver ToHandOver(const storage::Row& row) {
  HandOver hand_over = ReadMessage<HandOver>(row.Text(1));
  hand_over.set_etag(std::to_string(row.Int(0)));
  return hand_over;
}

}  // namespace

void InsertHandOver(storage::Session& session, const HandOver& hand_over, const std::string& from_province,
                    const std::string& to_province, const std::string& created_at) {
  session.Execute(kInsert, {hand_over.name(), std::int64_t{hand_over.budget_year()},
                            std::int64_t{hand_over.state()}, from_province, to_province,
                            created_at + "|" + hand_over.name(), hand_over.SerializeAsString()});
}

std::optional<HandOver> FindHandOver(storage::Session& session, const std::string& name, bool lock) {
  const auto row = session.QueryOne(lock ? kLock : kFind, {name});
  if (!row) return std::nullopt;
  return ToHandOver(*row);
}

void UpdateHandOver(storage::Session& session, HandOver& hand_over, bool new_version) {
  session.Execute(kUpdate, {std::int64_t{hand_over.state()}, std::int64_t{new_version ? 1 : 0},
                            hand_over.SerializeAsString(), hand_over.name()});
  if (new_version) hand_over.set_etag(FindHandOver(session, hand_over.name(), false)->etag());
}

std::vector<ListedHandOver> ListHandOvers(storage::Session& session, int budget_year,
                                          const std::string& province_code, const std::string& after,
                                          int limit) {
  std::vector<ListedHandOver> listed;
  const std::int64_t year = budget_year;
  for (const storage::Row& row :
       session.Query(kList, {year, year, province_code, province_code, after, after, std::int64_t{limit}})) {
    listed.push_back({.hand_over = ToHandOver(row), .sort_key = row.Text(2)});
  }
  return listed;
}

}  // namespace cpb::allocation
