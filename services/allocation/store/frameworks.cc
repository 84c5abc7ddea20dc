#include "services/allocation/store/frameworks.h"

#include "libs/rulebook/kinds.h"
#include "services/allocation/store/appropriations.h"
#include "services/allocation/store/messages.h"

namespace cpb::allocation {
namespace {

constexpr std::int64_t kBooked = 2;

constexpr char kInsert[] =
    "INSERT INTO framework (name, programme, first_year, last_year, source, holder, amount_vnd, sort_key, "
    "message) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
// By primary key.
constexpr char kFind[] = "SELECT message FROM framework WHERE name = ?";
constexpr char kRetire[] = "UPDATE framework SET live = NULL, message = ? WHERE name = ?";
// By framework_scope; a handful of rows a programme.
constexpr char kBinding[] =
    "SELECT message FROM framework WHERE programme = ? AND live = 1 AND first_year <= ? AND last_year >= ? "
    "AND source IN ('', ?) AND holder IN ('', ?) ORDER BY sort_key";
// By appropriation_year. State 3 is refused. Programme and kind are in the message.
constexpr char kAppropriated[] =
    "SELECT message, state FROM appropriation WHERE budget_year BETWEEN ? AND ? AND state <> 3 "
    "AND (? = '' OR source = ?) AND (? = '' OR holder = ?)";
// By framework_order.
constexpr char kList[] =
    "SELECT message, sort_key FROM framework WHERE (? = 0 OR ? BETWEEN first_year AND last_year) "
    "AND (? = '' OR holder IN ('', ?)) AND sort_key > ? ORDER BY sort_key LIMIT ?";

}  // namespace

bool InsertFramework(storage::Session& session, const Framework& framework) {
  try {
    session.Execute(
        kInsert,
        {framework.name(), framework.programme(), std::int64_t{framework.first_year()},
         std::int64_t{framework.last_year()}, framework.source(), framework.holder(), framework.amount_vnd(),
         std::to_string(framework.first_year()) + "|" + framework.name(), framework.SerializeAsString()});
  } catch (const storage::StorageError& error) {
    if (!storage::IsDuplicateKey(error, "framework_scope")) throw;
    return false;
  }
  return true;
}

std::optional<Framework> FindFramework(storage::Session& session, const std::string& name) {
  const auto row = session.QueryOne(kFind, {name});
  if (!row) return std::nullopt;
  return ReadMessage<Framework>(row->Text(0));
}

void RetireFramework(storage::Session& session, Framework framework) {
  framework.set_replaced(true);
  session.Execute(kRetire, {framework.SerializeAsString(), framework.name()});
}

std::vector<Framework> ListBindingFrameworks(storage::Session& session, const std::string& programme,
                                             int budget_year, const std::string& source,
                                             const std::string& holder) {
  std::vector<Framework> frameworks;
  const std::int64_t year = budget_year;
  for (const storage::Row& row : session.Query(kBinding, {programme, year, year, source, holder})) {
    frameworks.push_back(ReadMessage<Framework>(row.Text(0)));
  }
  return frameworks;
}

std::int64_t SumAppropriated(storage::Session& session, const Framework& framework) {
  std::int64_t sum = 0;
  std::int64_t cut = 0;
  for (const storage::Row& row : session.Query(
           kAppropriated, {std::int64_t{framework.first_year()}, std::int64_t{framework.last_year()},
                           framework.source(), framework.source(), framework.holder(), framework.holder()})) {
    const auto appropriation = ReadMessage<Appropriation>(row.Text(0));
    if (appropriation.programme() != framework.programme()) continue;
    if (appropriation.kind() != Appropriation::KIND_CUT) {
      sum = rulebook::SaturatingAdd(sum, appropriation.amount_vnd());
      for (const auto& taken : appropriation.reserve_cuts())
        cut = rulebook::SaturatingAdd(cut, taken.amount_vnd());
    } else if (row.Int(1) == kBooked) {
      cut = rulebook::SaturatingAdd(cut, appropriation.amount_vnd());
    }
  }
  return sum - cut;
}

std::vector<ListedFramework> ListFrameworks(storage::Session& session, int budget_year,
                                            const std::string& holder, const std::string& after, int limit) {
  std::vector<ListedFramework> listed;
  const std::int64_t year = budget_year;
  for (const storage::Row& row :
       session.Query(kList, {year, year, holder, holder, after, std::int64_t{limit}})) {
    listed.push_back({.framework = ReadMessage<Framework>(row.Text(0)), .sort_key = row.Text(1)});
  }
  return listed;
}

}  // namespace cpb::allocation
