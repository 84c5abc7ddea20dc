#include "cpbudget/audit/v1/workbook.grpc.pb.h"
#include "libs/rpc/file_testing.h"
#include "libs/sheet/reader.h"
#include "services/audit/tests/fixture.h"

namespace cpb::audit {
namespace {

using Stub = pb::AuditService::Stub;
using WorkbookStub = pb::UsageWorkbookService::Stub;
constexpr char kSheet[] = "Sử dụng kinh phí";

TEST_F(AuditTest, UsageAsAWorkbookIsTheTable) {
  PlaySmallYear();
  const auto workbooks = pb::UsageWorkbookService::NewStub(server_.channel());
  pb::GetUsageRequest get;
  pb::ExportUsageRequest request;
  for (const auto dimension : {pb::DIMENSION_PROJECT, pb::DIMENSION_PROVINCE}) {
    get.add_group_by(dimension);
    request.add_group_by(dimension);
  }
  const auto usage = Ask(Appraiser(), &Stub::GetUsage, get);
  ASSERT_TRUE(usage.ok()) << usage.status();
  const auto file = rpc::Download(server_, Appraiser(), *workbooks, &WorkbookStub::ExportUsage, request);
  ASSERT_TRUE(file.ok()) << file.status();
  const sheet::Book book = sheet::Read(*file, {kSheet});
  ASSERT_TRUE(book.ok());
  const auto& rows = book.Find(kSheet)->rows;
  // Two lines of text, the header, the rows, the sum.
  ASSERT_EQ(rows.size(), static_cast<std::size_t>(usage->rows_size()) + 4);
  for (int i = 0; i < usage->rows_size(); ++i) {
    const sheet::Row& row = rows[static_cast<std::size_t>(i) + 3];
    EXPECT_EQ(sheet::TextOf(row[0]), usage->rows(i).keys(0));
    EXPECT_EQ(sheet::TextOf(row[3]), usage->rows(i).labels_vi(1));
    EXPECT_EQ(sheet::NumberOf(row[4]), usage->rows(i).appropriated_vnd());
    EXPECT_EQ(sheet::NumberOf(row[10]), usage->rows(i).spent_vnd());
  }
  EXPECT_EQ(sheet::NumberOf(rows.back()[10]), usage->total().spent_vnd());
}

TEST_F(AuditTest, UsageAsAWorkbookKeepsTheRulesOfTheTable) {
  PlaySmallYear();
  const auto workbooks = pb::UsageWorkbookService::NewStub(server_.channel());
  pb::ExportUsageRequest request;
  EXPECT_EQ(
      rpc::ReasonOf(
          rpc::Download(server_, Appraiser(), *workbooks, &WorkbookStub::ExportUsage, request).status()),
      "INVALID_REQUEST");
  request.add_group_by(pb::DIMENSION_SOURCE);
  request.set_province_code("68");
  EXPECT_EQ(rpc::ReasonOf(rpc::Download(server_, rpc::Officer("users/other", "01"), *workbooks,
                                        &WorkbookStub::ExportUsage, request)
                              .status()),
            "OUTSIDE_JURISDICTION");
}

}  // namespace
}  // namespace cpb::audit
