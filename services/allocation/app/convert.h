/// Messages of the contract to the engine's structs and back.
#pragma once

#include <string>
#include <vector>

#include "cpbudget/allocation/v1/rules.pb.h"
#include "cpbudget/registration/v1/plan.pb.h"
#include "cpbudget/types/v1/finding.pb.h"
#include "libs/refusal/refusal.h"
#include "libs/rulebook/subject.h"
#include "services/allocation/app/sources.h"

namespace cpb::allocation {

cpbudget::types::v1::Finding ToMessage(const rulebook::Finding& finding, const std::string& item_id);
cpbudget::types::v1::Citation ToMessage(const rulebook::Citation& citation);
/// `default_date` stands in for an absent event date.
rulebook::Subject ToSubject(const cpbudget::allocation::v1::RuleSubject& subject, const Sources& sources,
                            clock::Date default_date);
/// 30 June: the day of items that name none.
clock::Date MidYear(int budget_year);
/// Items of an approved plan. Sources are known, since registration checked them.
std::vector<Item> ToItems(const cpbudget::registration::v1::Plan& plan, const Sources& sources);
/// A finding that stops something, as part of a refusal.
refusal::Violation ToViolation(const rulebook::Finding& finding, const std::string& subject);

}  // namespace cpb::allocation
