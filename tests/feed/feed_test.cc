/// What a feed promises, against real MariaDB and real gRPC in one process.
#include "libs/feed/feed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <limits>
#include <mutex>
#include <thread>

#include "absl/time/clock.h"
#include "cpbudget/types/v1/finding.pb.h"
#include "libs/rpc/testing.h"
#include "tests/feed/fixture.h"

namespace cpb::feed_test {
namespace {

using types::v1::FeedEvent;
using types::v1::ReadFeedRequest;
using types::v1::ReadFeedResponse;

class FeedTest : public ::testing::Test {
 protected:
  void SetUp() override {
    producer_ = testing::SharedMariaDb().OpenMigrated("producer", TestMigrations(), 12);
    consumer_ = testing::SharedMariaDb().OpenMigrated("consumer", TestMigrations());
    Serve();
    stub_ = types::v1::FeedService::NewStub(server_.channel());
  }

  void Serve() {
    auto service = feed::MakeFeedService(server_.server(), *producer_.database);
    feed_ = service.get();
    server_.AddService(std::move(service), "cpbudget.types.v1.FeedService");
    server_.Start();
  }

  absl::StatusOr<std::int64_t> Append(int count, const std::string& type = "fact.recorded",
                                      std::size_t size = 10) {
    types::v1::Finding payload;
    payload.set_text_vi(std::string(size, 'x'));
    const std::vector<feed::Event> events(static_cast<std::size_t>(count),
                                          {.type = type, .resource = "facts/1", .payload = &payload});
    return producer_.database->Write([&](storage::Session& session) -> absl::StatusOr<std::int64_t> {
      return feed::Append(session, call_, events);
    });
  }

  std::unique_ptr<feed::Consumer> Follow(feed::Consumer::Apply apply = Note) {
    return feed::Consumer::Start(server_.server(), *consumer_.database, "registration", server_.address(),
                                 std::move(apply));
  }

  static absl::Status Note(storage::Session& session, const FeedEvent& event) {
    session.Execute("INSERT INTO applied (position, resource) VALUES (?, ?)",
                    {event.position(), event.resource()});
    return absl::OkStatus();
  }

  grpc::Status Read(const types::v1::Identity& who, std::int64_t after, absl::Duration timeout,
                    const std::function<bool(const ReadFeedResponse&)>& take) {
    grpc::ClientContext context;
    server_.Prepare(who, context, timeout);
    ReadFeedRequest request;
    request.set_after_position(after);
    const auto reader = stub_->ReadFeed(&context, request);
    ReadFeedResponse response;
    while (reader->Read(&response)) {
      if (!take(response)) context.TryCancel();
    }
    return reader->Finish();
  }

  static absl::Time Soon() { return absl::Now() + absl::Seconds(20); }

  testing::PrivateMariaDb::Opened producer_, consumer_;
  rpc::TestServer server_{"registration"};
  feed::FeedServer* feed_ = nullptr;
  std::unique_ptr<types::v1::FeedService::Stub> stub_;
  const rpc::Call call_ = server_.MakeCall(rpc::Officer("users/lan", "68"));
  const types::v1::Identity audit_ = rpc::ProgramIdentity("audit");
};

TEST_F(FeedTest, EventArrivesAsItWasAppended) {
  EXPECT_EQ(*Append(2, "plan.approved"), 1);
  EXPECT_EQ(*Append(1, "plan.returned"), 3);
  std::vector<FeedEvent> events;
  Read(audit_, 1, absl::Seconds(10), [&](const ReadFeedResponse& response) {
    EXPECT_EQ(response.head_position(), 3);
    events.assign(response.events().begin(), response.events().end());
    return false;
  });
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].position(), 2);
  EXPECT_EQ(events[0].type(), "plan.approved");
  EXPECT_EQ(events[1].type(), "plan.returned");
  EXPECT_EQ(events[1].resource(), "facts/1");
  EXPECT_EQ(events[1].actor(), "users/lan");
  EXPECT_EQ(events[1].trace_id(), call_.trace_id);
  EXPECT_EQ(events[1].occur_time().seconds(),
            std::chrono::floor<std::chrono::seconds>(call_.now.time_since_epoch()).count());
  types::v1::Finding payload;
  ASSERT_TRUE(events[1].payload().UnpackTo(&payload));
  EXPECT_EQ(payload.text_vi(), "xxxxxxxxxx");
}

TEST_F(FeedTest, OnlyProgramsMayRead) {
  const auto nothing = [](const ReadFeedResponse&) { return false; };
  for (const auto& who :
       {rpc::Officer("users/lan", "68"), rpc::Person("users/admin", {types::v1::ROLE_ADMINISTRATOR}),
        rpc::Person("users/an", {types::v1::ROLE_AUDITOR})}) {
    EXPECT_EQ(rpc::ReasonOf(rpc::FromGrpcStatus(Read(who, 0, absl::Seconds(10), nothing))), "ROLE_MISSING");
  }
  EXPECT_EQ(rpc::ReasonOf(rpc::FromGrpcStatus(Read({}, 0, absl::Seconds(10), nothing))), "NOT_SIGNED_IN");
  EXPECT_EQ(rpc::ReasonOf(rpc::FromGrpcStatus(Read(audit_, -1, absl::Seconds(10), nothing))),
            "INVALID_REQUEST");
}

TEST_F(FeedTest, RolledBackEventLeavesNoGap) {
  ASSERT_TRUE(Append(1).ok());
  EXPECT_FALSE(producer_.database
                   ->Write([&](storage::Session& session) -> absl::Status {
                     feed::Append(session, call_, {{.type = "fact.recorded", .resource = "x"}});
                     return absl::AbortedError("no");
                   })
                   .ok());
  EXPECT_EQ(*Append(1), 2);
}

TEST_F(FeedTest, PositionsFollowCommitOrderUnderConcurrentProducers) {
  constexpr int kThreads = 8, kEach = 40;
  std::atomic<bool> done = false;
  // A reader that asks for what follows its last position, as consumers do, must never see n + 1 before n.
  std::thread reader{[&] {
    std::int64_t last = 0;
    while (last < kThreads * kEach && !(done && CountOf(*producer_.database, "feed") == last)) {
      const auto rows = producer_.database->Read(
          [&](storage::Session& session) -> absl::StatusOr<std::vector<storage::Row>> {
            return session.Query("SELECT position FROM feed WHERE position > ? ORDER BY position", {last});
          });
      ASSERT_TRUE(rows.ok());
      for (const storage::Row& row : *rows) ASSERT_EQ(row.Int(0), ++last);
    }
  }};
  std::vector<std::thread> writers;
  std::atomic<int> failures = 0;
  for (int i = 0; i < kThreads; ++i) {
    writers.emplace_back([&, i] {
      for (int j = 0; j < kEach; ++j) {
        const absl::StatusOr<std::int64_t> position = Append(1 + 0 * i);
        if (!position.ok()) {
          ++failures;
          continue;
        }
        // Once committed, everything before it is committed as well.
        const auto before =
            producer_.database->Read([&](storage::Session& session) -> absl::StatusOr<std::int64_t> {
              return session.QueryOne("SELECT COUNT(*) FROM feed WHERE position <= ?", {*position})->Int(0);
            });
        if (!before.ok() || *before != *position) ++failures;
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  done = true;
  reader.join();
  EXPECT_EQ(failures, 0);
  EXPECT_EQ(CountOf(*producer_.database, "feed"), kThreads * kEach);
}

TEST_F(FeedTest, ConsumerAppliesEachEventOnceAndCatchesUp) {
  ASSERT_TRUE(Append(250).ok());
  auto consumer = Follow();
  ASSERT_TRUE(consumer->CatchUp(Soon()));
  EXPECT_EQ(consumer->position(), 250);
  ASSERT_TRUE(Append(3).ok());
  ASSERT_TRUE(consumer->CatchUp(Soon()));
  EXPECT_EQ(Applied(*consumer_.database), OneTo(253));
  consumer.reset();
  ASSERT_TRUE(Append(1).ok());
  consumer = Follow();
  ASSERT_TRUE(consumer->WaitFor(254, Soon()));
  EXPECT_EQ(Applied(*consumer_.database), OneTo(254));
}

TEST_F(FeedTest, TwoCopiesOfAProgramShareTheWork) {
  auto first = Follow();
  auto second = Follow();
  for (int i = 0; i < 40; ++i) ASSERT_TRUE(Append(3).ok());
  ASSERT_TRUE(first->CatchUp(Soon()));
  ASSERT_TRUE(second->CatchUp(Soon()));
  EXPECT_EQ(Applied(*consumer_.database), OneTo(120));
}

TEST_F(FeedTest, EventThatCannotBeAppliedStopsTheFeedThereUntilItCan) {
  ASSERT_TRUE(Append(10).ok());
  std::atomic<bool> broken = true;
  std::atomic<int> refusals = 0;
  auto consumer = Follow([&](storage::Session& session, const FeedEvent& event) -> absl::Status {
    CPB_RETURN_IF_ERROR(Note(session, event));  // Rolled back with the refusal.
    if (event.position() == 6 && broken) {
      ++refusals;
      if (refusals % 2 == 0) throw std::runtime_error("thrown");
      return absl::FailedPreconditionError("not yet");
    }
    return absl::OkStatus();
  });
  ASSERT_TRUE(consumer->WaitFor(5, Soon()));
  while (refusals < 4) std::this_thread::yield();
  EXPECT_EQ(Applied(*consumer_.database), OneTo(5));
  broken = false;
  ASSERT_TRUE(consumer->CatchUp(Soon()));
  EXPECT_EQ(Applied(*consumer_.database), OneTo(10));
}

TEST_F(FeedTest, ConsumerFindsItsProducerAgain) {
  auto consumer = Follow();
  ASSERT_TRUE(Append(5).ok());
  ASSERT_TRUE(consumer->CatchUp(Soon()));
  server_.Stop();
  ASSERT_TRUE(Append(5).ok());
  EXPECT_FALSE(consumer->CatchUp(absl::Now() + absl::Milliseconds(300)));
  server_.Start();
  ASSERT_TRUE(consumer->CatchUp(Soon()));
  EXPECT_EQ(Applied(*consumer_.database), OneTo(10));
}

TEST_F(FeedTest, ProducerThatForgotItsEventsIsNotFollowed) {
  auto consumer = Follow();
  ASSERT_TRUE(Append(5).ok());
  ASSERT_TRUE(consumer->CatchUp(Soon()));
  consumer.reset();
  testing::SharedMariaDb().RunAsRoot("DELETE FROM producer.feed");
  testing::SharedMariaDb().RunAsRoot("UPDATE producer.feed_head SET position = 0");
  consumer = Follow();
  ASSERT_TRUE(Append(3).ok());
  EXPECT_FALSE(consumer->WaitFor(6, absl::Now() + absl::Milliseconds(500)));
  EXPECT_EQ(Applied(*consumer_.database), OneTo(5));
}

TEST_F(FeedTest, MessagesStayBelowTwoMebibytes) {
  for (int i = 0; i < 6; ++i) ASSERT_TRUE(Append(1, "big.made", 700 << 10).ok());
  ASSERT_TRUE(Append(1, "huge.made", 6 << 20).ok());
  std::vector<int> sizes;
  Read(audit_, 0, absl::Seconds(10), [&](const ReadFeedResponse& response) {
    sizes.push_back(response.events_size());
    return response.events().empty() || response.events().rbegin()->position() < 6;
  });
  EXPECT_THAT(sizes, ::testing::ElementsAre(2, 2, 2));
  auto consumer = Follow();
  ASSERT_TRUE(consumer->CatchUp(Soon()));
  EXPECT_EQ(Applied(*consumer_.database), OneTo(7));
  EXPECT_THROW(static_cast<void>(Append(1, "too.big", 13 << 20)), std::length_error);
  EXPECT_EQ(*Append(1), 8);
}

TEST_F(FeedTest, WaitingReaderHearsOfAnEventSoonAndOfTheHeadEverySecond) {
  int signs = 0;
  std::thread appender;
  absl::Time appended, heard;
  Read(audit_, 0, absl::Seconds(20), [&](const ReadFeedResponse& response) {
    if (!response.events().empty()) {
      heard = absl::Now();
      return false;
    }
    if (++signs == 3) {
      appended = absl::Now();
      appender = std::thread{[&] { EXPECT_TRUE(Append(1).ok()); }};
    }
    return true;
  });
  appender.join();
  EXPECT_GE(signs, 3);
  EXPECT_LT(heard - appended, absl::Milliseconds(900));  // Not the next sign of life.
}

TEST_F(FeedTest, StreamEndsInOrderAtItsDeadlineAndAtTheDrain) {
  const auto on = [](const ReadFeedResponse&) { return true; };
  const absl::Time start = absl::Now();
  EXPECT_TRUE(Read(audit_, 0, absl::Milliseconds(700), on).ok());
  EXPECT_LT(absl::Now() - start, absl::Seconds(5));
  EXPECT_TRUE(Read(audit_, 0, absl::Seconds(60), [&](const ReadFeedResponse&) {
                feed_->Drain();
                return true;
              }).ok());
  EXPECT_LT(absl::Now() - start, absl::Seconds(10));
}

}  // namespace
}  // namespace cpb::feed_test
