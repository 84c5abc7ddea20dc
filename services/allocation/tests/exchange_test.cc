/// Gains and losses of a donor's grant, through the wire.
#include <gtest/gtest.h>

#include "cpbudget/allocation/v1/exchange.grpc.pb.h"
#include "services/allocation/tests/harness.h"

namespace cpb::allocation {
namespace {

using Stub = pb::ExchangeService::Stub;

/// A Danish grant of 1,000.50 kroner at 3,456.78 dong.
class Exchange : public ::testing::Test {
 protected:
  Exchange() {
    pb::CreateAppropriationRequest request;
    request.set_request_id(NewRequestId());
    auto& grant = *request.mutable_appropriation();
    grant.set_programme("programmes/SXSH2020");
    grant.set_budget_year(2019);
    grant.set_source("denmark");
    grant.set_holder("agencies/BCT");
    grant.set_currency("DKK");
    grant.set_foreign_amount_minor(100'050);
    grant.set_exchange_rate("3456.78");
    grant.set_exchange_rate_date("2019-01-09");
    grant.set_decision_number("5/HĐ-VT");
    grant.set_decision_date("2018-12-08");
    const auto made =
        harness_.Call(BudgetOfficer(), &pb::AllocationService::Stub::CreateAppropriation, request);
    EXPECT_TRUE(made.ok()) << made.status();
    grant_ = made->appropriation().name();
    harness_.SetDay("2019-06-20");
  }

  absl::StatusOr<pb::ExchangeDifference> Record(const std::string& subject, std::int64_t oere,
                                                const std::string& rate,
                                                const types::v1::Identity& who = Approver()) {
    pb::RecordExchangeDifferenceRequest request;
    request.set_request_id(NewRequestId());
    auto& difference = *request.mutable_exchange_difference();
    difference.set_appropriation(grant_);
    difference.set_subject(subject);
    difference.set_foreign_amount_minor(oere);
    difference.set_exchange_rate(rate);
    difference.set_exchange_rate_date("2019-06-19");
    difference.set_document("Thông báo tỷ giá tháng 6");
    auto response = harness_.server().Call(who, *stub_, &Stub::RecordExchangeDifference, request);
    if (!response.ok()) return response.status();
    return response->exchange_difference();
  }
  pb::GetBudgetExecutionResponse Execution(const types::v1::Identity& who = BudgetOfficer()) {
    pb::GetBudgetExecutionRequest request;
    request.set_programme("programmes/SXSH2020");
    request.set_budget_year(2019);
    request.add_group_by(pb::EXECUTION_DIMENSION_SOURCE);
    const auto response = harness_.Call(who, &pb::AllocationService::Stub::GetBudgetExecution, request);
    EXPECT_TRUE(response.ok()) << response.status();
    return response.ok() ? *response : pb::GetBudgetExecutionResponse{};
  }

  Harness harness_;
  std::string grant_;
  std::unique_ptr<Stub> stub_ = pb::ExchangeService::NewStub(harness_.server().channel());
};

TEST_F(Exchange, AGainAndALossAreEntriesOfTheirOwnAndStandInTheExecution) {
  const auto gain = Record("payments/17", 40'000, "3500.5");
  ASSERT_TRUE(gain.ok()) << gain.status();
  EXPECT_EQ(gain->recorded_vnd(), 1'382'712);  // 400.00 × 3,456.78
  EXPECT_EQ(gain->paid_vnd(), 1'400'200);      // 400.00 × 3,500.50
  EXPECT_EQ(gain->difference_vnd(), 17'488);
  EXPECT_TRUE(gain->posted());
  auto document = harness_.ledger().booked().back();
  EXPECT_EQ(document.document_kind(), "exchange_difference");
  EXPECT_EQ(document.lines(0).from().kind(), cpbudget::disbursement::v1::ACCOUNT_KIND_AUTHORITY);
  EXPECT_EQ(document.lines(0).to().kind(), cpbudget::disbursement::v1::ACCOUNT_KIND_APPROPRIATION);
  EXPECT_EQ(document.lines(0).amount_vnd(), 17'488);
  harness_.SetDay("2020-01-20");  // At settlement: still an entry of the year that it belongs to.
  const auto loss = Record("settlements/SXSH2020-2019-BCT", 60'050, "3400");
  ASSERT_TRUE(loss.ok()) << loss.status();
  EXPECT_EQ(loss->difference_vnd(), 2'041'700 - 2'075'796);  // 600.50 kroner at either rate
  EXPECT_EQ(loss->effective_date(), "2019-12-31");
  document = harness_.ledger().booked().back();
  EXPECT_EQ(document.lines(0).from().kind(), cpbudget::disbursement::v1::ACCOUNT_KIND_APPROPRIATION);
  EXPECT_EQ(document.lines(0).amount_vnd(), 34'096);
  EXPECT_EQ(harness_.FeedTypes().back(), "exchange_difference.posted");

  const auto execution = Execution();
  ASSERT_EQ(execution.exchange_size(), 1);
  EXPECT_EQ(execution.exchange(0).source(), "denmark");
  EXPECT_EQ(execution.exchange(0).currency(), "DKK");
  EXPECT_EQ(execution.exchange(0).gain_vnd(), 17'488);
  EXPECT_EQ(execution.exchange(0).loss_vnd(), 34'096);
  EXPECT_EQ(execution.exchange(0).net_vnd(), -16'608);
  EXPECT_EQ(Execution(Accountant("68")).exchange_size(), 0);  // The grant is the ministry's.
  const auto List = [&](const types::v1::Identity& who) {
    return harness_.server()
        .Call(who, *stub_, &Stub::ListExchangeDifferences, pb::ListExchangeDifferencesRequest{})
        ->exchange_differences_size();
  };
  EXPECT_EQ(List(BudgetOfficer()), 2);
  EXPECT_EQ(List(Accountant("68")), 0);
}

TEST_F(Exchange, IsRefusedWithTheReason) {
  EXPECT_EQ(rpc::ReasonOf(Record("payments/17", 100, "3500", BudgetOfficer()).status()), "ROLE_MISSING");
  const auto both = rpc::Person("users/budget", {types::v1::ROLE_APPROVER}, "agencies/BTC");
  EXPECT_EQ(rpc::ReasonOf(Record("payments/17", 100, "3500", both).status()), "SAME_PERSON");
  EXPECT_EQ(rpc::ReasonOf(Record("rounds/17", 100, "3500").status()), "INVALID_REQUEST");
  EXPECT_EQ(rpc::ReasonOf(Record("payments/17", 0, "3500").status()), "INVALID_REQUEST");
  EXPECT_EQ(rpc::ReasonOf(Record("payments/17", 100, "3.500,0").status()), "INVALID_REQUEST");
  EXPECT_EQ(rpc::ReasonOf(Record("payments/17", 100, "3456.78").status()), "EXCHANGE_NO_DIFFERENCE");
  EXPECT_EQ(rpc::ReasonOf(Record("payments/17", 100'051, "3500").status()), "EXCHANGE_ABOVE_GRANT");
  // What the ledger refuses leaves no trace in the sums, and may be recorded again.
  harness_.ledger().Set(LedgerDouble::Behaviour::kRefuseLimit);
  EXPECT_EQ(rpc::ReasonOf(Record("payments/17", 100'000, "3400").status()), "LEDGER_LIMIT");
  harness_.ledger().Set(LedgerDouble::Behaviour::kAccept);
  ASSERT_TRUE(Record("payments/17", 100'000, "3400").ok());
  EXPECT_EQ(rpc::ReasonOf(Record("payments/17", 50, "3400").status()), "EXCHANGE_RECORDED");
  EXPECT_EQ(rpc::ReasonOf(Record("payments/18", 51, "3400").status()), "EXCHANGE_ABOVE_GRANT");
  harness_.SetDay("2020-02-03");
  EXPECT_EQ(rpc::ReasonOf(Record("payments/18", 50, "3400").status()), "PERIOD_CLOSED");
}

}  // namespace
}  // namespace cpb::allocation
