#include "libs/money/money.h"
#include "libs/rulebook/explain.h"
#include "libs/rulebook/kinds.h"

namespace cpb::rulebook {

/// What was given before and what is asked now stay under the share of the cost, rounded down.
std::optional<Verdict> Check(const ShareLimit& limit, const Facts& facts) {
  const auto cost = money::Vnd::FromDong(facts.subject.eligible_cost_vnd);
  const auto share = money::BasisPoints::FromValue(limit.basis_points);
  if (!cost || !share) return std::nullopt;
  const std::int64_t ceiling = money::ShareRoundedDown(*cost, *share).dong();
  const std::int64_t total = SaturatingAdd(facts.subject.earlier_vnd, facts.asked_vnd);

  Verdict verdict;
  verdict.kept = total <= ceiling;
  verdict.limit_vnd = ceiling;
  verdict.actual_vnd = total;
  verdict.room_vnd = std::max<std::int64_t>(0, ceiling - facts.subject.earlier_vnd);
  verdict.why_vi = ShareVi(limit.basis_points) + " của " + DongVi(facts.subject.eligible_cost_vnd) + " là " +
                   DongVi(ceiling) + "; đề nghị " + DongVi(facts.asked_vnd);
  verdict.why_en = ShareEn(limit.basis_points) + " of " + DongEn(facts.subject.eligible_cost_vnd) + " is " +
                   DongEn(ceiling) + "; asked " + DongEn(facts.asked_vnd);
  if (facts.subject.earlier_vnd > 0) {
    verdict.why_vi += ", trước đó đã cấp " + DongVi(facts.subject.earlier_vnd);
    verdict.why_en += ", given before " + DongEn(facts.subject.earlier_vnd);
  }
  verdict.why_vi += ".";
  verdict.why_en += ".";
  return verdict;
}

}  // namespace cpb::rulebook
