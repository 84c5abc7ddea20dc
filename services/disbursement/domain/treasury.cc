#include "services/disbursement/domain/treasury.h"

#include <array>
#include <string_view>

#include "services/disbursement/domain/reasons.h"

namespace cpb::disbursement {
namespace {

struct StateText {
  std::string_view vi, en;
};
constexpr std::array<StateText, 8> kStateTexts{
    {{"đã lập", "prepared"},
     {"đã gửi Kho bạc", "sent"},
     {"chưa rõ kết quả", "of unknown outcome"},
     {"đã thanh toán", "paid"},
     {"bị từ chối", "refused"},
     {"đã hủy", "cancelled"},
     {"kế toán trưởng đã ký", "signed by the chief accountant"},
     {"Kho bạc đã kiểm soát, chấp nhận", "accepted by the treasury"}}};

const StateText& TextOf(PaymentState state) {
  return kStateTexts[static_cast<std::size_t>(state) - 1];
}

bool IsPossible(PaymentStep step, PaymentState state) {
  switch (step) {
    case PaymentStep::kSign:
      return state == PaymentState::kPrepared;
    case PaymentStep::kSend:
      return state == PaymentState::kSigned;
    case PaymentStep::kCancel:
      return state == PaymentState::kPrepared || state == PaymentState::kSigned;
    case PaymentStep::kControl:
      return state == PaymentState::kSent;
    case PaymentStep::kRecord:
      return state == PaymentState::kSent || state == PaymentState::kAccepted;
    case PaymentStep::kPropose:
      return state == PaymentState::kUnknown;
    case PaymentStep::kUsePaid:
      return state == PaymentState::kPaid;
  }
  return false;
}

const refusal::Reason& ReasonFor(PaymentStep step, PaymentState state) {
  if (step == PaymentStep::kSend && state == PaymentState::kPrepared) return kSignatureMissing;
  if (step == PaymentStep::kRecord && state == PaymentState::kUnknown) return kOutcomeNeedsStatement;
  return step == PaymentStep::kPropose ? kOutcomeNotUnknown : kPaymentState;
}

}  // namespace

std::optional<refusal::Refusal> CheckPaymentState(PaymentStep step, PaymentState state,
                                                  const std::string& payment) {
  if (IsPossible(step, state)) return std::nullopt;
  return refusal::Refusal{&ReasonFor(step, state),
                          {{"payment", payment},
                           {"state_vi", std::string(TextOf(state).vi)},
                           {"state_en", std::string(TextOf(state).en)}},
                          {}};
}

PaymentState StateAfter(TreasuryOutcome outcome) {
  switch (outcome) {
    case TreasuryOutcome::kPaid:
      return PaymentState::kPaid;
    case TreasuryOutcome::kRefused:
      return PaymentState::kRefused;
    case TreasuryOutcome::kUnknown:
      return PaymentState::kUnknown;
  }
  return PaymentState::kUnknown;
}

std::optional<std::string> WhyNotDecided(const StatementLine& line, const PaymentFacts& payment,
                                         clock::Date today) {
  const std::string state =
      std::string(TextOf(payment.state).vi) + " / " + std::string(TextOf(payment.state).en);
  if (payment.state == StateAfter(line.outcome))
    return "chứng từ đã được ghi nhận như vậy / recorded so before: " + state;
  if (payment.state == PaymentState::kPaid || payment.state == PaymentState::kRefused) {
    return "trái với kết quả đã ghi nhận / contradicts what is recorded: " + state;
  }
  if (payment.state != PaymentState::kSent && payment.state != PaymentState::kAccepted &&
      payment.state != PaymentState::kUnknown) {
    return "chứng từ chưa gửi Kho bạc / never sent: " + state;
  }
  if (line.amount_vnd != payment.amount_vnd) {
    return "số tiền khác chứng từ / the amount differs: " + refusal::FormatVnd(line.amount_vnd) + " ≠ " +
           refusal::FormatVnd(payment.amount_vnd);
  }
  if (line.value_date < payment.prepared_on || line.value_date > today) {
    return "ngày giá trị không hợp lý / the value date cannot be: " + clock::FormatDate(line.value_date);
  }
  return std::nullopt;
}

}  // namespace cpb::disbursement
