#include "services/allocation/store/names.h"

namespace cpb::allocation {
namespace {

constexpr char kTakeNumber[] =
    "INSERT INTO sequence (kind, programme, budget_year, last_number) VALUES (?, ?, ?, 1) "
    "ON DUPLICATE KEY UPDATE last_number = last_number + 1";
// By primary key; the row is locked by the statement above.
constexpr char kReadNumber[] =
    "SELECT last_number FROM sequence WHERE kind = ? AND programme = ? AND budget_year = ? FOR UPDATE";
constexpr char kLockGate[] = "SELECT id FROM grant_gate WHERE id = 1 FOR UPDATE";

}  // namespace

std::int64_t NextNumber(storage::Session& session, std::string_view kind, const std::string& programme,
                        int budget_year) {
  const std::vector<storage::Value> key = {std::string{kind}, programme, std::int64_t{budget_year}};
  session.Execute(kTakeNumber, key);
  return session.QueryOne(kReadNumber, key)->Int(0);
}

std::string NumberedId(const std::string& programme, int budget_year, std::int64_t number) {
  const std::string digits = std::to_string(number);
  return programme.substr(programme.find('/') + 1) + "-" + std::to_string(budget_year) + "-" +
         (digits.size() < 2 ? "0" + digits : digits);
}

void LockGrants(storage::Session& session) {
  session.QueryOne(kLockGate);
}

}  // namespace cpb::allocation
