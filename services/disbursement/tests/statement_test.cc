/// Unknown outcomes, and the statements that decide them.
#include "libs/treasury_file/treasury_file.h"
#include "services/disbursement/tests/fixture.h"

namespace cpb::disbursement::testing {
namespace {

using Stub = pb::DisbursementService::Stub;

class StatementTest : public DisbursementTest {};

TEST_F(StatementTest, UnknownKeepsTheMoneyUntilAStatementDecides) {
  Allot("01", 100);
  const std::string name = Send("01", 60).name();
  const auto unknown = Record(name, pb::OUTCOME_UNKNOWN);
  ASSERT_TRUE(unknown.ok()) << unknown.status();
  EXPECT_EQ(unknown->payment().state(), pb::Payment::STATE_UNKNOWN);
  EXPECT_EQ(unknown->journal_position(), 0);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_IN_PAYMENT, "01"), 60);
  EXPECT_REFUSED(Record(name, pb::OUTCOME_PAID), "OUTCOME_NEEDS_STATEMENT");
  EXPECT_REFUSED(Record(name, pb::OUTCOME_REFUSED), "OUTCOME_NEEDS_STATEMENT");
  EXPECT_REFUSED(Do(accountant_, &Stub::CreatePayment, PaymentRequest("01", 41)), "LEDGER_LIMIT");

  MoveClock("2019-03-20");
  const auto rehearsed = Import(name + ",paid,60,2019-03-15,KB-77\n", /*validate_only=*/true);
  ASSERT_TRUE(rehearsed.ok()) << rehearsed.status();
  EXPECT_EQ(rehearsed->payments_size(), 1);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_IN_PAYMENT, "01"), 60);
  const auto imported = Import(name + ",paid,60,2019-03-15,KB-77\n");
  ASSERT_TRUE(imported.ok()) << imported.status();
  ASSERT_EQ(imported->payments_size(), 1);
  EXPECT_EQ(imported->payments(0).state(), pb::Payment::STATE_PAID);
  EXPECT_EQ(imported->payments(0).value_date(), "2019-03-15");
  EXPECT_EQ(imported->payments(0).treasury_reference(), "KB-77");
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_SPENT, "01"), 60);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_SPENT, "01", "68", 2019, "2019-03-14"), 0);
  EXPECT_TRUE(Verify().correct());
}

TEST_F(StatementTest, DecidesSeveralAndReportsTheRest) {
  Allot("01", 1'000);
  const std::string paid = Send("01", 10).name();
  const std::string refused = Send("01", 20).name();
  const std::string wrong_amount = Send("01", 30).name();
  const std::string prepared = Prepare("01", 40).name();
  const std::string decided = Pay("01", 50).name();
  const auto imported =
      Import(paid + ",paid,10,2019-03-01,KB-1\n" + refused + ",refused,20,2019-03-01,KB-2\n" + wrong_amount +
             ",paid,31,2019-03-01,KB-3\n" + prepared + ",paid,40,2019-03-01,KB-4\n" + decided +
             ",refused,50,2019-03-01,KB-5\n" + decided + ",paid,50,2019-03-01,KB-6\n" +
             "payments/999,paid,1,2019-03-01,KB-7\n" + paid + ",refused,10,2019-03-01,KB-8\n");
  ASSERT_TRUE(imported.ok()) << imported.status();
  ASSERT_EQ(imported->payments_size(), 2);
  EXPECT_EQ(imported->payments(1).state(), pb::Payment::STATE_REFUSED);
  // What says again what is recorded is matched and not listed.
  EXPECT_THAT(
      imported->unmatched(),
      ::testing::ElementsAre(::testing::HasSubstr("dòng 4"), ::testing::HasSubstr("never sent"),
                             ::testing::HasSubstr("contradicts"), ::testing::HasSubstr("no such payment"),
                             ::testing::HasSubstr("contradicts")));
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_SPENT, "01"), 60);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_IN_PAYMENT, "01"), 70);
  EXPECT_TRUE(Verify().correct()) << Verify().DebugString();
}

TEST_F(StatementTest, AFixedLayoutIsTakenAsItStands) {
  Allot("01", 100);
  const std::string name = Send("01", 60).name();
  pb::ImportStatementRequest request;
  request.set_request_id(NewId());
  request.set_csv(treasury_file::WriteFixed(treasury_file::kStatement, "2019-03",
                                            {{name, "paid", "60", "2019-03-01", "-123", "=Công ty"}}));
  const auto imported = Do(treasury_, &Stub::ImportStatement, request);
  ASSERT_TRUE(imported.ok()) << imported.status();
  ASSERT_EQ(imported->payments_size(), 1);
  EXPECT_EQ(imported->payments(0).treasury_reference(), "-123");
}

TEST_F(StatementTest, AFileWithAnyWrongLineDecidesNothing) {
  Allot("01", 100);
  const std::string name = Send("01", 60).name();
  const auto refused = Import(name + ",paid,60,2019-03-01,KB-1\n" + name + ",lost,abc,2019-13-01,\n");
  EXPECT_REFUSED(refused, "INVALID_REQUEST");
  const std::string details = rpc::SerializeRefusal(refused.status());
  for (const char* column : {"outcome", "amount_vnd", "value_date", "treasury_reference"}) {
    EXPECT_THAT(details, ::testing::HasSubstr(column));
  }
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_IN_PAYMENT, "01"), 60);
  EXPECT_REFUSED(Import(""), "INVALID_REQUEST");
}

TEST_F(StatementTest, TheSameFileTwiceDecidesOnce) {
  Allot("01", 100);
  const std::string csv = Send("01", 60).name() + ",paid,60,2019-03-01,KB-1\n";
  const auto first = Import(csv);
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(first->payments_size(), 1);
  const auto second = Import(csv);  // Under another request id.
  ASSERT_TRUE(second.ok());
  EXPECT_TRUE(second->already_imported());
  EXPECT_EQ(second->statement(), first->statement());
  EXPECT_EQ(second->payments_size(), 0);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_SPENT, "01"), 60);
}

}  // namespace
}  // namespace cpb::disbursement::testing
