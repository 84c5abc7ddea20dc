/// What was decided with the rules keeps its inputs, so that it can be computed again for ever.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "cpbudget/allocation/v1/allocation.pb.h"
#include "cpbudget/allocation/v1/rules.pb.h"
#include "cpbudget/registration/v1/plan.pb.h"
#include "libs/rpc/call.h"
#include "libs/rulebook/engine.h"
#include "libs/storage/database.h"
#include "services/allocation/app/sources.h"

namespace cpb::allocation {

/// What is kept of a decision: the subjects as judged, the history they were judged with, and what came out.
cpbudget::allocation::v1::Decision MakeDecision(const rpc::Call& call, const rulebook::Rulebook& book,
                                                rulebook::Step step, const std::string& document,
                                                std::span<const rulebook::Subject> subjects,
                                                std::span<const rulebook::Grant> history,
                                                std::span<const rulebook::Outcome> outcomes);

/// Keeps one decision in the transaction that makes it true: the subjects as judged, the history they were
/// judged with, and what came out. Call it with the gate of grants locked (LockGrants).
void RecordDecision(storage::Session& session, const rpc::Call& call, const rulebook::Rulebook& book,
                    rulebook::Step step, const std::string& document,
                    std::span<const rulebook::Subject> subjects, std::span<const rulebook::Grant> history,
                    std::span<const rulebook::Outcome> outcomes);

/// Keeps the decision behind a round that was just computed over `plans`: to be called after the round has
/// its name and before its lines are stored, while the gate of grants is locked. The items are judged once
/// more, by themselves; INTERNAL when a line of the round was left another amount, so that no round is stored
/// that cannot be replayed.
absl::Status RecordRoundDecision(storage::Session& session, const rpc::Call& call,
                                 const rulebook::Rulebook& book, const Sources& sources,
                                 const std::vector<cpbudget::registration::v1::Plan>& plans,
                                 const cpbudget::allocation::v1::Round& round);

/// The engine's outcome as a message, with or without its sentences and citations.
cpbudget::allocation::v1::RuleOutcome ToMessage(const cpbudget::allocation::v1::RuleSubject& subject,
                                                const rulebook::Outcome& outcome, bool with_sentences);
/// Everything that `recomputed` has otherwise than `recorded`, at most 1,000.
std::vector<cpbudget::allocation::v1::ReplayDifference> Differences(
    const cpbudget::allocation::v1::Decision& recorded, const std::vector<rulebook::Outcome>& recomputed);

/// Stored inputs as the engine takes them.
std::vector<rulebook::Subject> SubjectsOf(const cpbudget::allocation::v1::Decision& decision,
                                          const Sources& sources);
std::vector<rulebook::Grant> HistoryOf(const cpbudget::allocation::v1::Decision& decision);

}  // namespace cpb::allocation
