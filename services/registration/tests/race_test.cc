// Two copies of the program side by side on one database.
#include <atomic>
#include <latch>
#include <thread>

#include "services/registration/tests/fixture.h"

namespace cpb::registration {
namespace {

class RaceTest : public RegistrationTest {
 protected:
  RaceTest() : other_{*opened_.database, rules_} {}
  Instance& Nth(int i) { return i % 2 == 0 ? instance_ : other_; }
  Instance other_;
};

TEST_F(RaceTest, OfManyEditsWithOneEtagOneWins) {
  v1::Plan plan = Create();
  for (int round = 0; round < 5; ++round) {
    constexpr int kWriters = 8;
    std::latch start{kWriters};
    std::atomic<int> won{0}, mismatched{0};
    std::vector<std::thread> writers;
    for (int i = 0; i < kWriters; ++i) {
      writers.emplace_back([&, i] {
        v1::UpdatePlanRequest request;
        request.set_request_id(NewId());
        request.set_name(plan.name());
        *request.mutable_plan() = plan;
        request.mutable_plan()->set_title("Người viết " + std::to_string(i));
        start.arrive_and_wait();
        const auto response = Nth(i).Call(Lan(), &Stub::UpdatePlan, request);
        if (response.ok()) ++won;
        if (ReasonOf(response) == "ETAG_MISMATCH") ++mismatched;
      });
    }
    for (std::thread& writer : writers) writer.join();
    EXPECT_EQ(won, 1);
    EXPECT_EQ(mismatched, kWriters - 1);
    plan = Get(Lan(), plan.name()).value();
    EXPECT_EQ(plan.history_size(), round + 2);
    EXPECT_EQ(plan.items_size(), 3);
  }
}

TEST_F(RaceTest, OfTwoCreatedAtOnceOneExists) {
  constexpr int kWriters = 6;
  std::latch start{kWriters};
  std::atomic<int> created{0}, exists{0};
  std::vector<std::thread> writers;
  for (int i = 0; i < kWriters; ++i) {
    writers.emplace_back([&, i] {
      v1::CreatePlanRequest request;
      request.set_request_id(NewId());
      *request.mutable_plan() = SamplePlan();
      start.arrive_and_wait();
      const auto response =
          Nth(i).Call(rpc::Officer("users/officer" + std::to_string(i), "68"), &Stub::CreatePlan, request);
      if (response.ok()) ++created;
      if (ReasonOf(response) == "PLAN_EXISTS") ++exists;
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(created, 1);
  EXPECT_EQ(exists, kWriters - 1);
}

TEST_F(RaceTest, TheSameRequestAtBothHappensOnce) {
  const v1::Plan draft = Create();
  v1::SubmitPlanRequest request;
  request.set_request_id(NewId());
  request.set_name(draft.name());
  request.set_etag(draft.etag());
  std::latch start{2};
  std::vector<std::string> outcomes(2);
  std::vector<std::thread> senders;
  for (int i = 0; i < 2; ++i) {
    senders.emplace_back([&, i] {
      start.arrive_and_wait();
      const auto response = Nth(i).Call(Lan(), &Stub::SubmitPlan, request);
      outcomes[static_cast<std::size_t>(i)] =
          response.ok() ? response->SerializeAsString() : ReasonOf(response);
    });
  }
  for (std::thread& sender : senders) sender.join();
  EXPECT_EQ(outcomes[0], outcomes[1]);
  EXPECT_EQ(Get(Lan(), draft.name())->history_size(), 2);
}

TEST_F(RaceTest, EndorsementAndReturnDoNotBothHappen) {
  const v1::Plan submitted = Submit(Lan(), Create()).value();
  std::latch start{2};
  absl::StatusOr<v1::EndorsePlanResponse> endorsed;
  absl::StatusOr<v1::ReturnPlanResponse> returned;
  std::thread first([&] {
    v1::EndorsePlanRequest request;
    request.set_request_id(NewId());
    request.set_name(submitted.name());
    request.set_etag(submitted.etag());
    start.arrive_and_wait();
    endorsed = instance_.Call(Appraiser("users/a"), &Stub::EndorsePlan, request);
  });
  std::thread second([&] {
    v1::ReturnPlanRequest request;
    request.set_request_id(NewId());
    request.set_name(submitted.name());
    request.set_etag(submitted.etag());
    request.set_note("?");
    start.arrive_and_wait();
    returned = other_.Call(Appraiser("users/b"), &Stub::ReturnPlan, request);
  });
  first.join();
  second.join();
  EXPECT_NE(endorsed.ok(), returned.ok());
  const v1::Plan now = Get(Lan(), submitted.name()).value();
  EXPECT_EQ(now.state(), endorsed.ok() ? v1::Plan::STATE_ENDORSED : v1::Plan::STATE_RETURNED);
  EXPECT_EQ(now.history_size(), 3);
}

TEST_F(RaceTest, BothLoadTheReferenceDataAtOnce) {
  const auto loaded = LoadReference(CPB_SOURCE_DIR "/deploy/reference-data");
  ASSERT_TRUE(loaded.ok());
  std::latch start{4};
  std::atomic<int> saved{0};
  std::vector<std::thread> loaders;
  for (int i = 0; i < 4; ++i) {
    loaders.emplace_back([&] {
      start.arrive_and_wait();
      const absl::Status status = opened_.database->Write([&](storage::Session& session) -> absl::Status {
        store::SaveReferenceData(session, loaded->data);
        return absl::OkStatus();
      });
      if (status.ok()) ++saved;
    });
  }
  for (std::thread& loader : loaders) loader.join();
  EXPECT_EQ(saved, 4);
}

}  // namespace
}  // namespace cpb::registration
