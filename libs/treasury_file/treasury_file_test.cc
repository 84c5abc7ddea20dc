#include "libs/treasury_file/treasury_file.h"

#include <gtest/gtest.h>

#include <random>
#include <stdexcept>

namespace cpb::treasury_file {
namespace {

Rows TwoLines() {
  return {{"payments/17", "paid", "60", "2019-03-01", "KB-1", "Công ty Nam Á"},
          {"payments/18", "refused", "40", "2019-03-02", "KB-2", ""}};
}

/// "row 2, column amount_vnd" of the only violation; "" when there is none.
std::string WrongAt(const std::string& text) {
  const ReadRows read = ReadFixed(kStatement, text);
  return read.violations.empty() ? "" : read.violations.front().subject;
}

TEST(TreasuryFile, WhatIsWrittenIsReadAgain) {
  const std::string text = WriteFixed(kStatement, "2019-07", TwoLines());
  EXPECT_TRUE(IsFixed(text));
  const ReadRows read = ReadFixed(kStatement, text);
  ASSERT_TRUE(read.violations.empty()) << read.violations.front().text_en;
  EXPECT_EQ(read.rows, TwoLines());
  EXPECT_EQ(read.number, "2019-07");
}

TEST(TreasuryFile, AFileThatIsNotWhatItSaysIsRefusedWithRowAndColumn) {
  const std::string text = WriteFixed(kStatement, "2019-07", TwoLines());
  EXPECT_EQ(WrongAt(text.substr(0, text.size() - 5)), "row 3, column line");  // Cut off.
  EXPECT_EQ(WrongAt(text.substr(0, text.rfind("payments/18"))), "row 1, column lines");
  std::string changed = text;
  changed.replace(changed.find("0000000000000060"), 16, "0000000000000061");
  EXPECT_EQ(WrongAt(changed), "row 1, column sum_vnd");
  changed = text;
  changed.replace(changed.find("0000000000000040"), 16, "00000000000000-1");
  EXPECT_EQ(WrongAt(changed), "row 3, column amount_vnd");
  EXPECT_EQ(WrongAt(WriteFixed(kBatch, "1", {})), "row 1, column kind");
  EXPECT_EQ(WrongAt("CPBTRE1 STATEMNT"), "row 1, column head");
}

TEST(TreasuryFile, TextIsUtf8OnOneLine) {
  const std::string text = WriteFixed(kStatement, "2019-07", TwoLines());
  for (const char* bad : {"KB\xFF"
                          "1",
                          "KB\r1"}) {
    std::string changed = text;
    changed.replace(changed.find("KB-1"), 4, bad);
    EXPECT_EQ(WrongAt(changed), "row 2, column treasury_reference");
    changed = text;
    changed.replace(changed.find("2019-07"), 4, bad);
    EXPECT_EQ(WrongAt(changed), "row 1, column number");
  }
}

TEST(TreasuryFile, NothingIsCutToFit) {
  Rows rows = TwoLines();
  rows[0][4] = std::string(101, 'x');
  EXPECT_THROW(WriteFixed(kStatement, "1", rows), std::invalid_argument);
  rows = TwoLines();
  rows[0][5] = "two\nlines";
  EXPECT_THROW(WriteFixed(kStatement, "1", rows), std::invalid_argument);
}

TEST(TreasuryFile, AnyByteThatChangesIsFoundOrReadAsItStands) {
  const std::string text = WriteFixed(kStatement, "2019-07", TwoLines());
  std::mt19937 random{7};
  for (int i = 0; i < 2'000; ++i) {
    std::string changed = text;
    changed[random() % changed.size()] = static_cast<char>(random());
    const ReadRows read = ReadFixed(kStatement, changed);  // Neither crashes nor repairs.
    if (read.violations.empty()) {
      EXPECT_EQ(read.rows.size(), 2U);
    }
  }
}

}  // namespace
}  // namespace cpb::treasury_file
