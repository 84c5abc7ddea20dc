// Programs and database are killed (SIGKILL) and started again.
#include "tests/overspend/race.h"

namespace cpb::overspend {
namespace {

constexpr int kKills = 6;

class KillsTest : public Race {
 protected:
  void RaceThroughKills(int copies) {
    const auto schema = database_.CreateSchema("overspend");
    AddCopy(schema);
    OpenLines();  // The schema is there before another copy starts.
    for (int copy = 1; copy < copies; ++copy) AddCopy(schema);
    StartClients();
    for (int n = 1; n <= kKills; ++n) {
      WaitForAnswers(n * kAll / (kKills + 2) + Pick(40));
      const bool both = Pick(3) == 0;
      const bool database = both || n % 2 == 0;
      const bool program = both || n % 2 == 1;
      const int copy = Pick(copies);
      if (database) database_.Kill9();
      if (program) Kill(copy);
      if (database) database_.Start();
      if (program) Start(copy);
    }
    WaitForClients();
    EXPECT_GT(repeats(), kKills);
    CheckAll();
    Say(std::to_string(kKills) + " kills");
  }

  testing::PrivateMariaDb database_;
};

TEST_F(KillsTest, NoLineIsOverItsLimitWhoeverIsKilled) {
  RaceThroughKills(1);
}

TEST_F(KillsTest, NorWhenTwoCopiesOfTheProgramRaceOnOneSchema) {
  RaceThroughKills(2);
}

}  // namespace
}  // namespace cpb::overspend
