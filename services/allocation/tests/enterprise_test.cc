/// Enterprises' own money beside state support, through the wire.
#include <gtest/gtest.h>

#include "cpbudget/allocation/v1/enterprise.grpc.pb.h"
#include "services/allocation/tests/harness.h"

namespace cpb::allocation {
namespace {

using Stub = pb::EnterpriseService::Stub;
constexpr std::int64_t kMillion = 1'000'000;

class Enterprise : public ::testing::Test {
 protected:
  Enterprise() {
    harness_.Publish(ApprovedPlan("68", {Assessment("03", "0100000001", 120 * kMillion, 30 * kMillion),
                                         PlainItem("01", "LEAFLET", 5, 0)}));
    harness_.Publish(ApprovedPlan("87", {Assessment("01", "0100000002", 80 * kMillion, 40 * kMillion)}));
    harness_.IssueAll();
  }

  absl::StatusOr<pb::EnterpriseCommitment> Record(const types::v1::Identity& who, const std::string& item,
                                                  std::int64_t amount) {
    pb::RecordEnterpriseCommitmentRequest request;
    request.set_request_id(NewRequestId());
    request.set_plan("plans/SXSH2020-2019-SCT-68");
    request.set_item_id(item);
    request.set_committed_vnd(amount);
    request.set_document_number("07/CK-DN");
    request.set_document_date("2018-12-20");
    auto response = harness_.server().Call(who, *stub_, &Stub::RecordEnterpriseCommitment, request);
    if (!response.ok()) return response.status();
    return response->enterprise_commitment();
  }
  std::vector<pb::EnterpriseCommitment> Listed(const types::v1::Identity& who, int page_size = 0) {
    pb::ListEnterpriseCommitmentsRequest request;
    request.set_programme("programmes/SXSH2020");
    request.set_budget_year(2019);
    request.set_page_size(page_size);
    std::vector<pb::EnterpriseCommitment> all;
    do {
      const auto page = harness_.server().Call(who, *stub_, &Stub::ListEnterpriseCommitments, request);
      EXPECT_TRUE(page.ok()) << page.status();
      all.insert(all.end(), page->enterprise_commitments().begin(), page->enterprise_commitments().end());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return all;
  }

  Harness harness_;
  std::unique_ptr<Stub> stub_ = pb::EnterpriseService::NewStub(harness_.server().channel());
};

TEST_F(Enterprise, StandsBesideTheSupportAndIsNeverBooked) {
  const int calls = harness_.ledger().calls();
  const auto first = Record(Accountant("68"), "03", 60 * kMillion);
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(first->establishment(), "establishments/0100000001");
  EXPECT_EQ(first->planned_vnd(), 90 * kMillion);
  EXPECT_EQ(first->support_vnd(), 30 * kMillion);
  EXPECT_EQ(first->share_basis_points(), 6'666);
  ASSERT_TRUE(Record(Accountant("68"), "03", 90 * kMillion).ok());  // Takes the place of the first.
  EXPECT_EQ(harness_.ledger().calls(), calls);
  EXPECT_EQ(harness_.FeedTypes().back(), "enterprise_commitment.recorded");
  const auto all = Listed(BudgetOfficer());
  ASSERT_EQ(all.size(), 2U);  // The leaflet has no enterprise behind it.
  EXPECT_EQ(all[0].committed_vnd(), 90 * kMillion);
  EXPECT_EQ(all[0].share_basis_points(), 7'500);
  EXPECT_EQ(all[1].planned_vnd(), 40 * kMillion);
  EXPECT_EQ(all[1].committed_vnd(), 0);  // Planned, and bound by nothing yet.
  EXPECT_EQ(Listed(BudgetOfficer(), 1).size(), 2U);
}

TEST_F(Enterprise, IsRecordedByItsOwnAgencyAlone) {
  EXPECT_EQ(rpc::ReasonOf(Record(Accountant("87"), "03", 1).status()), "OUTSIDE_JURISDICTION");
  EXPECT_EQ(rpc::ReasonOf(Record(BudgetOfficer(), "03", 1).status()), "ROLE_MISSING");
  EXPECT_EQ(rpc::ReasonOf(Record(Accountant("68"), "99", 1).status()), "NOT_FOUND");
  EXPECT_EQ(rpc::ReasonOf(Record(Accountant("68"), "03", -1).status()), "INVALID_REQUEST");
  EXPECT_EQ(Listed(Accountant("87")).size(), 1U);
}

}  // namespace
}  // namespace cpb::allocation
