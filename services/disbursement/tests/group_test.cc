/// Documents decided in groups: accepted, refused and repeated ones side by side, two writers on one schema,
/// and any history against a model that knows nothing of groups.
#include "services/disbursement/app/group.h"

#include <algorithm>
#include <latch>
#include <random>
#include <set>
#include <thread>

#include "services/disbursement/tests/fixture.h"

namespace cpb::disbursement::testing {
namespace {

using Stub = pb::DisbursementService::Stub;
using Answer = absl::StatusOr<pb::CreatePaymentResponse>;

class GroupTest : public DisbursementTest {
 protected:
  /// Sends all requests while the writer is held up by another one, so that they are decided in one group
  /// (but for repeated ids, which wait for the next).
  std::vector<Answer> SendTogether(const std::vector<pb::CreatePaymentRequest>& requests) {
    std::vector<Answer> answers(requests.size(), absl::UnknownError("not answered"));
    std::latch held_up{1};
    std::vector<std::size_t> groups;
    before_group_ = [&](std::size_t size) {
      groups.push_back(size);
      if (groups.size() > 1) return;
      held_up.count_down();
      while (writer_->waiting() < requests.size()) std::this_thread::yield();
    };
    std::vector<std::thread> threads;
    threads.emplace_back([&] {
      EXPECT_REFUSED(Do(accountant_, &Stub::CreatePayment, PaymentRequest("plug", 1)), "LINE_NOT_FOUND");
    });
    held_up.wait();
    std::set<std::string> ids;
    for (const auto& request : requests) ids.insert(request.request_id());
    for (std::size_t i = 0; i < requests.size(); ++i) {
      threads.emplace_back([&, i] { answers[i] = Do(accountant_, &Stub::CreatePayment, requests[i]); });
    }
    for (std::thread& thread : threads) thread.join();
    before_group_ = nullptr;
    EXPECT_GE(groups.size(), 2u);
    EXPECT_EQ(groups.at(1), ids.size());
    return answers;
  }
  std::vector<pb::Entry> Journal() {
    pb::ListEntriesRequest request;
    const auto entries = server_.Call(auditor_, *ledger_, &pb::LedgerService::Stub::ListEntries, request);
    EXPECT_TRUE(entries.ok()) << entries.status();
    return {entries->entries().begin(), entries->entries().end()};
  }
};

TEST_F(GroupTest, ARefusedDocumentDisturbsNobodyAndIsRememberedAsRefused) {
  Allot("01", 100);
  std::vector<pb::CreatePaymentRequest> requests;
  for (int i = 0; i < 10; ++i) requests.push_back(PaymentRequest("01", 10));
  requests.push_back(PaymentRequest("01", 101));
  requests.push_back(PaymentRequest("no-such-line", 1));
  const auto answers = SendTogether(requests);
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(answers[static_cast<std::size_t>(i)].ok()) << answers[0].status();
  EXPECT_REFUSED(answers[10], "LEDGER_LIMIT");
  EXPECT_REFUSED(answers[11], "LINE_NOT_FOUND");
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, "01"), 0);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_IN_PAYMENT, "01"), 100);

  // Money comes and the line is opened, but an id decides for ever.
  Allot("01", 1'000);
  Allot("no-such-line", 1'000);
  EXPECT_REFUSED(Do(accountant_, &Stub::CreatePayment, requests[10]), "LEDGER_LIMIT");
  EXPECT_REFUSED(Do(accountant_, &Stub::CreatePayment, requests[11]), "LINE_NOT_FOUND");
  const auto again = Do(accountant_, &Stub::CreatePayment, requests[3]);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->SerializeAsString(), answers[3]->SerializeAsString());
  EXPECT_TRUE(Verify().correct()) << Verify().DebugString();
}

TEST_F(GroupTest, OneIdManyTimesInOneGroupBooksOnce) {
  Allot("01", 1'000);
  const pb::CreatePaymentRequest request = PaymentRequest("01", 10);
  pb::CreatePaymentRequest other_body = request;
  other_body.mutable_payment()->set_amount_vnd(11);
  std::vector<pb::CreatePaymentRequest> requests(16, request);
  requests.push_back(other_body);
  requests.push_back(other_body);
  const auto answers = SendTogether(requests);
  int first_body = 0, other = 0;
  std::string name;
  for (const Answer& answer : answers) {
    if (!answer.ok()) {
      EXPECT_REFUSED(answer, "REQUEST_ID_REUSED");
      continue;
    }
    (answer->payment().amount_vnd() == 10 ? first_body : other) += 1;
    if (name.empty()) name = answer->payment().name();
    EXPECT_EQ(answer->payment().name(), name);
  }
  // Whichever body came first decided for all.
  EXPECT_TRUE((first_body == 16 && other == 0) || (first_body == 0 && other == 2));
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_IN_PAYMENT, "01"), first_body > 0 ? 10 : 11);
}

TEST_F(GroupTest, WhatMayBeRepeatedByAnotherIsNotRemembered) {
  Allot("01", 1'000, "79");
  std::vector<pb::CreatePaymentRequest> requests;
  Allot("02", 1'000);
  for (int i = 0; i < 6; ++i) requests.push_back(PaymentRequest("02", 1));
  pb::CreatePaymentRequest foreign = PaymentRequest("02", 1);
  foreign.mutable_payment()->set_budget_line(LineId("01", "79"));
  requests.push_back(foreign);
  const auto answers = SendTogether(requests);
  for (std::size_t i = 0; i < 6; ++i) EXPECT_TRUE(answers[i].ok()) << answers[i].status();
  EXPECT_REFUSED(answers[6], "LINE_OF_ANOTHER_AGENCY");
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_IN_PAYMENT, "02"), 6);
  // The id is free: nothing was decided under it.
  foreign.mutable_payment()->set_budget_line(LineId("02"));
  EXPECT_TRUE(Do(accountant_, &Stub::CreatePayment, foreign).ok());
}

TEST_F(GroupTest, PositionsAreThoseOfTheFeedAndFollowOneAnother) {
  Allot("01", 1'000);
  Allot("02", 1'000);
  std::vector<pb::CreatePaymentRequest> requests;
  for (int i = 0; i < 20; ++i) requests.push_back(PaymentRequest(i % 2 == 0 ? "01" : "02", 1));
  const auto answers = SendTogether(requests);
  const std::vector<pb::Entry> journal = Journal();
  for (std::size_t i = 0; i < answers.size(); ++i) {
    ASSERT_TRUE(answers[i].ok()) << answers[i].status();
    const auto entry = std::find_if(journal.begin(), journal.end(), [&](const pb::Entry& e) {
      return e.position() == answers[i]->journal_position();
    });
    ASSERT_NE(entry, journal.end());
    EXPECT_EQ(entry->document(), answers[i]->payment().name());
    EXPECT_EQ(entry->request_id(), requests[i].request_id());
    EXPECT_EQ(entry->actor(), "users/ke-toan");
  }
  EXPECT_TRUE(Verify().correct()) << Verify().DebugString();
}

/// A failure that only the database can see, of one document: the others are decided without it.
TEST_F(GroupTest, AFailureOfTheDatabaseIsThatOfItsDocumentAlone) {
  Allot("01", 1'000);
  cpb::testing::SharedMariaDb().RunAsRoot(
      "CREATE TRIGGER " + opened_.schema.name + ".no_such_payee BEFORE INSERT ON " + opened_.schema.name +
      ".payment FOR EACH ROW IF NEW.payee = 'nobody' THEN SIGNAL SQLSTATE "
      "'45000' SET MESSAGE_TEXT = 'no such payee'; END IF");
  std::vector<pb::CreatePaymentRequest> requests;
  for (int i = 0; i < 8; ++i) requests.push_back(PaymentRequest("01", 10));
  requests[3].mutable_payment()->set_payee("nobody");
  requests[5] = requests[2];
  const auto answers = SendTogether(requests);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (i == 3) {
      EXPECT_EQ(answers[i].status().code(), absl::StatusCode::kInternal);
    } else {
      EXPECT_TRUE(answers[i].ok()) << answers[i].status();
    }
  }
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_IN_PAYMENT, "01"), 60);
  // A failure is no outcome: the id is free.
  cpb::testing::SharedMariaDb().RunAsRoot("DROP TRIGGER " + opened_.schema.name + ".no_such_payee");
  EXPECT_TRUE(Do(accountant_, &Stub::CreatePayment, requests[3]).ok());
  EXPECT_TRUE(Verify().correct()) << Verify().DebugString();
}

/// A unit of work of its own and a group with the same id: whoever commits first decides for both.
TEST_F(GroupTest, AnIdIsDecidedOnceWhicheverWayItComes) {
  Allot("01", 1'000);
  const std::string contract =
      Do(accountant_, &Stub::CreateCommitment, CommitmentRequest("01", 100)).value().commitment().name();
  pb::ReleaseCommitmentRequest release;
  release.set_name(contract);
  release.set_request_id(NewId());
  ASSERT_TRUE(Do(accountant_, &Stub::ReleaseCommitment, release).ok());
  pb::CreatePaymentRequest payment = PaymentRequest("01", 10);
  payment.set_request_id(release.request_id());
  EXPECT_REFUSED(Do(accountant_, &Stub::CreatePayment, payment), "REQUEST_ID_REUSED");
  payment.set_request_id(NewId());
  ASSERT_TRUE(Do(accountant_, &Stub::CreatePayment, payment).ok());
  release.set_request_id(payment.request_id());
  EXPECT_REFUSED(Do(accountant_, &Stub::ReleaseCommitment, release), "REQUEST_ID_REUSED");
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_IN_PAYMENT, "01"), 10);

  // At the same time: the release holds its claim while the payment commits with the same id.
  for (int round = 0; round < 10; ++round) {
    payment.set_request_id(NewId());
    release.set_request_id(payment.request_id());
    release.set_name(
        Do(accountant_, &Stub::CreateCommitment, CommitmentRequest("01", 1)).value().commitment().name());
    std::string reasons[2];
    std::thread one([&] { reasons[0] = ReasonOf(Do(accountant_, &Stub::CreatePayment, payment)); });
    std::thread other([&] { reasons[1] = ReasonOf(Do(accountant_, &Stub::ReleaseCommitment, release)); });
    one.join();
    other.join();
    EXPECT_THAT(reasons, ::testing::UnorderedElementsAre("", "REQUEST_ID_REUSED"));
  }
  EXPECT_TRUE(Verify().correct()) << Verify().DebugString();
}

TEST_F(GroupTest, SeveralDrawOnOneCommitmentInOneGroup) {
  Allot("01", 1'000);
  const std::string contract =
      Do(accountant_, &Stub::CreateCommitment, CommitmentRequest("01", 100)).value().commitment().name();
  std::vector<pb::CreatePaymentRequest> requests;
  for (int i = 0; i < 15; ++i) requests.push_back(PaymentRequest("01", 10, contract));
  int accepted = 0;
  for (const Answer& answer : SendTogether(requests)) {
    if (answer.ok()) {
      ++accepted;
    } else {
      EXPECT_REFUSED(answer, "LEDGER_LIMIT");
    }
  }
  EXPECT_EQ(accepted, 10);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_COMMITTED, "01"), 0);
  EXPECT_EQ(Balance(pb::ACCOUNT_KIND_IN_PAYMENT, "01"), 100);
  EXPECT_TRUE(Verify().correct()) << Verify().DebugString();
}

/// Any history of payments, commitments and repeats, decided in groups, leaves what a plain model leaves that
/// is fed the accepted documents in the order of their positions; and what was refused the model refuses, or
/// it fits no more than once.
TEST_F(GroupTest, AnyHistoryEqualsANaiveModel) {
  const char* given = std::getenv("CPB_SEED");
  const std::uint64_t seed = given ? std::strtoull(given, nullptr, 10) : std::random_device{}();
  SCOPED_TRACE("CPB_SEED=" + std::to_string(seed));
  std::mt19937_64 random(seed);
  std::map<std::string, std::int64_t> room;
  for (const std::string item : {"01", "02", "03"}) Allot(item, room[item] = 300);
  for (int round = 0; round < 6; ++round) {
    std::vector<pb::CreatePaymentRequest> requests;
    for (int i = 0; i < 24; ++i) {
      const std::string item = "0" + std::to_string(1 + random() % 3);
      if (!requests.empty() && random() % 6 == 0) {
        requests.push_back(requests[random() % requests.size()]);
      } else {
        requests.push_back(PaymentRequest(item, static_cast<std::int64_t>(1 + random() % 40)));
      }
    }
    const auto answers = SendTogether(requests);
    std::map<std::string, std::pair<std::string, std::int64_t>> booked;  // By request id: line and amount.
    std::map<std::string, bool> decided;
    for (std::size_t i = 0; i < requests.size(); ++i) {
      const std::string& id = requests[i].request_id();
      if (!answers[i].ok()) {
        EXPECT_REFUSED(answers[i], "LEDGER_LIMIT");
      }
      const auto [place, is_first] = decided.emplace(id, answers[i].ok());
      EXPECT_EQ(place->second, answers[i].ok()) << "two answers for one id";
      if (answers[i].ok()) {
        booked[id] = {requests[i].payment().budget_line(), requests[i].payment().amount_vnd()};
      }
    }
    for (const auto& [id, what] : booked) room[what.first.substr(what.first.size() - 2)] -= what.second;
    for (const auto& [item, left] : room) {
      EXPECT_GE(left, 0);
      EXPECT_EQ(Balance(pb::ACCOUNT_KIND_AVAILABLE, item), left);
      EXPECT_EQ(Balance(pb::ACCOUNT_KIND_IN_PAYMENT, item), 300 - left);
    }
    // Money only left in this history, so whatever was refused fits even less now.
    for (std::size_t i = 0; i < requests.size(); ++i) {
      const std::string& line = requests[i].payment().budget_line();
      if (answers[i].ok()) continue;
      EXPECT_GT(requests[i].payment().amount_vnd(), room[line.substr(line.size() - 2)]);
    }
  }
  EXPECT_TRUE(Verify().correct()) << Verify().DebugString();
}

}  // namespace
}  // namespace cpb::disbursement::testing
