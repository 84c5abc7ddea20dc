/// What must hold in the database after every commit, whatever happened before: read with plain SQL, on a
/// connection of its own, knowing nothing of how the program works.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "libs/storage/connection.h"
#include "tests/simulation/treasury.h"

namespace cpb::simulation {

class LedgerCheck {
 public:
  /// Looks at these budget lines, and at the feed from its present end on.
  LedgerCheck(storage::Connection& connection, std::vector<std::string> lines);

  /// What is wrong now, in words; empty when all is well.
  std::string Complaint(const Treasury& treasury);
  /// Once more at the end, when nothing is under way: every payment decided, the treasury's book and the
  /// ledger equal.
  std::string ComplaintAtEnd(const Treasury& treasury);

 private:
  struct Payments {
    std::map<std::string, int> state;                          ///< By name.
    std::map<std::pair<std::string, int>, std::int64_t> sums;  ///< By line and state.
  };
  std::string CheckBalances(const Payments& payments);
  std::string CheckFeed();
  Payments ReadPayments();

  storage::Connection& connection_;
  const std::vector<std::string> lines_;
  const std::string list_;  ///< "?, ?, ?"
  std::vector<storage::Value> parameters_;
  std::int64_t head_ = 0;
};

}  // namespace cpb::simulation
