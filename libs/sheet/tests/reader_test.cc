// Files as they come: each kind of wrong file gets its own message, and nothing is lost from a right one.
#include "libs/sheet/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "libs/sheet/tests/zip_builder.h"

namespace cpb::sheet {
namespace {

using ::testing::HasSubstr;

const std::vector<std::string> kWanted{"S"};

/// The English sentence of the one message.
std::string Complaint(const std::string& bytes, const Limits& limits = {}) {
  const Book book = Read(bytes, kWanted, limits);
  EXPECT_EQ(book.messages.size(), 1U);
  EXPECT_TRUE(book.tables.empty());
  if (book.messages.empty()) return "";
  EXPECT_FALSE(book.messages[0].text_vi.empty());
  return book.messages[0].cell + " " + book.messages[0].text_en;
}

/// "A1=one|B1=5" of the sheet "S".
std::string Dump(const Book& book) {
  for (const Message& message : book.messages) ADD_FAILURE() << message.cell << ' ' << message.text_en;
  std::string dump;
  const Table* table = book.Find("S");
  if (table == nullptr) return "no sheet";
  for (const Row& row : table->rows) {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const Cell& cell = row.cells[i];
      if (cell.empty()) continue;
      const char* kinds[] = {"", "", "", "date:", "boolean:", "formula", "error"};
      dump += (dump.empty() ? "" : "|") + Address(i, row.number) + "=" + kinds[static_cast<int>(cell.kind)];
      const bool number = cell.kind == Cell::Kind::kNumber || cell.kind == Cell::Kind::kBoolean;
      dump += number ? TextOf({Cell::Kind::kNumber, "", cell.number}).value_or("fraction") : cell.text;
    }
  }
  return dump;
}

TEST(Address, LettersAndNumber) {
  EXPECT_EQ(Address(0, 1), "A1");
  EXPECT_EQ(Address(3, 12), "D12");
  EXPECT_EQ(Address(25, 1), "Z1");
  EXPECT_EQ(Address(26, 1), "AA1");
  EXPECT_EQ(Address(701, 1), "ZZ1");
  EXPECT_EQ(Address(702, 1), "AAA1");
}

TEST(Xlsx, EveryKindOfCell) {
  const std::string strings =
      "<si><t>một</t></si><si><r><t>hai "
      "</t></r><r><t>ba</t></r><rPh><t>x</t></rPh></si><si><t>a_x000D_b</t></si>";
  const std::string rows =
      R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="s"><v>2</v></c></row>)"
      R"(<row r="3"><c r="A3"><v>12</v></c><c r="B3" t="b"><v>1</v></c><c r="C3" t="e"><v>#REF!</v></c>)"
      R"(<c r="D3" t="inlineStr"><is><t>chữ</t></is></c><c r="E3" t="d"><v>2019-05-20T00:00:00</v></c></row>)"
      R"(<row r="4"><c r="A4"><f>1+1</f><v>2</v></c><c r="B4" t="str"><f>A1</f><v>x</v></c><c r="C4" s="3"/></row>)"
      R"(<row><c><v>1</v></c><c><v>2.5</v></c></row>)";
  EXPECT_EQ(
      Dump(Read(Xlsx(rows, strings).Build(), kWanted)),
      "A1=một|B1=hai ba|D1=a\rb|A3=12|B3=boolean:1|C3=error|D3=chữ|E3=date:2019-05-20|A4=formula|B4=formula|"
      "A5=1|B5=fraction");
}

TEST(Ods, RepeatedRowsLinesMergedCellsAndComments) {
  const std::string body =
      R"(<table:table table:name="Other"><table:table-row><table:table-cell office:value-type="float" office:value="9"/></table:table-row></table:table>)"
      R"(<table:table table:name="S">)"
      R"(<table:table-row><table:table-cell office:value-type="string"><office:annotation><text:p>note</text:p></office:annotation>)"
      R"(<text:p>one<text:s text:c="2"/>1</text:p><text:p>two<text:tab/>2</text:p></table:table-cell>)"
      R"(<table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="5"/></table:table-row>)"
      R"(<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string"><text:p>same</text:p></table:table-cell></table:table-row>)"
      R"(<table:table-row><table:table-cell table:number-columns-spanned="2" office:value-type="string"><text:p>m</text:p></table:table-cell>)"
      R"(<table:covered-table-cell/><table:table-cell office:value-type="date" office:date-value="2019-05-20"/></table:table-row>)"
      R"(<table:table-row><table:table-cell table:formula="of:=1" office:value-type="float" office:value="1"/>)"
      R"(<table:table-cell office:value-type="boolean" office:boolean-value="true"/></table:table-row>)"
      R"(<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>)"
      R"(</table:table>)";
  EXPECT_EQ(Dump(Read(Ods(body).Build(), kWanted)),
            "A1=one  1\ntwo\t2|B1=5|C1=5|A2=same|A3=same|A4=m|C4=date:2019-05-20|A5=formula|B5=boolean:0");
}

TEST(Read, EachWrongFileHasItsOwnMessage) {
  EXPECT_THAT(Complaint(""), HasSubstr("empty"));
  EXPECT_THAT(Complaint("item_id,title\n01,x\n"), HasSubstr("CSV"));
  EXPECT_THAT(Complaint("\xEF\xBB\xBF<html><table></table></html>"), HasSubstr("HTML"));
  EXPECT_THAT(Complaint(std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) + std::string(600, '\0')),
              HasSubstr("97-2003"));
  EXPECT_THAT(Complaint(std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) +
                        std::string("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32)),
              HasSubstr("password"));
  EXPECT_THAT(Complaint(std::string("\x89PNG\r\n\x1A\n\0\0\0\0", 12)), HasSubstr("no workbook"));
  EXPECT_THAT(Complaint(ZipBuilder{}.Add("word/document.xml", "<x/>").Build()), HasSubstr("no workbook"));
  EXPECT_THAT(Complaint(Xlsx("").Add("xl/vbaProject.bin", "x").Build()), HasSubstr("macros"));
  EXPECT_THAT(Complaint(Ods("").Add("Basic/Standard/Module1.xml", "x").Build()), HasSubstr("macros"));
  EXPECT_THAT(Complaint(Xlsx("").Add("xl/externalLinks/externalLink1.xml", "x").Build()), HasSubstr("links"));
  EXPECT_THAT(Complaint(Ods(R"(<table:table table:name="Z"><table:table-source/></table:table>)").Build()),
              HasSubstr("links"));
  EXPECT_THAT(Complaint(Xlsx("").Add("xl/workbook.bin", "x").Build()), HasSubstr("xlsb"));
  EXPECT_THAT(Complaint(ZipBuilder{}.AddPart("a", "x", {.unpacked = 0, .flags = 1}).Build()),
              HasSubstr("password"));
}

TEST(Read, LimitsHoldBeforeMemoryIsTaken) {
  EXPECT_THAT(Complaint(std::string(100, 'x'), {.bytes = 99}), HasSubstr("larger than"));
  EXPECT_THAT(
      Complaint(Xlsx("").Add("xl/media/bomb", std::string(2'000'000, '0')).Build(), {.unpacked = 1'000'000}),
      HasSubstr("unpacked"));
  // A part that declares little and holds much ends at what it declares.
  EXPECT_THAT(Complaint(ZipBuilder{}
                            .Add("[Content_Types].xml", "<Types/>")
                            .AddPart("_rels/.rels", std::string(1'000'000, '0'), {.unpacked = 10, .flags = 0})
                            .Build()),
              HasSubstr("damaged"));
  EXPECT_THAT(Complaint(Xlsx(R"(<row r="6"><c r="B6"><v>1</v></c></row>)").Build(), {.rows = 5}),
              HasSubstr("B6 "));
  EXPECT_THAT(Complaint(Xlsx(R"(<row r="1"><c r="D1"><v>1</v></c></row>)").Build(), {.columns = 3}),
              HasSubstr("column C"));
  EXPECT_THAT(
      Complaint(Xlsx(R"(<row r="1"><c r="A1" t="str"><v>12345</v></c></row>)").Build(), {.cell_bytes = 4}),
      HasSubstr("too much text"));
  const std::string filled =
      R"(<table:table table:name="S"><table:table-row table:number-rows-repeated="1048576"><table:table-cell )"
      R"(table:number-columns-repeated="16384" office:value-type="float" office:value="1"/></table:table-row></table:table>)";
  EXPECT_THAT(Complaint(Ods(filled).Build()), HasSubstr("right of column CV"));
}

TEST(Read, ManySmallThingsTakeNoMoreThanTheirPlace) {
  std::string strings;
  for (int i = 0; i <= 1'000'000; ++i) strings += "<si/>";
  EXPECT_THAT(Complaint(Xlsx("", strings).Build()), HasSubstr("damaged"));
  std::string cells;
  for (int i = 0; i < 100'000; ++i) {
    cells += R"(<table:table-cell table:number-columns-repeated="16000" office:value-type="string"/>)";
  }
  const std::string row = "<table:table-row>" + cells + "</table:table-row>";
  EXPECT_EQ(Dump(Read(Ods(R"(<table:table table:name="S">)" + row + "</table:table>").Build(), kWanted)), "");
}

TEST(Read, DoctypeAndBrokenXmlAreRefused) {
  const std::string laughs = "<!DOCTYPE w [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><worksheet/>";
  ZipBuilder zip;
  EXPECT_THAT(Complaint(zip.Add("[Content_Types].xml", "<Types/>").Add("_rels/.rels", laughs).Build()),
              HasSubstr("damaged"));
  EXPECT_THAT(Complaint(Xlsx("<row><c>").Build()), HasSubstr("damaged"));
  EXPECT_THAT(Complaint(Xlsx(R"(<row r="1"><c r="A1" t="s"><v>7</v></c></row>)").Build()),
              HasSubstr("damaged"));
  EXPECT_THAT(Complaint(Xlsx(R"(<row r="2"><c r="A1"><v>7</v></c></row>)").Build()), HasSubstr("damaged"));
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  EXPECT_THAT(Complaint(Xlsx(deep).Build()), HasSubstr("damaged"));
}

TEST(Read, DamagedFilesAreRefusedOrReadButNeverCrash) {
  const std::string strings = "<si><t>một</t></si>";
  const std::string rows = R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>12</v></c></row>)";
  const std::string good = Xlsx(rows, strings).Build();
  ASSERT_EQ(Dump(Read(good, kWanted)), "A1=một|B1=12");
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_FALSE(Read(std::string_view{good}.substr(0, size), kWanted).ok()) << size;
  }
  std::mt19937_64 random{22};
  for (int i = 0; i < 20'000; ++i) {
    std::string bad = good;
    const int flips = 1 + static_cast<int>(random() % 4);
    for (int flip = 0; flip < flips; ++flip) bad[random() % bad.size()] = static_cast<char>(random());
    const Book book = Read(bad, kWanted);
    // Checksums stand guard: what is read of the sheet is what was written.
    if (book.ok() && book.Find("S") != nullptr && !book.Find("S")->rows.empty()) {
      EXPECT_EQ(book.Find("S")->rows[0][1].number, 12);
    }
  }
}

TEST(Values, AmountsDatesCodes) {
  const auto text = [](const char* value) { return Cell{Cell::Kind::kText, value, 0}; };
  const auto number = [](double value) { return Cell{Cell::Kind::kNumber, "", value}; };
  std::vector<Message> messages;
  EXPECT_EQ(AmountOf(number(1'500'000), messages)->dong(), 1'500'000);
  EXPECT_EQ(AmountOf(text("1.500.000"), messages)->dong(), 1'500'000);
  EXPECT_EQ(AmountOf(number(9e15), messages)->dong(), money::kMaxDong);
  EXPECT_TRUE(messages.empty());
  for (const Cell& cell : {number(0.5), number(-1), number(9e15 + 2), number(1e300), text("1,5"), text("abc"),
                           Cell{}, Cell{Cell::Kind::kBoolean, "", 1}, Cell{Cell::Kind::kFormula, "", 0}}) {
    messages.clear();
    EXPECT_FALSE(AmountOf(cell, messages)) << cell.number << cell.text;
    EXPECT_EQ(messages.size(), 1U);
  }
  EXPECT_EQ(clock::FormatDate(*DateOf(number(43605))), "2019-05-20");
  EXPECT_EQ(clock::FormatDate(*DateOf(text("20/05/2019"))), "2019-05-20");
  EXPECT_EQ(clock::FormatDate(*DateOf(text("1/5/2019"))), "2019-05-01");
  EXPECT_EQ(clock::FormatDate(*DateOf(text("2019-05-20"))), "2019-05-20");
  for (const Cell& cell :
       {number(43605.5), number(60), number(-1), number(1e9), text("31/02/2019"), text("05/20/2019"),
        text("1/1/19"), text("20-05-2019"), text("1/1/2019 "), text("-1/1/2019"), text("1/1/"), Cell{}}) {
    EXPECT_FALSE(DateOf(cell)) << cell.number << cell.text;
  }
  EXPECT_EQ(TextOf(number(3)), "3");
  EXPECT_EQ(TextOf(text("03")), "03");
  EXPECT_EQ(TextOf(Cell{}), "");
  EXPECT_FALSE(TextOf(number(2.5)));
  EXPECT_FALSE(TextOf(Cell{Cell::Kind::kError, "", 0}));
  EXPECT_EQ(NumberOf(text("12")), 12);
  EXPECT_FALSE(NumberOf(text("12x")));
  EXPECT_FALSE(NumberOf(number(1e16)));
}

}  // namespace
}  // namespace cpb::sheet
