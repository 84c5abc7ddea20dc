#include "services/registration/domain/chains.h"

#include <algorithm>

#include "services/registration/domain/reasons.h"

namespace cpb::registration {
namespace {

bool Fits(const ChainStep& step, const ChainCaller& caller) {
  return (step.agency.empty() || step.agency == caller.agency) &&
         std::any_of(step.roles.begin(), step.roles.end(),
                     [&](const std::string& role) { return caller.roles.contains(role); });
}

bool Decides(const ChainStep& step) {
  return step.kind == ChainStepKind::kApprove || step.kind == ChainStepKind::kRegister;
}

/// Is it this kind of step that `action` takes?
bool IsTakenBy(const ChainStep& step, Action action) {
  if (action == Action::kEndorse) return step.kind == ChainStepKind::kAppraise;
  if (action == Action::kApprove) return Decides(step);
  return step.kind == ChainStepKind::kAppraise || Decides(step);
}

refusal::Violation ToViolation(const std::string& source, const ChainStep& step) {
  return {.subject = "source " + source,
          .text_vi = step.note_vi,
          .text_en = step.note_en,
          .limit_vnd = std::nullopt,
          .actual_vnd = std::nullopt,
          .rule_id = "",
          .citation = step.Citation()};
}

/// Endorsing and approving concern every source that has such a step, so the caller must fit all of them.
std::optional<refusal::Refusal> CheckFitsAll(const ChainVersion& version, const MoneyOfPlan& money,
                                             Action action, const ChainCaller& caller) {
  refusal::Refusal outside{&kNotInChain, {{"plan", money.plan}, {"chain", version.id}}, {}};
  for (const std::string& source : money.sources) {
    for (const ChainStep& step : version.Of(ChainDocument::kPlan, source)) {
      if (IsTakenBy(step, action) && !Fits(step, caller))
        outside.violations.push_back(ToViolation(source, step));
    }
  }
  if (outside.violations.empty()) return std::nullopt;
  return outside;
}

/// The plan goes back as one document, so one source for which the caller may send it back is enough.
std::optional<refusal::Refusal> CheckMayReturn(const ChainVersion& version, const MoneyOfPlan& money,
                                               const ChainCaller& caller) {
  refusal::Refusal registers_only{&kRegistersOnly, {{"plan", money.plan}, {"chain", version.id}}, {}};
  for (const std::string& source : money.sources) {
    for (const ChainStep& step : version.Of(ChainDocument::kPlan, source)) {
      if (!IsTakenBy(step, Action::kReturn) || !Fits(step, caller)) continue;
      if (step.may_return) return std::nullopt;
      registers_only.violations.push_back(ToViolation(source, step));
    }
  }
  if (!registers_only.violations.empty()) return registers_only;
  return CheckFitsAll(version, money, Action::kReturn, caller);
}

std::optional<refusal::Refusal> CheckLocalDecision(const ChainVersion& version, const MoneyOfPlan& money) {
  if (money.has_local_decision) return std::nullopt;
  refusal::Refusal missing{&kLocalDecisionMissing, {{"plan", money.plan}}, {}};
  for (const std::string& source : money.sources) {
    for (const ChainStep& step : version.Of(ChainDocument::kPlan, source)) {
      if (Decides(step) && step.needs_local_decision) missing.violations.push_back(ToViolation(source, step));
    }
  }
  if (missing.violations.empty()) return std::nullopt;
  return missing;
}

}  // namespace

std::string ChainStep::Citation() const {
  return article.empty() ? instrument : instrument + " " + article;
}

const Chain& ChainVersion::Of(ChainDocument document, const std::string& source) const {
  static const Chain kNobody;
  const auto found = chains.find({document, source});
  return found == chains.end() ? kNobody : found->second;
}

const ChainVersion* ChainBook::InForce(clock::Date day) const {
  const auto found = std::find_if(versions.begin(), versions.end(), [&](const ChainVersion& version) {
    return version.valid_from <= day && (!version.valid_to || day <= *version.valid_to);
  });
  return found == versions.end() ? nullptr : &*found;
}

const ChainVersion* ChainBook::Find(std::string_view id) const {
  const auto found = std::find_if(versions.begin(), versions.end(),
                                  [&](const ChainVersion& version) { return version.id == id; });
  return found == versions.end() ? nullptr : &*found;
}

Power PowerOver(const ChainVersion& version, const std::string& source) {
  for (const ChainStep& step : version.Of(ChainDocument::kPlan, source)) {
    if (Decides(step)) return step.may_cut ? Power::kCut : Power::kRegister;
  }
  return Power::kNone;
}

std::optional<refusal::Refusal> CheckChain(const ChainVersion& version, const MoneyOfPlan& money,
                                           Action action, const ChainCaller& caller) {
  switch (action) {
    case Action::kReturn:
      return CheckMayReturn(version, money, caller);
    case Action::kEndorse:
      return CheckFitsAll(version, money, action, caller);
    case Action::kApprove:
      if (auto outside = CheckFitsAll(version, money, action, caller)) return outside;
      return CheckLocalDecision(version, money);
    case Action::kCreate:
    case Action::kUpdate:
    case Action::kDecideLocal:
    case Action::kSubmit:
    case Action::kAnswer:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace cpb::registration
