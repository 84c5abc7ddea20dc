#include "services/disbursement/domain/control.h"

#include <algorithm>

#include "services/disbursement/domain/reasons.h"

namespace cpb::disbursement {
namespace {

// Which budget law governs a year: 01/2002 to 2016, 83/2015 to 2025, 89/2025 from 2026. Only the article of
// 83/2015 was verified.
std::string_view LawOf(int budget_year) {
  if (budget_year < 2017) return "Luật 01/2002/QH11 (chưa kiểm chứng điều khoản)";
  if (budget_year < 2026) return "Luật 83/2015/QH13, điều 12 khoản 2";
  return "Luật 89/2025/QH15 (chưa kiểm chứng điều khoản)";
}

constexpr clock::Date kCircular62From{std::chrono::year{2020}, std::chrono::month{8}, std::chrono::day{6}};

}  // namespace

std::vector<ControlCheck> ChecklistFor(const ControlFacts& payment) {
  const std::string_view law = LawOf(payment.budget_year);
  std::vector<ControlCheck> checks{
      {"estimate", "Khoản chi có trong dự toán được giao và còn đủ số dư.",
       "The expense is in the assigned estimate, and enough of it is left.", law, true},
      {"decision", "Kế toán trưởng và thủ trưởng đơn vị đã ký.",
       "The chief accountant and the head of the unit have signed.", law, true},
      {"standards", "Đúng chế độ, tiêu chuẩn, định mức; đúng giá với việc đặt hàng.",
       "It follows regimes, standards and norms; ordered tasks keep their price.", law, false},
      {"procurement", "Đúng quy định về đấu thầu khi phải đấu thầu.",
       "Procurement law was followed where it applies.", law, false},
      {"documents", "Đủ hồ sơ; mẫu dấu, chữ ký, tài khoản đơn vị thụ hưởng khớp.",
       "The file is complete; seals, signatures and the payee's account agree.", law, false}};
  if (payment.has_contract) {
    checks.push_back({"contract",
                      payment.is_advance ? "Mức tạm ứng đúng điều khoản của hợp đồng."
                                         : "Khối lượng nghiệm thu và điều khoản thanh toán đúng hợp đồng.",
                      payment.is_advance ? "The advance agrees with the contract."
                                         : "Accepted work and terms of payment agree with the contract.",
                      payment.on >= kCircular62From ? "Thông tư 62/2020/TT-BTC" : "Thông tư 161/2012/TT-BTC",
                      false});
  }
  return checks;
}

std::optional<refusal::Refusal> CheckConfirmed(const std::string& payment,
                                               const std::vector<ControlCheck>& checklist,
                                               const std::vector<std::string>& confirmed) {
  refusal::Refusal refusal{&kControlIncomplete, {{"payment", payment}}, {}};
  for (const ControlCheck& check : checklist) {
    if (check.held_by_system || std::find(confirmed.begin(), confirmed.end(), check.id) != confirmed.end())
      continue;
    refusal.violations.push_back({.subject = std::string(check.id),
                                  .text_vi = std::string(check.text_vi),
                                  .text_en = std::string(check.text_en),
                                  .limit_vnd = {},
                                  .actual_vnd = {},
                                  .rule_id = "",
                                  .citation = std::string(check.citation)});
  }
  if (refusal.violations.empty()) return std::nullopt;
  refusal.parameters["count"] = std::to_string(refusal.violations.size());
  return refusal;
}

bool MayPayFirst(const ControlFacts& payment, std::int64_t contract_left_vnd) {
  return payment.on >= kCircular62From && payment.has_contract && !payment.is_advance &&
         contract_left_vnd > 0;
}

}  // namespace cpb::disbursement
