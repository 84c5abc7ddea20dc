/// Which payment a line of a treasury statement is about, in stages: the payment that it names, else the one
/// that bears its reference, else one of the same amount and payee is proposed to a person. Only the first
/// two decide by themselves.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/disbursement/domain/treasury.h"

namespace cpb::disbursement {

/// Numbers of StatementLine.Stage in the contract and of the column `statement_line.stage`.
enum class MatchStage : int {
  kUnmatched = 0,
  kExact = 1,
  kReference = 2,
  kProposed = 3,
  kAccepted = 4,
  kRepeated = 5
};

/// A payment that a line may be about.
struct Candidate {
  std::int64_t id = 0;
  PaymentFacts facts;
  std::string payee;
  std::string treasury_reference;
  /// Reference of a statement line that is matched to it already; nothing when there is none.
  std::optional<std::string> matched_reference;
};

/// A line beside what the file says of it.
struct LineToMatch {
  std::int64_t named = 0;  ///< Number of the payment that it names; 0 when it names none that exists.
  StatementLine said;
  std::string treasury_reference;
  std::string payee;
};

struct Match {
  MatchStage stage = MatchStage::kUnmatched;
  std::int64_t payment = 0;  ///< Matched or proposed; 0 for none.
  bool decides = false;      ///< The line settles the payment; otherwise it confirms what is recorded.
  std::string remark;        ///< Why it decides nothing, for people; empty when it is matched.
};

/// `candidates`: the named payment, or those with the line's reference and open ones of its amount.
Match MatchLine(const LineToMatch& line, const std::vector<Candidate>& candidates, clock::Date today);

/// The line says again, under the same reference, what an earlier line said of this payment.
bool IsRepeat(const StatementLine& said, const std::string& treasury_reference, const Candidate& payment);

/// Whether a person may say that the line is about this payment: what it says fits. Nothing, or why not.
std::optional<std::string> WhyNotAccepted(const StatementLine& said, const Candidate& payment,
                                          clock::Date today);

/// ASCII letters in lower case and single blanks, so that "CÔNG TY  Nam Á" and "CÔNG ty Nam Á" are one payee.
std::string NormalPayee(std::string_view payee);

}  // namespace cpb::disbursement
