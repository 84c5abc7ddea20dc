#include "services/registration/domain/approval.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/money/money.h"

namespace cpb::registration {
namespace {

using testing::ElementsAre;

TEST(ApproveItem, WithoutACutWhatTheRulesLeave) {
  EXPECT_THAT(*ApproveItem({{60, 50, Power::kCut}, {10, 10, Power::kCut}}, std::nullopt),
              ElementsAre(50, 10));
}

TEST(ApproveItem, ACutBelowIsSpreadInProportionWithoutLosingADong) {
  // 10 over 50 : 10 : 10 is 7.14 : 1.43 : 1.43; the dong that is left goes to the largest remainder, the
  // earlier first.
  EXPECT_THAT(*ApproveItem({{60, 50, Power::kCut}, {10, 10, Power::kCut}, {10, 10, Power::kCut}}, 10),
              ElementsAre(7, 2, 1));
}

TEST(ApproveItem, ACutAboveWhatTheRulesLeaveChangesNothing) {
  EXPECT_THAT(*ApproveItem({{60, 50, Power::kCut}, {10, 10, Power::kCut}}, 70), ElementsAre(50, 10));
}

TEST(ApproveItem, ACutToNothingLeavesTheEnterpriseShare) {
  EXPECT_THAT(*ApproveItem({{60, 50, Power::kCut}, {30, 30, Power::kNone}}, 0), ElementsAre(0, 30));
}

TEST(ApproveItem, TheEnterpriseShareIsAsAsked) {
  EXPECT_THAT(*ApproveItem({{60, 50, Power::kCut}, {30, 0, Power::kNone}}, 20), ElementsAre(20, 30));
}

TEST(ApproveItem, NoPartExceedsWhatTheRulesLeave) {
  for (std::int64_t cut = 0; cut <= 12; ++cut) {
    const auto approved = ApproveItem(
        {{3, 3, Power::kCut}, {3, 3, Power::kCut}, {7, 5, Power::kCut}, {1, 1, Power::kCut}}, cut);
    ASSERT_TRUE(approved.has_value());
    EXPECT_LE((*approved)[0], 3);
    EXPECT_LE((*approved)[1], 3);
    EXPECT_LE((*approved)[2], 5);
    EXPECT_LE((*approved)[3], 1);
    EXPECT_EQ((*approved)[0] + (*approved)[1] + (*approved)[2] + (*approved)[3], cut);
  }
}

TEST(ApproveItem, ACutDoesNotReachMoneyThatIsRegistered) {
  const std::vector<Share> shares{
      {60, 50, Power::kCut}, {45, 40, Power::kRegister}, {20, 20, Power::kCut}, {9, 0, Power::kNone}};
  EXPECT_EQ(RegisteredOf(shares), 40);
  EXPECT_THAT(*ApproveItem(shares, std::nullopt), ElementsAre(50, 40, 20, 9))
      << "registered at what the rules leave";
  EXPECT_THAT(*ApproveItem(shares, 75), ElementsAre(25, 40, 10, 9)) << "35 over 50 : 20";
  EXPECT_THAT(*ApproveItem(shares, 40), ElementsAre(0, 40, 0, 9));
  EXPECT_FALSE(ApproveItem(shares, 39).has_value());
}

TEST(ApproveItem, OutOfBoundsIsRefusedNotWrapped) {
  EXPECT_FALSE(ApproveItem({{10, 11, Power::kCut}}, std::nullopt).has_value());
  EXPECT_FALSE(ApproveItem({{10, 10, Power::kCut}}, -1).has_value());
  EXPECT_FALSE(
      ApproveItem({{money::kMaxDong, money::kMaxDong, Power::kCut}, {1, 1, Power::kCut}}, 5).has_value());
}

}  // namespace
}  // namespace cpb::registration
