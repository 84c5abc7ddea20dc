#include "libs/rulebook/entry.h"

namespace cpb::rulebook {
namespace {

namespace pb = cpbudget::allocation::v1;

/// Collects the problems of one entry.
class Reader {
 public:
  Reader(const pb::RuleEntry& entry, const std::string& file, int line, std::vector<Problem>& problems)
      : entry_{entry}, file_{file}, line_{line}, problems_{problems}, before_{problems.size()} {}

  void Report(Why reason) {
    problems_.push_back({.file = file_, .line = line_, .rule_id = entry_.id(), .reason = std::move(reason)});
  }
  bool clean() const { return problems_.size() == before_; }

  std::optional<clock::Date> DateOf(const std::string& text, const char* field) {
    if (text.empty()) return std::nullopt;
    const auto date = clock::ParseDate(text);
    if (!date) {
      const std::string given = std::string{field} + " '" + text + "'";
      Report({given + " không phải là ngày (YYYY-MM-DD)", given + " is no date (YYYY-MM-DD)"});
    }
    return date;
  }

  std::optional<Effect> EffectOf() {
    switch (entry_.effect()) {
      case pb::RULE_EFFECT_BLOCK:
        return Effect::kBlock;
      case pb::RULE_EFFECT_CAP:
        return Effect::kCap;
      case pb::RULE_EFFECT_WARN:
        return Effect::kWarn;
      case pb::RULE_EFFECT_INFO:
        return Effect::kInfo;
      default:
        Report({"thiếu hiệu quả (effect)", "the effect is missing"});
        return std::nullopt;
    }
  }

  std::vector<Step> StepsOf() {
    std::vector<Step> steps;
    for (const int step : entry_.steps()) {
      if (step < pb::STEP_PLAN_ITEM || step > pb::STEP_YEAR_END) {
        Report({"không có bước " + std::to_string(step), "unknown step " + std::to_string(step)});
      } else {
        steps.push_back(static_cast<Step>(step));
      }
    }
    return steps;
  }

  std::optional<Kind> KindOf();

 private:
  const pb::RuleEntry& entry_;
  const std::string& file_;
  int line_;
  std::vector<Problem>& problems_;
  std::size_t before_;
};

template <class Repeated>
std::vector<std::string> Strings(const Repeated& field) {
  return {field.begin(), field.end()};
}

DayOfYear ToDay(const pb::DayOfYear& day) {
  return {.month = day.month(), .day = day.day(), .year_offset = day.year_offset()};
}

Condition ToCondition(const pb::RuleCondition& condition) {
  return {.programmes = Strings(condition.programmes()),
          .component_projects = Strings(condition.component_projects()),
          .activities = Strings(condition.activities()),
          .except_activities = Strings(condition.except_activities()),
          .sources = Strings(condition.sources()),
          .budget_year_from = condition.budget_year_from(),
          .budget_year_to = condition.budget_year_to()};
}

AmountLimit ToAmount(const pb::AmountLimit& amount) {
  return {.amount_vnd = amount.amount_vnd(),
          .scope = static_cast<Scope>(amount.scope()),
          .per_vi = amount.per_vi(),
          .per_en = amount.per_en()};
}

Deadline ToDeadline(const pb::Deadline& deadline) {
  Deadline result;
  if (deadline.has_not_before()) result.not_before = ToDay(deadline.not_before());
  if (deadline.has_not_after()) result.not_after = ToDay(deadline.not_after());
  return result;
}

CarryOverGround ToGround(const pb::CarryOverGround& ground) {
  CarryOverGround result{.ground = ground.ground(), .dated_after = std::nullopt};
  if (ground.has_dated_after()) result.dated_after = ToDay(ground.dated_after());
  return result;
}

VirementLimit ToVirement(const pb::VirementLimit& limit) {
  VirementLimit result{.not_after = std::nullopt,
                       .same_source = limit.same_source(),
                       .same_unit = limit.same_unit(),
                       .same_year = limit.same_year()};
  if (limit.has_not_after()) result.not_after = ToDay(limit.not_after());
  return result;
}

std::optional<Kind> Reader::KindOf() {
  switch (entry_.kind_case()) {
    case pb::RuleEntry::kShare:
      return ShareLimit{.basis_points = entry_.share().basis_points()};
    case pb::RuleEntry::kAmount:
      if (entry_.amount().scope() < pb::LIMIT_SCOPE_ITEM ||
          entry_.amount().scope() > pb::LIMIT_SCOPE_ESTABLISHMENT_LIFETIME) {
        Report({"thiếu phạm vi tính số tiền", "the scope of the amount is missing"});
        return std::nullopt;
      }
      return ToAmount(entry_.amount());
    case pb::RuleEntry::kEligibility:
      return Eligibility{.component_projects = Strings(entry_.eligibility().component_projects()),
                         .sources = Strings(entry_.eligibility().sources()),
                         .agency_kinds = Strings(entry_.eligibility().agency_kinds())};
    case pb::RuleEntry::kPeriod:
      return Period{.first_year = entry_.period().first_year(), .last_year = entry_.period().last_year()};
    case pb::RuleEntry::kDeadline:
      return ToDeadline(entry_.deadline());
    case pb::RuleEntry::kThreshold:
      return Threshold{.amount_vnd = entry_.threshold().amount_vnd(),
                       .document = entry_.threshold().document(),
                       .multi_year_only = entry_.threshold().multi_year_only()};
    case pb::RuleEntry::kAdvanceCeiling:
      return AdvanceCeiling{.contract_floor_vnd = entry_.advance_ceiling().contract_floor_vnd(),
                            .basis_points = entry_.advance_ceiling().basis_points()};
    case pb::RuleEntry::kCarryOverGround:
      return ToGround(entry_.carry_over_ground());
    case pb::RuleEntry::kVirement:
      return ToVirement(entry_.virement());
    case pb::RuleEntry::kDoubleFunding:
      return DoubleFunding{.any_activity = entry_.double_funding().any_activity()};
    case pb::RuleEntry::KIND_NOT_SET:
      break;
  }
  Report({"thiếu loại quy định", "the kind of the rule is missing"});
  return std::nullopt;
}

}  // namespace

std::optional<Rule> FromEntry(const pb::RuleEntry& entry, const std::string& file, int line,
                              std::vector<Problem>& problems) {
  Reader reader{entry, file, line, problems};
  Rule rule;
  rule.id = entry.id();
  rule.title_vi = entry.title_vi();
  rule.title_en = entry.title_en();
  rule.citation = {.instrument = entry.citation().instrument(),
                   .article = entry.citation().article(),
                   .link = entry.citation().link(),
                   .verified = entry.citation().verified()};
  rule.valid_from = reader.DateOf(entry.valid_from(), "valid_from");
  rule.valid_to = reader.DateOf(entry.valid_to(), "valid_to");
  rule.province_code = entry.province_code();
  rule.norm = entry.norm();
  rule.steps = reader.StepsOf();
  rule.applies_to = ToCondition(entry.applies_to());
  rule.note = entry.note();
  rule.file = file;
  rule.line = line;
  if (entry.has_switched_on()) {
    const pb::SwitchOn& given = entry.switched_on();
    const auto from = reader.DateOf(given.from_date(), "switched_on.from_date");
    if (!from || given.authority().empty() || given.decision_number().empty())
      reader.Report({"switched_on phải nêu cơ quan, số quyết định và ngày đầu",
                     "switched_on must name authority, decision and first day"});
    if (entry.citation().verified()) {
      reader.Report({"switched_on chỉ dành cho quy định chưa được kiểm chứng",
                     "switched_on is for rules that are not verified"});
    }
    rule.switched_on = {.authority = given.authority(),
                        .decision_number = given.decision_number(),
                        .from = from.value_or(clock::Date{}),
                        .to = reader.DateOf(given.to_date(), "switched_on.to_date")};
    if (from && rule.switched_on->to && *rule.switched_on->to < *from)
      reader.Report({"switched_on kết thúc trước khi bắt đầu", "switched_on ends before it begins"});
  }
  const auto effect = reader.EffectOf();
  auto kind = reader.KindOf();
  if (!reader.clean()) return std::nullopt;
  rule.effect = *effect;
  rule.kind = *std::move(kind);
  return rule;
}

}  // namespace cpb::rulebook
