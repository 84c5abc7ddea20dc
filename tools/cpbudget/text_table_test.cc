#include "tools/cpbudget/text_table.h"

#include <gtest/gtest.h>

namespace cpb::cli {
namespace {

TEST(DisplayWidth, CountsWhatATerminalShows) {
  EXPECT_EQ(DisplayWidth("Lam Dong"), 8u);
  EXPECT_EQ(DisplayWidth("Lâm Đồng"), 8u);
  EXPECT_EQ(DisplayWidth("La\u0302m \u0110o\u0302\u0300ng"), 8u);  // The same, decomposed.
  EXPECT_EQ(DisplayWidth("预算"), 4u);
  EXPECT_EQ(DisplayWidth("\xff"), 1u);
  EXPECT_EQ(DisplayWidth("\xc3"), 1u);  // Cut in the middle of a character.
  EXPECT_EQ(DisplayWidth(""), 0u);
}

TEST(Shorten, CutsBetweenCharacters) {
  EXPECT_EQ(Shorten("Lâm Đồng", 8), "Lâm Đồng");
  EXPECT_EQ(Shorten("Lâm Đồng", 6), "Lâm Đ…");
  EXPECT_EQ(DisplayWidth(Shorten("预算预算", 4)), 3u);
}

TEST(Printable, CannotSteerATerminal) {
  EXPECT_EQ(Printable("a\x1b[2Jb\nc"), "a [2Jb c");
  EXPECT_EQ(Printable("a\u009b2Jb"), "a 2Jb");
  EXPECT_EQ(Printable("Đồng"), "Đồng");
}

TEST(TextTable, AlignsVietnameseAndAmounts) {
  TextTable table{{{"Tỉnh", Align::kLeft}, {"Đồng", Align::kRight}, {"Ghi chú", Align::kLeft}}};
  table.Add({"Lâm Đồng", "1.000", "a"});
  table.Add({"Ha\u0300 Nội", "25.000.000", ""});
  table.AddTotal({"", "25.001.000", ""});
  EXPECT_EQ(table.ToString(),
            "Tỉnh            Đồng  Ghi chú\n"
            "--------  ----------  -------\n"
            "Lâm Đồng       1.000  a\n"
            "Ha\u0300 Nội    25.000.000  \n"
            "--------  ----------  -------\n"
            "          25.001.000  \n");
}

}  // namespace
}  // namespace cpb::cli
