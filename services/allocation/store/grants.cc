#include "services/allocation/store/grants.h"

#include <set>

namespace cpb::allocation {
namespace {

// By round_line_establishment.
constexpr char kOfRounds[] =
    "SELECT programme, activity, source, budget_year, allotted_vnd, plan, budget_line, round FROM round_line "
    "WHERE establishment = ? AND allotted_vnd > 0 AND live = 1 ORDER BY round, ordinal";
// By adjustment_to_establishment; kinds 1 and 2 are virement and supplement.
constexpr char kReceived[] =
    "SELECT programme, to_activity, source, budget_year, amount_vnd, to_line, name FROM adjustment "
    "WHERE to_establishment = ? AND kind IN (1, 2) ORDER BY name";
// By adjustment_from_establishment; what a virement (1) or a cut (4) takes away counts once it is booked
// (state 3).
constexpr char kGiven[] =
    "SELECT programme, from_activity, source, budget_year, -amount_vnd, from_line, name FROM adjustment "
    "WHERE from_establishment = ? AND kind IN (1, 4) AND state = 3 ORDER BY name";

rulebook::Grant ToGrant(const std::string& establishment, const storage::Row& row) {
  return {.establishment = establishment,
          .programme = row.Text(0),
          .activity = row.Text(1),
          .source = row.Text(2),
          .budget_year = static_cast<int>(row.Int(3)),
          .amount_vnd = row.Int(4),
          .documents = {}};
}

void AppendAdjustments(storage::Session& session, std::string_view sql, const std::string& establishment,
                       std::vector<rulebook::Grant>& grants) {
  for (const storage::Row& row : session.Query(sql, {establishment})) {
    rulebook::Grant grant = ToGrant(establishment, row);
    const std::string& line = row.Text(5);
    grant.documents = {"plans/" + line.substr(0, line.rfind('.')), line, row.Text(6)};
    grants.push_back(std::move(grant));
  }
}

}  // namespace

std::vector<rulebook::Grant> ListGrants(storage::Session& session,
                                        const std::vector<std::string>& establishments) {
  std::vector<rulebook::Grant> grants;
  for (const std::string& establishment :
       std::set<std::string>{establishments.begin(), establishments.end()}) {
    if (establishment.empty()) continue;
    for (const storage::Row& row : session.Query(kOfRounds, {establishment})) {
      rulebook::Grant grant = ToGrant(establishment, row);
      grant.documents = {row.Text(5), row.Text(6), row.Text(7)};
      grants.push_back(std::move(grant));
    }
    AppendAdjustments(session, kReceived, establishment, grants);
    AppendAdjustments(session, kGiven, establishment, grants);
  }
  return grants;
}

}  // namespace cpb::allocation
