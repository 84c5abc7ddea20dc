/// Plans in SQL. A plan is one row of `plan` and one of `plan_revision` a revision; items hang on the
/// revision, so an earlier revision is simply left alone (and guarded by triggers). Whoever changes a plan
/// locks its row of `plan` first.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/clock/clock.h"
#include "libs/storage/database.h"
#include "services/registration/store/messages.h"

namespace cpb::registration::store {

namespace pb = ::cpbudget::registration::v1;

/// Which plans to list.
struct PlanFilter {
  int budget_year = 0;  ///< 0: all.
  pb::Plan::State state = pb::Plan::STATE_UNSPECIFIED;
  std::optional<std::string> province_code;  ///< Nothing: all.
  int after_year = 0;                        ///< Last row of the page before; 0 at the start.
  std::string after_name;
  std::string text;  ///< In title, name or title of the agency; empty: all.
  int limit = 100;
};

/// Says at each endorsement of the history which return made it void.
void MarkVoided(pb::Plan& plan);

/// All plans, within one unit of work.
class Plans {
 public:
  explicit Plans(storage::Session& session) : session_{session} {}

  /// The current revision with history, without items; nothing when there is none. Lock takes the row lock.
  std::optional<pb::Plan> Find(std::string_view name);
  std::optional<pb::Plan> Lock(std::string_view name);
  /// One revision, with the history up to it, without items.
  std::optional<pb::Plan> FindRevision(std::string_view name, int revision);
  /// Fills the items of the plan's revision, in the order of their ids.
  void LoadItems(pb::Plan& plan);

  /// False when the agency has a plan of that programme and year already.
  bool Insert(const pb::Plan& plan);
  /// Makes `plan.revision` the current one, as a new row; the earlier one stays.
  void StartRevision(const pb::Plan& plan);
  /// Writes what changes with the current revision: state, etag, texts, sums.
  void SaveRevision(const pb::Plan& plan);
  /// Replaces the items of the current revision.
  void WriteItems(const pb::Plan& plan);
  /// Appends the last event of `plan.history`.
  void AppendLastEvent(const pb::Plan& plan);

  /// Without items and history.
  std::vector<pb::Plan> List(const PlanFilter& filter);
  /// All revisions, newest first, without items and history.
  std::vector<pb::Plan> Revisions(std::string_view name);

 private:
  void LoadHistory(pb::Plan& plan, int up_to_revision);
  void InsertRevision(const pb::Plan& plan);

  storage::Session& session_;
};

}  // namespace cpb::registration::store
