/// The program's connections to the database are cut in the middle of what they do, commits included: what
/// was promised is there once, whatever a cut left unanswered. A KILL that meets a COMMIT comes too late to
/// undo it, so a program that took a lost answer for success would pass here; transaction_test of
/// libs/storage is for that.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "tests/overspend/race.h"

namespace cpb::overspend {
namespace {

class CutsTest : public Race {
 protected:
  /// Ends a connection of the program that is in a COMMIT just now or, when none is, now and then any that is
  /// at work. Returns whether it was a COMMIT.
  bool Cut(storage::Database& root) {
    const auto rows = root.Read([](storage::Session& session) -> absl::StatusOr<std::vector<storage::Row>> {
      return session.Query(
          "SELECT ID, COALESCE(INFO, '') = 'COMMIT' FROM information_schema.PROCESSLIST "
          "WHERE USER = 'overspend_run' AND COMMAND <> 'Sleep' ORDER BY 2 DESC, 1");
    });
    if (!rows.ok() || rows->empty()) return false;
    const storage::Row& victim = rows->front();
    const bool commit = victim.Int(1) == 1;
    if (!commit && Pick(20) != 0) return false;
    const absl::Status cut = root.Write([&](storage::Session& session) {
      session.Execute(absl::StrCat("KILL CONNECTION ", victim.Int(0)));
      return absl::OkStatus();
    });
    if (!cut.ok()) return false;  // It was gone already.
    ++(commit ? commits_ : others_);
    return commit;
  }

  testing::PrivateMariaDb database_;
  int commits_ = 0, others_ = 0;  ///< Connections that were cut.
};

TEST_F(CutsTest, ACommitWithoutAnAnswerIsNeitherDoneNorUndone) {
  AddCopy(database_.CreateSchema("overspend"));
  OpenLines();
  auto root =
      storage::Database::Open({.dsn = storage::ParseDsn(database_.root_dsn()).value(), .pool_size = 1});
  ASSERT_TRUE(root.ok()) << root.status();
  StartClients();
  while (answered() < kAll && !HasFailure()) {
    // Some requests get through between two cuts, so that the race ends.
    const int enough = std::min(answered() + 20, kAll);
    if (Cut(**root)) WaitForAnswers(enough);
  }
  WaitForClients();
  EXPECT_GT(commits_, 10);
  CheckAll();
  Say(absl::StrCat(commits_, " connections cut in a commit, ", others_, " elsewhere"));
}

}  // namespace
}  // namespace cpb::overspend
