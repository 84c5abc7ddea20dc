#include <chrono>
#include <future>

#include "cpbudget/allocation/v1/enterprise.pb.h"
#include "services/audit/tests/fixture.h"

namespace cpb::audit {
namespace {

using Stub = pb::AuditService::Stub;

pb::GetUsageRequest By(std::initializer_list<pb::Dimension> dimensions) {
  pb::GetUsageRequest request;
  for (const pb::Dimension dimension : dimensions) request.add_group_by(dimension);
  return request;
}

TEST_F(AuditTest, UsageSeesWhatWasCommittedBeforeTheQuestion) {
  PlaySmallYear();
  for (int payment = 1; payment <= 5; ++payment) {
    Book("2019-08-01", "payment", Key(Kind::kAvailable, kLineId), Key(Kind::kSpent, kLineId), 10);
    const auto usage = Ask(Appraiser(), &Stub::GetUsage, By({pb::DIMENSION_PROJECT, pb::DIMENSION_SOURCE}));
    ASSERT_TRUE(usage.ok()) << usage.status();
    EXPECT_EQ(usage->position(), journal_position_);
    EXPECT_EQ(usage->total().spent_vnd(), 300 + 10 * payment);
  }
  const auto usage = Ask(Appraiser(), &Stub::GetUsage, By({pb::DIMENSION_PROJECT, pb::DIMENSION_PROVINCE}));
  ASSERT_TRUE(usage.ok());
  ASSERT_EQ(usage->rows_size(), 2);
  EXPECT_EQ(usage->rows(0).appropriated_vnd(), 5000);
  EXPECT_EQ(usage->rows(0).labels_vi(0), "Chưa giao cho đề án nào");
  EXPECT_EQ(usage->rows(0).labels_en(1), "Central level");
  const pb::UsageRow& row = usage->rows(1);
  EXPECT_EQ(row.keys(0), "componentProjects/SXSH2020-3");
  EXPECT_EQ(row.keys(1), "68");
  EXPECT_EQ(row.labels_vi(1), "Lâm Đồng");
  EXPECT_EQ(row.allotted_vnd(), 1000);
  EXPECT_EQ(row.available_vnd(), 650);
  EXPECT_EQ(row.spent_vnd(), 350);
  EXPECT_EQ(usage->total().allotted_vnd(), 1000);
}

TEST_F(AuditTest, EnterprisesOwnMoneyStandsBesideTheLedgersAndInNoSumOfIt) {
  PlaySmallYear();
  cpbudget::allocation::v1::EnterpriseCommitment commitment;
  commitment.set_budget_line(kLineId);
  commitment.set_programme(kProgramme);
  commitment.set_budget_year(2019);
  commitment.set_agency("agencies/SCT-68");
  commitment.set_component_project("componentProjects/SXSH2020-3");
  for (const std::int64_t amount : {400, 600}) {  // The later record is in force.
    commitment.set_name("enterpriseCommitments/SXSH2020-2019-SCT-68.03." + std::to_string(amount));
    commitment.set_committed_vnd(amount);
    Tell("enterprise_commitment.recorded", commitment.name(), commitment);
  }
  Book("2019-08-01", "payment", Key(Kind::kAvailable, kLineId), Key(Kind::kSpent, kLineId), 10);
  pb::GetUsageRequest request = By({pb::DIMENSION_SOURCE, pb::DIMENSION_PROVINCE});
  request.set_min_position(journal_position_);  // Told after both records, in the same feed.
  const auto usage = Ask(Appraiser(), &Stub::GetUsage, request);
  ASSERT_TRUE(usage.ok()) << usage.status();
  EXPECT_EQ(usage->total().enterprise_vnd(), 600);
  EXPECT_EQ(usage->total().allotted_vnd(), 1000);
  const pb::UsageRow& own = usage->rows(usage->rows_size() - 1);
  EXPECT_EQ(own.keys(0), "enterprise");
  EXPECT_EQ(own.keys(1), "68");
  EXPECT_EQ(own.enterprise_vnd(), 600);
  EXPECT_EQ(own.allotted_vnd(), 0);
  request.set_as_of_date("2019-12-31");
  EXPECT_EQ(Ask(Appraiser(), &Stub::GetUsage, request)->total().enterprise_vnd(), 0);
}

TEST_F(AuditTest, UsageRollsUpToTheUnitsOf2025) {
  PlaySmallYear();
  // Đắk Nông (67) became part of Lâm Đồng (68) on 1 July 2025; its own history stays its own.
  const auto neighbour = [](Kind kind) {
    dpb::AccountKey key = Key(kind, "SXSH2020-2019-SCT-67.01");
    key.set_agency("agencies/SCT-67");
    return key;
  };
  Book("2019-02-01", "allotment", neighbour(Kind::kInTransit), neighbour(Kind::kAvailable), 70);
  const auto rolled = Ask(Appraiser(), &Stub::GetUsage, By({pb::DIMENSION_PROVINCE_2025}));
  ASSERT_TRUE(rolled.ok()) << rolled.status();
  const pb::UsageRow& row = rolled->rows(rolled->rows_size() - 1);
  EXPECT_EQ(row.keys(0), "68");
  EXPECT_EQ(row.labels_vi(0), "Lâm Đồng");
  EXPECT_EQ(row.allotted_vnd(), 1070);
  const auto of_their_time = Ask(Appraiser(), &Stub::GetUsage, By({pb::DIMENSION_PROVINCE}));
  EXPECT_EQ(of_their_time->rows_size(), rolled->rows_size() + 1);
}

TEST_F(AuditTest, UsageStandsAtADateOrAPosition) {
  PlaySmallYear();
  pb::GetUsageRequest request = By({pb::DIMENSION_BUDGET_LINE});
  request.set_as_of_date("2019-06-30");
  const auto june = Ask(Appraiser(), &Stub::GetUsage, request);
  ASSERT_TRUE(june.ok()) << june.status();
  EXPECT_EQ(june->total().available_vnd(), 1000);
  EXPECT_EQ(june->total().spent_vnd(), 0);
  EXPECT_EQ(june->rows(1).labels_vi(0), "Đánh giá sản xuất sạch hơn");

  request.clear_as_of_date();
  request.set_as_of_position(3);
  const auto third = Ask(Appraiser(), &Stub::GetUsage, request);
  ASSERT_TRUE(third.ok()) << third.status();
  EXPECT_EQ(third->position(), 3);
  EXPECT_EQ(third->total().in_payment_vnd(), 300);

  request.set_as_of_position(99);
  EXPECT_EQ(rpc::ReasonOf(Ask(Appraiser(), &Stub::GetUsage, request).status()), "POSITION_NOT_REACHED");
}

TEST_F(AuditTest, UsageWaitsForAPositionStillToCome) {
  PlaySmallYear();
  pb::GetUsageRequest request = By({pb::DIMENSION_SOURCE});
  request.set_min_position(journal_position_ + 1);
  auto answer = std::async(std::launch::async, [&] { return Ask(Appraiser(), &Stub::GetUsage, request); });
  EXPECT_EQ(answer.wait_for(std::chrono::milliseconds{200}), std::future_status::timeout);
  Book("2019-09-01", "payment", Key(Kind::kAvailable, kLineId), Key(Kind::kSpent, kLineId), 5);
  const auto usage = answer.get();
  ASSERT_TRUE(usage.ok()) << usage.status();
  EXPECT_EQ(usage->total().spent_vnd(), 305);
}

TEST_F(AuditTest, AProvinceSeesItsOwnAlone) {
  PlaySmallYear();
  const auto own = Ask(rpc::Officer("users/officer", "68"), &Stub::GetUsage, By({pb::DIMENSION_SOURCE}));
  ASSERT_TRUE(own.ok()) << own.status();
  EXPECT_EQ(own->total().spent_vnd(), 300);
  EXPECT_EQ(own->total().appropriated_vnd(), 0);
  const auto other = Ask(rpc::Officer("users/other", "01"), &Stub::GetUsage, By({pb::DIMENSION_SOURCE}));
  ASSERT_TRUE(other.ok());
  EXPECT_EQ(other->rows_size(), 0);
  pb::GetUsageRequest request = By({pb::DIMENSION_SOURCE});
  request.set_province_code("68");
  EXPECT_EQ(rpc::ReasonOf(Ask(rpc::Officer("users/other", "01"), &Stub::GetUsage, request).status()),
            "OUTSIDE_JURISDICTION");
}

TEST_F(AuditTest, UsageNamesEveryWrongField) {
  pb::GetUsageRequest request = By({pb::DIMENSION_SOURCE, pb::DIMENSION_SOURCE, pb::DIMENSION_UNSPECIFIED});
  request.add_group_by(static_cast<pb::Dimension>(77));
  request.set_as_of_date("30/06/2019");
  request.set_as_of_position(-1);
  request.set_min_position(-1);
  request.set_programme("SXSH2020");
  request.set_budget_year(19);
  request.set_province_code("99");
  const auto refused = Ask(Appraiser(), &Stub::GetUsage, request);
  const rpc::Explanation why = rpc::Explain(refused.status());
  EXPECT_EQ(why.reason, "INVALID_REQUEST");
  std::vector<std::string> fields;
  for (const auto& violation : why.violations) fields.push_back(violation.subject);
  EXPECT_EQ(fields, (std::vector<std::string>{"group_by[1]", "group_by[2]", "group_by[3]", "as_of_date",
                                              "as_of_position", "min_position", "programme", "budget_year",
                                              "province_code"}));
}

TEST_F(AuditTest, PublicUsageIsFreshLabelledAndFast) {
  PlaySmallYear();
  cpbudget::allocation::v1::Appropriation appropriation;
  appropriation.set_name("appropriations/1");
  appropriation.set_programme(kProgramme);
  appropriation.set_budget_year(2019);
  appropriation.set_source("central");
  appropriation.set_holder("agencies/BCT");
  appropriation.set_illustrative(true);
  Tell("appropriation.created", appropriation.name(), appropriation);
  const rpc::Call call = server_.MakeCall(Appraiser());
  ASSERT_TRUE(feeds_->CatchUp(call));

  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds{10});
  pb::GetPublicUsageResponse usage;
  ASSERT_TRUE(stub_->GetPublicUsage(&context, {}, &usage).ok());
  ASSERT_EQ(usage.by_project_size(), 1);
  EXPECT_EQ(usage.by_project(0).keys(0), "componentProjects/SXSH2020-3");
  EXPECT_FALSE(usage.by_project(0).illustrative());
  EXPECT_EQ(usage.by_source(0).labels_en(0), "Central budget");
  EXPECT_TRUE(usage.by_source(0).illustrative());
  EXPECT_EQ(usage.by_province_size(), 2);
  EXPECT_EQ(usage.by_year(0).keys(0), "2019");
  EXPECT_EQ(usage.total().appropriated_vnd(), 5000);
  EXPECT_EQ(usage.total().spent_vnd(), 300);

  // A new fact is in the next answer, although the one before is kept.
  Book("2019-09-01", "payment", Key(Kind::kAvailable, kLineId), Key(Kind::kSpent, kLineId), 5);
  ASSERT_TRUE(feeds_->CatchUp(call));
  grpc::ClientContext again;
  again.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds{10});
  pb::GetPublicUsageResponse later;
  ASSERT_TRUE(stub_->GetPublicUsage(&again, {}, &later).ok());
  EXPECT_EQ(later.total().spent_vnd(), 305);
  EXPECT_EQ(later.position(), usage.position() + 1);
}

TEST_F(AuditTest, EveryQueryOfAnAuditorIsRecordedAndTold) {
  ASSERT_TRUE(Ask(Auditor(), &Stub::GetUsage, By({pb::DIMENSION_YEAR})).ok());
  ASSERT_TRUE(Ask(Appraiser(), &Stub::GetUsage, By({pb::DIMENSION_YEAR})).ok());
  ASSERT_TRUE(Ask(Auditor(), &Stub::ListEvents, pb::ListEventsRequest{}).ok());
  const absl::Status status = own_.database->Read([&](storage::Session& session) -> absl::Status {
    const auto rows = session.Query("SELECT auditor, method, request_json FROM audit_query ORDER BY id");
    EXPECT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows.at(0).Text(0), "users/auditor");
    EXPECT_EQ(rows.at(0).Text(1), "GetUsage");
    EXPECT_EQ(rows.at(0).Text(2), "{\"groupBy\":[\"DIMENSION_YEAR\"]}");
    EXPECT_EQ(rows.at(1).Text(1), "ListEvents");
    EXPECT_EQ(feed::Head(session), 2);
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
}

}  // namespace
}  // namespace cpb::audit
