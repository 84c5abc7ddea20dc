#include <algorithm>

#include "libs/rulebook/engine.h"
#include "libs/rulebook/explain.h"
#include "libs/rulebook/kinds.h"

namespace cpb::rulebook {
namespace {

/// The rule that everything lapses that has no listed ground.
std::optional<Verdict> CheckLapse(const Facts& facts) {
  if (facts.asked_vnd == 0 && facts.subject.ground.empty())
    return std::nullopt;  // Nothing is to be carried over.
  const std::vector<std::string>& listed = *facts.grounds;
  if (std::find(listed.begin(), listed.end(), facts.subject.ground) != listed.end()) return std::nullopt;
  Verdict verdict;
  verdict.kept = false;
  const std::string known_vi = listed.empty() ? "không có căn cứ nào" : Join(listed);
  const std::string known_en = listed.empty() ? "none" : Join(listed);
  verdict.why_vi =
      "Căn cứ '" + facts.subject.ground + "' không thuộc danh mục được chuyển nguồn (" + known_vi + ").";
  verdict.why_en =
      "Ground '" + facts.subject.ground + "' is not among those for a carry-over (" + known_en + ").";
  return verdict;
}

}  // namespace

/// The ground is listed, and the date that supports it fits.
std::optional<Verdict> Check(const CarryOverGround& ground, const Facts& facts) {
  if (ground.ground.empty()) return CheckLapse(facts);
  if (ground.ground != facts.subject.ground) return std::nullopt;
  if (BindingEffect(facts.rule, JudgedOn(facts.step, facts.subject)) == Effect::kWarn) {
    // Not verified and not switched on: accepted, with a warning.
    Verdict verdict;
    verdict.kept = false;
    verdict.why_vi = "Căn cứ '" + ground.ground + "' được áp dụng.";
    verdict.why_en = "Ground '" + ground.ground + "' was applied.";
    return verdict;
  }
  const std::optional<clock::Date>& date = facts.subject.ground_date;
  Verdict listed;
  listed.why_vi =
      "Căn cứ '" + ground.ground + "' thuộc danh mục" + (date ? ", ngày " + DateVi(*date) : "") + ".";
  listed.why_en = "Ground '" + ground.ground + "' is listed" + (date ? ", dated " + DateEn(*date) : "") + ".";
  if (!ground.dated_after) return listed;
  const auto after = DayIn(*ground.dated_after, facts.subject.budget_year);
  if (!after) return std::nullopt;
  const bool in_year = date && static_cast<int>(date->year()) == facts.subject.budget_year;
  if (in_year && *date > *after) return listed;

  Verdict verdict;
  verdict.kept = false;
  verdict.why_vi = "Phải có sau ngày " + DateVi(*after) +
                   " của năm ngân sách; ngày nêu: " + (date ? DateVi(*date) : std::string{"không có"}) + ".";
  verdict.why_en =
      "It must date from after " + DateEn(*after) +
      ", inside the budget year; the date given: " + (date ? DateEn(*date) : std::string{"none"}) + ".";
  return verdict;
}

}  // namespace cpb::rulebook
