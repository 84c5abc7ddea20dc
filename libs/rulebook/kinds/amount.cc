#include "libs/money/money.h"
#include "libs/rulebook/explain.h"
#include "libs/rulebook/kinds.h"

namespace cpb::rulebook {
namespace {

/// Granted before under the same limit: same activities and sources, and the same year where the limit is
/// yearly.
std::int64_t GrantedBefore(const AmountLimit& limit, const Facts& facts) {
  std::int64_t sum = 0;
  for (const Grant& grant : facts.earlier_grants) {
    if (!Admits(facts.rule.applies_to.activities, grant.activity)) continue;
    if (!Admits(facts.rule.applies_to.programmes, grant.programme)) continue;
    if (!Counts(facts.rule, grant.source, /*enterprise=*/false)) continue;
    if (limit.scope == Scope::kEstablishmentYear && grant.budget_year != facts.subject.budget_year) continue;
    sum = SaturatingAdd(sum, grant.amount_vnd);
  }
  return sum;
}

std::int64_t Times(std::int64_t amount, std::int64_t quantity) {
  std::int64_t product = 0;
  if (__builtin_mul_overflow(amount, std::max<std::int64_t>(1, quantity), &product)) return money::kMaxDong;
  return std::min(product, money::kMaxDong);
}

/// A limit per establishment that nobody can count is not a limit.
Verdict EstablishmentMissing() {
  Verdict verdict;
  verdict.kept = false;
  verdict.always_blocks = true;
  verdict.why_vi = "Phải nêu tên cơ sở được hỗ trợ để cộng dồn theo cơ sở.";
  verdict.why_en = "The establishment must be named, so that its support can be added up.";
  return verdict;
}

}  // namespace

/// What was granted before and what is asked now stay under the amount.
std::optional<Verdict> Check(const AmountLimit& limit, const Facts& facts) {
  const bool per_item = limit.scope == Scope::kItem;
  if (!per_item && facts.subject.establishment.empty()) {
    if (facts.asked_vnd == 0) return std::nullopt;
    return EstablishmentMissing();
  }
  const std::int64_t ceiling = per_item ? Times(limit.amount_vnd, facts.subject.quantity) : limit.amount_vnd;
  const std::int64_t before = per_item ? facts.subject.earlier_vnd : GrantedBefore(limit, facts);
  const std::int64_t total = SaturatingAdd(before, facts.asked_vnd);

  Verdict verdict;
  verdict.kept = total <= ceiling;
  verdict.limit_vnd = ceiling;
  verdict.actual_vnd = total;
  verdict.room_vnd = std::max<std::int64_t>(0, ceiling - before);
  verdict.why_vi = "Mức tối đa " + DongVi(limit.amount_vnd) + "/" + limit.per_vi;
  verdict.why_en = "At most " + DongEn(limit.amount_vnd) + " per " + limit.per_en;
  if (per_item && facts.subject.quantity > 1) {
    verdict.why_vi +=
        ", " + std::to_string(facts.subject.quantity) + " " + limit.per_vi + " là " + DongVi(ceiling);
    verdict.why_en += ", for " + std::to_string(facts.subject.quantity) + " " + DongEn(ceiling);
  }
  verdict.why_vi += "; đề nghị " + DongVi(facts.asked_vnd);
  verdict.why_en += "; asked " + DongEn(facts.asked_vnd);
  if (before > 0) {
    verdict.why_vi += ", trước đó đã cấp " + DongVi(before);
    verdict.why_en += ", given before " + DongEn(before);
  }
  verdict.why_vi += ".";
  verdict.why_en += ".";
  return verdict;
}

}  // namespace cpb::rulebook
