#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cpbudget/allocation/v1/workbook.grpc.pb.h"
#include "libs/rpc/file_testing.h"
#include "libs/sheet/reader.h"
#include "services/allocation/tests/harness.h"

namespace cpb::allocation {
namespace {

constexpr std::int64_t kMillion = 1'000'000;
constexpr char kSheet[] = "Phân bổ";

TEST(RoundWorkbook, EveryLineWithItsExplanation) {
  Harness harness;
  harness.Publish(ApprovedPlan("68", {Assessment("03", "0100000001", 120 * kMillion, 60 * kMillion)}));
  harness.Publish(ApprovedPlan("87", {PlainItem("01", "WORKSHOP-INTRO", 70, 30)}));
  const auto round = harness.Compute();
  ASSERT_TRUE(round.ok()) << round.status();
  const auto workbooks = pb::RoundWorkbookService::NewStub(harness.server().channel());
  pb::ExportRoundRequest request;
  request.set_name(round->name());
  const auto download = [&](const types::v1::Identity& who) {
    return rpc::Download(harness.server(), who, *workbooks, &pb::RoundWorkbookService::Stub::ExportRound,
                         request);
  };
  const auto file = download(Approver());
  ASSERT_TRUE(file.ok()) << file.status();
  const sheet::Book book = sheet::Read(*file, {kSheet});
  ASSERT_TRUE(book.ok());
  const auto& rows = book.Find(kSheet)->rows;
  ASSERT_EQ(rows.size(), static_cast<std::size_t>(round->lines_size()) + 3);
  for (int i = 0; i < round->lines_size(); ++i) {
    const sheet::Row& row = rows[static_cast<std::size_t>(i) + 3];
    EXPECT_EQ(row[0].text, round->lines(i).budget_line());
    EXPECT_EQ(sheet::NumberOf(row[9]), round->lines(i).requested_vnd());
    EXPECT_EQ(sheet::NumberOf(row[12]), round->lines(i).allotted_vnd());
    EXPECT_EQ(row[13].text, round->lines(i).explanation_vi());
    EXPECT_FALSE(row[14].text.empty());
  }
  // A province sees its own lines alone, and others no round.
  const auto own = download(Accountant("87"));
  ASSERT_TRUE(own.ok()) << own.status();
  const sheet::Book theirs = sheet::Read(*own, {kSheet});
  ASSERT_TRUE(theirs.ok());
  for (const sheet::Row& row : theirs.Find(kSheet)->rows) {
    if (row.number > 3) {
      EXPECT_EQ(row[2].text, "87");
    }
  }
  EXPECT_EQ(rpc::ReasonOf(download(Accountant("01")).status()), "NOT_FOUND");
}

}  // namespace
}  // namespace cpb::allocation
