/// The CSV of a treasury statement: payment, outcome (paid | refused), amount_vnd, value_date,
/// treasury_reference.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/disbursement/domain/treasury.h"

namespace cpb::disbursement::app {

/// One line of the file.
struct FileLine {
  int number = 0;       ///< As a spreadsheet numbers it.
  std::string payment;  ///< "payments/17", as written.
  StatementLine line;
  std::string treasury_reference;
};

/// Every line, or INVALID_REQUEST with everything that is wrong, row and column named.
absl::StatusOr<std::vector<FileLine>> ReadStatement(std::string_view csv);

}  // namespace cpb::disbursement::app
