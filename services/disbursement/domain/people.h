/// Over the life of one payment preparer, signer and treasury officer are different people, and none of them
/// decided about its budget line.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "libs/refusal/refusal.h"

namespace cpb::disbursement {

/// Somebody who took an earlier step, as a signature (libs/people: "users/ha" or "users/ha for users/lan",
/// both count), and the name of the step for the sentence ("preparation").
using EarlierStep = std::pair<std::string, std::string>;

/// SAME_PERSON when `person`, a signature too, took one of the earlier steps of `resource`. Empty names match
/// nobody.
std::optional<refusal::Refusal> CheckOtherPerson(const std::string& person, const std::string& resource,
                                                 const std::vector<EarlierStep>& earlier);
/// SAME_PERSON when `person` is one of the deciders of a budget line.
std::optional<refusal::Refusal> CheckNoDecider(const std::string& person, const std::string& budget_line,
                                               const std::vector<std::string>& deciders);

}  // namespace cpb::disbursement
