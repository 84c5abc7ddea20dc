#include "services/allocation/store/appropriations.h"

#include "services/allocation/store/messages.h"

namespace cpb::allocation {
namespace {

constexpr std::int64_t kHandedOver = 1, kBooked = 2, kRefused = 3;

constexpr char kInsert[] =
    "INSERT INTO appropriation (name, budget_year, source, holder, amount_vnd, state, sort_key, message) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
// By primary key.
constexpr char kGet[] = "SELECT message FROM appropriation WHERE name = ?";
constexpr char kLockBooked[] = "SELECT message FROM appropriation WHERE name = ? AND state = 2 FOR UPDATE";
constexpr char kUpdate[] = "UPDATE appropriation SET message = ? WHERE name = ?";
constexpr char kFinish[] = "UPDATE appropriation SET state = ?, message = ? WHERE name = ?";
// By appropriation_order. State 3 is refused.
constexpr char kList[] =
    "SELECT message, sort_key FROM appropriation WHERE state <> 3 AND (? = 0 OR budget_year = ?) "
    "AND (? = '' OR holder = ?) AND sort_key > ? ORDER BY sort_key LIMIT ?";

}  // namespace

void InsertAppropriation(storage::Session& session, const Appropriation& appropriation) {
  const std::string sort_key = std::to_string(appropriation.budget_year()) + "|" + appropriation.source() +
                               "|" + appropriation.holder() + "|" + appropriation.name();
  session.Execute(kInsert, {appropriation.name(), std::int64_t{appropriation.budget_year()},
                            appropriation.source(), appropriation.holder(), appropriation.amount_vnd(),
                            kHandedOver, sort_key, appropriation.SerializeAsString()});
}

Appropriation GetAppropriation(storage::Session& session, const std::string& name) {
  return ReadMessage<Appropriation>(session.QueryOne(kGet, {name}).value().Text(0));
}

std::optional<Appropriation> LockBookedAppropriation(storage::Session& session, const std::string& name) {
  const auto row = session.QueryOne(kLockBooked, {name});
  if (!row) return std::nullopt;
  return ReadMessage<Appropriation>(row->Text(0));
}

void UpdateAppropriation(storage::Session& session, const Appropriation& appropriation) {
  session.Execute(kUpdate, {appropriation.SerializeAsString(), appropriation.name()});
}

void FinishAppropriation(storage::Session& session, const Appropriation& appropriation, bool booked) {
  session.Execute(kFinish,
                  {booked ? kBooked : kRefused, appropriation.SerializeAsString(), appropriation.name()});
}

std::vector<ListedAppropriation> ListAppropriations(storage::Session& session, int budget_year,
                                                    const std::string& holder, const std::string& after,
                                                    int limit) {
  std::vector<ListedAppropriation> listed;
  const std::int64_t year = budget_year;
  for (const storage::Row& row :
       session.Query(kList, {year, year, holder, holder, after, std::int64_t{limit}})) {
    listed.push_back({.appropriation = ReadMessage<Appropriation>(row.Text(0)), .sort_key = row.Text(1)});
  }
  return listed;
}

}  // namespace cpb::allocation
