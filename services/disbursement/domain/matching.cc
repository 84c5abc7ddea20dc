#include "services/disbursement/domain/matching.h"

#include <algorithm>

namespace cpb::disbursement {
namespace {

bool IsOpen(PaymentState state) {
  return state == PaymentState::kSent || state == PaymentState::kAccepted || state == PaymentState::kUnknown;
}

bool IsRecordedSo(const StatementLine& said, const PaymentFacts& payment) {
  return payment.state == StateAfter(said.outcome) && payment.amount_vnd == said.amount_vnd;
}

/// A line about a payment whose outcome is recorded as the line says: the first confirms it, the same
/// reference again repeats it, another reference means that the treasury paid twice.
Match Confirm(const LineToMatch& line, const Candidate& payment) {
  if (!payment.matched_reference) return {MatchStage::kExact, payment.id, false, ""};
  if (*payment.matched_reference == line.treasury_reference)
    return {MatchStage::kRepeated, payment.id, false, ""};
  return {MatchStage::kUnmatched, 0, false,
          "chứng từ đã có trên sổ phụ với số tham chiếu " + *payment.matched_reference +
              " / stands in a statement already under that reference"};
}

Match MatchNamed(const LineToMatch& line, const Candidate& payment, clock::Date today) {
  if (IsRecordedSo(line.said, payment.facts)) return Confirm(line, payment);
  if (const auto why = WhyNotDecided(line.said, payment.facts, today))
    return {MatchStage::kUnmatched, 0, false, *why};
  return {MatchStage::kExact, payment.id, true, ""};
}

/// The only candidate that `fits`; null for none or several.
template <class Fits>
const Candidate* OnlyOne(const std::vector<Candidate>& candidates, const Fits& fits) {
  const auto first = std::find_if(candidates.begin(), candidates.end(), fits);
  if (first == candidates.end() || std::find_if(first + 1, candidates.end(), fits) != candidates.end())
    return nullptr;
  return &*first;
}

}  // namespace

bool IsRepeat(const StatementLine& said, const std::string& treasury_reference, const Candidate& payment) {
  return payment.matched_reference == treasury_reference && IsRecordedSo(said, payment.facts);
}

std::string NormalPayee(std::string_view payee) {
  std::string normal;
  for (const char c : payee) {
    if (c == ' ' || c == '\t') {
      if (!normal.empty() && normal.back() != ' ') normal += ' ';
    } else {
      normal += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  if (!normal.empty() && normal.back() == ' ') normal.pop_back();
  return normal;
}

Match MatchLine(const LineToMatch& line, const std::vector<Candidate>& candidates, clock::Date today) {
  if (line.named != 0) {
    const auto named = std::find_if(candidates.begin(), candidates.end(),
                                    [&](const Candidate& candidate) { return candidate.id == line.named; });
    if (named != candidates.end()) return MatchNamed(line, *named, today);
  }
  if (const Candidate* payment = OnlyOne(candidates, [&](const Candidate& candidate) {
        return candidate.treasury_reference == line.treasury_reference &&
               IsRecordedSo(line.said, candidate.facts);
      })) {
    return Confirm(line, *payment);
  }
  const auto is_possible = [&](const Candidate& candidate) {
    return IsOpen(candidate.facts.state) && !WhyNotDecided(line.said, candidate.facts, today);
  };
  if (const Candidate* payment = OnlyOne(candidates, [&](const Candidate& candidate) {
        return candidate.treasury_reference == line.treasury_reference && is_possible(candidate);
      })) {
    return {MatchStage::kReference, payment->id, true, ""};
  }
  const std::string payee = NormalPayee(line.payee);
  if (const Candidate* payment = OnlyOne(candidates, [&](const Candidate& candidate) {
        return !payee.empty() && NormalPayee(candidate.payee) == payee && is_possible(candidate);
      })) {
    return {MatchStage::kProposed, payment->id, false,
            "cùng số tiền, cùng đơn vị thụ hưởng; chờ người xác nhận / same amount and payee; waits for a "
            "person"};
  }
  return {MatchStage::kUnmatched, 0, false, "không có chứng từ này / no such payment"};
}

std::optional<std::string> WhyNotAccepted(const StatementLine& said, const Candidate& payment,
                                          clock::Date today) {
  if (payment.matched_reference) {
    return "chứng từ đã có trên sổ phụ / stands in a statement already: " + *payment.matched_reference;
  }
  if (IsRecordedSo(said, payment.facts)) return std::nullopt;
  return WhyNotDecided(said, payment.facts, today);
}

}  // namespace cpb::disbursement
