#include "services/allocation/app/decision_numbers.h"

#include "libs/rpc/status.h"
#include "services/allocation/domain/reasons.h"

namespace cpb::allocation {

absl::Status UseDecisionNumber(storage::Session& session, DecisionNumber number,
                               const NumberedDocument& document) {
  std::erase(number.number, ' ');
  const auto first = FindDocumentOf(session, number);
  // The same document again: the ledger refused it in between.
  if (first == document.name) return absl::OkStatus();
  if (!first && document.part_of.empty()) {
    InsertDecisionNumber(session, number, document.name);
    return absl::OkStatus();
  }
  if (first == document.part_of) return absl::OkStatus();
  if (!first) {
    return rpc::Refuse(kDecisionPartUnknown, {{"part_of", document.part_of}, {"number", number.number}});
  }
  return rpc::Refuse(
      kDecisionNumberUsed,
      {{"number", number.number}, {"year", std::to_string(number.year)}, {"document", *first}});
}

DecisionNumber NumberToday(const rpc::Call& call, const std::string& number) {
  return {call.identity.agency(), static_cast<int>(call.today.year()), number};
}

}  // namespace cpb::allocation
