#include "libs/money/money.h"
#include "libs/rulebook/explain.h"
#include "libs/rulebook/kinds.h"

namespace cpb::rulebook {

/// Earlier advances and this one stay under the share of the contract, rounded down.
std::optional<Verdict> Check(const AdvanceCeiling& ceiling, const Facts& facts) {
  const auto contract = money::Vnd::FromDong(facts.subject.ContractValue());
  const auto share = money::BasisPoints::FromValue(ceiling.basis_points);
  if (!contract || !share || contract->dong() < ceiling.contract_floor_vnd) return std::nullopt;
  const std::int64_t limit = money::ShareRoundedDown(*contract, *share).dong();
  const std::int64_t total = SaturatingAdd(facts.subject.earlier_vnd, facts.asked_vnd);

  Verdict verdict;
  verdict.kept = total <= limit;
  verdict.limit_vnd = limit;
  verdict.actual_vnd = total;
  verdict.room_vnd = std::max<std::int64_t>(0, limit - facts.subject.earlier_vnd);
  verdict.why_vi = ShareVi(ceiling.basis_points) + " giá trị hợp đồng " + DongVi(contract->dong()) + " là " +
                   DongVi(limit) + "; tổng tạm ứng " + DongVi(total) + ".";
  verdict.why_en = ShareEn(ceiling.basis_points) + " of the contract of " + DongEn(contract->dong()) +
                   " is " + DongEn(limit) + "; advances in all " + DongEn(total) + ".";
  return verdict;
}

}  // namespace cpb::rulebook
