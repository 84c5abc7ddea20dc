/// The states of a payment and what may change them. A payment that was sent has three outcomes, not two:
/// paid, refused, unknown. Unknown keeps the money reserved, and only a statement of the treasury, or two
/// people with proof, decide it: whoever books a time-out as a refusal pays twice.
///
///   prepared ──sign──▶ signed ──send──▶ sent ──control──▶ accepted ──record──▶ paid | refused | unknown
///      └─────cancel──────┴─▶ cancelled    ├──control──▶ refused
///                                         └──record──▶ refused | unknown, and paid when it may be paid first
///   sent | accepted | unknown ──statement──▶ paid | refused        unknown ──propose, confirm──▶ paid |
///   refused
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "libs/clock/clock.h"
#include "libs/refusal/refusal.h"

namespace cpb::disbursement {

/// Numbers of Payment.State in the contract and of the column `payment.state`.
enum class PaymentState : int {
  kPrepared = 1,
  kSent = 2,
  kUnknown = 3,
  kPaid = 4,
  kRefused = 5,
  kCancelled = 6,
  kSigned = 7,   ///< By the chief accountant.
  kAccepted = 8  ///< By the treasury's control.
};
/// Numbers of Outcome in the contract.
enum class TreasuryOutcome : int { kPaid = 1, kRefused = 2, kUnknown = 3 };

enum class PaymentStep {
  kSign,     ///< First signature.
  kSend,     ///< Second signature.
  kCancel,   ///< Before it left.
  kControl,  ///< By the treasury, before paying.
  kRecord,   ///< What the treasury answered.
  kPropose,  ///< And confirm: an unknown outcome by two people.
  kUsePaid   ///< Clearing, refund, control after paying.
};

/// PAYMENT_STATE; SIGNATURE_MISSING when the head signs before the chief accountant; OUTCOME_NEEDS_STATEMENT
/// when somebody alone wants to decide an unknown outcome; OUTCOME_NOT_UNKNOWN when two want to decide a
/// known one.
std::optional<refusal::Refusal> CheckPaymentState(PaymentStep step, PaymentState state,
                                                  const std::string& payment);

PaymentState StateAfter(TreasuryOutcome outcome);

/// One line of a statement beside the payment that it names.
struct StatementLine {
  TreasuryOutcome outcome = TreasuryOutcome::kPaid;  ///< Paid or refused.
  std::int64_t amount_vnd = 0;
  clock::Date value_date;
};
struct PaymentFacts {
  PaymentState state = PaymentState::kPrepared;
  std::int64_t amount_vnd = 0;
  clock::Date prepared_on;
};

/// Nothing when the line decides the payment; otherwise why it is only reported, in words. Guards in this
/// order: already decided the same way, already decided otherwise, never sent, wrong amount, impossible date.
std::optional<std::string> WhyNotDecided(const StatementLine& line, const PaymentFacts& payment,
                                         clock::Date today);

}  // namespace cpb::disbursement
