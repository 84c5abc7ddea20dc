/// Reservations over their life, against a model that keeps every dong apart.
#include "libs/ledger/reservation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace cpb::ledger {
namespace {

clock::Date Day(std::string_view text) {
  return *clock::ParseDate(text);
}
std::string_view Reason(const std::optional<refusal::Refusal>& refusal) {
  return refusal ? refusal->reason->name : "ok";
}

TEST(Reservation, AdjustsWithinWhatIsGone) {
  const Reservation reservation{100, 60, {}};
  Adjustment adjustment;
  EXPECT_EQ(Reason(Adjust(reservation, 40, Day("2019-05-01"), adjustment)), "ok");
  EXPECT_EQ(adjustment.after.remaining_vnd, 0);
  EXPECT_EQ(adjustment.returned_vnd, 60);
  EXPECT_EQ(adjustment.taken_vnd, 0);
  EXPECT_EQ(Reason(Adjust(reservation, 39, Day("2019-05-01"), adjustment)), "BELOW_WHAT_IS_GONE");
  EXPECT_EQ(Reason(Adjust(reservation, 100, Day("2019-05-01"), adjustment)), "ADJUSTMENT_CHANGES_NOTHING");
  EXPECT_EQ(Reason(Adjust(reservation, 130, Day("2019-05-01"), adjustment)), "ok");
  EXPECT_EQ(adjustment.taken_vnd, 30);
  EXPECT_EQ(adjustment.after.remaining_vnd, 90);
}

TEST(Reservation, LastsThroughItsLastDay) {
  const Reservation reservation{100, 60, Day("2019-06-30")};
  EXPECT_EQ(Reason(CheckNotExpired(reservation, Day("2019-06-30"))), "ok");
  EXPECT_EQ(Reason(CheckNotExpired(reservation, Day("2019-07-01"))), "RESERVATION_EXPIRED");
  EXPECT_FALSE(IsToExpire(reservation, Day("2019-06-30")));
  EXPECT_TRUE(IsToExpire(reservation, Day("2019-07-01")));
  EXPECT_FALSE(IsToExpire({100, 0, Day("2019-06-30")}, Day("2019-07-01")));
  EXPECT_FALSE(IsToExpire({100, 60, {}}, Day("2099-07-01")));
  Adjustment adjustment;
  EXPECT_EQ(Reason(Adjust(reservation, 110, Day("2019-07-01"), adjustment)), "RESERVATION_EXPIRED");
  EXPECT_EQ(Reason(Adjust(reservation, 90, Day("2019-07-01"), adjustment)), "ok");
}

/// Every dong is one character: available, held, drawn or released.
TEST(Reservation, RandomHistoriesAgreeWithANaiveModel) {
  const char* given = std::getenv("CPB_SEED");
  const std::uint64_t seed = given ? std::strtoull(given, nullptr, 10) : std::random_device{}();
  SCOPED_TRACE("CPB_SEED=" + std::to_string(seed));
  std::mt19937_64 random(seed);
  const clock::Date until = Day("2019-06-30");
  for (int history = 0; history < 200; ++history) {
    std::string dong(100, 'a');
    const auto count = [&](char c) { return std::int64_t{std::count(dong.begin(), dong.end(), c)}; };
    const auto turn = [&](char from, char to, std::int64_t n) {
      for (char& c : dong) {
        if (n == 0) break;
        if (c == from) c = to, --n;
      }
    };
    Reservation held{static_cast<std::int64_t>(10 + random() % 40), 0, until};
    held.remaining_vnd = held.amount_vnd;
    turn('a', 'h', held.amount_vnd);
    std::int64_t released = 0;
    for (int step = 0; step < 40; ++step) {
      const clock::Date today = step < 30 ? Day("2019-05-01") : Day("2019-07-01");
      const auto amount = static_cast<std::int64_t>(1 + random() % 30);
      switch (random() % 5) {
        case 0:  // Draw.
          if (CheckNotExpired(held, today) || amount > held.remaining_vnd) {
            ASSERT_TRUE(today > until || amount > count('h'));
            break;
          }
          held.remaining_vnd -= amount;
          turn('h', 'd', amount);
          break;
        case 1:  // A draw comes to nothing.
          if (amount > count('d')) break;
          held.remaining_vnd += amount;
          turn('d', 'h', amount);
          break;
        case 2: {
          Adjustment adjustment;
          const auto refusal = Adjust(held, amount, today, adjustment);
          const std::int64_t change = amount - held.amount_vnd;
          const bool possible =
              change != 0 && amount >= count('d') + released && !(change > 0 && today > until);
          ASSERT_EQ(!refusal, possible);
          if (!possible || adjustment.taken_vnd > count('a')) break;
          turn('a', 'h', adjustment.taken_vnd);
          turn('h', 'a', adjustment.returned_vnd);
          held = adjustment.after;
          break;
        }
        case 3:  // The sweep.
          ASSERT_EQ(IsToExpire(held, today), today > until && count('h') > 0);
          if (!IsToExpire(held, today)) break;
          [[fallthrough]];
        default:  // Release.
          if (step < 20) break;
          released += held.remaining_vnd;
          turn('h', 'a', held.remaining_vnd);
          held.remaining_vnd = 0;
      }
      ASSERT_EQ(held.remaining_vnd, count('h'));
      ASSERT_EQ(held.gone_vnd(), count('d') + released);
    }
  }
}

}  // namespace
}  // namespace cpb::ledger
