/// Numbers of decisions, each with the first document that was recorded under it.
#pragma once

#include <optional>
#include <string>

#include "libs/storage/database.h"

namespace cpb::allocation {

struct DecisionNumber {
  std::string authority;  ///< Who numbers its decisions: an agency, or source and holder of an appropriation.
  int year = 0;           ///< Calendar year of the decision.
  std::string number;     ///< Without blanks.
};

/// The document that has it. Call it with the gate of grants locked.
std::optional<std::string> FindDocumentOf(storage::Session& session, const DecisionNumber& number);
void InsertDecisionNumber(storage::Session& session, const DecisionNumber& number,
                          const std::string& document);
/// Of a document that the ledger refused for good.
void ForgetDecisionNumbers(storage::Session& session, const std::string& document);

}  // namespace cpb::allocation
