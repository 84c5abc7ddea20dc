#include "gtest/gtest.h"
#include "services/gateway/domain/password.h"
#include "services/gateway/domain/roles.h"
#include "services/gateway/domain/session_life.h"
#include "services/gateway/domain/sign_in_lock.h"

namespace cpb::gateway {
namespace {

using namespace std::chrono_literals;

const clock::Instant kNow{std::chrono::sys_days{std::chrono::year{2026} / 1 / 5}};

TEST(Password, IsWeakWhenShortMonotonousOrTheUserId) {
  EXPECT_TRUE(IsWeakPassword("lan", ""));
  EXPECT_TRUE(IsWeakPassword("lan", "abcdefghijk"));
  EXPECT_FALSE(IsWeakPassword("lan", "abcdefghijkm"));
  EXPECT_TRUE(IsWeakPassword("lan", "aaaaaaaabbbb"));
  EXPECT_TRUE(IsWeakPassword("lan.officer", "xx-Lan.Officer-2019"));
  EXPECT_FALSE(IsWeakPassword("lan.officer", "sxsh-2020-minh-hoa"));
  EXPECT_TRUE(IsWeakPassword("lan", std::string(513, 'a') + "bcdefg"));
}

TEST(Password, CountsCharactersNotBytes) {
  EXPECT_TRUE(IsWeakPassword("lan", "điềnđủmột"));  // Nine characters of more than twelve bytes.
  EXPECT_FALSE(IsWeakPassword("lan", "sảnxuấtsạchhơn"));
}

TEST(SignInLock, TheFifthAttemptLocks) {
  Attempts attempts;
  for (int i = 1; i <= 4; ++i) {
    attempts = Charge(attempts, kNow + i * 1s);
    EXPECT_FALSE(IsLocked(attempts, kNow + i * 1s)) << i;
  }
  attempts = Charge(attempts, kNow + 5s);
  EXPECT_TRUE(IsLocked(attempts, kNow + 5s));
  EXPECT_TRUE(IsLocked(attempts, kNow + 5s + kLockTime - 1us));
  EXPECT_FALSE(IsLocked(attempts, kNow + 5s + kLockTime));
}

TEST(SignInLock, StartsAnewAfterTheLockAndAfterTheWindow) {
  Attempts attempts;
  for (int i = 0; i < 5; ++i) attempts = Charge(attempts, kNow);
  attempts = Charge(attempts, kNow + kLockTime);
  EXPECT_EQ(attempts.count, 1);
  EXPECT_FALSE(IsLocked(attempts, kNow + kLockTime));
  attempts = Charge(attempts, kNow + kLockTime + kAttemptWindow);
  EXPECT_EQ(attempts.count, 1);
}

TEST(Roles, AdministrationAndAuditStandAlone) {
  EXPECT_FALSE(RolesConflict({true, false, 0}));
  EXPECT_FALSE(RolesConflict({false, true, 0}));
  EXPECT_FALSE(RolesConflict({false, false, 3}));
  EXPECT_TRUE(RolesConflict({true, true, 0}));
  EXPECT_TRUE(RolesConflict({true, false, 1}));
  EXPECT_TRUE(RolesConflict({false, true, 1}));
}

TEST(Session, EndsIdleOrAtTheLatest) {
  const auto ends = kNow + kLongestSession;
  EXPECT_FALSE(SessionOver(kNow, ends, kNow + kIdleTime - 1us));
  EXPECT_TRUE(SessionOver(kNow, ends, kNow + kIdleTime));
  EXPECT_FALSE(SessionOver(ends - 1min, ends, ends - 1us));
  EXPECT_TRUE(SessionOver(ends - 1min, ends, ends));
}

}  // namespace
}  // namespace cpb::gateway
