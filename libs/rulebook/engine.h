/// Applies a rulebook. A pure function: no clock, no storage, no protobuf. A new limit of a known kind is
/// data; a new kind is one small function in `kinds/`.
///
/// Order of things for one subject: every rule in force is judged against what was asked; those that cap
/// lower the amounts, in the order of the book, spread over state and donor sources by largest remainder;
/// then what is left counts against the cumulative limits of the subjects that follow.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "libs/rulebook/rule.h"
#include "libs/rulebook/subject.h"

namespace cpb::rulebook {

/// Judges subjects in order. `history` holds what the establishments were granted before.
std::vector<Outcome> Evaluate(const Rulebook& book, Step step, std::span<const Subject> subjects,
                              std::span<const Grant> history);

/// The day by which validity is judged: the day of the event, but never later than the last day of the budget
/// year for payments and year-end steps, which January may still take.
clock::Date JudgedOn(Step step, const Subject& subject);

}  // namespace cpb::rulebook
