// Programs and database stand still for longer than anybody waits, then go on where they were: with calls
// whose callers have left, and with transactions that others have overtaken.
#include <signal.h>

#include "tests/overspend/race.h"

namespace cpb::overspend {
namespace {

constexpr int kPauses = 6;

class PausesTest : public Race {
 protected:
  testing::PrivateMariaDb database_;
};

TEST_F(PausesTest, NothingIsLostOrDoubledWhoeverStandsStill) {
  const auto patience = std::chrono::seconds{1};
  SetPatience(absl::FromChrono(patience));
  const auto schema = database_.CreateSchema("overspend");
  AddCopy(schema);
  OpenLines();
  AddCopy(schema);
  StartClients();
  for (int n = 1; n <= kPauses; ++n) {
    WaitForAnswers(n * kAll / (kPauses + 2) + Pick(40));
    const int copy = Pick(copies());
    const bool database = n % 2 == 0;
    if (database) kill(database_.pid(), SIGSTOP);
    if (!database) Pause(copy);
    // The length of the pause is the harm itself: every call that is under way runs out of time.
    std::this_thread::sleep_for(patience + std::chrono::milliseconds{500});
    if (database) kill(database_.pid(), SIGCONT);
    if (!database) Resume(copy);
  }
  WaitForClients();
  EXPECT_GT(repeats(), kPauses);
  CheckAll();
  Say(std::to_string(kPauses) + " pauses");
}

}  // namespace
}  // namespace cpb::overspend
