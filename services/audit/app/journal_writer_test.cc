#include "services/audit/app/journal_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/audit/app/account_names.h"

namespace cpb::audit {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const Account kAvailable{"programmes/SXSH2020",
                         2019,
                         "central",
                         "agencies/SCT-68",
                         "componentProjects/SXSH2020-3",
                         "SXSH2020-2019-SCT-68.03",
                         Kind::kAvailable};
const Account kAppropriation{"programmes/SXSH2020", 2019, "central", "agencies/BCT", "", "",
                             Kind::kAppropriation};

JournalHeader Header() {
  JournalHeader header;
  header.position = 7;
  header.first_date = "2019-01-02";
  header.last_date = "2019-12-31";
  header.accounts = {kAvailable, kAppropriation};
  header.line_titles["SXSH2020-2019-SCT-68.03"] = "Đánh giá \"nhanh\"; hai cơ sở\n2019-01-01 fake";
  return header;
}

JournalEntry Entry() {
  return {7,
          "2019-12-31",
          "2020-01-05 03:00:00.000000",
          "allotment",
          "rounds/1",
          "issue",
          "users/a;b",
          3,
          {{7, "2019-12-31", kAppropriation, kAvailable, 250}}};
}

TEST(AccountNames, AreWhatBothToolsAccept) {
  const AccountNames names{{kAvailable, kAppropriation}};
  EXPECT_EQ(names.Of(kAvailable),
            "Assets:Available:SXSH2020:2019:Central:SCT-68:SXSH2020-3:SXSH2020-2019-SCT-68-03");
  EXPECT_EQ(names.Of(kAppropriation), "Assets:Appropriation:SXSH2020:2019:Central:BCT:Unallotted");
  EXPECT_EQ(NameComponent("Đan Mạch"), "X--an-M---ch");
  EXPECT_EQ(NameComponent(""), "None");
}

TEST(AccountNames, TellApartWhatCleaningMakesEqual) {
  Account dotted = kAvailable;
  dotted.budget_line = "a.b";
  Account hyphened = kAvailable;
  hyphened.budget_line = "a-b";
  const AccountNames one{{dotted, hyphened}};
  const AccountNames other{{hyphened, dotted, hyphened}};
  EXPECT_NE(one.Of(dotted), one.Of(hyphened));
  EXPECT_EQ(one.all(), other.all());
}

TEST(JournalWriter, HledgerDeclaresBooksAndAsserts) {
  const auto writer = MakeJournalWriter(ExportFormat::kHledger);
  const std::string begin = writer->Begin(Header());
  EXPECT_THAT(begin, HasSubstr("commodity 1000. VND\n"));
  EXPECT_THAT(begin, HasSubstr("03  ; Đánh giá \"nhanh\"  hai cơ sở 2019-01-01 fake\n"));
  const std::string entry = writer->Entry(Entry());
  EXPECT_THAT(entry, HasSubstr("2019-12-31 * (7) allotment rounds/1 issue  ; actor:users/a b, "));
  EXPECT_THAT(entry, HasSubstr("reverses:3\n"));
  EXPECT_THAT(entry, HasSubstr("Unallotted  -250 VND\n"));
  EXPECT_THAT(writer->End({{kAvailable, 250}}), HasSubstr("-03  0 VND = 250 VND\n"));
  EXPECT_THAT(writer->End({{kAvailable, 250}}), HasSubstr("Unallotted  0 VND = 0 VND\n"));
}

TEST(JournalWriter, BeancountAssertsOnTheDayAfter) {
  const auto writer = MakeJournalWriter(ExportFormat::kBeancount);
  EXPECT_THAT(writer->Begin(Header()),
              HasSubstr("title: \"Đánh giá \\\"nhanh\\\"; hai cơ sở 2019-01-01 fake\""));
  EXPECT_THAT(writer->Entry(Entry()), HasSubstr("2019-12-31 * \"allotment\" \"rounds/1 issue\"\n"));
  EXPECT_THAT(writer->End({{kAppropriation, -250}}), HasSubstr("2020-01-01 balance Assets:Appropriation"));
}

TEST(JournalWriter, CsvIsSafeInASpreadsheet) {
  const auto writer = MakeJournalWriter(ExportFormat::kCsv);
  EXPECT_THAT(writer->Begin(Header()), HasSubstr("position,effective_date,"));
  JournalEntry entry = Entry();
  entry.step = "=1+1";
  const std::string text = writer->Entry(entry);
  EXPECT_THAT(text, HasSubstr("'=1+1"));
  EXPECT_THAT(text, Not(HasSubstr(",=")));
  EXPECT_THAT(text, HasSubstr(",250\r\n"));
}

}  // namespace
}  // namespace cpb::audit
