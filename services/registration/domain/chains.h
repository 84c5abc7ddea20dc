/// Who decides about money of one source, as dated data: the steps it passes, by whom, and what each may do.
/// One plan moves as one document; what a step does to it differs from source to source.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libs/clock/clock.h"
#include "libs/refusal/refusal.h"
#include "services/registration/domain/approval.h"
#include "services/registration/domain/plan_steps.h"

namespace cpb::registration {

enum class ChainDocument { kPlan, kAppropriation, kRound, kAdjustment };
enum class ChainStepKind { kPrepare, kAppraise, kApprove, kRegister };

/// One step.
struct ChainStep {
  ChainStepKind kind = ChainStepKind::kPrepare;
  std::vector<std::string> roles;  ///< "approver", …; one of them is needed.
  std::string agency;              ///< "agencies/…"; empty: of any agency.
  bool may_cut = false;
  bool may_return = false;
  bool needs_local_decision = false;
  std::string instrument, article, link;
  bool verified = false;
  std::string note_vi, note_en, evidence;

  /// Instrument and article, for a refusal.
  std::string Citation() const;
};

/// Steps in their order; empty when nobody decides.
using Chain = std::vector<ChainStep>;

/// All chains of some days.
struct ChainVersion {
  std::string id;
  clock::Date valid_from{};
  std::optional<clock::Date> valid_to;
  std::map<std::pair<ChainDocument, std::string>, Chain> chains;  ///< By document and source.

  /// Empty for a source that has none.
  const Chain& Of(ChainDocument document, const std::string& source) const;
};

/// Every version, oldest first, no two on one day.
struct ChainBook {
  std::vector<ChainVersion> versions;

  /// Null when there is none.
  const ChainVersion* InForce(clock::Date day) const;
  const ChainVersion* Find(std::string_view id) const;
};

/// The person who wants to take a step in a plan.
struct ChainCaller {
  std::set<std::string> roles;  ///< "approver", …
  std::string agency;           ///< "agencies/…"
};

/// A plan as its chain sees it.
struct MoneyOfPlan {
  std::string plan;
  std::vector<std::string> sources;  ///< From which the plan asks for money, each once.
  bool has_local_decision = false;   ///< Number and date.
};

/// What the ministry's decision on a plan does to money of this source.
Power PowerOver(const ChainVersion& version, const std::string& source);

/// Why the caller may not endorse, return or approve under these chains; nothing when the caller may, and for
/// other steps. NOT_IN_CHAIN, REGISTERS_ONLY, LOCAL_DECISION_MISSING.
std::optional<refusal::Refusal> CheckChain(const ChainVersion& version, const MoneyOfPlan& money,
                                           Action action, const ChainCaller& caller);

}  // namespace cpb::registration
