#include "libs/csv/amount.h"

#include <gtest/gtest.h>

#include <random>

namespace cpb::csv {
namespace {

std::optional<std::int64_t> Parse(std::string_view cell, std::string* text_en = nullptr) {
  std::vector<refusal::Violation> violations;
  const auto amount = ParseAmount(cell, "row 2, column amount_vnd", violations);
  EXPECT_EQ(amount.has_value(), violations.empty());
  if (!violations.empty()) {
    EXPECT_EQ(violations.size(), 1U);
    EXPECT_EQ(violations[0].subject, "row 2, column amount_vnd");
    EXPECT_FALSE(violations[0].text_vi.empty());
    if (text_en != nullptr) *text_en = violations[0].text_en;
  }
  return amount ? std::optional{amount->dong()} : std::nullopt;
}

TEST(ParseAmount, TakesDigitsAndDotsBetweenThousands) {
  EXPECT_EQ(Parse("0"), 0);
  EXPECT_EQ(Parse("60000000"), 60'000'000);
  EXPECT_EQ(Parse("60.000.000"), 60'000'000);
  EXPECT_EQ(Parse("1.234"), 1'234);
  EXPECT_EQ(Parse("9000000000000000"), money::kMaxDong);
  EXPECT_EQ(Parse("9.000.000.000.000.000"), money::kMaxDong);
  EXPECT_EQ(Parse("000000000000000000000000000005"), 5);
}

TEST(ParseAmount, SaysWhatIsWrong) {
  const std::vector<std::pair<std::string, std::string>> cases{{"", "missing"},
                                                               {"-5", "negative"},
                                                               {"-1.000", "negative"},
                                                               {"1,5", "comma"},
                                                               {"1,000,000", "comma"},
                                                               {"1.5", "dot"},
                                                               {"1.50", "dot"},
                                                               {"1234.567", "dot"},
                                                               {"1.234.56", "dot"},
                                                               {".123", "dot"},
                                                               {"1.", "dot"},
                                                               {"1..234", "dot"},
                                                               {"0.500", "dot"},
                                                               {"1.2345", "dot"},
                                                               {"1.234567", "dot"},
                                                               {"abc", "digits"},
                                                               {"12a", "digits"},
                                                               {"1e6", "digits"},
                                                               {" 5", "digits"},
                                                               {"5 ", "digits"},
                                                               {"+5", "digits"},
                                                               {"-", "digits"},
                                                               {"5đ", "digits"},
                                                               {"--5", "digits"},
                                                               {"0x10", "digits"},
                                                               {"5\n", "digits"},
                                                               {"NaN", "digits"},
                                                               {"9000000000000001", "above"},
                                                               {"9223372036854775808", "above"},
                                                               {"99999999999999999999999999", "above"}};
  for (const auto& [cell, word] : cases) {
    std::string text_en;
    EXPECT_FALSE(Parse(cell, &text_en)) << cell;
    EXPECT_NE(text_en.find(word), std::string::npos) << cell << ": " << text_en;
  }
}

TEST(ParseAmount, ReadsBackEveryFormattedAmount) {
  std::mt19937_64 random{22};
  for (int i = 0; i < 10'000; ++i) {
    const std::int64_t dong =
        std::uniform_int_distribution<std::int64_t>{0, money::kMaxDong}(random) >> (i % 50);
    EXPECT_EQ(Parse(refusal::FormatVnd(dong)), dong);
    EXPECT_EQ(Parse(std::to_string(dong)), dong);
  }
}

}  // namespace
}  // namespace cpb::csv
