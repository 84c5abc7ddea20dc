#include "services/allocation/store/decision_numbers.h"

namespace cpb::allocation {
namespace {

// By primary key.
constexpr char kFind[] =
    "SELECT document FROM decision_number WHERE authority = ? AND year = ? AND number = ? FOR UPDATE";
constexpr char kInsert[] =
    "INSERT INTO decision_number (authority, year, number, document) VALUES (?, ?, ?, ?)";
// By decision_number_document.
constexpr char kForget[] = "DELETE FROM decision_number WHERE document = ?";

}  // namespace

std::optional<std::string> FindDocumentOf(storage::Session& session, const DecisionNumber& number) {
  const auto row = session.QueryOne(kFind, {number.authority, std::int64_t{number.year}, number.number});
  if (!row) return std::nullopt;
  return row->Text(0);
}

void InsertDecisionNumber(storage::Session& session, const DecisionNumber& number,
                          const std::string& document) {
  session.Execute(kInsert, {number.authority, std::int64_t{number.year}, number.number, document});
}

void ForgetDecisionNumbers(storage::Session& session, const std::string& document) {
  session.Execute(kForget, {document});
}

}  // namespace cpb::allocation
