#include "libs/rulebook/rule.h"

#include <algorithm>

namespace cpb::rulebook {

std::optional<clock::Date> DayIn(const DayOfYear& day, int budget_year) {
  const clock::Date date{std::chrono::year{budget_year + day.year_offset},
                         std::chrono::month{static_cast<unsigned>(day.month)},
                         std::chrono::day{static_cast<unsigned>(day.day)}};
  if (!date.ok()) return std::nullopt;
  return date;
}

const char* KindName(const Kind& kind) {
  struct Namer {
    const char* operator()(const ShareLimit&) const { return "share"; }
    const char* operator()(const AmountLimit&) const { return "amount"; }
    const char* operator()(const Eligibility&) const { return "eligibility"; }
    const char* operator()(const Period&) const { return "period"; }
    const char* operator()(const Deadline&) const { return "deadline"; }
    const char* operator()(const Threshold&) const { return "threshold"; }
    const char* operator()(const AdvanceCeiling&) const { return "advance_ceiling"; }
    const char* operator()(const CarryOverGround&) const { return "carry_over_ground"; }
    const char* operator()(const VirementLimit&) const { return "virement"; }
    const char* operator()(const DoubleFunding&) const { return "double_funding"; }
  };
  return std::visit(Namer{}, kind);
}

bool InForce(const Rule& rule, clock::Date day) {
  if (rule.valid_from && day < *rule.valid_from) return false;
  return !rule.valid_to || day <= *rule.valid_to;
}

bool IsSwitchedOn(const Rule& rule, clock::Date day) {
  if (!rule.switched_on || day < rule.switched_on->from) return false;
  return !rule.switched_on->to || day <= *rule.switched_on->to;
}

bool Binds(const Rule& rule, clock::Date day) {
  return rule.citation.verified || IsSwitchedOn(rule, day);
}

Effect BindingEffect(const Rule& rule, clock::Date day) {
  return Binds(rule, day) ? rule.effect : std::min(rule.effect, Effect::kWarn);
}

bool Cites(const Rule& rule, const std::string& instrument) {
  // One citation may name two instruments: "161/2012/TT-BTC, 39/2016/TT-BTC".
  const std::string& cited = rule.citation.instrument;
  for (std::size_t begin = 0; begin < cited.size();) {
    const std::size_t end = std::min(cited.find(", ", begin), cited.size());
    const std::string one = cited.substr(begin, end - begin);
    if (one == instrument || one.rfind(instrument + "/", 0) == 0) return true;
    begin = end + 2;
  }
  return false;
}

const std::string& ResolveInstrument(const Rulebook& book, const std::string& name) {
  const auto found = book.aliases.find(name);
  return found == book.aliases.end() ? name : found->second;
}

}  // namespace cpb::rulebook
