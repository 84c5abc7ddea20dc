/// Appropriations, their currencies and reserves, and the frameworks that bound them, through the wire.
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <thread>

#include "services/allocation/tests/harness.h"

namespace cpb::allocation {
namespace {

using Stub = pb::AllocationService::Stub;

pb::CreateAppropriationRequest Appropriation(const std::string& source, const std::string& holder,
                                             std::int64_t amount) {
  pb::CreateAppropriationRequest request;
  request.set_request_id(NewRequestId());
  auto& given = *request.mutable_appropriation();
  given.set_programme("programmes/SXSH2020");
  given.set_budget_year(2019);
  given.set_source(source);
  given.set_holder(holder);
  given.set_amount_vnd(amount);
  given.set_decision_number(request.request_id() + "/QĐ");
  given.set_decision_date("2018-12-08");
  return request;
}

TEST(Appropriations, AreBookedOnceAndListed) {
  Harness harness;
  const auto request = Appropriation("central", "agencies/BCT", 500);
  const auto create = &pb::AllocationService::Stub::CreateAppropriation;
  const auto made = harness.Call(BudgetOfficer(), create, request);
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_TRUE(made->appropriation().posted());
  EXPECT_EQ(harness.Call(BudgetOfficer(), create, request)->appropriation().name(),
            made->appropriation().name());
  EXPECT_EQ(harness.ledger().booked().size(), 1U);
  auto other = request;
  other.mutable_appropriation()->set_amount_vnd(501);
  EXPECT_EQ(rpc::ReasonOf(harness.Call(BudgetOfficer(), create, other).status()), "REQUEST_ID_REUSED");
  ASSERT_TRUE(harness.Call(BudgetOfficer(), create, Appropriation("local", "agencies/SCT-68", 7)).ok());
  const auto list = &pb::AllocationService::Stub::ListAppropriations;
  EXPECT_EQ(harness.Call(BudgetOfficer(), list, pb::ListAppropriationsRequest{})->appropriations_size(), 2);
  EXPECT_EQ(harness.Call(Accountant("68"), list, pb::ListAppropriationsRequest{})->appropriations_size(), 1);
  EXPECT_EQ(harness.Call(Accountant("87"), list, pb::ListAppropriationsRequest{})->appropriations_size(), 0);
}

TEST(Appropriations, AreSupplementedAndCutWithAReason) {
  Harness harness;
  const auto create = &pb::AllocationService::Stub::CreateAppropriation;
  auto cut = Appropriation("central", "agencies/BCT", 30);
  cut.mutable_appropriation()->set_kind(pb::Appropriation::KIND_CUT);
  EXPECT_EQ(rpc::ReasonOf(harness.Call(BudgetOfficer(), create, cut).status()), "INVALID_REQUEST");
  cut.mutable_appropriation()->set_reason("điều chỉnh giảm dự toán");
  harness.ledger().Set(LedgerDouble::Behaviour::kRefuseLimit);
  EXPECT_EQ(rpc::ReasonOf(harness.Call(BudgetOfficer(), create, cut).status()), "LEDGER_LIMIT");
  harness.ledger().Set(LedgerDouble::Behaviour::kAccept);
  cut.set_request_id(NewRequestId());
  const auto made = harness.Call(BudgetOfficer(), create, cut);
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(made->appropriation().kind(), pb::Appropriation::KIND_CUT);
  const auto document = harness.ledger().booked().back();
  EXPECT_EQ(document.lines(0).from().kind(), cpbudget::disbursement::v1::ACCOUNT_KIND_APPROPRIATION);
  EXPECT_EQ(document.lines(0).to().kind(), cpbudget::disbursement::v1::ACCOUNT_KIND_AUTHORITY);
  auto supplement = Appropriation("central", "agencies/BCT", 40);
  supplement.mutable_appropriation()->set_kind(pb::Appropriation::KIND_SUPPLEMENT);
  supplement.mutable_appropriation()->set_reason("bổ sung");
  ASSERT_TRUE(harness.Call(BudgetOfficer(), create, supplement).ok());
  EXPECT_EQ(harness.ledger().booked().back().lines(0).from().kind(),
            cpbudget::disbursement::v1::ACCOUNT_KIND_AUTHORITY);
}

TEST(Appropriations, RefuseWithTheReason) {
  Harness harness;
  const auto Reason = [&](const pb::CreateAppropriationRequest& request) {
    return rpc::ReasonOf(
        harness.Call(BudgetOfficer(), &pb::AllocationService::Stub::CreateAppropriation, request).status());
  };
  EXPECT_EQ(Reason(Appropriation("enterprise", "agencies/BCT", 5)), "SOURCE_NOT_PAID_OUT");
  EXPECT_EQ(Reason(Appropriation("central", "agencies/BCT", 0)), "AMOUNT_INVALID");
  EXPECT_EQ(Reason(Appropriation("central", "agencies/BCT", -1)), "AMOUNT_INVALID");
  EXPECT_EQ(Reason(Appropriation("central", "agencies/BCT", 9'000'000'000'000'001)), "AMOUNT_INVALID");
  EXPECT_EQ(Reason(Appropriation("central", "agencies/SCT-68", 5)), "INVALID_REQUEST");
  EXPECT_EQ(Reason(Appropriation("local", "agencies/BCT", 5)), "INVALID_REQUEST");
  EXPECT_EQ(Reason(Appropriation("moon", "agencies/BCT", 5)), "INVALID_REQUEST");
  harness.SetDay("2020-01-01");
  EXPECT_EQ(Reason(Appropriation("central", "agencies/BCT", 5)), "PERIOD_CLOSED");
  EXPECT_EQ(harness.ledger().calls(), 0);
}

/// A Danish grant of so many øre.
pb::CreateAppropriationRequest Grant(std::int64_t oere, const std::string& rate) {
  auto request = Appropriation("denmark", "agencies/BCT", 1);
  auto& given = *request.mutable_appropriation();
  given.clear_amount_vnd();
  given.set_currency("DKK");
  given.set_foreign_amount_minor(oere);
  given.set_exchange_rate(rate);
  given.set_exchange_rate_date("2019-01-09");
  return request;
}

TEST(Appropriations, AGrantKeepsItsCurrencyAndItsOwnRate) {
  Harness harness;
  const auto first = harness.Call(BudgetOfficer(), &Stub::CreateAppropriation, Grant(100'050, "3456.78"));
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(first->appropriation().amount_vnd(), 3'458'508);  // 1000.50 × 3456.78 = 3,458,508.39
  EXPECT_EQ(first->appropriation().level(), pb::LEVEL_CENTRAL);
  EXPECT_EQ(harness.ledger().booked().back().lines(0).amount_vnd(), 3'458'508);
  auto supplement = Grant(100'050, "3500");
  supplement.mutable_appropriation()->set_kind(pb::Appropriation::KIND_SUPPLEMENT);
  supplement.mutable_appropriation()->set_reason("đợt hai của khoản viện trợ");
  supplement.mutable_appropriation()->set_amount_vnd(3'501'750);  // Given, and right.
  ASSERT_TRUE(harness.Call(BudgetOfficer(), &Stub::CreateAppropriation, supplement).ok());
  const auto listed =
      harness.Call(BudgetOfficer(), &Stub::ListAppropriations, pb::ListAppropriationsRequest{});
  ASSERT_EQ(listed->appropriations_size(), 2);
  EXPECT_EQ(listed->appropriations(0).exchange_rate(), "3456.78");
  EXPECT_EQ(listed->appropriations(0).foreign_amount_minor(), 100'050);
  EXPECT_EQ(listed->appropriations(1).exchange_rate(), "3500");
}

TEST(Appropriations, ABadConversionIsRefused) {
  Harness harness;
  const auto Refused = [&](const std::function<void(pb::Appropriation&)>& spoil) {
    auto request = Grant(100'050, "3456.78");
    spoil(*request.mutable_appropriation());
    return rpc::ReasonOf(harness.Call(BudgetOfficer(), &Stub::CreateAppropriation, request).status());
  };
  EXPECT_EQ(Refused([](auto& given) { given.set_amount_vnd(3'458'509); }), "EXCHANGE_MISMATCH");
  EXPECT_EQ(Refused([](auto& given) { given.set_exchange_rate("3.456,78"); }), "INVALID_REQUEST");
  EXPECT_EQ(Refused([](auto& given) { given.set_currency("VND"); }), "INVALID_REQUEST");
  EXPECT_EQ(Refused([](auto& given) { given.clear_currency(); }), "INVALID_REQUEST");
  EXPECT_EQ(Refused([](auto& given) { given.clear_exchange_rate_date(); }), "INVALID_REQUEST");
  EXPECT_EQ(Refused([](auto& given) { given.set_exchange_rate_date("2019-01-11"); }), "INVALID_REQUEST");
  EXPECT_EQ(Refused([](auto& given) { given.set_source("central"); }), "INVALID_REQUEST");
  EXPECT_EQ(Refused([](auto& given) { given.set_foreign_amount_minor(9'000'000'000'000'000); }),
            "AMOUNT_INVALID");
  EXPECT_EQ(harness.ledger().calls(), 0);
}

pb::CreateFrameworkRequest FrameworkOf(int first, int last, const std::string& source, std::int64_t amount) {
  pb::CreateFrameworkRequest request;
  request.set_request_id(NewRequestId());
  auto& framework = *request.mutable_framework();
  framework.set_programme("programmes/SXSH2020");
  framework.set_first_year(first);
  framework.set_last_year(last);
  framework.set_source(source);
  framework.set_amount_vnd(amount);
  framework.set_decision_number("1419/QĐ-TTg");
  framework.set_decision_date("2016-01-05");
  return request;
}

TEST(Frameworks, BoundTheAppropriationsOfTheirYears) {
  Harness harness;
  const auto Frame = [&](const pb::CreateFrameworkRequest& request) {
    return harness.Call(BudgetOfficer(), &Stub::CreateFramework, request);
  };
  const auto five = Frame(FrameworkOf(2016, 2020, "", 1'000));
  ASSERT_TRUE(five.ok()) << five.status();
  EXPECT_EQ(five->framework().room_vnd(), 1'000);
  ASSERT_TRUE(Frame(FrameworkOf(2019, 2019, "central", 600)).ok());
  const auto Appropriate = [&](const std::string& source, const std::string& holder, std::int64_t amount) {
    return harness.Call(BudgetOfficer(), &Stub::CreateAppropriation, Appropriation(source, holder, amount))
        .status();
  };
  ASSERT_TRUE(Appropriate("central", "agencies/BCT", 600).ok());
  ASSERT_TRUE(Appropriate("local", "agencies/SCT-68", 150).ok());
  // Both frameworks are named, each with its own room.
  const auto both = rpc::Explain(Appropriate("central", "agencies/BCT", 251));
  EXPECT_EQ(both.reason, "FRAMEWORK_EXCEEDED");
  EXPECT_EQ(both.violation_count, 2);
  // The five years' room of all sources together is what is left for a province.
  EXPECT_EQ(rpc::ReasonOf(Appropriate("local", "agencies/SCT-87", 251)), "FRAMEWORK_EXCEEDED");
  ASSERT_TRUE(Appropriate("local", "agencies/SCT-87", 250).ok());
  // What the ledger refused, or took back, is room again.
  harness.ledger().Set(LedgerDouble::Behaviour::kRefuseLimit);
  auto cut = Appropriation("local", "agencies/SCT-87", 50);
  cut.mutable_appropriation()->set_kind(pb::Appropriation::KIND_CUT);
  cut.mutable_appropriation()->set_reason("giảm thu");
  EXPECT_EQ(rpc::ReasonOf(harness.Call(BudgetOfficer(), &Stub::CreateAppropriation, cut).status()),
            "LEDGER_LIMIT");
  EXPECT_EQ(rpc::ReasonOf(Appropriate("local", "agencies/SCT-68", 1)), "FRAMEWORK_EXCEEDED");
  harness.ledger().Set(LedgerDouble::Behaviour::kAccept);
  cut.set_request_id(NewRequestId());
  ASSERT_TRUE(harness.Call(BudgetOfficer(), &Stub::CreateAppropriation, cut).ok());
  ASSERT_TRUE(Appropriate("local", "agencies/SCT-68", 50).ok());
  const auto listed = harness.Call(Accountant("87"), &Stub::ListFrameworks, pb::ListFrameworksRequest{});
  ASSERT_TRUE(listed.ok()) << listed.status();
  ASSERT_EQ(listed->frameworks_size(), 2);
  EXPECT_EQ(listed->frameworks(0).used_vnd(), 1'000);
  EXPECT_EQ(listed->frameworks(0).room_vnd(), 0);
  EXPECT_EQ(listed->frameworks(1).used_vnd(), 600);
}

TEST(Frameworks, AreReplacedNotChanged) {
  Harness harness;
  const auto Frame = [&](const pb::CreateFrameworkRequest& request) {
    return harness.Call(BudgetOfficer(), &Stub::CreateFramework, request);
  };
  const auto first = Frame(FrameworkOf(2016, 2020, "", 1'000));
  ASSERT_TRUE(first.ok()) << first.status();
  ASSERT_TRUE(
      harness.Call(BudgetOfficer(), &Stub::CreateAppropriation, Appropriation("central", "agencies/BCT", 700))
          .ok());
  EXPECT_EQ(rpc::ReasonOf(Frame(FrameworkOf(2016, 2020, "", 2'000)).status()), "FRAMEWORK_EXISTS");
  auto next = FrameworkOf(2016, 2020, "", 699);
  next.mutable_framework()->set_replaces(first->framework().name());
  EXPECT_EQ(rpc::ReasonOf(Frame(next).status()), "FRAMEWORK_BELOW_APPROPRIATED");
  next.set_request_id(NewRequestId());
  next.mutable_framework()->set_amount_vnd(700);
  const auto second = Frame(next);
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(second->framework().room_vnd(), 0);
  next.set_request_id(NewRequestId());
  EXPECT_EQ(rpc::ReasonOf(Frame(next).status()), "FRAMEWORK_NOT_REPLACEABLE");
  EXPECT_EQ(rpc::ReasonOf(Frame(FrameworkOf(2016, 2026, "", 5)).status()), "INVALID_REQUEST");
  EXPECT_EQ(rpc::ReasonOf(Frame(FrameworkOf(2016, 2020, "moon", 5)).status()), "INVALID_REQUEST");
  const auto listed = harness.Call(BudgetOfficer(), &Stub::ListFrameworks, pb::ListFrameworksRequest{});
  ASSERT_EQ(listed->frameworks_size(), 2);
  EXPECT_TRUE(listed->frameworks(0).replaced());
  EXPECT_FALSE(listed->frameworks(1).replaced());
}

TEST(Frameworks, TwoAtOnceDoNotPassOneTogether) {
  Harness harness;
  ASSERT_TRUE(harness.Call(BudgetOfficer(), &Stub::CreateFramework, FrameworkOf(2019, 2019, "", 1'000)).ok());
  std::atomic<int> made{0};
  std::vector<std::thread> people;
  for (int i = 0; i < 6; ++i) {
    people.emplace_back([&] {
      const auto one = harness.Call(BudgetOfficer(), &Stub::CreateAppropriation,
                                    Appropriation("central", "agencies/BCT", 300));
      if (one.ok()) {
        ++made;
      } else {
        EXPECT_EQ(rpc::ReasonOf(one.status()), "FRAMEWORK_EXCEEDED") << one.status();
      }
    });
  }
  for (std::thread& person : people) person.join();
  EXPECT_EQ(made, 3);
}

class Reserves : public ::testing::Test {
 protected:
  Reserves() {
    auto request = Appropriation("central", "agencies/BCT", 1'000);
    request.mutable_appropriation()->set_reserve_vnd(100);
    const auto made = harness_.Call(BudgetOfficer(), &Stub::CreateAppropriation, request);
    EXPECT_TRUE(made.ok()) << made.status();
    name_ = made->appropriation().name();
  }

  absl::StatusOr<pb::ReleaseReserveResponse> Release(const types::v1::Identity& who, std::int64_t amount,
                                                     const std::string& request_id = NewRequestId()) {
    pb::ReleaseReserveRequest request;
    request.set_request_id(request_id);
    request.set_name(name_);
    request.set_amount_vnd(amount);
    request.set_decision_number(request.request_id() + "/QĐ");
    request.set_reason("thiên tai");
    return harness_.Call(who, &Stub::ReleaseReserve, request);
  }

  Harness harness_;
  std::string name_;
};

TEST_F(Reserves, AreOutsideTheLedgerUntilASecondPersonReleasesThem) {
  EXPECT_EQ(harness_.ledger().booked().back().lines(0).amount_vnd(), 900);
  const auto both = rpc::Person("users/budget", {types::v1::ROLE_APPROVER}, "agencies/BTC");
  EXPECT_EQ(rpc::ReasonOf(Release(both, 40).status()), "SAME_PERSON");
  EXPECT_EQ(rpc::ReasonOf(Release(BudgetOfficer(), 40).status()), "ROLE_MISSING");
  EXPECT_EQ(rpc::ReasonOf(Release(Approver(), 101).status()), "RESERVE_EXCEEDED");
  EXPECT_EQ(rpc::ReasonOf(Release(Approver(), 0).status()), "AMOUNT_INVALID");
  const std::string request_id = NewRequestId();
  const auto released = Release(Approver(), 40, request_id);
  ASSERT_TRUE(released.ok()) << released.status();
  EXPECT_EQ(released->appropriation().reserve_held_vnd(), 60);
  ASSERT_EQ(released->appropriation().releases_size(), 1);
  EXPECT_TRUE(released->appropriation().releases(0).posted());
  EXPECT_EQ(harness_.ledger().booked().back().document_kind(), "reserve_release");
  EXPECT_EQ(harness_.ledger().booked().back().lines(0).amount_vnd(), 40);
  ASSERT_TRUE(Release(Approver(), 40, request_id).ok());  // A repeat releases nothing more.
  EXPECT_EQ(rpc::ReasonOf(Release(Approver(), 61).status()), "RESERVE_EXCEEDED");
  EXPECT_TRUE(Release(Approver(), 60).ok());
  EXPECT_EQ(harness_.FeedTypes().back(), "appropriation.reserve_released");
}

TEST_F(Reserves, HoldAgainWhatTheLedgerRefused) {
  harness_.ledger().Set(LedgerDouble::Behaviour::kGone);
  EXPECT_TRUE(absl::IsUnavailable(Release(Approver(), 100).status()));
  EXPECT_EQ(rpc::ReasonOf(Release(Approver(), 1).status()), "RELEASE_UNDER_WAY");
  harness_.ledger().Set(LedgerDouble::Behaviour::kRefuseLimit);
  harness_.FinishPending();
  harness_.ledger().Set(LedgerDouble::Behaviour::kAccept);
  const auto released = Release(Approver(), 100);
  ASSERT_TRUE(released.ok()) << released.status();
  EXPECT_EQ(released->appropriation().releases_size(), 1);
}

TEST_F(Reserves, AreCutBeforeTheyAreReleased) {
  const auto Cut = [&](const types::v1::Identity& who, std::int64_t amount) {
    pb::CutReserveRequest request;
    request.set_request_id(NewRequestId());
    request.set_name(name_);
    request.set_amount_vnd(amount);
    request.set_decision_number(request.request_id());
    request.set_reason("tiết kiệm chi");
    return harness_.Call(who, &Stub::CutReserve, request);
  };
  const int calls = harness_.ledger().calls();
  const auto both = rpc::Person("users/budget", {types::v1::ROLE_APPROVER}, "agencies/BTC");
  EXPECT_EQ(rpc::ReasonOf(Cut(both, 40).status()), "SAME_PERSON");
  EXPECT_EQ(rpc::ReasonOf(Cut(BudgetOfficer(), 40).status()), "ROLE_MISSING");
  EXPECT_EQ(rpc::ReasonOf(Cut(Approver(), 101).status()), "RESERVE_EXCEEDED");
  const auto cut = Cut(Approver(), 70);
  ASSERT_TRUE(cut.ok()) << cut.status();
  EXPECT_EQ(cut->appropriation().reserve_held_vnd(), 30);
  EXPECT_EQ(cut->appropriation().amount_vnd(), 1'000);  // What was granted stays on record.
  ASSERT_EQ(cut->appropriation().reserve_cuts_size(), 1);
  EXPECT_EQ(harness_.ledger().calls(), calls);  // The ledger was never given it.
  EXPECT_EQ(harness_.FeedTypes().back(), "appropriation.reserve_cut");
  EXPECT_EQ(rpc::ReasonOf(Release(Approver(), 31).status()), "RESERVE_EXCEEDED");
  EXPECT_TRUE(Release(Approver(), 30).ok());
  // Under a framework only what is left of it counts.
  pb::CreateFrameworkRequest framework = FrameworkOf(2019, 2019, "", 931);
  const auto made = harness_.Call(BudgetOfficer(), &Stub::CreateFramework, framework);
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(made->framework().room_vnd(), 1);
  harness_.SetDay("2020-01-02");
  EXPECT_EQ(rpc::ReasonOf(Cut(Approver(), 1).status()), "PERIOD_CLOSED");
}

TEST(DecisionNumbers, BelongToOneDocumentUnlessAnotherSaysThatItIsAPart) {
  Harness harness;
  const auto Create = [&](const std::string& source, const std::string& number, const std::string& date,
                          const std::string& part_of) {
    auto request = Appropriation(source, source == "local" ? "agencies/SCT-68" : "agencies/BCT", 10);
    request.mutable_appropriation()->set_decision_number(number);
    request.mutable_appropriation()->set_decision_date(date);
    request.mutable_appropriation()->set_part_of(part_of);
    return harness.Call(BudgetOfficer(), &Stub::CreateAppropriation, request);
  };
  const auto first = Create("central", "2299/QĐ-TTg", "2018-12-08", "");
  ASSERT_TRUE(first.ok()) << first.status();
  const std::string name = first->appropriation().name();
  const auto again = rpc::Explain(Create("central", "2299 /QĐ-TTg", "2018-12-09", "").status());
  EXPECT_EQ(again.reason, "DECISION_NUMBER_USED");
  EXPECT_NE(again.text_en.find(name), std::string::npos) << again.text_en;
  EXPECT_EQ(harness.ledger().calls(), 1);
  EXPECT_TRUE(Create("central", "2299/QĐ-TTg", "2018-12-08", name).ok());  // It says so.
  EXPECT_TRUE(Create("local", "2299/QĐ-TTg", "2018-12-08", "").ok());      // Another source is no overlap.
  EXPECT_TRUE(Create("central", "2299/QĐ-TTg", "2019-01-08", "").ok());    // Numbers begin anew each year.
  EXPECT_EQ(rpc::ReasonOf(Create("central", "7/QĐ-TTg", "2018-12-08", name).status()),
            "DECISION_PART_UNKNOWN");
  // What the ledger refused leaves its number free.
  harness.ledger().Set(LedgerDouble::Behaviour::kRefuseLimit);
  EXPECT_EQ(rpc::ReasonOf(Create("central", "8/QĐ-TTg", "2018-12-08", "").status()), "LEDGER_LIMIT");
  harness.ledger().Set(LedgerDouble::Behaviour::kAccept);
  EXPECT_TRUE(Create("central", "8/QĐ-TTg", "2018-12-08", "").ok());
}

TEST(DecisionNumbers, HoldForRoundsAndAdjustmentsOfOneAuthorityTogether) {
  Harness harness;
  harness.Publish(ApprovedPlan("68", {PlainItem("01", "WORKSHOP-INTRO", 100, 0)}));
  const auto round = harness.Compute();
  ASSERT_TRUE(round.ok()) << round.status();
  pb::ApproveRoundRequest approve;
  approve.set_request_id(NewRequestId());
  approve.set_name(round->name());
  approve.set_etag(round->etag());
  approve.set_decision_number("15/QĐ-BTC");
  const auto approved = harness.Call(Approver(), &Stub::ApproveRound, approve);
  ASSERT_TRUE(approved.ok()) << approved.status();
  ASSERT_TRUE(harness.Issue(approved->round()).ok());
  pb::Adjustment cut;
  cut.set_kind(pb::Adjustment::KIND_CUT);
  cut.set_source("central");
  cut.set_from_budget_line("SXSH2020-2019-SCT-68.01");
  cut.set_amount_vnd(10);
  const auto proposed = harness.Propose(BudgetOfficer(), cut);
  ASSERT_TRUE(proposed.ok()) << proposed.status();
  pb::ApproveAdjustmentRequest decide;
  decide.set_request_id(NewRequestId());
  decide.set_name(proposed->name());
  decide.set_etag(proposed->etag());
  decide.set_decision_number("15/QĐ-BTC");
  EXPECT_EQ(rpc::ReasonOf(harness.Call(Approver(), &Stub::ApproveAdjustment, decide).status()),
            "DECISION_NUMBER_USED");
  decide.set_request_id(NewRequestId());
  decide.set_part_of(round->name());
  EXPECT_TRUE(harness.Call(Approver(), &Stub::ApproveAdjustment, decide).ok());
}

TEST_F(Reserves, AreLessThanTheAmountAndNeverCut) {
  auto request = Appropriation("central", "agencies/BCT", 1'000);
  request.mutable_appropriation()->set_reserve_vnd(1'000);
  EXPECT_EQ(rpc::ReasonOf(harness_.Call(BudgetOfficer(), &Stub::CreateAppropriation, request).status()),
            "INVALID_REQUEST");
  request.mutable_appropriation()->set_reserve_vnd(1);
  request.mutable_appropriation()->set_kind(pb::Appropriation::KIND_CUT);
  request.mutable_appropriation()->set_reason("x");
  EXPECT_EQ(rpc::ReasonOf(harness_.Call(BudgetOfficer(), &Stub::CreateAppropriation, request).status()),
            "INVALID_REQUEST");
}

}  // namespace
}  // namespace cpb::allocation
