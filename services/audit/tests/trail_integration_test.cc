#include <gmock/gmock.h>

#include "services/audit/tests/fixture.h"

namespace cpb::audit {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Stub = pb::AuditService::Stub;
namespace registration = cpbudget::registration::v1;
namespace allocation = cpbudget::allocation::v1;

registration::Plan MakePlan() {
  registration::Plan plan;
  plan.set_name("plans/SXSH2020-2019-SCT-68");
  plan.set_programme(kProgramme);
  plan.set_province_code("68");
  plan.set_agency("agencies/SCT-68");
  registration::PlanItem& item = *plan.add_items();
  item.set_item_id("03");
  auto& central = *item.add_requested();
  central.set_source("central");
  central.set_amount_vnd(60'000'000);
  auto& own = *item.add_requested();
  own.set_source("enterprise");
  own.set_source_kind(cpbudget::types::v1::SOURCE_KIND_ENTERPRISE);
  own.set_amount_vnd(60'000'000);
  item.set_admissible_vnd(50'000'000);
  auto& finding = *item.add_findings();
  finding.set_rule_id("CP-ASSESS/amount");
  finding.set_text_vi("Không quá 50.000.000 đồng mỗi cơ sở");
  return plan;
}

dpb::Payment MakePayment() {
  dpb::Payment payment;
  payment.set_name("payments/p1");
  payment.set_agency("agencies/SCT-68");
  payment.set_budget_line(kLineId);
  payment.set_source("central");
  payment.set_commitment("commitments/c1");
  payment.set_amount_vnd(300);
  payment.set_payee("Công ty Tư vấn Xanh");
  return payment;
}

class TrailTest : public AuditTest {
 protected:
  // The whole life behind one payment, beside another line's papers that must not appear.
  void PlayLife() {
    cpbudget::gateway::v1::User user;
    user.set_name("users/minh");
    user.set_display_name("Trần Văn Minh");
    Tell("user.created", user.name(), user, "users/admin");
    registration::Plan plan = MakePlan();
    Tell("plan.created", plan.name(), plan, "users/lan");
    Tell("plan.submitted", plan.name(), plan, "users/lan");
    plan.mutable_items(0)->set_remark("Bổ sung báo giá");
    Tell("plan.returned", plan.name(), plan, "users/office");
    Tell("plan.submitted", plan.name(), plan, "users/lan");
    Tell("plan.endorsed", plan.name(), plan, "users/office");
    auto& approved = *plan.mutable_items(0)->add_approved();
    approved.set_source("central");
    approved.set_amount_vnd(45'000'000);
    Tell("plan.approved", plan.name(), plan, "users/minh");
    PlaySmallYear();

    allocation::Appropriation appropriation;
    appropriation.set_name("appropriations/a1");
    appropriation.set_programme(kProgramme);
    appropriation.set_budget_year(2019);
    appropriation.set_source("central");
    appropriation.set_holder("agencies/BCT");
    appropriation.set_amount_vnd(5000);
    Tell("appropriation.created", appropriation.name(), appropriation, "users/budget");

    allocation::Round round;
    round.set_name("rounds/r1");
    round.set_programme(kProgramme);
    round.set_budget_year(2019);
    for (const char* line_id : {kLineId, "SXSH2020-2019-SCT-01.01"}) {
      allocation::RoundLine& line = *round.add_lines();
      line.set_budget_line(line_id);
      line.set_source("central");
      line.set_holder("agencies/BCT");
      line.set_allotted_vnd(1000);
      line.add_findings()->set_rule_id("CP-ASSESS/share");
    }
    Tell("round.computed", round.name(), round, "users/budget");
    round.set_decision_number("12/QĐ-BTC");
    Tell("round.approved", round.name(), round, "users/minh");
    allocation::Round other = round;
    other.set_name("rounds/r2");
    other.mutable_lines()->DeleteSubrange(0, 1);
    Tell("round.computed", other.name(), other, "users/budget");

    dpb::Commitment commitment;
    commitment.set_name("commitments/c1");
    commitment.set_agency("agencies/SCT-68");
    commitment.set_amount_vnd(300);
    Tell("commitment.created", commitment.name(), commitment, "users/accountant");
    dpb::Payment payment = MakePayment();
    Tell("payment.prepared", payment.name(), payment, "users/accountant");
    Tell("payment.sent", payment.name(), payment, "users/head");
    payment.set_outcome_note("chưa có hồi đáp");
    Tell("payment.unknown", payment.name(), payment, "users/treasury");
    payment.set_treasury_reference("KB-77");
    Tell("payment.paid", payment.name(), payment, "users/treasury");
  }

  static pb::TracePaymentRequest TraceOf(const std::string& name) {
    pb::TracePaymentRequest request;
    request.set_name(name);
    return request;
  }
};

TEST_F(TrailTest, APaymentLeadsBackToPeopleAndRules) {
  PlayLife();
  const auto trail = Ask(Auditor(), &Stub::TracePayment, TraceOf("payments/p1"));
  ASSERT_TRUE(trail.ok()) << trail.status();
  std::vector<std::string> types;
  for (const pb::TrailStep& step : trail->steps()) types.push_back(step.type());
  EXPECT_THAT(types, ElementsAre("plan.created", "plan.submitted", "plan.returned", "plan.submitted",
                                 "plan.endorsed", "plan.approved", "appropriation.created", "round.computed",
                                 "round.approved", "commitment.created", "payment.prepared", "payment.sent",
                                 "payment.unknown", "payment.paid"));
  const pb::TrailStep& submitted = trail->steps(1);
  EXPECT_EQ(submitted.amount_vnd(), 60'000'000);
  EXPECT_THAT(submitted.text_vi(), HasSubstr("đề nghị 60.000.000 đồng; theo quy định còn 50.000.000 đồng"));
  ASSERT_EQ(submitted.findings_size(), 1);
  EXPECT_EQ(submitted.findings(0).rule_id(), "CP-ASSESS/amount");
  EXPECT_THAT(trail->steps(2).text_en(), HasSubstr("Remark: Bổ sung báo giá"));
  EXPECT_THAT(trail->steps(5).text_vi(), HasSubstr("Trần Văn Minh phê duyệt"));
  EXPECT_THAT(trail->steps(5).text_vi(), HasSubstr("được duyệt 45.000.000 đồng"));
  EXPECT_EQ(trail->steps(7).amount_vnd(), 1000);
  EXPECT_EQ(trail->steps(7).findings(0).rule_id(), "CP-ASSESS/share");
  EXPECT_THAT(trail->steps(8).text_en(), HasSubstr("Decision: 12/QĐ-BTC"));
  EXPECT_EQ(trail->steps(11).actor(), "users/head");
  EXPECT_THAT(trail->steps(12).text_vi(), HasSubstr("chưa có hồi đáp"));
  EXPECT_THAT(trail->steps(13).text_vi(), HasSubstr("KB-77"));
  EXPECT_EQ(trail->steps(13).program(), "disbursement");
  EXPECT_GT(trail->steps(13).position(), 0);
}

TEST_F(TrailTest, ALineOfALargeRoundIsToldByItsPart) {
  PlaySmallYear();
  allocation::Appropriation appropriation;
  appropriation.set_name("appropriations/a1");
  appropriation.set_programme(kProgramme);
  appropriation.set_budget_year(2019);
  appropriation.set_source("central");
  appropriation.set_holder("agencies/BCT");
  Tell("appropriation.created", appropriation.name(), appropriation, "users/budget");
  allocation::Round round;
  round.set_name("rounds/r1");
  round.set_programme(kProgramme);
  round.set_budget_year(2019);
  round.set_lines_count(2);
  Tell("round.computed", round.name(), round, "users/budget");
  int part = 0;
  for (const char* line_id : {"SXSH2020-2019-SCT-01.01", kLineId}) {
    allocation::Round lines = round;
    allocation::RoundLine& line = *lines.add_lines();
    line.set_budget_line(line_id);
    line.set_source("central");
    line.set_holder("agencies/BCT");
    line.set_allotted_vnd(1000 + ++part);
    line.add_findings()->set_rule_id("CP-ASSESS/share");
    Tell("round.lines", round.name() + "/parts/" + std::to_string(part), lines, "users/budget");
  }
  round.set_decision_number("12/QĐ-BTC");
  Tell("round.issued", round.name(), round, "users/budget");
  const dpb::Payment payment = MakePayment();
  Tell("payment.prepared", payment.name(), payment, "users/accountant");

  const auto trail = Ask(Auditor(), &Stub::TracePayment, TraceOf("payments/p1"));
  ASSERT_TRUE(trail.ok()) << trail.status();
  std::vector<std::string> types;
  for (const pb::TrailStep& step : trail->steps()) types.push_back(step.type());
  EXPECT_THAT(types, ElementsAre("appropriation.created", "round.computed", "round.lines", "round.issued",
                                 "payment.prepared"));
  EXPECT_EQ(trail->steps(2).resource(), "rounds/r1/parts/2");
  EXPECT_EQ(trail->steps(2).amount_vnd(), 1002);
  ASSERT_EQ(trail->steps(2).findings_size(), 1);
  EXPECT_THAT(trail->steps(3).text_en(), HasSubstr("Decision: 12/QĐ-BTC"));
}

TEST_F(TrailTest, SaysNoToUnknownAndForeignPayments) {
  PlayLife();
  EXPECT_EQ(rpc::ReasonOf(Ask(Auditor(), &Stub::TracePayment, TraceOf("payments/none")).status()),
            "NOT_FOUND");
  EXPECT_EQ(rpc::ReasonOf(Ask(Auditor(), &Stub::TracePayment, TraceOf("plans/x")).status()),
            "INVALID_REQUEST");
  EXPECT_EQ(rpc::ReasonOf(Ask(Auditor("01"), &Stub::TracePayment, TraceOf("payments/p1")).status()),
            "OUTSIDE_JURISDICTION");
  EXPECT_EQ(
      rpc::ReasonOf(Ask(rpc::Officer("users/o", "68"), &Stub::TracePayment, TraceOf("payments/p1")).status()),
      "ROLE_MISSING");
}

TEST_F(TrailTest, EventsComeInPagesWithoutGapOrRepeat) {
  PlayLife();
  pb::ListEventsRequest request;
  request.set_page_size(4);
  std::vector<std::int64_t> positions;
  do {
    const auto page = Ask(Auditor(), &Stub::ListEvents, request);
    ASSERT_TRUE(page.ok()) << page.status();
    for (const pb::TrailStep& event : page->events()) positions.push_back(event.position());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  std::vector<std::int64_t> expected;
  for (std::int64_t i = 1; i <= static_cast<std::int64_t>(positions.size()); ++i) expected.push_back(i);
  EXPECT_EQ(positions, expected);
  EXPECT_GT(positions.size(), 20u);

  pb::ListEventsRequest plan;
  plan.set_resource("plans/SXSH2020-2019-SCT-68");
  const auto events = Ask(Auditor(), &Stub::ListEvents, plan);
  ASSERT_TRUE(events.ok());
  EXPECT_EQ(events->events_size(), 6);

  // A token belongs to its query.
  pb::ListEventsRequest first;
  first.set_page_size(1);
  const auto page = Ask(Auditor(), &Stub::ListEvents, first);
  plan.set_page_token(page->next_page_token());
  EXPECT_EQ(rpc::ReasonOf(Ask(Auditor(), &Stub::ListEvents, plan).status()), "PAGE_TOKEN_INVALID");
}

TEST_F(TrailTest, AnAuditorOfOneProvinceSeesItsEventsAlone) {
  PlayLife();
  const auto other = Ask(Auditor("01"), &Stub::ListEvents, pb::ListEventsRequest{});
  ASSERT_TRUE(other.ok()) << other.status();
  EXPECT_EQ(other->events_size(), 0);
  const auto own = Ask(Auditor("68"), &Stub::ListEvents, pb::ListEventsRequest{});
  ASSERT_TRUE(own.ok());
  EXPECT_GT(own->events_size(), 10);
  for (const pb::TrailStep& event : own->events()) EXPECT_NE(event.resource(), "rounds/r1");
}

}  // namespace
}  // namespace cpb::audit
