#include "libs/people/people.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace cpb::people {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Signature, NamesWhoActedAndForWhom) {
  EXPECT_EQ(Sign("users/ha", ""), "users/ha");
  EXPECT_EQ(Sign("users/ha", "users/lan"), "users/ha for users/lan");
  EXPECT_EQ(Actor("users/ha for users/lan"), "users/ha");
  EXPECT_EQ(Delegator("users/ha for users/lan"), "users/lan");
  EXPECT_EQ(Actor("users/ha"), "users/ha");
  EXPECT_EQ(Delegator("users/ha"), "");
  EXPECT_THAT(Ends("users/ha for users/lan"), ElementsAre("users/ha", "users/lan"));
  EXPECT_THAT(Ends("users/ha"), ElementsAre("users/ha"));
  EXPECT_THAT(Ends(""), IsEmpty());
}

TEST(Same, EitherEndOfEitherSignatureCounts) {
  const char* const everybody[] = {"users/a", "users/b", "users/c", "users/d"};
  // Every pair of signatures over four people, against the definition.
  for (const char* a : everybody) {
    for (const char* for_a : everybody) {
      for (const char* b : everybody) {
        for (const char* for_b : everybody) {
          const bool expected = a == b || a == for_b || for_a == b || for_a == for_b;
          EXPECT_EQ(Same(Sign(a, for_a), Sign(b, for_b)), expected) << a << for_a << b << for_b;
        }
        EXPECT_EQ(Same(Sign(a, for_a), b), a == b || for_a == b);
        EXPECT_EQ(Same(b, Sign(a, for_a)), a == b || for_a == b);
      }
    }
  }
}

TEST(Same, NobodyIsNobody) {
  EXPECT_FALSE(Same("", ""));
  EXPECT_FALSE(Same("users/a", ""));
  EXPECT_FALSE(Same("", "users/a"));
}

}  // namespace
}  // namespace cpb::people
