/// Foreign money becomes dong exactly, by one rounding.
#include "services/allocation/domain/exchange.h"

#include <gtest/gtest.h>

#include <random>

#include "libs/money/money.h"

namespace cpb::allocation {
namespace {

TEST(Exchange, RatesAreExactDecimals) {
  EXPECT_EQ(ParseRate("3456.78"), 3'456'780'000);
  EXPECT_EQ(ParseRate("23145"), 23'145'000'000);
  EXPECT_EQ(ParseRate("0.000001"), 1);
  EXPECT_EQ(ParseRate("999999999.999999"), 999'999'999'999'999);
  for (const char* bad : {"", "0", "0.0", ".5", "5.", "-1", "+1", "1e3", "1,5", "01", "1.2345678", "1 ",
                          "1000000000", "1.5.2", "٣"}) {
    EXPECT_FALSE(ParseRate(bad)) << bad;
  }
}

TEST(Exchange, CurrenciesHaveTheirOwnMinorUnit) {
  EXPECT_EQ(MinorDigits("DKK"), 2);
  EXPECT_EQ(MinorDigits("JPY"), 0);
  for (const char* none : {"VND", "dkk", "", "XXX"}) EXPECT_FALSE(MinorDigits(none)) << none;
}

TEST(Exchange, RoundsHalfUpToWholeDong) {
  EXPECT_EQ(ToDong(100, 2, *ParseRate("3456.78")), 3'457);      // 1.00 → 3456.78
  EXPECT_EQ(ToDong(100, 2, *ParseRate("3456.5")), 3'457);       // The half goes up.
  EXPECT_EQ(ToDong(100, 2, *ParseRate("3456.499999")), 3'456);  // Just below it does not.
  EXPECT_EQ(ToDong(1'000, 0, *ParseRate("208.5")), 208'500);
  EXPECT_FALSE(ToDong(1, 2, *ParseRate("0.1")));  // Less than half a dong is no amount.
  EXPECT_FALSE(ToDong(0, 2, 1'000'000));
  EXPECT_FALSE(ToDong(money::kMaxDong, 0, *ParseRate("2")));  // Out of range, not wrapped around.
}

TEST(Exchange, IsNeverMoreThanHalfADongOff) {
  std::mt19937_64 random{20'261'121};
  for (int i = 0; i < 20'000; ++i) {
    const auto minor = static_cast<std::int64_t>(random() % 1'000'000'000 + 1);
    const auto rate = static_cast<std::int64_t>(random() % 100'000'000'000 + 1);
    const int digits = static_cast<int>(random() % 3);
    const auto dong = ToDong(minor, digits, rate);
    if (!dong) continue;
    money::internal::Int128 unit = 1'000'000;
    for (int k = 0; k < digits; ++k) unit *= 10;
    const auto difference = money::internal::Int128{*dong} * unit - money::internal::Int128{minor} * rate;
    EXPECT_LE(difference * 2, unit);
    EXPECT_GT(difference * 2, -unit);
  }
}

}  // namespace
}  // namespace cpb::allocation
