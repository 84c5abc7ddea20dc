#include "libs/rulebook/explain.h"
#include "libs/rulebook/kinds.h"

namespace cpb::rulebook {

/// No other programme paid the same establishment for the same thing.
std::optional<Verdict> Check(const DoubleFunding& rule, const Facts& facts) {
  std::int64_t sum = 0;
  std::string programme;
  for (const Grant& grant : facts.earlier_grants) {
    if (grant.programme == facts.subject.programme) continue;
    if (!rule.any_activity && grant.activity != facts.subject.activity) continue;
    if (grant.amount_vnd == 0) continue;
    sum = SaturatingAdd(sum, grant.amount_vnd);
    programme = grant.programme;
  }
  if (sum == 0) return std::nullopt;
  Verdict verdict;
  verdict.kept = false;
  verdict.actual_vnd = sum;
  verdict.why_vi = "Cơ sở đã được " + programme + " hỗ trợ " + DongVi(sum) + ".";
  verdict.why_en = "The establishment was already given " + DongEn(sum) + " by " + programme + ".";
  return verdict;
}

}  // namespace cpb::rulebook
