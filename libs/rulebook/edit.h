/// Changes entries in the files of a book and says what differs between two books. What is not concerned
/// stays byte for byte, comments included.
#pragma once

#include <string>
#include <vector>

#include "cpbudget/allocation/v1/rulebooks.pb.h"
#include "libs/rulebook/loader.h"

namespace cpb::rulebook {

using cpbudget::allocation::v1::RulebookChange;
using cpbudget::allocation::v1::RuleDifference;
using cpbudget::allocation::v1::RuleEntry;
using cpbudget::allocation::v1::RuleKey;

/// File of entries whose rule the base does not have.
inline constexpr char kAddedFile[] = "additions.textproto";

/// Applies the changes in order and dates the book. Changes that name no entry, or more than one, are added
/// to `problems` and left out. The result is text: LoadBook says whether it is a sound book.
BookFiles ApplyChanges(const BookFiles& base, const std::vector<RulebookChange>& changes,
                       const std::string& published_date, std::vector<Problem>& problems);

/// Entries that differ, by rule, province and first day. Files that cannot be parsed count as empty.
std::vector<RuleDifference> Differences(const BookFiles& before, const BookFiles& after);

/// True when both hold the same entries, aliases and announced activities in the same order, whatever their
/// dates, files and comments.
bool SameContent(const BookFiles& a, const BookFiles& b);

}  // namespace cpb::rulebook
