/// Decisions made with the rules, and the versions of the rulebook that they were made under.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cpbudget/allocation/v1/rulebook.pb.h"
#include "cpbudget/allocation/v1/rules.pb.h"
#include "libs/storage/database.h"

namespace cpb::allocation {

using cpbudget::allocation::v1::Decision;
using cpbudget::allocation::v1::RulebookText;

/// A version and when it was first used.
struct StoredRulebook {
  std::string version;
  int rules_count = 0;
  std::string first_use_at;  ///< UTC, as clock::FormatInstant writes it.
};

/// Keeps the files of a version; a version that is kept already stays as it is.
void KeepRulebook(storage::Session& session, const StoredRulebook& rulebook, const RulebookText& files);
std::optional<RulebookText> FindRulebook(storage::Session& session, const std::string& version);
/// In the order of first use.
std::vector<StoredRulebook> ListStoredRulebooks(storage::Session& session);

/// Stores the decision and gives it its name: the document's, and its number on it.
void InsertDecision(storage::Session& session, Decision& decision, const std::string& created_at);
/// With inputs and outcomes.
std::optional<Decision> FindDecision(storage::Session& session, const std::string& name);

/// One row of a list.
struct ListedDecision {
  std::string sort_key;
  Decision decision;  ///< Without inputs and outcomes.
};
/// Oldest first. Empty `document` and `province_code` mean all.
std::vector<ListedDecision> ListDecisions(storage::Session& session, const std::string& document,
                                          const std::string& province_code, const std::string& after,
                                          int limit);

}  // namespace cpb::allocation
