/// Versions of the rulebook, from when each is in force, and the drafts they come from.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cpbudget/allocation/v1/rulebook.pb.h"
#include "cpbudget/allocation/v1/rulebooks.pb.h"
#include "libs/clock/clock.h"
#include "libs/storage/database.h"

namespace cpb::allocation {

using cpbudget::allocation::v1::RulebookDraft;
using cpbudget::allocation::v1::RulebookText;

/// A version without its files.
struct StoredRulebook {
  std::string version;
  int rules_count = 0;
  std::string first_use_at;                   ///< UTC, as clock::FormatInstant writes it.
  std::optional<clock::Date> effective_date;  ///< Nothing: shipped, in force since ever.
  std::string draft;                          ///< Empty: shipped.
};

/// Keeps a version; false when it is kept already, and then it stays as it is.
bool KeepRulebook(storage::Session& session, const StoredRulebook& rulebook, const RulebookText& files);
std::optional<RulebookText> FindRulebookText(storage::Session& session, const std::string& version);
std::optional<StoredRulebook> FindRulebook(storage::Session& session, const std::string& version);
/// In the order in which they came.
std::vector<StoredRulebook> ListStoredRulebooks(storage::Session& session);
/// The version in force on a day; empty only before any was kept.
std::string VersionInForce(storage::Session& session, clock::Date day);
/// The version that will be in force when all have begun. To be asked with the gate of grants locked by
/// whoever is about to add one.
std::optional<StoredRulebook> LastRulebook(storage::Session& session);

/// A draft without its text.
void InsertDraft(storage::Session& session, const RulebookDraft& draft, const RulebookText& files,
                 const std::string& created_at);
std::optional<RulebookDraft> FindDraft(storage::Session& session, const std::string& name, bool lock);
std::optional<RulebookText> FindDraftText(storage::Session& session, const std::string& name);
/// Stores the draft and gives it its new etag.
void UpdateDraft(storage::Session& session, RulebookDraft& draft);

/// One row of a list.
struct ListedDraft {
  std::string sort_key;
  RulebookDraft draft;
};
/// The newest first.
std::vector<ListedDraft> ListDrafts(storage::Session& session, const std::string& before, int limit);

}  // namespace cpb::allocation
