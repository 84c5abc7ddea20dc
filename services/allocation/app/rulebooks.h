/// Every version of the rulebook that was ever in use: the one of today in memory, the others from the
/// database.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "absl/status/statusor.h"
#include "libs/clock/clock.h"
#include "libs/rulebook/loader.h"
#include "libs/storage/database.h"

namespace cpb::allocation {

/// Thread-safe. Books live as long as this object.
class Rulebooks {
 public:
  /// `files` are those that `current` was loaded from; they are stored for ever.
  static absl::StatusOr<std::unique_ptr<Rulebooks>> Open(storage::Database& database,
                                                         const rulebook::Rulebook& current,
                                                         const rulebook::BookFiles& files,
                                                         clock::Instant now);

  const rulebook::Rulebook& current() const { return current_; }
  /// The book of a version; empty means the one of today. NOT_FOUND for one that was never in use.
  absl::StatusOr<const rulebook::Rulebook*> Find(const std::string& version);

 private:
  Rulebooks(storage::Database& database, const rulebook::Rulebook& current)
      : database_{database}, current_{current} {}

  storage::Database& database_;
  const rulebook::Rulebook& current_;
  std::mutex mutex_;
  std::map<std::string, std::unique_ptr<rulebook::Rulebook>> earlier_;  ///< Guarded by mutex_.
};

}  // namespace cpb::allocation
