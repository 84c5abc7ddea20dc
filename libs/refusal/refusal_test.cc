#include "libs/refusal/refusal.h"

#include <gtest/gtest.h>

#include <limits>

#include "libs/refusal/common.h"

namespace cpb::refusal {
namespace {

TEST(Render, ReplacesEveryKeyItKnows) {
  EXPECT_EQ(Render("{a} và {b}, rồi {a}", {{"a", "một"}, {"b", "hai"}}), "một và hai, rồi một");
}

TEST(Render, KeepsWhatItDoesNotKnow) {
  EXPECT_EQ(Render("{x} {a", {{"a", "1"}}), "{x} {a");
  EXPECT_EQ(Render("{{a}}", {{"a", "1"}}), "{1}");
  EXPECT_EQ(Render("", {}), "");
}

TEST(Render, DoesNotRenderParametersAgain) {
  EXPECT_EQ(Render("{a}", {{"a", "{b}"}, {"b", "never"}}), "{b}");
}

TEST(FormatVnd, GroupsThousandsWithDots) {
  EXPECT_EQ(FormatVnd(0), "0");
  EXPECT_EQ(FormatVnd(999), "999");
  EXPECT_EQ(FormatVnd(1'000), "1.000");
  EXPECT_EQ(FormatVnd(1'234'567'890), "1.234.567.890");
  EXPECT_EQ(FormatVnd(-123), "-123");
  EXPECT_EQ(FormatVnd(-1'234), "-1.234");
  EXPECT_EQ(FormatVnd(std::numeric_limits<std::int64_t>::min()), "-9.223.372.036.854.775.808");
}

TEST(CommonReasons, RenderWithTheirParameters) {
  EXPECT_EQ(Render(kNotFound.text_vi, {{"resource", "plans/x"}}), "Không tìm thấy plans/x.");
}

}  // namespace
}  // namespace cpb::refusal
