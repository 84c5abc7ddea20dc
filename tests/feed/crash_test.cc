/// Producer and consumer are killed (SIGKILL) at every step of what they do, and the database under both;
/// afterwards every event was applied exactly once, in order, without gaps.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "tests/feed/fixture.h"

namespace cpb::feed_test {
namespace {

constexpr int kFacts = 40;
/// Recorded after all the deaths: whoever was started last has to get through these, so that nothing that it
/// would apply again stays unseen.
constexpr int kLast = kFacts + 5;

struct Death {
  const char* who;
  const char* step;
};

void PrintTo(const Death& death, std::ostream* stream) {
  *stream << death.who << ' ' << death.step;
}

class KilledAt : public ::testing::TestWithParam<Death> {};

/// Waits until the process has died at its step. Unless it must, also until all events are applied without it
/// (then it is killed, since it may be just about to die): false.
bool Died(Parties& parties, const std::string& who, bool must) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes{1};
  while (!parties.Gone(who)) {
    const bool all_applied = !must && Applied(parties.consumer()).size() == kFacts;
    if (all_applied || std::chrono::steady_clock::now() > deadline) {
      parties.Kill9(who);
      return false;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{2});
  }
  return true;
}

TEST_P(KilledAt, EveryEventIsAppliedExactlyOnceInOrder) {
  const auto [who, step] = GetParam();
  Parties parties{testing::SharedMariaDb(), kFacts};
  const std::string other = std::string{who} == "producer" ? "consumer" : "producer";
  parties.Start(other);
  // Dies the first time, then after having got through the step once and a few times; a consumer that meets
  // all that is left as one batch may not come so far again.
  for (const int time : {1, 2, 4}) {
    parties.Start(who, std::string{step} + "#" + std::to_string(time));
    const bool died = Died(parties, who, /*must=*/time == 1);
    ASSERT_TRUE(died || time > 1) << "never came to " << step;
    if (!died) break;
  }
  if (!parties.Gone("producer")) parties.Kill9("producer");
  parties.set_facts(kLast);
  ASSERT_TRUE(parties.RunUntilApplied(kLast));
  EXPECT_EQ(Applied(parties.consumer()), OneTo(kLast));
  EXPECT_EQ(CountOf(parties.producer(), "fact"), kLast);
  EXPECT_EQ(CountOf(parties.producer(), "feed"), kLast);
}

INSTANTIATE_TEST_SUITE_P(Feed, KilledAt,
                         ::testing::Values(Death{"producer", "before append"},
                                           Death{"producer", "after append"},
                                           Death{"producer", "after commit"}, Death{"consumer", "received"},
                                           Death{"consumer", "locked"}, Death{"consumer", "mid apply"},
                                           Death{"consumer", "applied one"},
                                           Death{"consumer", "before commit"},
                                           Death{"consumer", "after commit"}),
                         [](const auto& death) {
                           std::string name = std::string{death.param.who} + "_" + death.param.step;
                           for (char& c : name) c = c == ' ' ? '_' : c;
                           return name;
                         });

TEST(Feed, SurvivesKillsOfBothProgramsAndOfTheDatabaseAtAnyMoment) {
  constexpr int kMany = 600;
  testing::PrivateMariaDb mariadb;
  Parties parties{mariadb, kMany};
  for (int kill = 0; kill < 6; ++kill) {
    ASSERT_TRUE(parties.RunUntilApplied((kill + 1) * 60));
    switch (kill % 3) {
      case 0:
        parties.Kill9("consumer");
        break;
      case 1:
        parties.Kill9("producer");
        break;
      default:
        mariadb.Kill9();
        mariadb.Start();
    }
  }
  ASSERT_TRUE(parties.RunUntilApplied(kMany));
  EXPECT_EQ(Applied(parties.consumer()), OneTo(kMany));
  EXPECT_EQ(CountOf(parties.producer(), "feed"), kMany);
}

}  // namespace
}  // namespace cpb::feed_test
