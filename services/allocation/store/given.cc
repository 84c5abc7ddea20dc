#include "services/allocation/store/given.h"

#include "cpbudget/allocation/v1/allocation.pb.h"
#include "services/allocation/store/messages.h"

namespace cpb::allocation {
namespace {

namespace pb = cpbudget::allocation::v1;

// By round_line_year. An issued line counts with its changes: the allotment of the same year stands for it.
constexpr char kGiven[] =
    "SELECT l.message, a.revised_vnd, l.allotted_vnd FROM round_line l LEFT JOIN allotment a "
    "ON a.budget_line = l.budget_line AND a.source = l.source AND a.budget_year = l.budget_year "
    "WHERE l.programme = ? AND l.budget_year = ? AND l.live = 1 AND l.round <> ?";

}  // namespace

std::vector<Given> ListGiven(storage::Session& session, const std::string& programme, int budget_year,
                             const std::string& without_round) {
  std::vector<Given> given;
  for (const storage::Row& row :
       session.Query(kGiven, {programme, std::int64_t{budget_year}, without_round})) {
    const std::int64_t amount = row.OptionalInt(1).value_or(row.Int(2));
    if (amount == 0) continue;
    const auto line = ReadMessage<pb::RoundLine>(row.Text(0));
    given.push_back({.line = {.source = line.source(),
                              .holder = line.holder(),
                              .component_project = line.component_project(),
                              .province_code = line.province_code(),
                              .activity = line.activity(),
                              .budget_line = line.budget_line()},
                     .amount_vnd = amount});
  }
  return given;
}

}  // namespace cpb::allocation
