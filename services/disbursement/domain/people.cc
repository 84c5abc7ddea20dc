#include "services/disbursement/domain/people.h"

#include <algorithm>

#include "libs/people/people.h"
#include "libs/refusal/common.h"

namespace cpb::disbursement {

std::optional<refusal::Refusal> CheckOtherPerson(const std::string& person, const std::string& resource,
                                                 const std::vector<EarlierStep>& earlier) {
  for (const auto& [name, step] : earlier) {
    if (!people::Same(name, person)) continue;
    return refusal::Refusal{
        &refusal::kSamePerson, {{"person", person}, {"resource", resource}, {"earlier_step", step}}, {}};
  }
  return std::nullopt;
}

std::optional<refusal::Refusal> CheckNoDecider(const std::string& person, const std::string& budget_line,
                                               const std::vector<std::string>& deciders) {
  const bool decided = std::any_of(deciders.begin(), deciders.end(),
                                   [&](const std::string& decider) { return people::Same(decider, person); });
  if (!decided) return std::nullopt;
  return CheckOtherPerson(person, budget_line, {{person, "budget decision"}});
}

}  // namespace cpb::disbursement
