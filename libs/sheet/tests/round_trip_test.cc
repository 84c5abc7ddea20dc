// What is written is read back, cell by cell.
#include <gtest/gtest.h>

#include <random>

#include "libs/sheet/reader.h"
#include "libs/sheet/workbook.h"

namespace cpb::sheet {
namespace {

Workbook SampleBook() {
  Workbook book;
  book.title = "Kế hoạch";
  book.created = std::chrono::sys_days{std::chrono::year{2018} / 6 / 1};
  Sheet sheet;
  sheet.name = "Nội dung";
  sheet.preface = {"Tiêu đề", "Đơn vị: Sở"};
  sheet.columns = {{.title = "Mã", .kind = Kind::kText, .editable = true},
                   {.title = "Số tiền", .kind = Kind::kAmount, .editable = true, .hint = "Số đồng nguyên"},
                   {.title = "Ngày", .kind = Kind::kDate, .editable = true},
                   {.title = "Nguồn", .kind = Kind::kText, .choices = "Mã!$A$2:$A$3"}};
  sheet.locked = true;
  sheet.room = 100;
  book.sheets = {sheet,
                 {.name = "Mã", .columns = {{.title = "Mã"}}, .rows = {{"a"}, {"b"}}},
                 {.name = "ẩn", .columns = {{.title = "khóa"}}, .hidden = true}};
  return book;
}

TEST(RoundTrip, TypedCellsComeBack) {
  std::mt19937_64 random{22};
  Workbook book = SampleBook();
  const clock::Date first = std::chrono::year{2019} / 1 / 1;
  for (int i = 0; i < 2'000; ++i) {
    // Excel keeps 15 digits; so does a double, and a little more.
    const auto amount =
        static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(money::kMaxDong)) >> (i % 50);
    const clock::Date date{std::chrono::sys_days{first} + std::chrono::days{i % 365}};
    book.sheets[0].rows.push_back(
        {"0" + std::to_string(i), amount, date, "=HYPERLINK(\"x\") & <b>\n\"ươ\"\x01"});
  }
  const Book read = Read(Write(book), {"Nội dung", "ẩn"});
  ASSERT_TRUE(read.ok()) << read.messages[0].text_en;
  const Table* table = read.Find("Nội dung");
  ASSERT_NE(table, nullptr);
  ASSERT_NE(read.Find("ẩn"), nullptr);
  EXPECT_EQ(read.Find("Mã"), nullptr) << "nobody wanted it";
  ASSERT_EQ(table->rows.size(), 2'003U);
  EXPECT_EQ(table->rows[2][1].text, "Số tiền");
  for (std::size_t i = 0; i < 2'000; ++i) {
    const Row& row = table->rows[i + 3];
    const auto& wrote = book.sheets[0].rows[i];
    EXPECT_EQ(row.number, i + 4);
    EXPECT_EQ(TextOf(row[0]), std::get<std::string>(wrote[0]));
    std::vector<Message> messages;
    EXPECT_EQ(AmountOf(row[1], messages)->dong(), std::get<std::int64_t>(wrote[1]));
    EXPECT_EQ(DateOf(row[2]), std::get<clock::Date>(wrote[2]));
    EXPECT_EQ(row[3].text, std::get<std::string>(wrote[3])) << "text that looks like a formula stays text";
  }
}

TEST(RoundTrip, SameDescriptionSameBytes) {
  EXPECT_EQ(Write(SampleBook()), Write(SampleBook()));
}

TEST(RoundTrip, WhatCannotBeWrittenIsSaid) {
  Workbook book = SampleBook();
  book.sheets[0].name = std::string(32, 'x');
  EXPECT_THROW(Write(book), std::runtime_error);
  book = SampleBook();
  book.sheets[0].columns[0].hint = std::string(256, 'x');
  EXPECT_THROW(Write(book), std::runtime_error);
}

}  // namespace
}  // namespace cpb::sheet
