#include "services/allocation/store/enterprise.h"

#include "services/allocation/store/messages.h"

namespace cpb::allocation {
namespace {

// By primary key.
constexpr char kLast[] =
    "SELECT COALESCE(MAX(ordinal), 0) FROM enterprise_commitment WHERE plan = ? AND item_id = ?";
constexpr char kInsert[] =
    "INSERT INTO enterprise_commitment (plan, item_id, ordinal, amount_vnd, message) VALUES (?, ?, ?, ?, ?)";
constexpr char kOfPlan[] =
    "SELECT item_id, message FROM enterprise_commitment WHERE plan = ? ORDER BY item_id, ordinal";

}  // namespace

void InsertEnterpriseCommitment(storage::Session& session, EnterpriseCommitment& commitment) {
  const std::int64_t ordinal = session.QueryOne(kLast, {commitment.plan(), commitment.item_id()})->Int(0) + 1;
  commitment.set_name("enterpriseCommitments/" + commitment.plan().substr(commitment.plan().find('/') + 1) +
                      "." + commitment.item_id() + "." + std::to_string(ordinal));
  session.Execute(kInsert, {commitment.plan(), commitment.item_id(), ordinal, commitment.committed_vnd(),
                            commitment.SerializeAsString()});
}

std::map<std::string, EnterpriseCommitment> EnterpriseCommitmentsOf(storage::Session& session,
                                                                    const std::string& plan) {
  std::map<std::string, EnterpriseCommitment> in_force;
  for (const storage::Row& row : session.Query(kOfPlan, {plan}))
    in_force[row.Text(0)] = ReadMessage<EnterpriseCommitment>(row.Text(1));
  return in_force;
}

}  // namespace cpb::allocation
