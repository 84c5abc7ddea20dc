#include "cpbudget/disbursement/v1/workbook.grpc.pb.h"
#include "libs/rpc/file_testing.h"
#include "libs/sheet/reader.h"
#include "services/disbursement/tests/fixture.h"

namespace cpb::disbursement::testing {
namespace {

constexpr char kSheet[] = "Chứng từ";

TEST_F(DisbursementTest, PaymentsAsAWorkbookAreTheList) {
  Allot("01", 1'000);
  const pb::Payment paid = Pay("01", 300);
  Prepare("01", 200);
  const auto workbooks = pb::PaymentWorkbookService::NewStub(server_.channel());
  const auto download = [&](pb::Payment::State state) {
    pb::ExportPaymentsRequest request;
    request.set_budget_year(2019);
    request.set_state(state);
    return rpc::Download(server_, accountant_, *workbooks, &pb::PaymentWorkbookService::Stub::ExportPayments,
                         request);
  };
  const auto all = download(pb::Payment::STATE_UNSPECIFIED);
  ASSERT_TRUE(all.ok()) << all.status();
  EXPECT_EQ(sheet::Read(*all, {kSheet}).Find(kSheet)->rows.size(), 5U)
      << "two lines of text, the header, two payments";
  const auto file = download(pb::Payment::STATE_PAID);
  ASSERT_TRUE(file.ok()) << file.status();
  const sheet::Book book = sheet::Read(*file, {kSheet});
  const auto& rows = book.Find(kSheet)->rows;
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ("payments/" + rows[3][0].text, paid.name());
  EXPECT_EQ(rows[3][4].text, paid.budget_line());
  EXPECT_EQ(rows[3][7].text, paid.payee());
  EXPECT_EQ(sheet::NumberOf(rows[3][9]), 300);
  EXPECT_EQ(clock::FormatDate(*sheet::DateOf(rows[3][13])), paid.value_date());
}

}  // namespace
}  // namespace cpb::disbursement::testing
