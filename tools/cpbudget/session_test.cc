#include "tools/cpbudget/session.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

namespace cpb::cli {
namespace {

class SessionTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = std::filesystem::temp_directory_path() / "cpb-session-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    file_ = folder_ + "/config/cpbudget/session";
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string folder_, file_;
};

TEST_F(SessionTest, IsReadableByItsOwnerAlone) {
  ASSERT_TRUE(SaveSession(file_, {"127.0.0.1:8081", "secret=with=equals", "users/lan"}));
  struct stat about {};
  ASSERT_EQ(stat(file_.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600u);
  std::string error;
  const Session session = LoadSession(file_, error);
  EXPECT_EQ(error, "");
  EXPECT_EQ(session.address, "127.0.0.1:8081");
  EXPECT_EQ(session.token, "secret=with=equals");
  EXPECT_EQ(session.user, "users/lan");
}

TEST_F(SessionTest, IsNotUsedWhenOthersCanReadIt) {
  ASSERT_TRUE(SaveSession(file_, {"a", "b", "c"}));
  ASSERT_EQ(chmod(file_.c_str(), 0644), 0);
  std::string error;
  EXPECT_EQ(LoadSession(file_, error).token, "");
  EXPECT_NE(error, "");
}

TEST_F(SessionTest, IsGoneAfterSigningOut) {
  ASSERT_TRUE(SaveSession(file_, {"a", "b", "c"}));
  EXPECT_TRUE(RemoveSession(file_));
  EXPECT_TRUE(RemoveSession(file_));
  std::string error;
  EXPECT_EQ(LoadSession(file_, error).token, "");
  EXPECT_EQ(error, "");
}

}  // namespace
}  // namespace cpb::cli
