/// The file of a treasury statement, in fixed layout (libs/treasury_file) or as CSV: payment (may be empty),
/// outcome (paid | refused), amount_vnd, value_date, treasury_reference, and payee if wanted.
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
  std::string payment;  ///< "payments/17", as written; may be empty.
  StatementLine line;
  std::string treasury_reference;
  std::string payee;  ///< May be empty.
};

/// Every line, or INVALID_REQUEST with everything that is wrong, row and column named.
absl::StatusOr<std::vector<FileLine>> ReadStatement(std::string_view file);

}  // namespace cpb::disbursement::app
