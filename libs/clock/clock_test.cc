#include "libs/clock/clock.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

namespace cpb::clock {
namespace {

using std::chrono::microseconds;

Instant At(std::string_view text) {
  return ParseInstant(text).value();
}

TEST(VietNamDate, ChangesAtSeventeenHoursUtc) {
  EXPECT_EQ(FormatDate(VietNamDate(At("2019-12-31 16:59:59.999999"))), "2019-12-31");
  EXPECT_EQ(FormatDate(VietNamDate(At("2019-12-31 17:00:00"))), "2020-01-01");
}

TEST(VietNamDate, StartIsTheFirstInstantOfTheDay) {
  for (Date date = *ParseDate("2019-12-25"); FormatDate(date) != "2020-03-05";
       date = Date{std::chrono::sys_days{date} + std::chrono::days{1}}) {
    const Instant start = StartOfVietNamDate(date);
    EXPECT_EQ(VietNamDate(start), date);
    EXPECT_NE(VietNamDate(start - microseconds{1}), date);
  }
}

TEST(ParseDate, TakesOnlyRealDays) {
  EXPECT_EQ(FormatDate(*ParseDate("2020-02-29")), "2020-02-29");
  for (const char* bad :
       {"", "2019-02-29", "2019-2-1", "2019-13-01", "2019-00-10", "2019-01-32", " 2019-01-01", "2019-01-01 ",
        "2019/01/01", "-019-01-01", "0999-12-31", "20190101", "2019-01-0a"}) {
    EXPECT_FALSE(ParseDate(bad)) << bad;
  }
}

TEST(ParseInstant, RoundTripsWithMicroseconds) {
  for (const char* text :
       {"2019-07-20 03:04:05.123456", "1969-12-31 23:59:59.999999", "2000-01-01 00:00:00.000000"}) {
    EXPECT_EQ(FormatInstant(At(text)), text);
  }
  EXPECT_EQ(FormatInstant(At("2019-07-20 03:04:05")), "2019-07-20 03:04:05.000000");
}

TEST(ParseInstant, RefusesAnythingElse) {
  for (const char* bad : {"", "2019-07-20", "2019-07-20 ", "2019-07-20T03:04:05", "2019-07-20 24:00:00",
                          "2019-07-20 03:60:05", "2019-07-20 03:04:60", "2019-07-20 03:04:05.1",
                          "2019-07-20 03:04:05.1234567", "2019-07-20 03:04:05Z"}) {
    EXPECT_FALSE(ParseInstant(bad)) << bad;
  }
}

class FileClockTest : public ::testing::Test {
 protected:
  FileClockTest() {
    std::string name = (std::filesystem::temp_directory_path() / "cpb-clock-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    path_ = (folder_ / "clock").string();
  }
  ~FileClockTest() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path folder_;
  std::string path_;
};

/// The clock runs on after it was set, so a reading is compared with the real time that passed around it.
void ExpectReads(const Clock& clock, Instant set_to, Instant set_at) {
  const auto system = MakeSystemClock();
  const Instant before = system->Now();
  const Instant seen = clock.Now();
  const Instant after = system->Now();
  EXPECT_GE(seen, set_to + (before - set_at) - std::chrono::seconds{1});
  EXPECT_LE(seen, set_to + (after - set_at) + std::chrono::seconds{1});
}

TEST_F(FileClockTest, WithoutFileItIsTheRealTime) {
  const auto now = MakeSystemClock()->Now();
  ExpectReads(*MakeFileClock(path_), now, now);
}

TEST_F(FileClockTest, EveryMoveIsSeenByTheNextCall) {
  const auto clock = MakeFileClock(path_);
  const auto system = MakeSystemClock();
  // Many moves within one tick of the file system's clock: a reader that trusted the file's time would miss
  // some.
  for (int day = 1; day <= 28; ++day) {
    const Instant target = StartOfVietNamDate(std::chrono::year{2019} / 2 / day) + std::chrono::hours{9};
    ASSERT_TRUE(SetFileClock(path_, target));
    EXPECT_EQ(VietNamDate(clock->Now()), std::chrono::year{2019} / 2 / day);
  }
  ASSERT_TRUE(SetFileClock(path_, std::nullopt));
  const Instant now = system->Now();
  ExpectReads(*clock, now, now);
  EXPECT_TRUE(SetFileClock(path_, std::nullopt)) << "nothing to remove is not an error";
}

TEST_F(FileClockTest, AnotherProcessMovesIt) {
  const auto clock = MakeFileClock(path_);
  const Instant target = At("2019-06-30 05:00:00");
  const pid_t child = ::fork();
  if (child == 0) ::_exit(SetFileClock(path_, target) ? 0 : 1);
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_EQ(status, 0);
  ExpectReads(*clock, target, MakeSystemClock()->Now());
}

TEST_F(FileClockTest, ReadersNeverSeeAHalfWrittenMove) {
  const auto clock = MakeFileClock(path_);
  const Instant near_day = At("2019-06-30 05:00:00");
  const Instant far_day = At("2031-06-30 05:00:00");
  ASSERT_TRUE(SetFileClock(path_, near_day));
  std::atomic<bool> stop{false};
  std::vector<std::thread> writers;
  for (const Instant target : {near_day, far_day}) {
    writers.emplace_back([&, target] {
      while (!stop) ASSERT_TRUE(SetFileClock(path_, target));
    });
  }
  for (int i = 0; i < 2'000; ++i) {
    const int year = static_cast<int>(VietNamDate(clock->Now()).year());
    EXPECT_TRUE(year == 2019 || year == 2031) << year;
  }
  stop = true;
  for (auto& writer : writers) writer.join();
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator{folder_}, {}), 1) << "no left-over files";
}

TEST_F(FileClockTest, NonsenseInTheFileMovesNothing) {
  for (const char* content : {"", "abc", "12x", "99999999999999999999", "9000000000000000000"}) {
    std::ofstream{path_, std::ios::trunc} << content;
    const auto now = MakeSystemClock()->Now();
    ExpectReads(*MakeFileClock(path_), now, now);
  }
}

TEST_F(FileClockTest, SaysWhenItCannotWrite) {
  EXPECT_FALSE(SetFileClock((folder_ / "absent" / "clock").string(), At("2019-06-30 05:00:00")));
}

}  // namespace
}  // namespace cpb::clock
