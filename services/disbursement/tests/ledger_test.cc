/// The ledger over the wire: documents, balances, journal, verification.
#include "services/disbursement/tests/fixture.h"

namespace cpb::disbursement::testing {
namespace {

using Ledger = pb::LedgerService::Stub;

class LedgerTest : public DisbursementTest {};

TEST_F(LedgerTest, AllotmentCrossesUnitsThroughInTransit) {
  pb::PostDocumentRequest request = Document("allotment");
  AddMove(request, Holder(pb::ACCOUNT_KIND_AUTHORITY), Holder(pb::ACCOUNT_KIND_APPROPRIATION), 500);
  AddMove(request, Holder(pb::ACCOUNT_KIND_APPROPRIATION), Account(pb::ACCOUNT_KIND_AVAILABLE, "01"), 300);
  AddMove(request, Holder(pb::ACCOUNT_KIND_APPROPRIATION), Account(pb::ACCOUNT_KIND_AVAILABLE, "01", "40"),
          150);
  *request.add_budget_lines() = Line("01");
  *request.add_budget_lines() = Line("01", "40");
  const auto posted = Post(request);
  ASSERT_TRUE(posted.ok()) << posted.status();
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01"), 300);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01", "40"), 150);

  pb::ListEntriesRequest list;
  const auto entries = server_.Call(auditor_, *ledger_, &Ledger::ListEntries, list);
  ASSERT_TRUE(entries.ok()) << entries.status();
  ASSERT_EQ(entries->entries_size(), 3);  // The giver's, and one a receiver.
  EXPECT_EQ(entries->entries(2).position(), posted->position());
  EXPECT_EQ(entries->head_position(), posted->position());
  EXPECT_EQ(entries->entries(0).actor(), "users/can-bo-ngan-sach");
  EXPECT_EQ(entries->entries(0).effective_date(), "2019-01-10");
  for (const pb::Entry& entry : entries->entries()) {
    for (const pb::Posting& posting : entry.postings())
      EXPECT_EQ(posting.from().agency(), posting.to().agency());
  }
  const pb::VerifyLedgerResponse verified = Verify();
  EXPECT_TRUE(verified.correct()) << verified.DebugString();
  EXPECT_EQ(verified.entry_count(), 3);
}

TEST_F(LedgerTest, RefusalNamesEveryShortfallAndBooksNothing) {
  Allot("01", 100);
  Allot("02", 100);
  pb::PostDocumentRequest request = Document("virement");
  AddMove(request, Account(pb::ACCOUNT_KIND_AVAILABLE, "01"), Account(pb::ACCOUNT_KIND_AVAILABLE, "03"), 101);
  AddMove(request, Account(pb::ACCOUNT_KIND_AVAILABLE, "02"), Account(pb::ACCOUNT_KIND_AVAILABLE, "03"), 250);
  *request.add_budget_lines() = Line("03");
  const auto refused = Post(request);
  EXPECT_REFUSED(refused, "LEDGER_LIMIT");
  EXPECT_THAT(rpc::SerializeRefusal(refused.status()), ::testing::HasSubstr("SXSH2020-2019-SCT-68.01"));
  EXPECT_THAT(rpc::SerializeRefusal(refused.status()), ::testing::HasSubstr("SXSH2020-2019-SCT-68.02"));
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "03"), 0);
  EXPECT_TRUE(Verify().correct());

  // The refusal is decided for ever, though there is room now.
  Allot("01", 1'000);
  Allot("02", 1'000);
  EXPECT_REFUSED(Post(request), "LEDGER_LIMIT");
  request.set_request_id(NewId());
  EXPECT_REFUSED(Post(request), "");
}

TEST_F(LedgerTest, RepeatedRequestBooksOnceAndAnswersTheSame) {
  pb::PostDocumentRequest request = Document("appropriation");
  AddMove(request, Holder(pb::ACCOUNT_KIND_AUTHORITY), Holder(pb::ACCOUNT_KIND_APPROPRIATION), 70);
  const auto first = Post(request);
  const auto again = Post(request);
  ASSERT_TRUE(first.ok() && again.ok());
  EXPECT_EQ(first->SerializeAsString(), again->SerializeAsString());
  request.mutable_lines(0)->set_amount_vnd(71);
  EXPECT_REFUSED(Post(request), "REQUEST_ID_REUSED");
  EXPECT_EQ(Verify().entry_count(), 1);
}

TEST_F(LedgerTest, DryRunSaysWhatWouldBeAndBooksNothing) {
  pb::PostDocumentRequest request = Document("appropriation");
  AddMove(request, Holder(pb::ACCOUNT_KIND_AUTHORITY), Holder(pb::ACCOUNT_KIND_APPROPRIATION), 70);
  request.set_validate_only(true);
  const auto rehearsed = Post(request);
  ASSERT_TRUE(rehearsed.ok()) << rehearsed.status();
  EXPECT_EQ(rehearsed->position(), 0);
  EXPECT_EQ(rehearsed->balances_size(), 2);
  EXPECT_EQ(Verify().entry_count(), 0);
  EXPECT_EQ(Verify().account_count(), 0);
}

TEST_F(LedgerTest, WhatAProgramMayNotAsk) {
  Allot("01", 100);
  pb::PostDocumentRequest spend = Document("payment");
  AddMove(spend, Account(pb::ACCOUNT_KIND_AVAILABLE, "01"), Account(pb::ACCOUNT_KIND_SPENT, "01"), 1);
  EXPECT_REFUSED(Post(spend), "MOVE_NOT_ALLOWED");

  pb::PostDocumentRequest late = Document("allotment", "2020-01-01");
  AddMove(late, Holder(pb::ACCOUNT_KIND_APPROPRIATION), Account(pb::ACCOUNT_KIND_AVAILABLE, "01"), 1);
  EXPECT_REFUSED(Post(late), "PERIOD_CLOSED");

  pb::PostDocumentRequest unknown = Document("allotment");
  AddMove(unknown, Holder(pb::ACCOUNT_KIND_APPROPRIATION), Account(pb::ACCOUNT_KIND_AVAILABLE, "09"), 1);
  EXPECT_REFUSED(Post(unknown), "LINE_NOT_FOUND");

  pb::PostDocumentRequest moved = Document("allotment");
  AddMove(moved, Holder(pb::ACCOUNT_KIND_AUTHORITY), Holder(pb::ACCOUNT_KIND_APPROPRIATION), 1);
  *moved.add_budget_lines() = Line("01");
  moved.mutable_budget_lines(0)->set_agency("agencies/SCT-40");
  EXPECT_REFUSED(Post(moved), "LINE_CHANGED");

  pb::PostDocumentRequest valid = Document("appropriation");
  AddMove(valid, Holder(pb::ACCOUNT_KIND_AUTHORITY), Holder(pb::ACCOUNT_KIND_APPROPRIATION), 1);
  EXPECT_REFUSED(server_.Call(rpc::ProgramIdentity("audit"), *ledger_, &Ledger::PostDocument, valid),
                 "ROLE_MISSING");
  EXPECT_REFUSED(server_.Call(accountant_, *ledger_, &Ledger::PostDocument, valid), "ROLE_MISSING");
}

TEST_F(LedgerTest, EveryWrongFieldIsNamedAtOnce) {
  pb::PostDocumentRequest request;
  request.set_request_id(NewId());
  request.set_effective_date("2019-02-30");
  AddMove(request, pb::AccountKey{}, Account(pb::ACCOUNT_KIND_AVAILABLE, "01"), -5);
  const auto refused = Post(request);
  EXPECT_REFUSED(refused, "INVALID_REQUEST");
  const std::string details = rpc::SerializeRefusal(refused.status());
  for (const char* field : {"document_kind", "effective_date", "actor", "lines[0].from.programme",
                            "lines[0].from.kind", "lines[0].amount_vnd"}) {
    EXPECT_THAT(details, ::testing::HasSubstr(field));
  }
}

TEST_F(LedgerTest, CarryOverOpensTheLineInTheNewYear) {
  Allot("01", 100);
  MoveClock("2020-01-20");
  pb::PostDocumentRequest request = Document("carry_over", "2020-01-20");
  AddMove(request, Account(pb::ACCOUNT_KIND_AVAILABLE, "01"), Account(pb::ACCOUNT_KIND_CARRIED_FORWARD, "01"),
          60);
  AddMove(request, Account(pb::ACCOUNT_KIND_BROUGHT_FORWARD, "01", "68", 2020),
          Account(pb::ACCOUNT_KIND_AVAILABLE, "01", "68", 2020), 60);
  EXPECT_REFUSED(Post(request), "");
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01", "68", 2019), 40);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01", "68", 2020), 60);
  EXPECT_TRUE(Verify().correct()) << Verify().DebugString();

  // In January the old year comes first; the new one must be asked for.
  EXPECT_EQ(Prepare("01", 1).budget_year(), 2019);
  pb::CreatePaymentRequest asked = PaymentRequest("01", 2);
  asked.mutable_payment()->set_budget_year(2020);
  const auto prepared = Do(accountant_, &pb::DisbursementService::Stub::CreatePayment, asked);
  ASSERT_TRUE(prepared.ok()) << prepared.status();
  EXPECT_EQ(prepared->payment().budget_year(), 2020);
  EXPECT_EQ(prepared->available_vnd(), 58);
  MoveClock("2020-02-01");
  EXPECT_EQ(Prepare("01", 3).budget_year(), 2020);
}

TEST_F(LedgerTest, BalancesAsOfAPositionAndADate) {
  Allot("01", 100);
  const auto first = Prepare("01", 30);
  pb::ListBalancesRequest request;
  const auto then = server_.Call(auditor_, *ledger_, &Ledger::ListBalances, request);
  ASSERT_TRUE(then.ok());
  MoveClock("2019-07-15");
  Prepare("01", 50);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01"), 20);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01", "68", 2019, "", then->position()), 70);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01", "68", 2019, "2019-06-30"), 70);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_IN_PAYMENT, "01", "68", 2019, "2019-06-30"), 30);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01", "68", 2019, "2019-07-15"), 20);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01", "68", 2019, "2019-01-09"), 0);
}

TEST_F(LedgerTest, BalancesPageAndStayInsideTheProvince) {
  Allot("01", 100);
  Allot("01", 100, "40");
  pb::ListBalancesRequest request;
  const auto own = server_.Call(accountant_, *ledger_, &Ledger::ListBalances, request);
  ASSERT_TRUE(own.ok()) << own.status();
  EXPECT_EQ(own->balances_size(), 2);  // Available and in transit.
  for (const pb::Balance& balance : own->balances()) EXPECT_EQ(balance.account().agency(), "agencies/SCT-68");

  request.set_page_size(4);
  const auto first = server_.Call(auditor_, *ledger_, &Ledger::ListBalances, request);
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(first->balances_size(), 4);
  request.set_page_token(first->next_page_token());
  const auto second = server_.Call(auditor_, *ledger_, &Ledger::ListBalances, request);
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(second->balances_size(), 3);
  EXPECT_TRUE(second->next_page_token().empty());
  request.set_source("local");
  EXPECT_REFUSED(server_.Call(auditor_, *ledger_, &Ledger::ListBalances, request), "PAGE_TOKEN_INVALID");

  pb::ListBalancesRequest other;
  other.set_agency("agencies/SCT-40");
  EXPECT_REFUSED(server_.Call(accountant_, *ledger_, &Ledger::ListBalances, other), "OUTSIDE_JURISDICTION");
}

TEST_F(LedgerTest, TheJournalCannotBeChanged) {
  Allot("01", 100);
  auto& database = *opened_.database;
  for (const char* sql : {"UPDATE journal_entry SET actor = 'users/x'", "DELETE FROM journal_entry",
                          "UPDATE posting SET amount_vnd = 1", "DELETE FROM posting", "DELETE FROM account",
                          "UPDATE account SET guarded = 0", "UPDATE payment SET amount_vnd = 1",
                          "DELETE FROM request_outcome", "UPDATE feed SET type = 'x'"}) {
    const absl::Status status = database.Write([&](storage::Session& session) -> absl::Status {
      session.Execute(sql);
      return absl::OkStatus();
    });
    EXPECT_FALSE(status.ok()) << sql;
  }
  // Nor by the administrator's own slip.
  auto& server = cpb::testing::SharedMariaDb();
  for (const char* sql : {"DELETE FROM ", "UPDATE "}) {
    for (const char* table : {"posting", "journal_entry"}) {
      std::string statement = sql + opened_.schema.name + "." + table;
      if (sql[0] == 'U') statement += " SET position = position + 1";
      EXPECT_THROW(server.RunAsRoot(statement), std::runtime_error) << statement;
    }
  }
  // No statement overspends, right or wrong.
  const absl::Status below = database.Write([&](storage::Session& session) -> absl::Status {
    session.Execute("UPDATE account SET balance_vnd = -1 WHERE kind = 4");
    return absl::OkStatus();
  });
  EXPECT_FALSE(below.ok());
  EXPECT_TRUE(Verify().correct());
}

TEST_F(LedgerTest, VerificationFindsWhatWasTamperedWith) {
  Allot("01", 100);
  Prepare("01", 40);
  EXPECT_TRUE(Verify().correct());
  const std::string schema = opened_.schema.name;
  auto& server = cpb::testing::SharedMariaDb();
  server.RunAsRoot("UPDATE " + schema + ".account SET balance_vnd = balance_vnd + 1 WHERE kind = 4");
  EXPECT_THAT(Verify().differences(),
              ::testing::ElementsAre(::testing::HasSubstr("balance differs from the journal")));
  server.RunAsRoot("UPDATE " + schema + ".account SET balance_vnd = balance_vnd - 1 WHERE kind = 4");
  server.RunAsRoot("UPDATE " + schema + ".payment SET state = 4");
  EXPECT_THAT(Verify().differences(),
              ::testing::ElementsAre(::testing::HasSubstr("undecided payments differ")));
  server.RunAsRoot("UPDATE " + schema + ".payment SET state = 1");
  server.RunAsRoot("UPDATE " + schema + ".feed_head SET position = position + 1");
  EXPECT_THAT(Verify().differences(), ::testing::ElementsAre(::testing::HasSubstr("feed has a gap")));
}

}  // namespace
}  // namespace cpb::disbursement::testing
