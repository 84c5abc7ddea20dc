#include "libs/csv/reader.h"

#include <gtest/gtest.h>

#include <random>

#include "libs/csv/utf8.h"
#include "libs/csv/writer.h"

namespace cpb::csv {
namespace {

const Format kFormat{.required = {"code", "name"}, .optional = {"note"}};

/// The only violation of a file, as "subject: English text".
std::string OnlyComplaint(std::string_view text, const Format& format = kFormat) {
  const Table table = Read(text, format);
  EXPECT_TRUE(table.rows.empty()) << "nothing of a wrong file may be used";
  if (table.violations.size() != 1) return std::to_string(table.violations.size()) + " violations";
  EXPECT_FALSE(table.violations[0].text_vi.empty());
  return table.violations[0].subject + ": " + table.violations[0].text_en;
}

bool Has(const std::string& text, std::string_view part) {
  return text.find(part) != text.npos;
}

TEST(Read, TakesColumnsInAnyOrderAndOptionalOnesOrNot) {
  const Table table = Read("name,code\nLâm Đồng,68\n\"Bà Rịa, Vũng Tàu\",77\n", kFormat);
  ASSERT_TRUE(table.ok());
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(table.rows[0]["name"], "Lâm Đồng");
  EXPECT_EQ(table.rows[1]["name"], "Bà Rịa, Vũng Tàu");
  EXPECT_EQ(table.rows[1]["code"], "77");
  EXPECT_EQ(table.rows[1]["note"], "");
  EXPECT_EQ(table.rows[1].number(), 3U);
  EXPECT_EQ(table.rows[1].Subject("code"), "row 3, column code");
}

TEST(Read, TakesEveryFormOfTheSameFile) {
  for (const char* text :
       {"code,name\n1,a b\n", "code,name\r\n1,a b\r\n", "code,name\n1,a b", "code;name\n1;a b\n",
        "\uFEFFcode,name\n1,a b\n", "\"code\",\"name\"\n\"1\",\"a b\"\n", "code,name\n\n1,a b\n\n",
        "\xEF\xBB\xBF\"code\";name\r\n1;\"a b\""}) {
    const Table table = Read(text, kFormat);
    ASSERT_TRUE(table.ok()) << text;
    ASSERT_EQ(table.rows.size(), 1U) << text;
    EXPECT_EQ(table.rows[0]["code"], "1");
    EXPECT_EQ(table.rows[0]["name"], "a b");
  }
}

TEST(Read, RowsSurviveAMoveOfTheTable) {
  Table table = Read("code,name\n1,a\n", kFormat);
  const Table moved = std::move(table);
  EXPECT_EQ(moved.rows[0]["name"], "a");
}

TEST(Read, QuotedCellsMayHoldAnything) {
  const Table table = Read("code,name\n1,\"a \"\"b\"\", c\r\nd\"\n2,x\n", kFormat);
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(table.rows[0]["name"], "a \"b\", c\r\nd");
  EXPECT_EQ(table.rows[1].number(), 3U) << "rows as a spreadsheet numbers them, not lines";
}

TEST(Read, NamesTheByteThatIsNotUtf8) {
  const std::string complaint = OnlyComplaint("code,name\n1,L\xE2m\n");  // Windows-1258.
  EXPECT_TRUE(Has(complaint, "line 2: ")) << complaint;
  EXPECT_TRUE(Has(complaint, "offset 13 ")) << complaint;
  EXPECT_TRUE(Has(OnlyComplaint("\xFF\xFE"
                                "c\0o\0"),
                  "offset 0 "));
  EXPECT_TRUE(Has(OnlyComplaint(std::string_view{"code,name\n1,a\0b\n", 16}), "NUL character at offset 13"));
}

TEST(Read, RefusesWrongHeaders) {
  EXPECT_EQ(OnlyComplaint(""), "row 1: The file is empty.");
  EXPECT_EQ(OnlyComplaint("\xEF\xBB\xBF"), "row 1: The file is empty.");
  EXPECT_EQ(OnlyComplaint("code\n1\n"), "row 1, column name: The required column \"name\" is missing.");
  EXPECT_EQ(OnlyComplaint("code,name,colour\n"), "row 1, column 3: There is no column named \"colour\".");
  EXPECT_EQ(OnlyComplaint("code,name,name\n"), "row 1, column name: The column \"name\" appears twice.");
  EXPECT_EQ(OnlyComplaint("code,name,Note\n"), "row 1, column 3: There is no column named \"Note\".");
  EXPECT_EQ(OnlyComplaint("a|b\n"), "3 violations");
}

TEST(Read, RefusesBrokenGrammarAndNamesTheRow) {
  EXPECT_TRUE(Has(OnlyComplaint("code,name\n1,a\n2,\"b\n3,c\n"), "row 3: A quotation mark is opened"));
  EXPECT_TRUE(Has(OnlyComplaint("code,name\n1,\"a\"b\n"), "row 2: There is text after a closing"));
  EXPECT_TRUE(Has(OnlyComplaint("code,name\n1,a\"b\n"), "row 2: There is a quotation mark inside"));
  EXPECT_TRUE(Has(OnlyComplaint("code,name\n1,a\rb\n"), "row 2: There is a carriage return"));
  EXPECT_TRUE(Has(OnlyComplaint("code,name\n1,a\r"), "row 2: There is a carriage return"));
  EXPECT_TRUE(Has(OnlyComplaint("code,name\n1\n"), "row 2: The row has 1 cells, the header has 2"));
  EXPECT_TRUE(Has(OnlyComplaint("code,name\n1,2,3\n"), "row 2: The row has 3 cells, the header has 2"));
}

TEST(Read, CollectsEveryWrongRow) {
  EXPECT_EQ(Read("code,name\n1\n2,b\n3,=c\n", kFormat).violations.size(), 2U);
}

TEST(Read, RefusesFormulas) {
  for (const char* cell : {"=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd", "\"\t=1\"", "\"\r=1\""}) {
    EXPECT_TRUE(
        Has(OnlyComplaint("code,name\n1," + std::string{cell} + "\n"), "row 2, column name: The cell begins"))
        << cell;
  }
  for (const char* cell : {"-5", "+84", "- 5", "a=b", "'=1", "x@y"}) {
    EXPECT_TRUE(Read("code,name\n1," + std::string{cell} + "\n", kFormat).ok()) << cell;
  }
  Format trusting = kFormat;
  trusting.refuse_formulas = false;
  EXPECT_TRUE(Read("code,name\n1,=x\n", trusting).ok());
}

TEST(Read, CountsRowsUpToItsLimit) {
  std::string text = "code,name\n";
  for (int i = 0; i < 10'000; ++i) text += "1,a\n";
  EXPECT_EQ(Read(text, kFormat).rows.size(), 10'000U);
  text += "1,a\n";
  EXPECT_EQ(OnlyComplaint(text),
            "row 10002: The file has more than 10000 rows of data. Split it into several files.");
}

TEST(Read, ReadsBackWhateverWasWritten) {
  std::mt19937 random{10'000};
  const std::vector<std::string> pieces{"a", "Đ", "🙂", ",", ";", "\"", "\n", "\r\n", " ", "1", "=", "'"};
  const auto cell = [&] {
    std::string text = "x";
    for (auto i = random() % 6; i > 0; --i) text += pieces[random() % pieces.size()];
    return text;
  };
  for (int round = 0; round < 500; ++round) {
    std::vector<std::vector<std::string>> rows(1 + random() % 5);
    Writer writer{{"code", "name"}, round % 2 == 0};
    for (auto& row : rows) {
      row = {cell(), cell()};
      writer.AddRow({row[0], row[1]});
    }
    const std::string text = writer.TakeText();
    const Table table = Read(text, kFormat);
    ASSERT_TRUE(table.ok()) << text;
    ASSERT_EQ(table.rows.size(), rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      EXPECT_EQ(table.rows[i]["code"], rows[i][0]);
      EXPECT_EQ(table.rows[i]["name"], rows[i][1]);
    }
  }
}

TEST(Read, NoBytesMakeItCrash) {
  std::mt19937 random{7};
  const std::string alphabet = "code,name;\"\r\n=\xC4\x90\xFF";
  for (int round = 0; round < 20'000; ++round) {
    std::string text = round % 2 == 0 ? "code,name\n" : "";
    for (auto i = random() % 30; i > 0; --i) text += alphabet[random() % alphabet.size()];
    const Table table = Read(text, kFormat);
    if (!table.ok()) {
      EXPECT_TRUE(table.rows.empty());
    }
  }
}

TEST(FindInvalidUtf8, FollowsTheStandard) {
  for (const char* valid :
       {"", "a", "é", "Đồng", "🙂", "\xF4\x8F\xBF\xBF", "\xED\x9F\xBF", "\xEE\x80\x80"}) {
    EXPECT_FALSE(FindInvalidUtf8(valid)) << valid;
  }
  for (const char* invalid :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xC4", "\xE1\xBB", "\xF0\x9F\x99", "\xC4z"}) {
    EXPECT_EQ(FindInvalidUtf8(invalid), 0U);
    EXPECT_EQ(FindInvalidUtf8(std::string{"Đồ"} + invalid), 5U);
  }
}

}  // namespace
}  // namespace cpb::csv
