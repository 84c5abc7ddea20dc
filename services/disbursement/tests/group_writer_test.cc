/// How groups are gathered, without a database.
#include "services/disbursement/app/group_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/time/clock.h"
#include "cpbudget/disbursement/v1/disbursement.pb.h"
#include "libs/rpc/status.h"

namespace cpb::disbursement::app {
namespace {

class Plain : public Voucher {
 public:
  Plain(const rpc::Call& call, std::string id, google::protobuf::Message& response)
      : Voucher{call, {"users/a", std::move(id), "f"}, response} {}
  Wants wants() const override { return {}; }
  std::vector<ledger::AccountKey> Accounts(const Rows&) const override { return {}; }
  absl::Status Decide(Rows&, Posting&) override { return absl::OkStatus(); }
  void AddTo(Inserts&) override {}
  feed::Event event() const override { return {}; }
  void Answer(std::int64_t) override {}
};

class GroupWriterTest : public ::testing::Test {
 protected:
  GroupWriterTest() { call_.deadline = absl::InfiniteFuture(); }
  std::unique_ptr<Plain> Make(const std::string& id) { return std::make_unique<Plain>(call_, id, response_); }
  rpc::Call call_;
  pb::CreatePaymentResponse response_;
};

/// Lets a test hold a writer up in the middle of a group.
class Gate {
 public:
  void Pass(std::size_t size) {
    std::unique_lock lock{mutex_};
    sizes_.push_back(size);
    changed_.notify_all();
    changed_.wait(lock, [&] { return open_; });
  }
  void WaitForGroup() {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return !sizes_.empty(); });
  }
  void Open() {
    const std::lock_guard lock{mutex_};
    open_ = true;
    changed_.notify_all();
  }
  std::vector<std::size_t> sizes() {
    const std::lock_guard lock{mutex_};
    return sizes_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;
  std::vector<std::size_t> sizes_;
};

TEST_F(GroupWriterTest, TheSecondOfTwoWithOneIdWaitsForTheNextGroup) {
  const auto a = Make("1"), b = Make("2"), a_again = Make("1"), c = Make("3");
  std::deque<Voucher*> waiting{a.get(), b.get(), a_again.get(), c.get()};
  EXPECT_EQ(TakeGroup(waiting, 10), (std::vector<Voucher*>{a.get(), b.get(), c.get()}));
  EXPECT_EQ(TakeGroup(waiting, 10), (std::vector<Voucher*>{a_again.get()}));
  EXPECT_TRUE(TakeGroup(waiting, 10).empty());
}

TEST_F(GroupWriterTest, AGroupHasItsLimitAndKeepsTheOrder) {
  const auto a = Make("1"), a_again = Make("1"), b = Make("2"), c = Make("3");
  std::deque<Voucher*> waiting{a.get(), a_again.get(), b.get(), c.get()};
  EXPECT_EQ(TakeGroup(waiting, 2), (std::vector<Voucher*>{a.get(), b.get()}));
  EXPECT_EQ(TakeGroup(waiting, 2), (std::vector<Voucher*>{a_again.get(), c.get()}));
}

TEST_F(GroupWriterTest, WhatArrivesDuringACommitSharesTheNextOne) {
  Gate gate;
  GroupWriter writer{{.lanes = 1, .together_max = 10, .waiting_max = 3},
                     [&](const std::vector<Voucher*>& group) { gate.Pass(group.size()); }};
  std::vector<std::unique_ptr<Plain>> vouchers;
  for (int i = 0; i < 5; ++i) vouchers.push_back(Make(std::to_string(i)));
  std::vector<std::thread> threads;
  threads.emplace_back([&] { EXPECT_TRUE(writer.Submit("x", *vouchers[0]).ok()); });
  gate.WaitForGroup();  // An idle writer took the first one alone.
  std::atomic<int> busy{0};
  for (std::size_t i = 1; i < 5; ++i) {
    threads.emplace_back([&, i] {
      const absl::Status status = writer.Submit("x", *vouchers[i]);
      if (status.ok()) return;
      EXPECT_EQ(rpc::ReasonOf(status), "LEDGER_BUSY");
      EXPECT_THAT(rpc::ToGrpcStatus(status).error_details(), ::testing::HasSubstr("google.rpc.RetryInfo"));
      ++busy;
      gate.Open();  // Three wait: the fourth is refused at once, whatever the writer does.
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(busy, 1);
  EXPECT_EQ(gate.sizes(), (std::vector<std::size_t>{1, 3}));
}

TEST_F(GroupWriterTest, ACallWhoseTimeIsOverIsNotBegun) {
  bool began = false;
  GroupWriter writer{{.lanes = 1}, [&](const std::vector<Voucher*>&) { began = true; }};
  call_.deadline = absl::Now() - absl::Milliseconds(1);
  const auto late = Make("1");
  EXPECT_EQ(writer.Submit("x", *late).code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_FALSE(began);
}

TEST_F(GroupWriterTest, ABugInAGroupIsAFailureOfItsDocumentsAlone) {
  int groups = 0;
  GroupWriter writer{{.lanes = 1}, [&](const std::vector<Voucher*>&) {
                       if (++groups == 1) throw std::logic_error("bug");
                     }};
  const auto first = Make("1"), second = Make("2");
  EXPECT_EQ(writer.Submit("x", *first).code(), absl::StatusCode::kInternal);
  EXPECT_TRUE(writer.Submit("x", *second).ok());
}

}  // namespace
}  // namespace cpb::disbursement::app
