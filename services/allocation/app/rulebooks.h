/// Every version of the rulebook. Which one is in force is read from the database with every decision, so
/// that all copies of the program change over on the same day without a restart; texts are parsed once and
/// stay in memory.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/clock/clock.h"
#include "libs/rpc/call.h"
#include "libs/rulebook/loader.h"
#include "libs/rulebook/names.h"
#include "libs/storage/database.h"
#include "services/allocation/store/rulebooks.h"

namespace cpb::allocation {

/// Thread-safe. Books live as long as this object.
class Rulebooks {
 public:
  /// `shipped` is the book that came with the program: kept for ever, and in force as long as no other was
  /// approved. A faulty one is an error that names every fault.
  static absl::StatusOr<std::unique_ptr<Rulebooks>> Open(storage::Database& database,
                                                         const rulebook::BookFiles& shipped,
                                                         rulebook::Names names, clock::Instant now);

  /// The book in force on a day.
  absl::StatusOr<const rulebook::Rulebook*> InForce(storage::Session& session, clock::Date day);
  /// The book of a version; empty means the one in force today. NOT_FOUND for one that was never approved.
  absl::StatusOr<const rulebook::Rulebook*> Find(storage::Session& session, clock::Date today,
                                                 const std::string& version);
  absl::StatusOr<const rulebook::Rulebook*> Find(const rpc::Call& call, const std::string& version);

  /// A text that may become a version: sound, and naming nothing that the reference data lacks.
  rulebook::LoadResult Load(const rulebook::BookFiles& files) const;

 private:
  Rulebooks(storage::Database& database, rulebook::Names names)
      : database_{database}, names_{std::move(names)} {}

  const rulebook::Rulebook* Cached(const std::string& version);

  storage::Database& database_;
  const rulebook::Names names_;
  std::mutex mutex_;
  std::map<std::string, std::unique_ptr<rulebook::Rulebook>> books_;  ///< Guarded by mutex_.
};

RulebookText ToMessage(const rulebook::BookFiles& files);
rulebook::BookFiles ToFiles(const RulebookText& text);

}  // namespace cpb::allocation
