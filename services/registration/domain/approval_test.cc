#include "services/registration/domain/approval.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/money/money.h"

namespace cpb::registration {
namespace {

using testing::ElementsAre;

TEST(ApproveItem, WithoutACutWhatTheRulesLeave) {
  EXPECT_THAT(*ApproveItem({{60, 50, false}, {10, 10, false}}, std::nullopt), ElementsAre(50, 10));
}

TEST(ApproveItem, ACutBelowIsSpreadInProportionWithoutLosingADong) {
  // 10 over 50 : 10 : 10 is 7.14 : 1.43 : 1.43; the dong that is left goes to the largest remainder, the
  // earlier first.
  EXPECT_THAT(*ApproveItem({{60, 50, false}, {10, 10, false}, {10, 10, false}}, 10), ElementsAre(7, 2, 1));
}

TEST(ApproveItem, ACutAboveWhatTheRulesLeaveChangesNothing) {
  EXPECT_THAT(*ApproveItem({{60, 50, false}, {10, 10, false}}, 70), ElementsAre(50, 10));
}

TEST(ApproveItem, ACutToNothingLeavesTheEnterpriseShare) {
  EXPECT_THAT(*ApproveItem({{60, 50, false}, {30, 30, true}}, 0), ElementsAre(0, 30));
}

TEST(ApproveItem, TheEnterpriseShareIsAsAsked) {
  EXPECT_THAT(*ApproveItem({{60, 50, false}, {30, 0, true}}, 20), ElementsAre(20, 30));
}

TEST(ApproveItem, NoPartExceedsWhatTheRulesLeave) {
  for (std::int64_t cut = 0; cut <= 12; ++cut) {
    const auto approved = ApproveItem({{3, 3, false}, {3, 3, false}, {7, 5, false}, {1, 1, false}}, cut);
    ASSERT_TRUE(approved.has_value());
    EXPECT_LE((*approved)[0], 3);
    EXPECT_LE((*approved)[1], 3);
    EXPECT_LE((*approved)[2], 5);
    EXPECT_LE((*approved)[3], 1);
    EXPECT_EQ((*approved)[0] + (*approved)[1] + (*approved)[2] + (*approved)[3], cut);
  }
}

TEST(ApproveItem, OutOfBoundsIsRefusedNotWrapped) {
  EXPECT_FALSE(ApproveItem({{10, 11, false}}, std::nullopt).has_value());
  EXPECT_FALSE(ApproveItem({{10, 10, false}}, -1).has_value());
  EXPECT_FALSE(ApproveItem({{money::kMaxDong, money::kMaxDong, false}, {1, 1, false}}, 5).has_value());
}

}  // namespace
}  // namespace cpb::registration
